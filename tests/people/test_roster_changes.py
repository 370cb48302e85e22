"""What an import would do to the people who stand now."""

from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from collegium.people.roster import (
    Changes,
    Code,
    Particulars,
    RosterPerson,
    StandingPerson,
    compare,
)

ADA = Particulars("Ada", "a@x.org", number="1", department="IT", time_zone="Europe/Rome", level=1)
BEN = Particulars("Ben", "b@x.org", number="2", manager="a@x.org", level=2)


def standing(*people: Particulars, active: bool = True) -> list[StandingPerson]:
    return [StandingPerson(UUID(int=i), active, one) for i, one in enumerate(people, start=1)]


def filed(*people: Particulars) -> list[RosterPerson]:
    return [RosterPerson(i, one) for i, one in enumerate(people, start=2)]


def test_the_first_import_adds_everybody() -> None:
    changes = compare([], filed(ADA, BEN))
    assert [p.particulars for p in changes.added] == [ADA, BEN]
    assert not changes.problems


def test_the_same_file_again_changes_nothing() -> None:
    changes = compare(standing(ADA, BEN), filed(ADA, BEN))
    assert len(changes.unchanged) == 2
    assert changes == Changes(unchanged=changes.unchanged)


def test_who_is_missing_is_deactivated_once() -> None:
    here = standing(ADA)
    gone = StandingPerson(UUID(int=9), active=False, particulars=BEN)
    assert [p.particulars for p in compare([*here, gone], []).deactivated] == [ADA]


def test_who_comes_back_is_changed() -> None:
    (change,) = compare(standing(ADA, active=False), filed(ADA)).changed
    assert [(d.field, d.before, d.after) for d in change.differences] == [("active", False, True)]


def test_a_number_outlives_an_address_and_an_address_a_number() -> None:
    married = replace(ADA, email="ada.ash@x.org")
    promoted = replace(BEN, number="22", manager="ada.ash@x.org")
    changes = compare(standing(ADA, BEN), filed(married, promoted))
    assert [[d.field for d in change.differences] for change in changes.changed] == [
        ["email"],
        ["number"],
    ]


def test_a_new_manager_is_a_change() -> None:
    cid = Particulars("Cid", "c@x.org", number="3")
    moved = replace(BEN, manager="c@x.org")
    (change,) = compare(standing(ADA, BEN, cid), filed(ADA, moved, cid)).changed
    assert [(d.field, d.before, d.after) for d in change.differences] == [
        ("manager", "a@x.org", "c@x.org")
    ]
    (change,) = compare(standing(ADA, BEN), filed(ADA, moved, cid)).changed
    assert change.after.manager == "c@x.org"


def test_what_the_file_does_not_speak_of_stays() -> None:
    bare = Particulars("Ada", "a@x.org")
    fields = frozenset({"name", "email"})
    assert compare(standing(ADA), filed(bare), fields).unchanged
    (change,) = compare(standing(ADA), filed(bare)).changed
    assert change.after == replace(bare, number="1", time_zone="Europe/Rome", level=1)
    assert [d.field for d in change.differences] == ["department"]


def test_a_row_of_two_people_is_a_problem() -> None:
    mixed = Particulars("Ada", "b@x.org", number="1")
    (problem,) = compare(standing(ADA, BEN), filed(mixed)).problems.shown
    assert (problem.row, problem.code) == (2, Code.TWO_PEOPLE)
    assert problem.data == {"number": "1", "owner": "Ben"}


def test_two_people_may_swap_addresses() -> None:
    swapped = (replace(ADA, email="b@x.org"), replace(BEN, email="a@x.org", manager="b@x.org"))
    changes = compare(standing(ADA, BEN), filed(*swapped))
    assert not changes.problems
    assert [[d.field for d in change.differences] for change in changes.changed] == [["email"]] * 2


PEOPLE = st.lists(
    st.builds(
        Particulars,
        st.sampled_from(["Ada", "Ben"]),
        st.sampled_from([f"{c}@x.org" for c in "abcdef"]),
        st.just(""),
        department=st.sampled_from(["", "IT", "HR"]),
    ),
    unique_by=lambda person: person.email,
)


@given(PEOPLE, PEOPLE)
def test_everybody_is_counted_exactly_once(
    before: list[Particulars], after: list[Particulars]
) -> None:
    changes = compare(standing(*before), filed(*after))
    stay = len(changes.changed) + len(changes.unchanged)
    assert len(changes.added) + stay == len(after)
    assert len(changes.deactivated) + stay == len(before)
    result = [c.after for c in changes.changed] + [p.particulars for p in changes.added]
    assert set(result) <= set(after)


def test_some_are_kept_though_missing() -> None:
    changes = compare(standing(ADA, BEN), [], keep=frozenset({UUID(int=1)}))
    assert [p.particulars for p in changes.kept] == [ADA]
    assert [p.particulars for p in changes.deactivated] == [BEN]
