"""What people and workers do while something breaks. Each act may be repeated until it is done."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from uuid import UUID, uuid4, uuid5

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone

from benchmarks.bringing import brought
from collegium.config.backups.making import back_up
from collegium.config.backups.restoring import restore
from collegium.groups.actions import publish_groups
from collegium.groups.models import Group, Member, Programme, ProgrammeState
from collegium.groups.queries import enter
from collegium.groups.queries.hands import hand_of_place
from collegium.groups.rooms import Room
from collegium.insights.actions import close_months
from collegium.library.actions.memory import be_forgotten
from collegium.mailing.actions.empty import empty_outbox
from collegium.mailing.actions.plan import plan_due
from collegium.mailing.models import Mail, MailState
from collegium.meetings.actions.live import record_event
from collegium.meetings.models import Session, SessionEvent, SessionState
from collegium.people import actions as people
from collegium.people.models import Organisation, Person, RoleName, RosterUpload
from collegium.practice.actions.thread import Said, say
from collegium.practice.models import Post
from collegium.rights.actions.erasing import erase
from collegium.rights.actions.memories import let_memory_go
from collegium.vault import keyring, rotation
from tests.builders import a_programme, with_role
from tests.faults.invariants import Written, broken, undead
from tests.faults.world import APRIL, LATER, SPACE, build

__all__ = ["broken", "build"]  # called by name


def act(name: str) -> None:
    """Do something, or go on with it."""
    ACTS[name]()


def go_on(ledger: str) -> None:
    """Write for ever; a line in the ledger acknowledges each writing, once it is stored."""
    with Path(ledger).open("ab", buffering=0) as lines:
        for number in count():
            lines.writelines(
                json.dumps(one, default=str).encode() + b"\n" for one in _written(number)
            )


def _written(number: int) -> Iterator[Written]:
    room, now = _room(), timezone.now()
    post = say(room, once=uuid4(), said=Said(str(number)), now=now)
    yield "practice.Post", str(post.pk), "text", str(number)
    key, data = uuid4(), {"up": number % 2 == 0}
    record_event(room, _session().pk, key=key, kind="hand", data=data, now=now)
    event = SessionEvent.objects.get(key=key)
    body = {"kind": "hand", "actor": str(room.member.pk), "data": data}
    yield "meetings.SessionEvent", str(event.pk), "body", body
    if number % 4 == 0:
        _draft_another(f"Draft of {number}")
        programme = Programme.objects.get(name=f"Draft of {number}")
        (group,) = publish_groups(programme, by=Person.objects.get(name="Lea Lind"), now=now)
        yield "groups.Group", str(group.pk), "", ""
        yield "vault.WrappedKey", str(group.pk), "", ""
    if number % 4 == 2:
        keyring.create(scope := uuid4())
        keyring.destroy(scope)
        yield "vault.Destroyed", str(scope), "", ""


def _draft_another(name: str) -> None:
    with transaction.atomic():
        organisation = Organisation.objects.get()
        programme = a_programme(organisation, name, state=ProgrammeState.DRAFT)
        group = Group.objects.create(
            organisation=organisation, programme=programme, number=1, name=name
        )
        for person in Person.objects.filter(name__startswith="Draft 1 "):
            Member.objects.create(group=group, person=person)


def back_up_by_hand() -> None:
    """As an operator does."""
    folder = settings.DATA / "backups"
    call_command("backup", str(folder / "main"), "--keys", str(folder / "keys"))


def restore_by_hand() -> None:
    """As an operator does."""
    (main,), (keys,) = (list((settings.DATA / "old" / one).iterdir()) for one in ("main", "keys"))
    call_command("restore", str(main), "--keys", str(keys), "--replace")


def cookies() -> dict[str, object]:
    """The session that is held, and a way in for each of those who hold it."""
    session = _session()
    found = []
    for member in session.group.members.order_by("person__name"):
        client = Client()
        client.force_login(member.person)
        found.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    return {"id": str(session.pk), "cookies": found}


def bring(path: str) -> dict[str, object]:
    """Import a roster file through its pages; what each step answered, after how many seconds."""
    lead = Person.objects.get(name="Lea Lind")
    if not lead.roles.filter(name=RoleName.ADMINISTRATOR).exists():
        with_role(lead, RoleName.ADMINISTRATOR)
    steps, page = brought(lead, Path(path))
    return {"steps": steps, "page": page, "people": Person.objects.count()}


def numbers() -> list[int]:
    """What the writer wrote into the thread, in order."""
    room = _room()
    posts = Post.objects.filter(group=room.group).order_by("created_at")
    return [int(room.read(post, "text")) for post in posts]


def recover(name: str) -> dict[str, object]:
    """Look round after somebody was killed in the middle of an act, do it again, look round."""
    found = broken()
    act(name)
    return {"broken": [*found, *broken(), *undead()], "rows": counted()}


def counted() -> dict[str, int]:
    """How many rows each table has."""
    found = {}
    for model in apps.get_models():
        if model._meta.managed and not model._meta.proxy:
            alias = "vault" if model._meta.app_label == "vault" else "default"
            found[model._meta.label] = model._default_manager.using(alias).count()
    return found


def carefully() -> list[str]:
    """How both databases wait for the disk: 2 is FULL."""
    found = []
    for alias in ("default", "vault"):
        with connections[alias].cursor() as cursor:
            for name in ("journal_mode", "synchronous", "foreign_keys"):
                cursor.execute(f"PRAGMA {name}")
                found.append(f"{alias} {name} {cursor.fetchone()[0]}")
    return found


def _identity(name: str) -> UUID:
    return uuid5(SPACE, name)


def _room() -> Room:
    return enter(Person.objects.get(name="Ada Byron"), Group.objects.get(name="Group 1").pk)


def _session() -> Session:
    return Session.objects.exclude(opened_at=None).get(group__name="Group 1")


def _say() -> None:
    say(_room(), once=_identity("post"), said=Said("said once"), now=LATER)


def _score() -> None:
    """Weigh what the second member proposed: everybody's word counts once."""
    idea = _session().events.latest("sequence").key
    marks = {"effect": 3, "effort": 3, "risk": 3, "fit": 3}
    _event(_room(), "contribute", "score", {"slot": "score", "about": str(idea), "marks": marks})


def _end() -> None:
    """The host ends the session early, with everybody's consent; it leaves what was said."""
    session = _session()
    if session.state != SessionState.LIVE:
        return
    members = session.group.members.order_by("person__name")
    rooms = [enter(member.person, session.group_id) for member in members]
    for number, room in enumerate(rooms[1:]):
        _event(room, "ready", f"ready {number}", {"early": True})
    _event(rooms[0], "end", "end", {"early": True})


def _event(room: Room, kind: str, name: str, data: dict[str, object]) -> None:
    record_event(room, _session().pk, key=_identity(name), kind=kind, data=data, now=LATER)


def _publish() -> None:
    programme = Programme.objects.get(name="Autumn")
    publish_groups(programme, by=Person.objects.get(name="Lea Lind"), now=LATER)


def _close() -> None:
    close_months(APRIL)


def _roster() -> None:
    upload = RosterUpload.objects.get()
    people.apply_roster(upload, by=upload.uploaded_by, now=LATER)


def _erase() -> None:
    keyring.destroy(Group.objects.get(name="Group 1").pk)


def _erase_person() -> None:
    for person in Person.objects.filter(name="Leaver 0"):
        erase(person, by=None, now=LATER)


def _be_forgotten() -> None:
    for place in Member.objects.filter(person__name="Leaver 1"):
        if hand := hand_of_place(place.pk):
            be_forgotten(hand, now=LATER)


def _forget_memory() -> None:
    let_memory_go(Group.objects.get(name="Words"), now=LATER)


def _rotate() -> None:
    rotation.prepare()
    rotation.take_over()
    rotation.rewrap()
    rotation.finish()


def _back_up() -> None:
    if not any(settings.DATA.glob("backups/keys/*[0-9]Z")):
        folder = settings.DATA / "backups"
        before = len([*folder.glob("main/*")])  # one of the same second would be in the way
        now = timezone.now() + timedelta(seconds=2 * before)
        back_up(folder / "main", folder / "keys", now=now)


def _restore() -> None:
    (main,), (keys,) = (list((settings.DATA / "old" / one).iterdir()) for one in ("main", "keys"))
    restore(main, keys, data=settings.DATA, replace=True)


def _mail() -> None:
    """Whoever died with a mail in hand keeps it for a while; here that time is over."""
    plan_due(LATER)
    Mail.objects.filter(state=MailState.WAITING).update(leased_until=None)
    empty_outbox(lambda: LATER, lambda: False)


ACTS: dict[str, Callable[[], None]] = {
    "say": _say,
    "score": _score,
    "end": _end,
    "publish": _publish,
    "close": _close,
    "roster": _roster,
    "erase": _erase,
    "erase person": _erase_person,
    "be forgotten": _be_forgotten,
    "forget memory": _forget_memory,
    "rotate": _rotate,
    "back up": _back_up,
    "restore": _restore,
    "mail": _mail,
}
