"""Random small organisations, and a few fixed ones."""

from dataclasses import replace

from hypothesis import strategies as st

from collegium.domain.composition import (
    Participant,
    Problem,
    Rules,
    Sizes,
    Weights,
    office_hours,
)

DAYS = [frozenset[int](), *(office_hours(zone) for zone in (60, 0, -300, 330))]
STRENGTHS = ("coaching", "delegating", "hiring")
WEIGHTS = Weights(
    categories={"department": 3.0, "site": 2.0, "function": -1.0}, numbers={"tenure": 0.5}
)


def person(name: str, **given: object) -> Participant:
    """A participant about whom nothing is known but what is given."""
    return replace(Participant(name), **given)  # type: ignore[arg-type]  # by field name


def crowd(count: int, **given: object) -> tuple[Participant, ...]:
    """So many people in four departments."""
    return tuple(
        person(f"p{at:03}", categories={"department": f"d{at % 4}"}, **given) for at in range(count)
    )


names = st.integers(0, 99).map("p{:02}".format)
few_strengths = st.frozensets(st.sampled_from(STRENGTHS), max_size=2)
languages = st.sampled_from(
    [frozenset(), frozenset({"en"}), frozenset({"de"}), frozenset({"en", "de"})]
)


@st.composite
def participants(draw: st.DrawFn, name: str) -> Participant:
    return Participant(
        name,
        categories={
            "department": draw(st.sampled_from("abc")),
            "site": draw(st.sampled_from("xy")),
            "function": draw(st.sampled_from("mn")),
        },
        numbers=draw(st.dictionaries(st.just("tenure"), st.integers(0, 9).map(float))),
        strengths=draw(few_strengths),
        wants=draw(few_strengths),
        languages=draw(languages),
        level=draw(st.sampled_from([None, 1, 2, 3])),
        promotion_pool=draw(st.sampled_from(["", "", "", "north", "south"])),
        working=draw(st.sampled_from(DAYS)),
    )


@st.composite
def problems(draw: st.DrawFn, most: int = 11) -> Problem:
    ids = sorted(draw(st.sets(names, min_size=4, max_size=most)))
    pairs = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda p: p[0] != p[1])
    sizes = draw(st.sampled_from([Sizes(2, 4), Sizes(3, 5), Sizes(4, 8)]))
    bosses = {
        name: ids[draw(st.integers(0, at - 1))]
        for at, name in enumerate(ids)
        if at and draw(st.integers(0, 2)) == 0
    }
    return Problem(
        people=tuple(draw(participants(name)) for name in ids),
        managers=bosses,
        sizes=sizes,
        rules=Rules(
            apart=draw(st.frozensets(pairs, max_size=2)),
            together=draw(st.frozensets(pairs, max_size=1)),
            shared_language=draw(st.booleans()),
            levels_apart=draw(st.sampled_from([None, 0, 1])),
            common_hours=draw(st.sampled_from([None, 5.0, 20.5])),
        ),
        weights=WEIGHTS,
        met=draw(st.frozensets(pairs, max_size=3)),
    )
