"""Translation catalogues without GNU gettext.

    python -m tools.catalogues compile|update|check [APP …]

Every app keeps its own catalogue in `<app>/locale/<language>/LC_MESSAGES/django.po`.
`update` collects the strings out of Python and templates, `check` fails when a catalogue
misses a string or leaves one untranslated, `compile` writes the `.mo` files that Django reads.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "collegium"
LANGUAGES = ("de",)
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "npgettext": ((1, "c"), 2, 3),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}|%[sd]")

type Key = tuple[str | None, str]


def apps(names: list[str]) -> list[Path]:
    """The folders that own a catalogue: those named, or all."""
    found = [path for path in sorted(PACKAGE.iterdir()) if (path / "__init__.py").exists()]
    return [path for path in found if not names or path.name in names]


def messages(app: Path) -> dict[Key, polib.POEntry]:
    """Every string of one app, keyed by context and text, in the order of the files."""
    found: dict[Key, polib.POEntry] = {}
    for path in sorted([*app.rglob("*.py"), *app.rglob("*.html"), *app.rglob("*.txt")]):
        for text, context in _strings(path):
            singular, plural = text if isinstance(text, tuple) else (text, "")
            place = (str(path.relative_to(ROOT)), "")
            entry = found.setdefault(
                (context, singular), polib.POEntry(msgctxt=context, msgid=singular)
            )
            if plural:
                entry.msgid_plural = plural
                entry.msgstr_plural = {0: "", 1: ""}
            if place not in entry.occurrences:
                entry.occurrences.append(place)
    return found


def _strings(path: Path) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    from babel.messages.extract import extract
    from django.utils.translation.template import templatize

    source = path.read_text(encoding="utf-8")
    method = "python"
    if "jinja2" in path.parts:
        method = "jinja2"
    elif path.suffix != ".py":
        source, method = templatize(source, origin=str(path)), "javascript"
    for _, text, _, context in extract(method, BytesIO(source.encode()), KEYWORDS):
        if isinstance(text, tuple):
            yield (text[0], text[1]), context
        elif text:
            yield text, context


def catalogue(app: Path, language: str) -> Path:
    """Where the catalogue of an app in a language stands."""
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def update(names: list[str]) -> int:
    """Bring every catalogue up to date, keeping the translations that are still wanted."""
    for app in apps(names):
        wanted = messages(app)
        for language in LANGUAGES if wanted else ():
            path = catalogue(app, language)
            known = _entries(path)
            fresh = polib.POFile(wrapwidth=100)
            fresh.metadata = {
                "Content-Type": "text/plain; charset=UTF-8",
                "Content-Transfer-Encoding": "8bit",
                "Language": language,
                "Plural-Forms": "nplurals=2; plural=(n != 1);",
            }
            for key, entry in wanted.items():
                if old := known.get(key):
                    entry.msgstr = old.msgstr
                    if entry.msgid_plural and old.msgstr_plural:
                        entry.msgstr_plural = old.msgstr_plural
                if PLACEHOLDER.search(entry.msgid) and "%" in entry.msgid:
                    entry.flags = ["python-format"]
                fresh.append(entry)
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh.save(str(path))
    return compile_all(names)


def compile_all(names: list[str]) -> int:
    """Write the binary catalogues that Django reads."""
    for app in apps(names):
        for path in sorted(app.rglob("django.po")):
            polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    return 0


def check(names: list[str]) -> int:
    """Report every string without a translation and every placeholder that got lost."""
    out = StringIO()
    for app in apps(names):
        for language in LANGUAGES:
            known = _entries(catalogue(app, language))
            for key, entry in messages(app).items():
                if problem := _problem(entry, known.get(key)):
                    place = ", ".join(file for file, _ in entry.occurrences)
                    out.write(f"{language}: {problem}: {entry.msgid!r} ({place})\n")
    for language in LANGUAGES:
        out.writelines(f"{language}: {line}\n" for line in _quarrels(language))
    sys.stderr.write(out.getvalue())
    return 1 if out.getvalue() else 0


def _quarrels(language: str) -> Iterator[str]:
    """Texts that apps translate differently: Django merges their catalogues, so one would win."""
    said: dict[Key, tuple[str, str]] = {}
    for app in apps([]):
        for key, entry in _entries(catalogue(app, language)).items():
            text = entry.msgstr or str(entry.msgstr_plural)
            first, other = said.setdefault(key, (text, app.name))
            if text != first:
                yield f"{key[1]!r} is {first!r} in {other} and {text!r} in {app.name}"


def _problem(wanted: polib.POEntry, known: polib.POEntry | None) -> str | None:
    if known is None:
        return "not in the catalogue (run `make messages`)"
    texts = list(known.msgstr_plural.values()) if wanted.msgid_plural else [known.msgstr]
    if not all(texts):
        return "not translated"
    names = set(PLACEHOLDER.findall(wanted.msgid_plural or wanted.msgid))
    if any(set(PLACEHOLDER.findall(text)) - names for text in texts):
        return "unknown placeholder in the translation"
    if set(PLACEHOLDER.findall(texts[-1])) != names:
        return "placeholder lost in the translation"
    return None


def _entries(path: Path) -> dict[Key, polib.POEntry]:
    if not path.exists():
        return {}
    return {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path))}


if __name__ == "__main__":
    verbs = {"update": update, "compile": compile_all, "check": check}
    if len(sys.argv) < 2 or sys.argv[1] not in verbs:
        sys.exit(f"usage: python -m tools.catalogues {'|'.join(verbs)} [APP …]")
    sys.exit(verbs[sys.argv[1]](sys.argv[2:]))
