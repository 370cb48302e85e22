"""Whether people may share a group, by the law.

`members` arrays hold people by position; `guest` is the group's facilitator or -1.
"""

import numpy as np

from collegium.domain.composition.kernels.compiling import kernel, part
from collegium.domain.composition.kernels.shapes import Ints, Law

_ONE = np.uint64(1)
_NONE = np.uint64(0)


@part
def clash(law: Law, one: int, other: int) -> bool:
    """Whether line, pool or a pair kept apart stands between two; language and hours aside."""
    if law.enter[one] <= law.enter[other] < law.leave[one]:
        return True
    if law.enter[other] <= law.enter[one] < law.leave[other]:
        return True
    if law.pool[one] >= 0 and law.pool[one] == law.pool[other]:
        return True
    for at in range(law.foe_start[one], law.foe_start[one + 1]):
        if law.foe[at] == other:
            return True
    return False


@part
def half_hours(law: Law, word: int, shared: np.uint64) -> int:
    """Half-hours of the stretches whose bits are set in one word of hours."""
    total = 0
    at = word * 64
    while shared != _NONE:
        if shared & _ONE:
            total += law.hour_length[at]
        shared >>= _ONE
        at += 1
    return total


@part
def common_ground(
    law: Law, who: Ints, low: int, high: int, guest: int, out: int, into: int
) -> bool:
    """Whether a language and enough hours are common to who[low:high], the guest and `into`.

    The person `out` is left aside; -1 stands for nobody in `guest`, `out` and `into`.
    """
    spoken = False
    for word in range(law.languages.shape[1]):
        shared = ~_NONE
        for slot in range(low, high):
            if who[slot] != out:
                shared &= law.languages[who[slot], word]
        if guest >= 0:
            shared &= law.languages[guest, word]
        if into >= 0:
            shared &= law.languages[into, word]
        spoken |= shared != _NONE
    if not spoken:
        return False
    if law.half_hours == 0:
        return True
    hours = 0
    for word in range(law.hours.shape[1]):
        shared = ~_NONE
        for slot in range(low, high):
            if who[slot] != out:
                shared &= law.hours[who[slot], word]
        if guest >= 0:
            shared &= law.hours[guest, word]
        if into >= 0:
            shared &= law.hours[into, word]
        hours += half_hours(law, word, shared)
    return hours >= law.half_hours


@part
def levels_fit(law: Law, who: Ints, low: int, high: int, out: int, into: int) -> bool:
    """Whether the levels of who[low:high], `out` aside and with `into`, lie close enough."""
    if law.levels_apart < 0:
        return True
    least = np.int64(1 << 30)
    most = np.int64(-1)
    if into >= 0 and law.level[into] >= 0:
        least = most = np.int64(law.level[into])
    for slot in range(low, high):
        level = law.level[who[slot]]
        if who[slot] != out and level >= 0:
            if level < least:
                least = np.int64(level)
            if level > most:
                most = np.int64(level)
    return bool(most - least <= law.levels_apart or most < 0)


@part
def may_join(law: Law, who: Ints, low: int, high: int, guest: int, out: int, into: int) -> bool:
    """Whether `into` may sit with who[low:high] once `out` (-1: nobody) has left; quotas aside."""
    for slot in range(low, high):
        if who[slot] != out and clash(law, into, who[slot]):
            return False
    if guest >= 0 and clash(law, into, guest):
        return False
    return levels_fit(law, who, low, high, out, into) and common_ground(
        law, who, low, high, guest, out, into
    )


@part
def quotas_hold(law: Law, who: Ints, low: int, high: int, out: int, into: int) -> bool:
    """Whether every quota holds in who[low:high] once `out` has left and `into` has come."""
    for quota in range(len(law.quota_least)):
        count = 0
        for slot in range(low, high):
            if who[slot] != out:
                count += law.quota[who[slot], quota]
        if into >= 0:
            count += law.quota[into, quota]
        if count < law.quota_least[quota] and not (count == 0 and law.quota_or_none[quota]):
            return False
    return True


@kernel
def lawful(law: Law, who: Ints, low: int, high: int, guest: int) -> bool:
    """Whether who[low:high] keep every rule as one group, size and people kept together aside."""
    for slot in range(low, high):
        for later in range(slot + 1, high):
            if clash(law, who[slot], who[later]):
                return False
        if guest >= 0 and clash(law, who[slot], guest):
            return False
    return (
        levels_fit(law, who, low, high, -1, -1)
        and common_ground(law, who, low, high, guest, -1, -1)
        and quotas_hold(law, who, low, high, -1, -1)
    )
