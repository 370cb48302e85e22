"""A page of ours is the one that Jinja would draw by itself, only sooner."""

from collections.abc import Mapping
from html import unescape

import pytest
from django.utils.safestring import SafeString
from jinja2 import DictLoader, Environment, StrictUndefined
from jinja2.exceptions import UndefinedError
from markupsafe import Markup

from collegium.ui.compiling import Compiled, Piece, escaped

PIECES = {
    "pieces": (
        "{% macro mark(words, kind='quiet') %}<b class='{{ kind }}'>{{ words }}</b>{% endmacro %}"
        "{% macro line(words) %}<p>{{ mark(words) }}{{ mark('!', kind='loud') }}</p>{% endmacro %}"
        "{% macro alone() %}{{ outside }}{% endmacro %}"
    )
}


def drawn(kind: type[Environment], source: str, values: Mapping[str, object]) -> str:
    environment = kind(
        loader=DictLoader({**PIECES, "page": source}), autoescape=True, undefined=StrictUndefined
    )
    environment.globals |= {"_": str.upper, "icon": "<i>{}</i>".format, "outside": "a garden"}
    return unescape(environment.get_template("page").render(values))


PAIR = "{% macro pair(a, b) %}{{ a }}-{{ b }}{% endmacro %}"
CASES = {
    "a value that could be markup": "{{ name }}{{ markup }}{{ safe }}{{ number }}{{ nothing }}",
    "attributes and keys": "{{ seat.real }}{{ words['text'] }}{{ row[1:] }}{{ row[0] }}",
    "an imported macro": "{% from 'pieces' import mark %}{{ mark(name) }}{{ mark('x', 'y') }}",
    "another name for it": "{% from 'pieces' import line as row_of %}{{ row_of(name) }}",
    "a macro as a value": "{% from 'pieces' import mark %}{% set it = mark %}{{ it(name) }}",
    "names that change places": f"{PAIR}{{% set a = 1 %}}{{% set b = 2 %}}{{{{ pair(b, a) }}}}",
    "both from one": f"{PAIR}{{{{ pair(a='x', b=name) }}}}{{{{ pair(name, name) }}}}",
    "a loop with the name of what is given": (
        "{% macro all(one, row) %}{{ one }}:{% for one in row %}{{ one }}{% endfor %}{{ one }}"
        "{% endmacro %}{% for one in row %}{{ all(one, row) }}{{ one }}{% endfor %}"
    ),
    "the number of the round": (
        f"{PAIR}{{% for one in row %}}{{{{ pair(loop.index, one) }}}}{{% endfor %}}"
    ),
    "a loop that is handed over": (
        "{% macro first(l) %}{% for x in [7] %}{{ l.index }}{{ loop.length }}{% endfor %}"
        "{% endmacro %}{% for one in row %}{{ first(loop) }}{% endfor %}"
    ),
    "something set inside": (
        "{% macro twice(a) %}{% set b = a ~ a %}{{ b }}{% endmacro %}"
        "{% set b = 'kept' %}{{ twice(name) }}{{ b }}"
    ),
    "what is given is set anew": (
        "{% macro shout(a) %}{% set a = a ~ '!' %}{{ a }}{% endmacro %}{{ shout('x') }}"
    ),
    "macros in macros": (
        f"{PAIR}{{% macro both(a) %}}{{{{ pair(a, a) }}}}{{% endmacro %}}{{{{ both(name) }}}}"
    ),
    "one name in three macros": (
        "{% macro c(x, z) %}{{ x }}{{ z }}{% endmacro %}"
        "{% macro b(x) %}{{ c(x ~ '2', x) }}{% endmacro %}"
        "{% macro a(x) %}{{ b(x ~ '1') }}{{ x }}{% endmacro %}{{ a(name) }}"
    ),
    "a usual value that is another one": (
        "{% macro m(a, b=a) %}{{ a }}{{ b }}{% endmacro %}{% set a = 'mine' %}{{ m('x') }}"
    ),
    "one that calls itself": (
        "{% macro down(n) %}{{ n }}{% if n %}{{ down(n - 1) }}{% endif %}{% endmacro %}"
        "{{ down(3) }}"
    ),
    "one that is told more": (
        "{% macro some() %}{{ varargs|join }}{{ kwargs|length }}{% endmacro %}{{ some(1, a=2) }}"
    ),
    "one with a block": (
        "{% macro around() %}<{{ caller() }}>{% endmacro %}{% call around() %}x{% endcall %}"
    ),
    "a common name with a meaning of its own": (
        "{% from 'pieces' import alone %}{% set outside = 'mine' %}{{ alone() }}{{ outside }}"
    ),
    "what is certain": (
        "{% macro m(a, kind='x') %}{% if kind == 'x' %}1{% elif kind == a %}2{% else %}3{% endif %}"
        "{% endmacro %}{{ m(name) }}{{ m(name, 'y') }}{{ m('y', 'y') }}{{ m(name, kind=name) }}"
    ),
    "one of two, certainly": "{{ 'a' if true else name }}{{ name if false else 'b' }}",
    "words and icons": "{{ _('hello') }}{{ icon(_('eye')) }}{{ icon(name) }}{{ _(name) }}",
    "a block that is set": (
        f"{PAIR}{{% set it %}}{{{{ pair(name, 'x') }}}}{{% endset %}}{{{{ it }}}}{{{{ it }}}}"
    ),
    "without escaping": "{% autoescape false %}{{ name }}{{ markup }}{% endautoescape %}{{ name }}",
}
VALUES = {
    "name": 'Ann & "Ben" <b>\'s',
    "markup": Markup("<u>1</u>"),
    "safe": SafeString("<u>2</u>"),
    "number": 3,
    "nothing": None,
    "seat": 4,
    "words": {"text": "<said>"},
    "row": ["x", "<y>"],
}


@pytest.mark.parametrize("source", CASES.values(), ids=CASES)
def test_it_is_the_page_that_jinja_would_draw(source: str) -> None:
    assert drawn(Compiled, source, VALUES) == drawn(Environment, source, VALUES)


@pytest.mark.parametrize(
    "source",
    [
        "{% from 'pieces' import mark %}{{ mark() }}",
        "{% from 'pieces' import mark %}{{ mark(1, 2, 3) }}",
        "{% from 'pieces' import mark %}{{ mark(1, words=2) }}",
        "{% from 'pieces' import mark %}{{ mark(1, colour=2) }}",
        "{% from 'pieces' import mork %}{{ mork(1) }}",
        "{{ absent }}",
        "{{ absent.name }}",
    ],
)
def test_what_jinja_refuses_is_refused(source: str) -> None:
    for kind in (Environment, Compiled):
        with pytest.raises((UndefinedError, TypeError)):
            drawn(kind, source, VALUES)


def test_an_attribute_is_no_key() -> None:
    assert drawn(Environment, "{{ words.text }}", VALUES) == "<said>"
    with pytest.raises(AttributeError):
        drawn(Compiled, "{{ words.text }}", VALUES)


def test_what_a_macro_says_in_any_case_stands_where_it_is_called() -> None:
    environment = Compiled(loader=DictLoader(PIECES), autoescape=True)
    page = environment.from_string("{% from 'pieces' import line %}{{ line('hello') }}")
    pieces = list(page.root_render_func(page.new_context()))
    assert pieces == ["<p><b class='quiet'>hello</b><b class='loud'>!</b></p>"]


def test_markup_stays_the_same_object() -> None:
    markup, safe = Markup("<b>"), SafeString("<b>")
    assert escaped(markup) is markup
    assert escaped(safe) is safe
    assert escaped("<b>") == "&lt;b&gt;"


class Flag(Piece):
    def __html__(self) -> str:
        return "<i>flag</i>"


def test_a_piece_stays_what_it_is_and_is_markup_for_jinja_itself() -> None:
    flag, source = Flag(), "{% for one in flags %}<p>{{ one }}</p>{% endfor %}"
    template = Compiled(autoescape=True).from_string(source)
    context = template.new_context({"flags": [flag, flag]})
    pieces: list[object] = list(template.root_render_func(context))
    assert [one for one in pieces if one is flag] == [flag, flag]
    assert drawn(Environment, source, {"flags": [flag]}) == "<p><i>flag</i></p>"


@pytest.mark.parametrize(
    "source",
    [
        "{% macro held(one) %}<p>{{ one }}</p>{% endmacro %}{% set it = held %}{{ it(flag) }}",
        "{% set held %}<p>{{ flag }}</p>{% endset %}{{ held }}",
    ],
)
def test_where_text_is_put_together_a_piece_is_text(source: str) -> None:
    assert drawn(Compiled, source, {"flag": Flag()}) == "<p><i>flag</i></p>"
