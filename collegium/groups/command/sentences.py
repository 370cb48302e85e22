"""Sentences and templates without a site: no database, no settings, no installed apps."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils import translation

_PACKAGE = Path(__file__).resolve().parents[2]
_APPS = ("people", "groups", "meetings", "ui")
LANGUAGES = (("en", "English"), ("de", "Deutsch"))


def speak(language: str = "") -> str:
    """Make gettext and templates work, in a language or that of the terminal; returns which.

    Within a running site its own settings stay.
    """
    if not settings.configured:
        settings.configure(
            LANGUAGES=LANGUAGES,
            LOCALE_PATHS=[_PACKAGE / app / "locale" for app in _APPS],
            USE_TZ=True,
            TEMPLATES=[
                {
                    "BACKEND": "django.template.backends.django.DjangoTemplates",
                    "DIRS": [_PACKAGE / app / "templates" for app in _APPS],
                    "OPTIONS": {
                        "libraries": {
                            "ui": "collegium.ui.templatetags.ui",
                            "shape": "collegium.groups.templatetags.shape",
                        },
                        "context_processors": [
                            "django.template.context_processors.i18n",
                        ],
                    },
                }
            ],
        )
        apps.populate(())  # all of django.setup() that is wanted; the rest costs half a second
    known = [code for code, _name in LANGUAGES]
    asked = language or _of_terminal()
    chosen = asked if asked in known else "en"
    translation.activate(chosen)
    return chosen


def language_in(given: Sequence[str]) -> str:
    """The language that a command's options ask for, before its help in it is made."""
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    early.add_argument("--language", default="")
    return str(early.parse_known_args(given)[0].language)


def _of_terminal() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name, ""):
            return value[:2].lower()
    return "en"
