"""Keeping an organisation's own item sets."""

from datetime import datetime

from django.db import transaction

from collegium.audit.actions import note
from collegium.audit.verbs import Verb
from collegium.domain.evidence.items import SHIPPED, parse
from collegium.meetings.actions.versions import VersionTaken, retire
from collegium.meetings.playbook_files import unified
from collegium.people.models import Organisation, Person
from collegium.practice.models import ItemSetText


@transaction.atomic
def keep_item_set(text: str, *, by: Person, now: datetime) -> ItemSetText:
    """Keep a version of an organisation's own set. The same text again keeps nothing new.

    Raises:
        DataFileError: the text is no item set; with all that is wrong.
        VersionTaken: another text has this key and version, or a shipped set has the key.

    """
    text = unified(text)
    found = parse(text)
    if found.key in SHIPPED:
        raise VersionTaken(found.key, 0)
    Organisation.objects.select_for_update().get(pk=by.organisation_id)  # two leads at once
    row, made = ItemSetText.objects.get_or_create(
        organisation=by.organisation,
        key=found.key,
        version=found.version,
        defaults={"text": text, "kept_by": by, "kept_at": now},
    )
    if row.text != text:
        raise VersionTaken(found.key, found.version)
    if made:
        note(Verb.ITEM_SET_UPLOADED, by.organisation_id, by=by.pk, subject=row.pk, now=now)
    return row


@transaction.atomic
def ask(organisation: Organisation, key: str, *, retired: bool, now: datetime) -> None:
    """Stop asking an own set, or ask it again. What was answered stays."""
    own = ItemSetText.objects.filter(organisation=organisation, key=key)
    retire(own, retired=retired, now=now)
