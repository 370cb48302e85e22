"""One group around one person, out of those who are willing."""

from itertools import combinations
from random import Random

import pytest

from collegium.domain.composition import (
    Participant,
    Problem,
    Rule,
    Rules,
    Sizes,
    Unsolvable,
    check,
    gather,
    office_hours,
    who_may_join,
    worth,
)

DEPARTMENTS = ("Sales", "Finance", "Research")


def person(name: str, **fields: object) -> Participant:
    return Participant(**({"id": name, "languages": frozenset({"en"})} | fields))  # type: ignore[arg-type]  # any fields


def problem(*people: Participant, **parts: object) -> Problem:
    return Problem(people=people, **({"sizes": Sizes(4, 8)} | parts))  # type: ignore[arg-type]  # any parts


def five(**fields: object) -> list[Participant]:
    return [person(name, **fields) for name in "abcde"]


def test_all_who_may_sit_together_do_up_to_the_largest_size() -> None:
    assert gather(problem(*five()), "a") == tuple("abcde")
    many = [person(f"{at:02}") for at in range(20)]
    assert len(gather(problem(*many), "07")) == 8
    assert "07" in gather(problem(*many), "07")


def test_three_are_no_group() -> None:
    assert gather(problem(*five()[:3]), "a") == ()


def test_a_boss_a_rival_and_somebody_unwanted_never_sit_together() -> None:
    one_apart = problem(*five(), managers={"a": "e"})
    assert gather(one_apart, "a") == tuple("abcd")
    assert who_may_join(one_apart, "a") == {"b", "c", "d"}
    pool = [person("f", promotion_pool="Next"), person("g", promotion_pool="Next")]
    assert len(gather(problem(*five()[:3], *pool), "a")) == 4
    vetoed = problem(*five(), rules=Rules(vetoes=frozenset({("a", "b"), ("a", "c")})))
    assert gather(vetoed, "a") == ()


def test_language_hours_and_levels_hold_for_all_of_them_together() -> None:
    no_common = [person("a", languages=frozenset({"en", "de", "fr"}))] + [
        person(name, languages=frozenset(pair))
        for name, pair in (("b", {"en", "de"}), ("c", {"de", "fr"}), ("d", {"en", "fr"}))
    ]
    assert gather(problem(*no_common), "a") == ()
    spread = [person(name, level=at) for name, at in zip("abcde", (3, 2, 4, 3, 3), strict=True)]
    rules = Rules(levels_apart=1)
    assert len(gather(problem(*spread, rules=rules), "a")) == 4
    far = [person(one, working=office_hours(0)) for one in "abc"]
    rules = Rules(common_hours=10)
    asleep = person("d", working=office_hours(12 * 60))
    assert gather(problem(*far, asleep, rules=rules), "a") == ()
    assert who_may_join(problem(*far, asleep, rules=rules), "a") == {"b", "c"}


def test_somebody_unknown_is_refused() -> None:
    with pytest.raises(Unsolvable):
        gather(problem(*five()), "z")


@pytest.mark.parametrize("seed", range(6))
def test_it_is_the_best_of_the_largest_lawful_groups(seed: int) -> None:
    dice = Random(seed)
    people = [
        person(
            f"{at}",
            categories={"department": dice.choice(DEPARTMENTS)},
            languages=frozenset(dice.sample(("en", "de", "fr"), 2)),
            level=dice.choice((2, 3)),
        )
        for at in range(8)
    ]
    pairs = [pair for pair in combinations([one.id for one in people], 2) if dice.random() < 0.15]
    asked = problem(*people, rules=Rules(vetoes=frozenset(pairs), levels_apart=1))
    lawful = [
        seats
        for size in range(4, 9)
        for seats in combinations([one.id for one in people], size)
        if "0" in seats and not check(asked, [seats])
    ]
    found = gather(asked, "0")
    if not lawful:
        assert found == ()
        return
    largest = max(map(len, lawful))
    assert len(found) == largest
    best = max(worth(asked, [seats]) for seats in lawful if len(seats) == largest)
    assert worth(asked, [found]) == pytest.approx(best)


def test_a_rule_about_how_many_holds_in_the_end_and_not_on_the_way() -> None:
    people = [person(name, can_host=name == "e") for name in "abcde"]
    assert "e" in gather(problem(*people, rules=Rules(hosts=1)), "a")
    assert Rule.HOST not in {one.rule for one in check(problem(*people), [tuple("abcd")])}
