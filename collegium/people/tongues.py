"""Languages by name, in the reader's own language."""

from collections.abc import Iterable

from django.utils.translation import get_language_info, gettext

from collegium.people.roster.languages import language


def language_name(code: str) -> str:
    """The name of a language, or its code where no name is known."""
    try:
        info = get_language_info(code)
    except KeyError:
        return code
    return gettext(str(info["name"]))


def language_names(codes: Iterable[str]) -> str:
    """Several of them in one line, each written so that it is understood when it comes back."""
    names = ((code, language_name(code)) for code in codes)
    return ", ".join(name if language(name) == code else code for code, name in names)
