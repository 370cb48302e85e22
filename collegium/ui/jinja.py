"""Jinja for what is drawn many times a second; every other page is a Django template.

Both draw with the same components and speak with the same catalogues. A template is compiled for
each language: what it says in any case stands in it as it is said, and is not looked up again.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from uuid import uuid4

from django.template.defaultfilters import floatformat, linebreaksbr
from django.template.utils import get_app_template_dirs
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.ext import InternationalizationExtension
from jinja2.runtime import Context
from markupsafe import Markup

from collegium.ui.compiling import Compiled, Piece
from collegium.ui.components import empty_place, offered, percent_bar, state_tag, submit_button
from collegium.ui.faces import avatar_tag
from collegium.ui.icons import icon_svg
from collegium.ui.moments import time_tag

COMPONENTS = {
    "avatar": avatar_tag,
    "empty_place": empty_place,
    "icon": icon_svg,
    "local_time": time_tag,
    "offered": offered,
    "percent_bar": percent_bar,
    "submit": submit_button,
    "tag": state_tag,
}
FILTERS = {"floatformat": floatformat, "linebreaksbr": linebreaksbr}


def drawn(names: Iterable[str], values: Mapping[str, object]) -> list[tuple[str | Piece, ...]]:
    """Return what templates make of `values` in the language of now, each in pieces.

    Pieces that stand in a template are the same objects each time.
    """
    language = get_language() or ""
    environment = _environment(language)
    known = {**environment.globals, **values}
    return [
        tuple(one.root_render_func(Context(environment, known, one.name, one.blocks)))
        for one in (_template(language, name) for name in names)
    ]


def compile_for(language: str, names: Iterable[str]) -> None:
    """Have templates compiled before somebody waits for what they say in `language`."""
    with translation.override(language):
        for name in names:
            _template(language, name)


@cache  # Jinja's own takes a lock and counts who was asked for last
def _template(language: str, name: str) -> Template:
    return _environment(language).get_template(name)


@cache
def _environment(_language: str) -> Environment:
    made = Compiled(
        loader=FileSystemLoader(get_app_template_dirs("jinja2")),
        extensions=[InternationalizationExtension],
        autoescape=True,
        auto_reload=False,  # macros stand in other templates
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.policies["ext.i18n.trimmed"] = True
    install = made.install_gettext_callables  # type: ignore[attr-defined]  # the extension adds it
    install(gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext)
    made.globals |= COMPONENTS | {"_": _said, "fresh_key": uuid4, "url": _address}
    made.filters |= FILTERS
    return made


def _said(words: str) -> Markup:
    return Markup(gettext(words))  # noqa: S704 - our own words, with nothing put in


def _address(name: str, *args: object) -> str:
    return reverse(name, args=args)
