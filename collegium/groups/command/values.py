"""Single values of the rules: sizes, a preset, a value of an attribute, an earlier round."""

import re
from dataclasses import dataclass
from datetime import date

import yaml
from django.utils.translation import gettext as _

from collegium.domain.composition.problem import PRESETS, Sizes, Weights
from collegium.groups.command.entries import Entry
from collegium.people.roster.rows import GENDERS

ATTRIBUTES = ("department", "function", "site", "country", "gender")
_RANGE = re.compile(r"(\d+)\s*(?:-|–|to)\s*(\d+)\Z")


@dataclass(frozen=True, slots=True)
class Earlier:
    """Groups of an earlier round: their file, and the day since which they count as met."""

    file: str
    day: date
    entry: Entry


def sizes(entry: Entry) -> Sizes:
    """One size, a range as “4-8”, or the smallest and the largest by name."""
    if not isinstance(entry.node, yaml.MappingNode):
        ends = _RANGE.match(entry.text())
        least, most = (int(ends[1]), int(ends[2])) if ends else (entry.whole(2),) * 2
    else:
        least, most = _ends(entry)
    if not 2 <= least <= most:
        raise entry.wrong(
            _(
                "a group holds 2 people or more, and the smallest (%(least)s) no more than the "
                "largest (%(most)s). Change the sizes."
            )
            % {"least": least, "most": most}
        )
    return Sizes(least, most)


def _ends(entry: Entry) -> tuple[int, int]:
    parts = entry.keys(("minimum", "maximum", "exactly"))
    if "exactly" in parts:
        if len(parts) > 1:
            raise entry.wrong(_("write either “exactly”, or “minimum” and “maximum”."))
        return (parts["exactly"].whole(2),) * 2
    least = parts["minimum"].whole(2) if "minimum" in parts else Sizes().minimum
    most = parts["maximum"].whole(2) if "maximum" in parts else max(least, Sizes().maximum)
    return least, most


def preset(entry: Entry) -> Weights:
    """Weights by the name of a preset, in any spelling."""
    name = "_".join(entry.text().casefold().replace("-", " ").replace("_", " ").split())
    if name in PRESETS:
        return PRESETS[name]
    raise entry.wrong(
        _("“%(name)s” is no preset. There are: %(names)s.")
        % {"name": entry.text(), "names": ", ".join(PRESETS)}
    )


def value(entry: Entry) -> tuple[str, str]:
    """An attribute and one of its values, as “gender: woman”."""
    if isinstance(entry.node, yaml.MappingNode):
        ((name, part),) = list(entry.keys(ATTRIBUTES).items())[:1] or [("", entry)]
        text = part.text()
    else:
        name, _colon, text = (part.strip() for part in entry.text().partition(":"))
        name = name.casefold()
    if name not in ATTRIBUTES:
        raise Entry(entry.file, (*entry.path, name), entry.node).unknown(ATTRIBUTES)
    if not text:
        raise entry.wrong(_("write the attribute and its value, such as “gender: woman”."))
    return name, normal(name, text)


def normal(name: str, value: str) -> str:
    """A value as the roster's reader writes it."""
    return GENDERS.get(value.casefold(), value) if name == "gender" else value


def earlier(entry: Entry) -> Earlier:
    """A file of groups, and the day they began."""
    parts = entry.keys(("file", "date"))
    missing = {"file", "date"} - set(parts)
    if missing:
        raise entry.wrong(
            _("“%(key)s” is missing. Write the file of the groups and the day they began.")
            % {"key": min(missing)}
        )
    return Earlier(parts["file"].text(), parts["date"].day(), parts["file"])
