"""Rows about signing in. They know persons by name only, so that `people.models` can show them."""

import json
from hashlib import sha256
from uuid import UUID

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from collegium.vault.classes import classes
from collegium.vault.fields import SealedTextField
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class SignIn(AbstractBaseSession):
    """One browser's session, begun before anybody has signed in.

    Its key is a digest of what the cookie holds: whoever reads this table signs in with nothing.
    """

    person = models.ForeignKey("people.Person", models.CASCADE, null=True, related_name="sign_ins")
    since = models.DateTimeField(null=True)  # when the person signed in
    device = models.CharField(max_length=80, blank=True)  # such as "Firefox, Windows"
    seen_on = models.DateField(null=True)

    field_classes = classes(
        public="session_key expire_date person since seen_on", roster="session_data device"
    )

    whose = tied(own="person")

    class Meta:
        ordering = ("-since", "session_key")

    def __str__(self) -> str:
        return f"a sign-in of {self.person_id}"


class Remembered(models.Model):
    """What several processes count together for a while: tries, and what was used once.

    Its name is a keyed digest: neither an address nor a person can be read out of it.
    """

    name = models.CharField(max_length=64, primary_key=True)
    value = models.JSONField()
    until = models.DateTimeField(db_index=True)

    field_classes = classes(public="name value until")

    class Meta:
        verbose_name_plural = "remembered"

    def __str__(self) -> str:
        return f"remembered until {self.until}"


class SignOnKind(models.TextChoices):
    """By which protocol an organisation signs its people on."""

    OIDC = "oidc", "OpenID Connect"
    SAML = "saml", "SAML 2.0"


class SignOn(Row):
    """An organisation's own provider of identities, by which its people sign in."""

    organisation = models.OneToOneField(
        "people.Organisation", models.CASCADE, related_name="sign_on"
    )
    kind = models.CharField(max_length=4, choices=SignOnKind)
    issuer = models.CharField(max_length=500)  # the name by which the provider signs
    client_id = models.CharField(max_length=300, blank=True)  # OpenID Connect only, as is the next
    client_secret = SealedTextField()
    vouches = models.BooleanField(default=False)  # its addresses count as verified without a word
    provider = models.JSONField(default=dict)  # addresses and public keys, as it publishes them
    fetched_at = models.DateTimeField(default=timezone.now)
    since = models.DateTimeField(default=timezone.now)  # when it began to let people in
    tested_at = models.DateTimeField(null=True)  # when it last let an administrator through
    is_on = models.BooleanField(default=False)
    is_only = models.BooleanField(default=False)  # for all but administrators

    field_classes = classes(
        public="id organisation kind issuer client_id vouches provider fetched_at since tested_at "
        "is_on is_only",
        sealed="client_secret",
    )

    def __str__(self) -> str:
        return f"sign-on of {self.organisation_id}"

    @property
    def mark(self) -> str:
        """What makes it this provider: one of the same name has other keys or clients."""
        parts: list[object] = [self.kind, self.issuer, self.client_id, self.vouches]
        if self.kind == SignOnKind.SAML:
            parts.append(self.provider)
        return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    @property
    def vault_scope(self) -> UUID:
        """The organisation's own key."""
        return self.organisation_id


class Identity(Row):
    """Whom a provider means: its name and the subject's, linked once and for good."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=500)
    mark = models.CharField(max_length=64, blank=True)  # of the provider as it was set up then
    subject = models.CharField(max_length=300)
    since = models.DateTimeField(default=timezone.now)

    field_classes = classes(public="id person issuer mark since", roster="subject")
    whose = tied(own="person")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "issuer", "mark"), name="one_subject_per_person_and_issuer"
            ),
        )
        indexes = (models.Index(fields=("issuer", "subject"), name="identity_by_subject"),)

    def __str__(self) -> str:
        return f"an identity of {self.person_id}"


class NewWay(Row):
    """A way of signing in that others made for a person: another address, or a provider.

    Until the person says that it is theirs, it opens nothing of theirs from before it.
    """

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="new_ways")
    provider = models.CharField(max_length=64, blank=True)  # its mark; empty: another address
    asked = models.EmailField(blank=True)  # where the person is asked, until they have said
    since = models.DateTimeField(default=timezone.now)
    had_come = models.BooleanField(default=False)  # whether they had signed in before it
    settled_at = models.DateTimeField(null=True)  # when they said that it is theirs
    denied_at = models.DateTimeField(null=True)  # when they said that it is not

    field_classes = classes(
        public="id person provider since had_come settled_at denied_at", roster="asked"
    )
    whose = tied(own="person")

    class Meta:
        ordering = ("since", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "provider"),
                condition=~models.Q(provider=""),
                name="each_provider_asked_about_once",
            ),
        )

    def __str__(self) -> str:
        return f"a new way in for {self.person_id}"
