"""Fair turns: who hosts, keeps time, notes and whose case it is, from who did so before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from collegium.domain.playbook.playbook import Role

SHARED = (Role.HOST, Role.TIMEKEEPER, Role.SCRIBE)

type History = Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Roles:
    """Who plays which part beside the host."""

    timekeeper: str
    scribe: str

    def by_role(self) -> dict[str, str]:
        """Return the same as the opening of a session names it."""
        return {Role.TIMEKEEPER.value: self.timekeeper, Role.SCRIBE.value: self.scribe}


def rota(members: Sequence[str], history: History, *, host: str) -> Roles:
    """Return who keeps time and who notes when `host` hosts.

    `history` has, oldest first, who played which part in each earlier session; those who are no
    longer members do not count. Never the host while there are others, never one for both while
    there are two. Least often in the part comes first, then least often in any, then longest
    ago, then in the order of members.

    Raises:
        ValueError: there are no members.

    """
    if not members:
        raise ValueError("a rota needs members")
    others = [one for one in members if one != host] or list(members)
    if len(others) == 1:
        return Roles(others[0], others[0])
    before = {role: _Record(history, (role,)) for role in SHARED}
    together = [Roles(one, two) for one in others for two in others if one != two]

    def weight(roles: Roles) -> tuple[int, int, int]:
        parts = ((Role.TIMEKEEPER, roles.timekeeper), (Role.SCRIBE, roles.scribe))
        return (
            sum(before[role].often(member) for role, member in parts),
            sum(before[role].often(member) for _, member in parts for role in SHARED),
            sum(before[role].last(member) for role, member in parts),
        )

    return min(together, key=weight)


def hosts(members: Sequence[str], history: History, *, host: str) -> tuple[str, ...]:
    """Return to whom hosting passes when it falls from `host`, the next first.

    Least often so far comes first, then longest ago, then the order of members; today counts.
    """
    before = _Record([*history, {Role.HOST: host}], (Role.HOST,))
    return tuple(sorted(members, key=lambda one: (before.often(one), before.last(one))))


def owners(members: Sequence[str], history: History, cases: int) -> tuple[str, ...]:
    """Return whose cases come next, one for each: least often, then longest ago, then in order.

    Earlier owners stand in `history` under `owner`, or `owner_1`, `owner_2` and so on. Where
    there are more cases than members the order begins again.
    """
    names = {role for session in history for role in session}
    before = _Record(history, [role for role in names if role.partition("_")[0] == Role.OWNER])
    ranked = sorted(members, key=lambda one: (before.often(one), before.last(one)))
    return tuple(ranked * cases)[:cases]


class _Record:
    """How often somebody played one of some parts, and in which session last."""

    def __init__(self, history: History, roles: Iterable[str]) -> None:
        self._sessions: dict[str, list[int]] = {}
        for number, session in enumerate(history):
            for role in roles:
                if role in session:
                    self._sessions.setdefault(session[role], []).append(number)

    def often(self, member: str) -> int:
        return len(self._sessions.get(member, ()))

    def last(self, member: str) -> int:
        return max(self._sessions.get(member, ()), default=-1)
