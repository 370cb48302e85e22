import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.ui.faces import HUES, avatar_tag, hue, initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Mara Okonkwo", "MO"),
        ("Ana Lucía de la Torre", "AT"),
        ("Plato", "P"),
        ("élodie faure", "ÉF"),
        ("Mara (Porto)", "M"),
        ("", "?"),
        ("  ", "?"),
        ("李 小龙", "李小"),
    ],
)
def test_initials_are_the_first_letters_of_first_and_last_name(name: str, letters: str) -> None:
    assert initials(name) == letters


@given(st.text())
def test_every_name_has_initials_and_one_of_the_hues(name: str) -> None:
    assert initials(name)
    assert 1 <= hue(name) <= HUES
    assert hue(name) == hue(name)


def test_hues_of_known_names_never_change() -> None:
    assert [hue(name) for name in ("Mara Okonkwo", "Jonas Weiß")] == [9, 3]


def test_an_avatar_is_for_the_eye_only_and_escapes() -> None:
    assert 'aria-hidden="true"' in avatar_tag("Mara Okonkwo")
    assert "avatar-l" in avatar_tag("Mara Okonkwo", "l")
    assert "<b" not in avatar_tag("<b> <i>")
