"""What extra meetings follow goes behind their groups' keys."""

import uuid
from typing import TYPE_CHECKING, Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery

if TYPE_CHECKING:
    from collegium.vault.sealing import Key

BLOCK = 32 * 1024
HALF_HOUR = 30


def seal(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Move the texts into sealed rows, and forget which shipped ones were held."""
    from collegium.vault import keyring  # noqa: PLC0415 - needs the apps
    from collegium.vault.sealing import VaultError  # noqa: PLC0415 - needs the apps

    sessions = apps.get_model("meetings", "Session").objects
    for session in sessions.filter(kind="extra").select_related("group", "pinned"):
        try:
            key = keyring.key_of(session.group_id)
        except VaultError:  # erased: nobody can open this meeting any more
            session.delete()
            continue
        _seal(apps, session, key, _text(apps, session))
        session.playbook, session.playbook_version, session.pinned = "", 1, None
        session.minutes = -(-session.minutes // HALF_HOUR) * HALF_HOUR
        session.save()
    apps.get_model("meetings", "Reading").objects.filter(session__kind="extra").delete()
    texts = apps.get_model("meetings", "PlaybookText").objects
    used = sessions.exclude(pinned=None).values("pinned")
    texts.filter(shipped=True).exclude(pk__in=used).delete()


def _text(apps: Apps, session: Any) -> str:  # noqa: ANN401 - a row as it was then
    from collegium.meetings.live.playbooks import shipped_text  # noqa: PLC0415 - needs the apps

    if session.pinned:
        return str(session.pinned.text)
    texts = apps.get_model("meetings", "PlaybookText").objects
    own = texts.filter(organisation=session.group.organisation_id, key=session.playbook)
    newest = own.filter(shipped=False).order_by("-version").first()
    return str(newest.text) if newest else shipped_text(session.playbook)


def _seal(apps: Apps, session: Any, key: "Key", text: str) -> None:  # noqa: ANN401 - as above
    from collegium.vault.fields import Sealed  # noqa: PLC0415 - needs the apps

    pk = uuid.uuid4()
    padded = text + "\0" * (-len(text.encode()) % BLOCK)
    apps.get_model("meetings", "ExtraMeeting").objects.create(
        pk=pk,
        group_id=session.group_id,
        session=session,
        called_by_id=session.host_id,
        text=Sealed(key.seal(padded, place=f"meetings.extrameeting.text|{pk}")),
    )


def note_openings(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """The first event of a session is its opening."""
    events = apps.get_model("meetings", "SessionEvent").objects
    first = events.filter(session=OuterRef("pk")).order_by("sequence").values("at")[:1]
    apps.get_model("meetings", "Session").objects.update(opened_at=Subquery(first))


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0004_extra_meetings"),
    ]

    operations = [
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RunPython(note_openings, migrations.RunPython.noop),
    ]
