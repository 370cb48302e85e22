"""Everything about a person, row by row, for that person alone.

Which rows and columns follows from what the models declare (`rights.ties`); sealed ones open in
the hand that wrote them, or with the person's own key.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Field, Model, Q, QuerySet

from collegium.groups.models import Asked, Group, GroupRow, Member, Programme
from collegium.groups.queries.hands import hands_of
from collegium.groups.queries.rather_not import named_by
from collegium.groups.rooms import AUTHORS, Hand
from collegium.library.queries.memory.taking_along import Luggage, luggage_of
from collegium.meetings.models import Outcome
from collegium.meetings.queries.own_words import left_by
from collegium.people.models import Person
from collegium.practice.models import CheckIn, Contacts
from collegium.practice.queries.own_words import wrote_in_practice
from collegium.rights.areas import AREAS
from collegium.rights.queries.kept import models_of
from collegium.rights.ties import WHOSE, WITHHELD, class_of, links_of, tied_models
from collegium.rights.ties import Model as ModelClass
from collegium.vault import keyring
from collegium.vault.classes import FieldClass
from collegium.vault.fields import Sealed, read
from collegium.vault.rows import Row
from collegium.vault.sealing import VaultError
from collegium.vault.whose import Tie

CHUNK = 200
PARTLY = (Outcome, CheckIn)  # hold words of several: a member's own part comes with the hand

type Json = str | int | float | bool | list[Json] | dict[str, Json] | None


@dataclass(frozen=True, slots=True)
class Whole:
    """A person, and the places in which they write or wrote."""

    person: Person
    hands: Mapping[UUID, Hand] = field(default_factory=dict)  # by member
    names: Mapping[UUID, str] = field(default_factory=dict)  # of their groups and programmes


def whole(person: Person) -> Whole:
    """Begin: find the person's hands, and have the keys of their groups ready (three queries)."""
    hands = {hand.member.pk: hand for hand in hands_of(person)}
    keyring.keep([hand.group.pk for hand in hands.values()])
    taken = Programme.objects.filter(participants__person=person).values_list("pk", "name")
    names = {hand.group.pk: hand.group.name for hand in hands.values()}
    names |= {hand.group.programme_id: hand.group.programme.name for hand in hands.values()}
    return Whole(person, hands, names | dict(taken))


def models_in_order() -> tuple[ModelClass, ...]:
    """Every model that holds something of a person, by area."""
    return tuple(model for area in AREAS for model in models_of(area) if links_of(model, *WHOSE))


def records(of: Whole, model: ModelClass) -> Iterator[dict[str, Json]]:
    """A person's rows of one model, oldest first, each as plain values; never all at once."""
    for row in rows_of(of.person, model).iterator(chunk_size=CHUNK):
        yield dict(_values(of, row))


def rows_of(person: Person, model: ModelClass) -> QuerySet[Any]:
    """The rows of one model that are a person's to get."""
    wanted = Q()
    for link in links_of(model, *WHOSE):
        wanted |= Q(**{link.lookup: person.pk})
    above = {link.path.rpartition("__")[0] for link in links_of(model, *WHOSE)} - {""}
    several = model._meta.local_many_to_many or len(links_of(model, *WHOSE)) > 1
    rows = model._default_manager.filter(wanted)
    rows = rows.select_related(*sorted(above)) if above else rows
    moments = [one.name for one in model._meta.concrete_fields if _is_moment(one)]
    return (rows.distinct() if several else rows).order_by(*moments[:1], "pk")


def acts(of: Whole) -> Iterator[dict[str, Json]]:
    """What a person did for everybody: what it was and when, and nothing of what stands there."""
    for model in tied_models(Tie.DID):
        moments = [one.name for one in model._meta.concrete_fields if _is_moment(one)]
        for link in links_of(model, Tie.DID):
            for row in link.rows(of.person.pk).order_by("pk").values("pk", *moments):
                at = {name: _plain(row[name]) for name in moments if row[name] is not None}
                yield {"kind": model._meta.label, "as": link.path, "id": str(row["pk"]), **at}


def words_in(hand: Hand) -> Luggage | None:
    """All that a person wrote in one group; None where its key was destroyed."""
    try:
        return luggage_of(hand)
    except VaultError:
        return None


def parts_of(hand: Hand) -> dict[str, Json]:
    """The person's own part of what several wrote together, in one group."""
    about: dict[str, Json] = {
        "group": hand.group.name,
        "programme": hand.group.programme.name,
        "member": str(hand.member.pk),
    }
    try:
        left = [*left_by(hand), *(one for one in wrote_in_practice(hand) if one.kind == "note")]
    except VaultError:
        return about | {"wrote": None}
    return about | {
        "wrote": [
            {"kind": one.kind, "at": one.at.isoformat(), "words": dict(one.words)} for one in left
        ]
    }


def _values(of: Whole, row: Model) -> Iterator[tuple[str, Json]]:
    for one in row._meta.concrete_fields:
        if f"{row._meta.label}.{one.name}" in WITHHELD:
            continue
        if one.related_model in {Person, Member}:
            if class_of(type(row), one.name) is FieldClass.ROSTER:  # the roster's own: a manager
                yield one.name, _name(getattr(row, one.name))
            continue
        value = getattr(row, one.attname)
        if name := of.names.get(value) if one.related_model in {Group, Programme} else None:
            yield f"{one.name}_name", name
        if isinstance(value, Sealed):
            if not isinstance(row, PARTLY):
                yield one.name, _opened(of, row, one.name)
        elif not isinstance(value, bytes | memoryview):
            yield one.name, _plain(value)


def _opened(of: Whole, row: Model, name: str) -> Json:
    """A sealed value; None where its key was destroyed, and it is gone for everybody."""
    assert isinstance(row, Row)  # noqa: S101 - narrows the type for mypy
    if row._meta.label == "groups.RatherNot":
        return [one.name for one in named_by(of.person)]
    try:
        if isinstance(row, GroupRow):
            hand = _hand(of, row)
            value: Json = hand.read(row, name) if hand else None
            return _called(value) if isinstance(row, Contacts) else value
        scope = row.raised_id if isinstance(row, Asked) else row.vault_scope
        return _plain(read(row, name, key=keyring.key_of(scope))) if scope else None
    except VaultError:
        return None


def _called(named: Any) -> Json:  # noqa: ANN401 - what was sealed
    """Whom somebody could call, by name; who is no longer there has none."""
    people = [identity for identity, *_ in (named or {}).get("people", ())]
    return [name for (name,) in Person.objects.filter(pk__in=people).values_list("name")]


def _hand(of: Whole, row: GroupRow) -> Hand | None:
    authors = (getattr(row, name, None) for name in AUTHORS)
    return next((of.hands[one] for one in authors if one is not None and one in of.hands), None)


def _name(person: Person | None) -> str | None:
    return person.name if person else None


def _plain(value: Any) -> Json:  # noqa: ANN401 - a column holds anything
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | list | dict):
        return value
    return str(value)


def _is_moment(one: "Field[Any, Any]") -> bool:
    return one.get_internal_type() in {"DateField", "DateTimeField"}
