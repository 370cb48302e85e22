from uuid import UUID

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.html import strip_tags

from collegium.ui.forms import OnceForm
from collegium.ui.templatetags.ui import figure


def shown(source: str, **context: object) -> str:
    return Template("{% load i18n ui %}" + source).render(Context(context)).strip()


def test_an_empty_state_says_what_to_do() -> None:
    html = shown(
        '{% empty_state icon="inbox" title="None yet" %}'
        'Write <a href="/x">one</a>.{% end_empty_state %}'
    )
    assert "None yet" in html
    assert '<a href="/x">one</a>' in html


def test_text_from_people_is_escaped_everywhere() -> None:
    evil = "<script>alert(1)</script>"
    html = shown(
        "{% tag evil %}{% submit evil %}{% avatar evil %}{% percent_bar 1 2 evil %}"
        "{% bar_chart rows title=evil unit=evil %}"
        "{% empty_state title=evil %}{{ evil }}{% end_empty_state %}",
        evil=evil,
        rows=[(evil, 1)],
    )
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 8


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% submit "Save" %}', 'class="button"'),
        ('{% submit "Save" quiet=True %}', 'class="button button-quiet"'),
        ('{% submit "Save" danger=True %}', 'class="button button-danger"'),
        ('{% submit "Save" name="go" value="1" %}', 'name="go" value="1"'),
        ('{% submit "Save" icon="check" %}', "<svg"),
        ('{% tag "Draft" %}', 'class="tag tag-quiet"'),
        ('{% tag "Live" kind="good" %}', 'class="tag tag-good"'),
    ],
)
def test_buttons_and_tags_come_in_kinds(source: str, expected: str) -> None:
    assert expected in shown(source)


def test_once_is_another_value_each_time() -> None:
    values = {shown("{% once %}").split('value="')[1].split('"')[0] for _ in range(3)}
    assert len({UUID(value) for value in values}) == 3


@pytest.mark.parametrize(
    ("value", "maximum", "width"), [(3, 4, "75.0%"), (5, 4, "100.0%"), (0, 0, "0.0%")]
)
def test_a_percent_bar_shows_its_share_and_says_it(value: int, maximum: int, width: str) -> None:
    html = shown('{% percent_bar value maximum "Weeks" %}', value=value, maximum=maximum)
    assert f'width="{width}"' in html
    assert f"{value} of {maximum}" in strip_tags(html)


def test_a_percent_bar_takes_words_of_its_own() -> None:
    assert "three weeks" in shown('{% percent_bar 3 4 "Weeks" "three weeks" %}')


def test_a_field_without_its_mark() -> None:
    form = OnceForm()
    assert shown("{% field form.once %}", form=form).startswith('<input type="hidden"')


CHARTS = [
    ('{% bar_chart rows title="T" %}', [("Porto", 2.5)]),
    ('{% interval_chart rows title="T" %}', [("Porto", 2.5, 1.0, 4.0)]),
    ('{% slope_chart rows title="T" low=1 high=5 %}', [("Porto", 2.5, 4)]),
]


@pytest.mark.parametrize(("source", "rows"), CHARTS)
def test_a_chart_is_named_described_and_has_its_numbers_as_a_table(
    source: str, rows: list[tuple[str, float]]
) -> None:
    html = shown(source, rows=rows)
    assert 'role="img"' in html
    identity = html.split('aria-labelledby="')[1].split("-title")[0]
    assert f'<title id="{identity}-title">T</title>' in html
    assert f'<desc id="{identity}-desc">Porto' in html
    table = html[html.index("<table>") :]
    assert "Porto" in table
    assert "2.5" in table


@pytest.mark.parametrize(("source", "rows"), CHARTS)
def test_a_chart_is_the_same_each_time_and_carries_no_style(
    source: str, rows: list[tuple[str, float]]
) -> None:
    assert shown(source, rows=rows) == shown(source, rows=rows)
    assert "style=" not in shown(source, rows=rows)


def test_places_in_pictures_are_never_localised() -> None:
    with translation.override("de"):
        html = shown('{% slope_chart rows title="T" %}', rows=[("a", 1.5, 2.25)])
    assert "2,25" in strip_tags(html)
    svg = html[html.index("<svg") : html.index("</svg>")]
    places = [part.split('"')[0] for part in svg.split('y1="')[1:]]
    assert places
    assert all(float(place) >= 0 for place in places)


@pytest.mark.parametrize(
    ("number", "words"), [(3, "3"), (3.0, "3"), (2.5, "2.5"), (1 / 3, "0.33"), (-0.999, "-1")]
)
def test_figures_carry_no_needless_decimals(number: float, words: str) -> None:
    assert figure(number) == words
