"""An organisation's own way of signing on: kept, tested, switched; and whom it means."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from collegium.audit.actions import note
from collegium.audit.verbs import Verb
from collegium.people.actions.new_ways import ask_about_provider, forget_provider
from collegium.people.models import Organisation, Person, RoleName
from collegium.people.signing.models import Identity, SignIn, SignOn, SignOnKind
from collegium.people.signing.on.answers import Doubt, DoubtError, Meant
from collegium.vault import keyring


class NotTested(ValueError):  # noqa: N818 - it says what is the case
    """Nobody has come in this way yet."""


@transaction.atomic
def keep_oidc(
    organisation: Organisation,
    *,
    issuer: str,
    client_id: str,
    secret: str,
    vouches: bool,
    provider: dict[str, Any],
    by: Person,
) -> None:
    """Keep an OpenID provider; an empty secret keeps the one that is there.

    Where it is another provider or client than before, it is off until it was tested again.
    """
    row = _row(organisation)
    known = "" if secret else row.mark  # another secret, too, has to be tested
    row.kind, row.issuer, row.client_id = SignOnKind.OIDC, issuer, client_id
    if secret:
        row.client_secret = secret
    row.vouches = vouches
    _keep(row, provider, known=known, by=by)


@transaction.atomic
def keep_saml(
    organisation: Organisation, *, issuer: str, provider: dict[str, Any], by: Person
) -> None:
    """Keep a SAML provider as its metadata describe it."""
    row = _row(organisation)
    known = row.mark
    row.kind, row.issuer, row.client_id, row.client_secret = SignOnKind.SAML, issuer, "", ""
    row.vouches = True
    _keep(row, provider, known=known, by=by)


@transaction.atomic
def switch_sign_on(
    organisation: Organisation, *, on: bool, only: bool, by: Person | None = None
) -> None:
    """Offer it, and make it the only way for all but administrators; raises `NotTested`.

    Where it becomes the only way, whoever came in by another has to come again.
    """
    row = SignOn.objects.select_for_update().filter(organisation=organisation).first()
    if row is None or (on and row.tested_at is None):
        raise NotTested
    if (row.is_on, row.is_only) != (on, on and only):
        if on != row.is_on:
            row.since = timezone.now()
            forget_provider(organisation.pk)
        row.is_on, row.is_only = on, on and only
        row.save(update_fields=["is_on", "is_only", "since"])
        if row.is_only:
            others = SignIn.objects.filter(person__organisation=organisation)
            others.exclude(person__roles__name=RoleName.ADMINISTRATOR).delete()
        _note(organisation, by, "only" if row.is_only else "on" if on else "off")


@transaction.atomic
def forget_sign_on(organisation: Organisation, *, by: Person) -> None:
    """Forget the provider and every link to it; the code by mail signs in again."""
    row = SignOn.objects.filter(organisation=organisation).first()
    if row is not None:
        forget_provider(organisation.pk)
        row.delete()
        _note(organisation, by, "forgotten")


def keep_keys(row: SignOn, keys: list[dict[str, Any]], *, now: datetime) -> None:
    """Keep the provider's present keys."""
    row.provider = row.provider | {"keys": keys}
    row.fetched_at = now
    row.save(update_fields=["provider", "fetched_at"])


def note_tested(row: SignOn, *, now: datetime) -> None:
    """An administrator came through."""
    SignOn.objects.filter(pk=row.pk).update(tested_at=now)


@transaction.atomic
def person_meant(row: SignOn, meant: Meant) -> Person:
    """Who that is on the organisation's own roster: by the link, or at first by the address.

    A link is made once and stays, whatever becomes of addresses; but none is made of a subject
    that is an address itself. Nobody is created. Raises `DoubtError`, which does not tell
    somebody unknown from somebody of another organisation.
    """
    now = timezone.now()
    if meant.issuer != row.issuer:
        raise DoubtError(Doubt.NOT_BELIEVED, "issuer")
    ours = Person.objects.filter(organisation=row.organisation_id, is_active=True)
    links = Identity.objects.filter(
        person__organisation=row.organisation_id,
        issuer=meant.issuer,
        mark=row.mark,
        subject=meant.subject,
    )
    if meant.lasts and (linked := links.first()):
        person = ours.filter(pk=linked.person_id).first()
        if person is None:
            raise DoubtError(Doubt.UNKNOWN)
        return person
    if meant.is_verified is False or (meant.is_verified is None and not row.vouches):
        raise DoubtError(Doubt.UNVERIFIED)
    # a row to wait at, so that two first sign-ins at once make one link
    found = ours.select_for_update().filter(email=_address(meant)) if meant.email else None
    person = found.first() if found is not None else None
    if person is None:
        raise DoubtError(Doubt.UNKNOWN)
    if meant.lasts:
        _link(person, meant, row.mark, now)
    ask_about_provider(person, row, now=now)
    return person


def _address(meant: Meant) -> str:
    """As the roster writes it, but for letters that make another domain, such as ß and ss."""
    name, at, domain = meant.email.strip().rpartition("@")
    return name.casefold() + at + domain.lower()


def _link(person: Person, meant: Meant, mark: str, now: datetime) -> None:
    link = {"issuer": meant.issuer, "mark": mark, "subject": meant.subject}
    try:
        with transaction.atomic():
            Identity.objects.create(person=person, since=now, **link)
    except IntegrityError:
        if not person.identities.filter(**link).exists():
            raise DoubtError(Doubt.OTHER) from None


def _row(organisation: Organisation) -> SignOn:
    keyring.create(organisation.pk)
    found = SignOn.objects.select_for_update().filter(organisation=organisation).first()
    return found or SignOn(organisation=organisation)


def _keep(row: SignOn, provider: dict[str, Any], *, known: str, by: Person) -> None:
    """Off where it no longer is the provider with the mark that was `known`."""
    now = timezone.now()
    row.provider, row.fetched_at = provider, now
    if row.mark != known:
        row.tested_at, row.is_on, row.is_only = None, False, False
        row.since = now
        forget_provider(row.organisation_id)
    row.save()
    _note(row.organisation, by, row.kind)


def _note(organisation: Organisation, by: Person | None, detail: str) -> None:
    note(Verb.SIGN_ON_CHANGED, organisation.pk, by=by.pk if by else None, detail=detail)
