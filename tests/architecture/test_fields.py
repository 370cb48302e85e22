"""Every column says what kind of data it holds, and only sealed columns hold a group's words."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from collegium.audit.models import Chain
from collegium.audit.models import Entry as AuditEntry
from collegium.groups.models import GroupRow
from collegium.library.models import Entry, Vector
from collegium.mailing.models import DemoMail
from collegium.people.models import Organisation
from collegium.people.signing.models import Remembered, SignIn
from collegium.vault.classes import FieldClass, classes
from collegium.vault.fields import SealedField, SealedTextField
from collegium.vault.rows import Row

type Model = type[models.Model]
type Column = models.Field[Any, Any]

OURS: list[Model] = [m for m in apps.get_models() if m.__module__.startswith("collegium.")]
TENANT = Organisation
# The demo's mailbox stands for the outside world, where there are no organisations.
# Techniques ship with the product: in the index they are everybody's, and nothing else is.
# A session begins, and tries are counted, before anybody has signed in.
# The record names everything by id, so that it outlasts what it speaks of.
WITHOUT_ORGANISATION = {AuditEntry, Chain, DemoMail, Entry, Remembered, SignIn, Vector}
FACTS = (
    models.ForeignKey,
    models.ManyToManyField,
    models.DateField,
    models.TimeField,
    models.BooleanField,
)


def columns(model: Model) -> list[Column]:
    """The fields that hold data of their own, many-to-many included."""
    return [*model._meta.concrete_fields, *model._meta.local_many_to_many]


def faults(model: Model) -> Iterator[str]:
    """What is wrong with the declarations of one model."""
    declared = getattr(model, "field_classes", {})
    fields = {field.name: field for field in columns(model)}
    yield from (f"{name} has no class" for name in fields.keys() - declared.keys())
    yield from (f"{name} is no field" for name in declared.keys() - fields.keys())
    for name in fields.keys() & declared.keys():
        yield from _mismatch(fields[name], declared[name])
    if any(isinstance(field, SealedField) for field in fields.values()):
        yield from _unfit_for_sealing(model, fields)


def _mismatch(field: Column, kind: FieldClass) -> Iterator[str]:
    sealed = kind is FieldClass.SEALED
    if isinstance(field, FACTS) and sealed:
        yield f"{field.name} is a {type(field).__name__}: those stay open, for the code to act on"
    elif sealed != isinstance(field, SealedField):
        yield f"{field.name} is declared {kind} but is a {type(field).__name__}"
    if isinstance(field, models.TextField) and kind is FieldClass.PUBLIC:
        yield f"{field.name} is free text, which tells of people: it cannot be public"


def _unfit_for_sealing(model: Model, fields: dict[str, Column]) -> Iterator[str]:
    own = isinstance(fields.get("organisation"), models.OneToOneField)
    if not own and not {"group", "person"} & fields.keys():
        yield "it has sealed fields but no group or person whom they belong to"
    if not issubclass(model, Row) or model.vault_scope is Row.vault_scope:
        yield "it has sealed fields but does not say whose key seals them"


def reaches_organisation(model: Model, on_the_way: frozenset[Model] = frozenset()) -> bool:
    """Whether foreign keys that must be filled lead from a model to the organisation."""
    if model is TENANT:
        return True
    targets = [
        field.related_model
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and not field.null
    ]
    return any(
        reaches_organisation(target, on_the_way | {model})
        for target in targets
        if isinstance(target, type) and target not in on_the_way
    )


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_is_declared_as_what_it_is(model: Model) -> None:
    assert not list(faults(model))


@pytest.mark.parametrize(
    "model",
    [m for m in OURS if m._meta.app_label != "vault" and m not in WITHOUT_ORGANISATION],
    ids=lambda model: model._meta.label,
)
def test_every_row_hangs_off_an_organisation(model: Model) -> None:
    assert reaches_organisation(model)


def test_there_are_models_to_look_at() -> None:
    assert len(OURS) > 25
    assert sum(isinstance(f, SealedField) for m in OURS for f in columns(m)) > 10


class Undeclared(Row):
    text = models.TextField()
    field_classes = classes(public="id")

    class Meta:
        abstract = True


class Loose(Row):
    text = SealedTextField()
    field_classes = classes(public="id", sealed="text")

    class Meta:
        abstract = True


class Mislabelled(GroupRow):
    text = SealedTextField()
    said = models.TextField()
    done = models.BooleanField()
    field_classes = classes(public="id group text said", sealed="done", roster="ghost")

    class Meta:
        abstract = True


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        (Undeclared, {"text has no class"}),
        (
            Loose,
            {
                "it has sealed fields but no group or person whom they belong to",
                "it has sealed fields but does not say whose key seals them",
            },
        ),
        (
            Mislabelled,
            {
                "ghost is no field",
                "text is declared public but is a SealedTextField",
                "said is free text, which tells of people: it cannot be public",
                "done is a BooleanField: those stay open, for the code to act on",
            },
        ),
    ],
)
def test_a_wrong_declaration_is_noticed(model: Model, expected: set[str]) -> None:
    assert set(faults(model)) == expected


def test_a_row_without_an_organisation_is_noticed() -> None:
    assert not reaches_organisation(DemoMail)
