import pytest
from lucide import IconDoesNotExist

from collegium.ui.icons import icon_svg


def test_an_icon_is_hidden_from_screen_readers_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in icon_svg("calendar")
    labelled = icon_svg("calendar", "Date")
    assert 'role="img"' in labelled
    assert 'aria-label="Date"' in labelled
    assert "aria-hidden" not in labelled


def test_a_label_cannot_break_out_of_its_attribute() -> None:
    assert "<script" not in icon_svg("calendar", '"><script>')


@pytest.mark.parametrize(
    ("name", "mirrored"), [("arrow-right", True), ("log-out", True), ("calendar", False)]
)
def test_icons_that_point_along_the_text_are_mirrored_with_it(name: str, mirrored: bool) -> None:
    assert ("icon-directional" in icon_svg(name)) is mirrored


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(IconDoesNotExist):
        icon_svg("no-such-icon")
