"""A YAML file whose every entry knows its line, so that a mistake can be found."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from math import isfinite

import yaml
from django.utils.translation import gettext as _

from collegium.groups.command.mistakes import Mistakes, nearest

_YES_NO = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_NOTHING = "tag:yaml.org,2002:null"
_START = yaml.Mark("", 0, 0, 0, "", 0)
_JOINT = re.compile(r"[\s-]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of the file, and the keys that lead to it."""

    file: str
    path: tuple[str, ...]
    node: yaml.Node

    @property
    def place(self) -> str:
        """File, line and key."""
        where = _("%(file)s, line %(line)s") % {
            "file": self.file,
            "line": self.node.start_mark.line + 1,
        }
        return f"{where}, {'.'.join(self.path)}" if self.path else where

    def wrong(self, message: str) -> Mistakes:
        """The mistake of this entry, to be raised."""
        return Mistakes(f"{self.place}: {message}")

    @property
    def empty(self) -> bool:
        """Whether nothing stands after the key."""
        return isinstance(self.node, yaml.ScalarNode) and self.node.tag.endswith(":null")

    def keys(self, known: Collection[str]) -> dict[str, "Entry"]:
        """The entries beneath, by key; hyphens and spaces in a key count as underscores."""
        if self.empty:
            return {}
        if not isinstance(self.node, yaml.MappingNode):
            names = ", ".join(known)
            raise self.wrong(
                _("Keys with values are wanted here, such as “key: value”. Known keys: %(names)s.")
                % {"names": names}
            )
        found: dict[str, Entry] = {}
        messages: list[str] = []
        for key_node, node in self.node.value:
            key = _JOINT.sub("_", str(key_node.value).strip()).casefold()
            entry = Entry(self.file, (*self.path, str(key_node.value)), node)
            if key not in known:
                messages += Entry(self.file, entry.path, key_node).unknown(known).messages
            elif key in found:
                here = Entry(self.file, entry.path, key_node)
                messages += here.wrong(_("This key stands here twice. Keep one.")).messages
            found.setdefault(key, entry)
        if messages:
            raise Mistakes(*messages)
        return found

    def unknown(self, known: Collection[str]) -> Mistakes:
        """The mistake of a word that means nothing here."""
        word = self.path[-1] if self.path else ""
        return self.wrong(
            _("“%(word)s” is not known here.") % {"word": word}
            + (
                nearest(_JOINT.sub("_", word).casefold(), known)
                or " " + _("Known are: %(names)s.") % {"names": ", ".join(known)}
            )
        )

    def items(self) -> list["Entry"]:
        """The entries of a list."""
        if self.empty:
            return []
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.wrong(_("A list is wanted here: each entry on a line that begins with “-”."))
        return [Entry(self.file, self.path, node) for node in self.node.value]

    def text(self) -> str:
        """The value as it is written."""
        if not isinstance(self.node, yaml.ScalarNode) or not self.node.value.strip():
            raise self.wrong(_("One value is wanted here."))
        return str(self.node.value).strip()

    def number(self, least: float | None = None) -> float:
        """A number, perhaps with a decimal point."""
        try:
            value = float(self.text())
        except ValueError:
            value = float("nan")
        if not isfinite(value) or (least is not None and value < least):
            limit = "" if least is None else " " + _("of %(least)g or more") % {"least": least}
            raise self.wrong(
                _("“%(value)s” is not a number%(limit)s.") % {"value": self.text(), "limit": limit}
            )
        return value

    def whole(self, least: int = 0) -> int:
        """A whole number."""
        value = self.number(least)
        if value != int(value):
            raise self.wrong(_("“%(value)s” is not a whole number.") % {"value": self.text()})
        return int(value)

    def flag(self) -> bool:
        """Yes or no."""
        value = _YES_NO.get(self.text().casefold())
        if value is None:
            raise self.wrong(_("“%(value)s” is neither true nor false.") % {"value": self.text()})
        return value

    def day(self) -> date:
        """A date like 2026-03-31."""
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            raise self.wrong(
                _("“%(value)s” is not a date. Write it like 2026-03-31.") % {"value": self.text()}
            ) from None


def entries_of(text: str, file: str) -> Entry:
    """The whole file as one entry; raises `Mistakes` for what is not YAML."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        where = _("%(file)s, line %(line)s") % {"file": file, "line": line}
        remedy = _("This line is not YAML (%(problem)s). Check its indentation, colons and quotes.")
        raise Mistakes(f"{where}: {remedy % {'problem': error.problem}}") from None
    except yaml.YAMLError:
        raise Mistakes(
            _("%(file)s holds characters that YAML does not allow.") % {"file": file}
        ) from None
    return Entry(file, (), node or yaml.ScalarNode(_NOTHING, "", start_mark=_START))
