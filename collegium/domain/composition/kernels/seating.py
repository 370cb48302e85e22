"""Seating: fill groups by scarcity, then work those in who did not fit.

A hall has G rows of seats: `members[group, :heads[group]]`. People come in units: one person,
or people kept together. Position and unit of everybody are kept in `where` (-1: waiting).
"""

from typing import NamedTuple

import numpy as np

from collegium.domain.composition.kernels.compiling import kernel, part
from collegium.domain.composition.kernels.dice import below
from collegium.domain.composition.kernels.rules import clash, common_ground, levels_fit
from collegium.domain.composition.kernels.shapes import Ints, Law, Words

TRIED = 400  # groups looked at for one unit


class Hall(NamedTuple):
    """Who sits where while groups are being filled."""

    members: Ints  # G x largest size + 1, the last seat is room to try somebody
    heads: Ints  # G
    wanted: Ints  # G: the size to fill a group to, 0 for a group that is given up
    guest: Ints  # G: the facilitator a group is filled around, -1 for none yet
    pinned: Ints  # N: 1 for people who keep their seat
    where: Ints  # N: group, -1 for waiting
    unit: Ints  # N: unit of a person
    unit_start: Ints  # U + 1
    unit_people: Ints  # N, unit by unit
    minimum: int
    maximum: int


@part
def joins(law: Law, hall: Hall, one: int, group: int) -> bool:
    """Whether no rule but size and quotas keeps somebody from a group as it is."""
    seats, heads = hall.members[group], hall.heads[group]
    guest = hall.guest[group]
    for seat in range(heads):
        if clash(law, one, seats[seat]):
            return False
    if guest >= 0 and clash(law, one, guest):
        return False
    return levels_fit(law, seats, 0, heads, -1, one) and common_ground(
        law, seats, 0, heads, guest, -1, one
    )


@kernel
def quotas_open(law: Law, hall: Hall, group: int, room: int) -> bool:
    """Whether quotas can still be met in a group that has room for so many more."""
    for quota in range(len(law.quota_least)):
        count = 0
        for seat in range(hall.heads[group]):
            count += law.quota[hall.members[group, seat], quota]
        missing = law.quota_least[quota] - count
        if missing > room and not (count == 0 and law.quota_or_none[quota]):
            return False
    return True


@part
def _within(law: Law, hall: Hall, group: int, most: Ints) -> bool:
    for quota in range(len(most)):
        count = 0
        for seat in range(hall.heads[group]):
            count += law.quota[hall.members[group, seat], quota]
        if count > most[quota]:
            return False
    return True


@kernel
def sit(hall: Hall, one: int, group: int) -> None:
    """Give somebody the next seat of a group."""
    hall.members[group, hall.heads[group]] = one
    hall.heads[group] += 1
    hall.where[one] = group


@part
def rise(hall: Hall, one: int) -> None:
    """Take somebody out of their group."""
    group = hall.where[one]
    last = hall.heads[group] - 1
    for seat in range(last + 1):
        if hall.members[group, seat] == one:
            hall.members[group, seat] = hall.members[group, last]
            break
    hall.heads[group] = last
    hall.where[one] = -1


@part
def seat_unit(law: Law, hall: Hall, unit: int, group: int) -> bool:
    """Seat a whole unit if the rules allow it, size and quotas aside; else nothing changes."""
    first, last = hall.unit_start[unit], hall.unit_start[unit + 1]
    for at in range(first, last):
        one = hall.unit_people[at]
        if not joins(law, hall, one, group):
            for back in range(first, at):
                rise(hall, hall.unit_people[back])
            return False
        sit(hall, one, group)
    return True


@kernel
def rise_unit(hall: Hall, unit: int) -> None:
    """Take a whole unit out of its group."""
    for at in range(hall.unit_start[unit], hall.unit_start[unit + 1]):
        rise(hall, hall.unit_people[at])


@kernel
def fill(
    law: Law,
    hall: Hall,
    order: Ints,
    kind: Ints,
    kinds: int,
    scarce: int,
    most: Ints,
    patience: int,
) -> None:
    """Fill group after group with units in the order of their scarcity.

    `order` lists units, the least free first; the first `scarce` of them are dealt evenly to
    the groups. `kind` numbers the languages and hours of a unit. A kind that has nobody for
    a group is skipped for that group after `patience` tries. No group takes more people of
    a quota than `most` says.
    """
    done = np.zeros(len(order), dtype=np.uint8)
    first = 0
    for group in range(len(hall.heads)):
        while first < len(order) and done[first]:
            first += 1
        tries = np.zeros(kinds, dtype=np.int32)
        at = first
        dealt, share = 0, 1 + (scarce - first - 1) // (len(hall.heads) - group)
        while at < len(order) and hall.heads[group] < hall.wanted[group]:
            unit = order[at]
            size = hall.unit_start[unit + 1] - hall.unit_start[unit]
            room = hall.wanted[group] - hall.heads[group]
            if at < scarce and dealt >= share:
                at = scarce
                continue
            if not done[at] and size <= room and tries[kind[unit]] < patience:
                if seat_unit(law, hall, unit, group):
                    if quotas_open(law, hall, group, room - size) and _within(
                        law, hall, group, most
                    ):
                        done[at] = 1
                        dealt += at < scarce
                    else:
                        rise_unit(hall, unit)
                        tries[kind[unit]] += 1
                else:
                    tries[kind[unit]] += 1
            at += 1


@kernel
def work_in(law: Law, hall: Hall, waiting: Ints, count: int, times: int, dice: Words) -> int:
    """Seat those who wait, at the expense of no more people than come in; how many units wait.

    `waiting` lists units, `count` of them, with room for every unit.
    """
    groups = len(hall.heads)
    out = np.empty(hall.members.shape[1] + 1, dtype=np.int32)
    best = np.empty(hall.members.shape[1] + 1, dtype=np.int32)
    for _ in range(times):
        if count == 0:
            break
        pick = below(dice, count)
        unit = waiting[pick]
        if below(dice, 4) > 0:
            hole = _move_hole(law, hall, dice)
            if hole >= 0 and seat_unit(law, hall, unit, hole):
                if _full_enough(hall, hole) and quotas_open(law, hall, hole, _room(hall, hole)):
                    count -= 1
                    waiting[pick] = waiting[count]
                else:
                    rise_unit(hall, unit)
            continue
        size = hall.unit_start[unit + 1] - hall.unit_start[unit]
        found, cost, evicted = -1, 1 << 30, 0
        tried = groups if groups < TRIED else TRIED
        offset = below(dice, groups)
        for step in range(tried):
            group = (offset + step) % groups
            if hall.wanted[group] == 0:
                continue
            many = _in_the_way(law, hall, unit, group, out, dice)
            heads = 0
            for at in range(many):
                heads += hall.unit_start[out[at] + 1] - hall.unit_start[out[at]]
            price = 64 * heads + below(dice, 64)
            if many >= 0 and price < cost:
                found, cost, evicted = group, price, many
                for at in range(many):
                    best[at] = out[at]
        if found < 0 or cost // 64 > size + (below(dice, 8) == 0):
            continue
        for at in range(evicted):
            rise_unit(hall, best[at])
        if seat_unit(law, hall, unit, found) and _quotas_settled(law, hall, found):
            count -= 1
            waiting[pick] = waiting[count]
            for at in range(evicted):
                waiting[count] = best[at]
                count += 1
            continue
        if hall.where[hall.unit_people[hall.unit_start[unit]]] >= 0:
            rise_unit(hall, unit)
        for at in range(evicted):
            back = seat_unit(law, hall, best[at], found)
            if not back:
                waiting[count] = best[at]
                count += 1
    return count


@part
def _room(hall: Hall, group: int) -> int:
    room = hall.wanted[group] - hall.heads[group]
    return int(room) if room > 0 else 0


@part
def _full_enough(hall: Hall, group: int) -> bool:
    return bool(hall.heads[group] <= hall.maximum)


@part
def _move_hole(law: Law, hall: Hall, dice: Words) -> int:
    """Let somebody take a free seat elsewhere; the group they leave, or -1.

    A free seat that nobody who waits can take wanders until it is where somebody can.
    """
    groups, people = len(hall.heads), len(hall.where)
    offset, hole = below(dice, groups), -1
    for step in range(groups):
        group = (offset + step) % groups
        if 0 < hall.heads[group] < hall.wanted[group]:
            hole = group
            break
    if hole < 0:
        return -1
    offset = below(dice, people)
    for step in range(people if people < TRIED else TRIED):
        one = (offset + step) % people
        old = hall.where[one]
        if old < 0 or old == hole or hall.pinned[one] or hall.unit[one] < 0:
            continue
        if hall.unit_start[hall.unit[one] + 1] - hall.unit_start[hall.unit[one]] > 1:
            continue
        if not joins(law, hall, one, hole):
            continue
        rise(hall, one)
        sit(hall, one, hole)
        if quotas_open(law, hall, hole, _room(hall, hole)) and quotas_open(
            law, hall, old, _room(hall, old) or 1
        ):
            return int(old)
        rise(hall, one)
        sit(hall, one, old)
    return -1


@part
def _quotas_settled(law: Law, hall: Hall, group: int) -> bool:
    room = hall.minimum - hall.heads[group]
    return quotas_open(law, hall, group, room if room > 0 else 0)


@part
def _in_the_way(law: Law, hall: Hall, unit: int, group: int, out: Ints, dice: Words) -> int:
    """Units of a group, into `out`, that have to leave before a unit may come; -1: it never may."""
    many = 0
    size = hall.unit_start[unit + 1] - hall.unit_start[unit]
    staying = hall.heads[group]
    for seat in range(hall.heads[group]):
        other = hall.members[group, seat]
        against = False
        for at in range(hall.unit_start[unit], hall.unit_start[unit + 1]):
            against |= _pair_against(law, hall, hall.unit_people[at], other)
        if against:
            if hall.pinned[other]:
                return -1
            many, staying = _add(hall, hall.unit[other], out, many, staying)
    turn = below(dice, staying if staying > 0 else 1)
    for step in range(hall.heads[group]):
        if staying + size <= hall.maximum:
            break
        other = hall.members[group, (turn + step) % hall.heads[group]]
        if not hall.pinned[other]:
            many, staying = _add(hall, hall.unit[other], out, many, staying)
    return many if staying + size <= hall.maximum else -1


@part
def _add(hall: Hall, unit: int, out: Ints, many: int, staying: int) -> tuple[int, int]:
    for at in range(many):
        if out[at] == unit:
            return many, staying
    out[many] = unit
    return many + 1, staying - (hall.unit_start[unit + 1] - hall.unit_start[unit])


@part
def _pair_against(law: Law, hall: Hall, one: int, other: int) -> bool:
    """Whether two can share no group, whoever else is in it."""
    if clash(law, one, other):
        return True
    mine, yours = law.level[one], law.level[other]
    if law.levels_apart >= 0 and mine >= 0 and yours >= 0:
        if mine - yours > law.levels_apart or yours - mine > law.levels_apart:
            return True
    return not common_ground(law, hall.unit_people, 0, 0, other, -1, one)
