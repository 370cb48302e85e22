"""Jinja for what is drawn many times a second; every other page is a Django template.

Both draw with the same components and speak with the same catalogues.
"""

from functools import cache
from uuid import uuid4

from django.template.defaultfilters import floatformat, linebreaksbr
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined
from jinja2.ext import InternationalizationExtension
from markupsafe import Markup

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


def environment(**options: object) -> Environment:
    """Return Jinja with our components and Django's translations; what is missing is an error."""
    made = Environment(  # noqa: S701 - Django's backend asks for escaping among the options
        extensions=[InternationalizationExtension],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        **{name: value for name, value in options.items() if name != "undefined"},  # type: ignore[arg-type]  # Django's own, passed on
    )
    made.policies["ext.i18n.trimmed"] = True
    install = made.install_gettext_callables  # type: ignore[attr-defined]  # the extension adds it
    install(gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext)
    made.globals |= COMPONENTS | {"_": _said, "fresh_key": uuid4, "url": _address}
    made.filters |= FILTERS
    return made


def _said(words: str) -> Markup:
    return _in(get_language() or "", words)


@cache  # as many as there are in the templates
def _in(_language: str, words: str) -> Markup:
    return Markup(gettext(words))  # noqa: S704 - our own words, with nothing put in


def _address(name: str, *args: object) -> str:
    return reverse(name, args=args)
