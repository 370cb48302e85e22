"""One connection to a live session: let in, listened to, shown what happens."""

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from itertools import cycle
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.http.request import validate_host
from django.utils import timezone, translation
from starlette.requests import HTTPConnection
from starlette.websockets import (
    WebSocket,
    WebSocketDisconnect,
    WebSocketDisconnected,
    WebSocketState,
)

from collegium.domain.playbook import EventKind, Reason, Refused
from collegium.groups.models import Group
from collegium.groups.queries import enter
from collegium.groups.rooms import Room
from collegium.meetings.actions.live import (
    ALONE,
    Answer,
    Ask,
    Recorded,
    record_event,
    record_together,
)
from collegium.meetings.actions.presence import let_out, look_after, note_seen, present_with
from collegium.meetings.live import memory
from collegium.meetings.live.drawing import Occupant
from collegium.meetings.live.hub import LOOK_EVERY, Ending, Hub, Seat
from collegium.meetings.live.rendering import Reader
from collegium.meetings.live.roll_call import call_roll
from collegium.meetings.live.sending import event_data
from collegium.meetings.live.threads import Threads
from collegium.meetings.live.together import Together
from collegium.meetings.live.turnstile import Turnstile
from collegium.meetings.live.words import REASONS
from collegium.meetings.models import Session, SessionState
from collegium.meetings.queries.live import open_to, state_of
from collegium.people.models import Person
from collegium.people.signing.demanded import owes_factor
from collegium.people.signing.refusals import note_refused
from collegium.people.signing.sessions import kept_as
from collegium.vault.sealing import VaultError
from collegium.vault.troubles import named

logger = logging.getLogger(__name__)

FAREWELL = 3.0  # seconds that a browser has to take note of the end
# What no page of ours sends, whatever others do meanwhile.
FORGED = frozenset({Reason.MALFORMED, Reason.UNKNOWN, Reason.NOT_A_MEMBER, Reason.FROM_THE_FUTURE})
SEEN_EVERY = 10.0  # seconds; a fraction of the grace that somebody has to come back
TURNS = 10  # in which sessions are looked after meanwhile, so that nobody waits long for all


class Dismissed(Exception):  # noqa: N818 - an answer: this person does not sit here
    """The connection has to end."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody's browser sent."""

    occupant: Occupant
    key: UUID
    kind: str
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Live:
    """What all connections share."""

    hub: Hub
    threads: Threads
    scribe: Together[Said, dict[str, object] | None]
    turnstile: Turnstile = field(default_factory=Turnstile)


async def attend(socket: WebSocket, live: Live) -> None:
    """Serve one connection from the handshake to its end."""
    occupant = await _let_in(HTTPConnection(socket.scope), live)
    if occupant is None:
        note_refused("a live session", where=socket.client.host if socket.client else "")
        await socket.close(Ending.NOT_LET_IN)
        return
    await socket.accept()
    if not live.turnstile.admit(occupant.person_id):
        await _close(socket, Ending.TOO_MANY)
        return
    try:
        await _attend(socket, occupant, live)
    finally:
        live.turnstile.release(occupant.person_id)


async def _let_in(asked: HTTPConnection, live: Live) -> Occupant | None:
    if not same_origin(asked.headers):
        return None
    cookie = asked.cookies.get(settings.SESSION_COOKIE_NAME, "")
    session_id, shared_only = asked.path_params["session_id"], "shared" in asked.query_params
    work = partial(let_in, cookie, session_id, shared_only=shared_only)
    return await live.threads.run(work)


async def _attend(socket: WebSocket, occupant: Occupant, live: Live) -> None:
    listening = asyncio.current_task()
    ending: Ending | None = None

    def end(why: Ending) -> None:
        nonlocal ending
        ending = why
        if listening:
            listening.cancel()

    seat = Seat(occupant, socket.send_text, end)
    live.hub.enter(seat)
    try:
        await _listen(socket, seat, live)
    except Dismissed:
        ending = Ending.NOT_LET_IN
    except asyncio.CancelledError:
        if ending is None or (listening and listening.uncancel()):
            raise  # the server stops
    except (WebSocketDisconnect, WebSocketDisconnected):  # read or written too late
        return
    finally:
        seat.close()
        live.hub.leave(seat)
    if ending is not None:
        await _close(socket, ending)


async def keep_presence(hub: Hub, threads: Threads) -> None:
    """Note, every few seconds, who is connected; let go who is not any more."""
    since = timezone.now()
    for turn in cycle(range(TURNS)):
        await asyncio.sleep(SEEN_EVERY / TURNS)
        some = [one for one in hub.occupants() if one.session_id.int % TURNS == turn]
        work = partial(look_after, some, since=since, now=timezone.now())
        try:
            await threads.run(work, quick=memory.holds(one.session_id for one in some))
        except Exception as error:  # noqa: BLE001 - the next time may succeed
            logger.warning("cannot note who is there (%s)", named(error))


async def keep_order(hub: Hub, threads: Threads) -> None:
    """Show out who has left or signed out, and let turn, role and host's part pass on."""
    while True:
        await asyncio.sleep(LOOK_EVERY)
        if not (there := hub.occupants()):
            continue
        try:
            work = partial(call_roll, there, also=present_with(there))
            roll = await threads.run(work, quick=True)
            hub.show_out(roll.gone)
            if roll.left:
                await threads.run(partial(let_out, there, roll.left, now=timezone.now()))
        except Exception as error:  # noqa: BLE001 - the next time may succeed
            logger.warning("cannot see who has left (%s)", named(error))


def same_origin(headers: Mapping[str, str]) -> bool:
    """Return whether the page that connects is one of ours."""
    origin, host = headers.get("origin", ""), headers.get("host", "")
    try:
        hostname, place = urlsplit(f"//{host}").hostname or "", urlsplit(origin).netloc
    except ValueError:  # no address at all
        return False
    if not validate_host(hostname, settings.ALLOWED_HOSTS):
        return False
    return origin in settings.CSRF_TRUSTED_ORIGINS or place == host


def let_in(cookie: str, session_id: UUID, *, shared_only: bool = False) -> Occupant | None:
    """Return who connects, None for anybody who does not sit in the session's group.

    Nothing of the session is read before it is certain who asks.
    """
    if not cookie:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(cookie)
    person = get_user(request)
    if not isinstance(person, Person) or owes_factor(request, person):
        return None
    session = Session.objects.filter(pk=session_id).first()
    if session is None:
        return None
    try:
        room = enter(person, session.group_id)
    except Group.DoesNotExist:
        return None
    if not open_to(room, session):
        return None
    _arrive(room, session)
    reader = Reader(person.language, person.time_zone)
    return Occupant(
        person.pk, room.member.pk, room.group.pk, session_id, reader, shared_only, kept_as(cookie)
    )


def _arrive(room: Room, session: Session) -> None:
    if session.state != SessionState.LIVE:
        return
    note_seen([(session.pk, room.member.pk)], now=timezone.now())
    # Refused: somebody new to the group, or here by now through another page. A group whose key
    # is gone is shown nothing, which ends the connection.
    with contextlib.suppress(Refused, VaultError):
        if str(room.member.pk) not in state_of(room, session).present:
            key, now = uuid4(), timezone.now()
            record_event(room, session.pk, key=key, kind=EventKind.JOIN, data={}, now=now)


async def _close(socket: WebSocket, why: Ending) -> None:
    if socket.client_state is not WebSocketState.CONNECTED:
        return
    with contextlib.suppress(TimeoutError, WebSocketDisconnect, RuntimeError):  # it broke
        await asyncio.wait_for(socket.close(why), FAREWELL)


async def _listen(socket: WebSocket, seat: Seat, live: Live) -> None:
    while True:
        await _hear(await _words(socket), socket, seat.occupant, live)
        await live.turnstile.breathe(seat.occupant.person_id)


async def _hear(words: str, socket: WebSocket, occupant: Occupant, live: Live) -> None:
    """Answer a message, of which nothing is kept until the next one."""
    message = _read(words)
    if isinstance(message.get("ping"), int):
        await socket.send_json({"pong": message["ping"], "now": time.time() * 1000})
        return
    answer = await live.scribe.ask(_said(occupant, message))
    if answer is None:
        raise Dismissed
    await socket.send_json(answer)


async def _words(socket: WebSocket) -> str:
    try:
        return await socket.receive_text()
    except KeyError:  # bytes
        raise Dismissed from None


def _read(text: str) -> dict[str, object]:
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        raise Dismissed from None
    if not isinstance(message, dict):
        raise Dismissed
    return message


def _said(occupant: Occupant, message: Mapping[str, object]) -> Said:
    fields = message.get("data")
    try:
        key = UUID(str(message.get("key", "")))
    except ValueError:
        raise Dismissed from None
    given = fields if isinstance(fields, dict) else {}
    return Said(occupant, key, str(message.get("kind")), given)


def takes_no_time(lot: list[Said]) -> bool:
    """Return whether this can be written down without reading a log or closing a session."""
    usual = all(one.kind not in ALONE for one in lot)
    return usual and memory.holds(one.occupant.session_id for one in lot)


def write_down(lot: list[Said]) -> list[dict[str, object] | None]:
    """Record what was said, in one transaction, and return the answers.

    None tells somebody who does not sit in the group any more, or has signed out.
    """
    gone = call_roll([one.occupant for one in lot]).gone
    answers: dict[int, Answer | None] = {}
    asks: dict[int, Ask] = {}
    for number, one in enumerate(lot):
        if one.occupant in gone:
            answers[number] = None
            continue
        try:
            asks[number] = _ask(one)
        except Refused as refusal:
            answers[number] = refusal
    answers |= dict(
        zip(asks, record_together(list(asks.values()), now=timezone.now()), strict=True)
    )
    return [_answer(one, answers[number]) for number, one in enumerate(lot)]


def _ask(said: Said) -> Ask:
    sitting = said.occupant
    return Ask(
        session=sitting.session_id,
        group=sitting.group_id,
        member=sitting.member_id,
        key=said.key,
        kind=said.kind,
        data=event_data(said.fields),
        room=sitting.room,
    )


def _answer(said: Said, answer: Answer | None) -> dict[str, object] | None:
    match answer:
        case Recorded():
            return {"ack": str(said.key), "sequence": answer.sequence}
        case Refused():
            if answer.reason in FORGED:
                note_refused(f"a live message ({answer.reason})", who=str(said.occupant.person_id))
            with translation.override(said.occupant.reader.language):
                words = str(REASONS[answer.reason])
            return {"refused": str(said.key), "reason": words, "field": answer.field}
        case _:
            return None
