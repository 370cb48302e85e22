"""Every link from a row to a person, read off the models themselves: nothing is listed twice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models.constants import LOOKUP_SEP

from collegium.groups.models import Member
from collegium.people.models import Person
from collegium.vault.classes import FieldClass
from collegium.vault.whose import Tie, tied

type Model = type[models.Model]

# Models that are not ours, or that stand below what they speak of, cannot say it themselves.
ELSEWHERE: Mapping[str, Mapping[str, Tie]] = {
    "account.EmailAddress": tied(about="user"),
    "account.EmailConfirmation": tied(about="email_address__user"),
    "audit.Entry": tied(about="subject", did="actor"),
    "mfa.Authenticator": tied(own="user"),
    "people.SignIn": tied(about="person"),
    "socialaccount.SocialAccount": tied(about="user"),
    "socialaccount.SocialToken": tied(about="account__user"),
}
# What is left out of a file that people take along, with its reason.
WITHHELD: Mapping[str, str] = {
    "people.Person.password": "nobody has one",
    "people.SignIn.session_key": "whoever holds it is signed in",
    "people.SignIn.session_data": "whoever holds it is signed in",
    "meetings.CalendarSource.address": "a secret, and somebody else's files would hold it",
    "meetings.CalendarSource.user": "a secret",
    "meetings.CalendarSource.password": "a secret",
    "meetings.CalendarFeed.number": "makes the secret address",
    "mfa.Authenticator.data": "a secret",
    "socialaccount.SocialToken.token": "a secret",
    "socialaccount.SocialToken.token_secret": "a secret",
    "account.EmailConfirmation.key": "a secret",
    "groups.Notice.key": "names the other person, too",
    "groups.Asked.raised": "who asked is nobody's to know",
    "mailing.FailingAddress.problem": "a code for the server",
    "mailing.Mail.leased_until": "of the machine",
}
WHOSE = (Tie.OWN, Tie.PLACE, Tie.ABOUT)  # whose rows are somebody's own to get


@dataclass(frozen=True, slots=True)
class Link:
    """One way from a model to a person: `lookup` finds the rows of a person by their identity."""

    model: Model
    path: str
    tie: Tie
    lookup: str
    to_member: bool

    def rows(self, person_id: UUID) -> models.QuerySet[Any]:
        """The rows that this way leads from."""
        return self.model._default_manager.filter(**{self.lookup: person_id})


@cache
def links() -> tuple[Link, ...]:
    """Every declared way there is, in the order of the models."""
    return tuple(
        _link(model, path, tie)
        for model in apps.get_models()
        for path, tie in declared(model).items()
    )


def links_of(model: Model, *ties: Tie) -> tuple[Link, ...]:
    """The ways of one model, or those of these ties."""
    return tuple(one for one in links() if one.model is model and (not ties or one.tie in ties))


def declared(model: Model) -> Mapping[str, Tie]:
    """What a model says."""
    own: Mapping[str, Tie] = getattr(model, "whose", {})
    return own or ELSEWHERE.get(model._meta.label, {})


@cache
def tied_models(*ties: Tie) -> tuple[Model, ...]:
    """The models with a way of one of these ties, each once."""
    return tuple(dict.fromkeys(one.model for one in links() if one.tie in ties))


def class_of(model: Model, field: str) -> FieldClass:
    """What kind of data a column holds; others' models hold facts about the account."""
    classes: Mapping[str, FieldClass] = getattr(model, "field_classes", {})
    return classes.get(field, FieldClass.PUBLIC)


def silent() -> Iterator[str]:
    """Models with a link to a person, or to a row that is somebody's, that say nothing of it."""
    theirs = set(tied_models(*WHOSE)) - {Person, Member}
    for model in apps.get_models():
        paths = [path.partition(LOOKUP_SEP)[0] for path in declared(model)]
        for field in (*model._meta.concrete_fields, *model._meta.local_many_to_many):
            target = field.related_model
            unsaid = target in {Person, Member} and field.name not in paths
            if unsaid or (target in theirs and not paths):
                yield f"{model._meta.label}.{field.name}"


def _link(model: Model, path: str, tie: Tie) -> Link:
    end: Any = model
    for name in path.split(LOOKUP_SEP):
        field = end._meta.pk if name == "pk" else end._meta.get_field(name)
        end = field.related_model or end
    to_member = end is Member and path != "pk" and field.related_model is Member
    return Link(model, path, tie, f"{path}__person" if to_member else path, to_member)
