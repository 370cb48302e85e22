"""Groups of earlier rounds: who met whom, counting less with every year."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from itertools import combinations
from pathlib import Path

from django.utils.translation import gettext as _

from collegium.domain.composition.problem import Pair
from collegium.groups.command.mistakes import Mistakes, each
from collegium.groups.command.roster_file import LIMITS, read_bytes
from collegium.groups.command.values import Earlier
from collegium.people.roster import Unreadable, read_table
from collegium.people.roster.cells import clean, plain
from collegium.people.roster.rows import address
from collegium.people.words import fault_text

DAYS_OF_YEAR = 365.25
HALF_LIFE = 1.0  # years after which having met counts half
_GROUP = frozenset({"group", "groupnumber", "gruppe", "gruppennummer"})
_EMAIL = frozenset({"email", "emailaddress", "mail", "emailadresse"})


def met_before(
    rounds: Iterable[Earlier], folder: Path, people: Collection[str], today: date
) -> dict[Pair, float]:
    """How much it counts that each pair of these people sat together, at most 1.

    Files are looked for in `folder`. Raises `Mistakes` for what cannot be read.
    """
    met: defaultdict[Pair, float] = defaultdict(float)

    def read(earlier: Earlier) -> None:
        age = max(0, (today - earlier.day).days) / DAYS_OF_YEAR
        try:
            groups = _groups(folder / earlier.file)
        except Mistakes as mistakes:
            raise earlier.entry.wrong(mistakes.messages[0]) from None
        for group in groups:
            present = sorted(group & set(people))
            for pair in combinations(present, 2):
                met[pair] = max(met[pair], 0.5 ** (age / HALF_LIFE))

    each(rounds, read)
    return dict(met)


def _groups(path: Path) -> list[set[str]]:
    """The people of each group, by address."""
    try:
        table = read_table(read_bytes(path), LIMITS)
    except Unreadable as unreadable:
        raise Mistakes(f"{path}: {fault_text(unreadable)}") from None
    headings = [plain(name) for name in table.header]
    group = next((at for at, name in enumerate(headings) if name in _GROUP), None)
    email = next((at for at, name in enumerate(headings) if name in _EMAIL), None)
    if group is None or email is None:
        raise Mistakes(
            _(
                "%(file)s: columns called “group” and “email” are needed. Name a file that this "
                "command has written."
            )
            % {"file": path}
        )
    found: defaultdict[str, set[str]] = defaultdict(set)
    for number, person in zip(table.column(group), table.column(email), strict=True):
        if clean(number):
            found[clean(number)].add(address(clean(person)))
    return list(found.values())
