"""Sessions in the middle of each kind of step, made inside a running site. Run as a module:

python -m tests.journeys.scenes        JSON: for each scene its page and everybody's sign-in
"""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.journeys.world import PEOPLE, cookie

if TYPE_CHECKING:  # the module is also read outside Django
    from tests.meetings.live_sessions import LiveGroup

AMARA, BRUNO, CHIARA, DANIEL, ELIF, FARAH = range(6)
CARDS = (
    "I handed the report over and took it back two days early",
    "I explained every step until nothing was left to think about",
    "I delegated by mail so that I would not see the face",
    "I took it back in the night before it was due",
)
IDEAS = ("Agree on the result before anybody starts", "Ask for their first step, then wait")
PLAN = {"when": "the report is due on Monday", "will": "ask for the first step and wait"}

type Deed = Callable[["LiveGroup"], None]


@dataclass(frozen=True)
class Scene:
    """A playbook, the step it has come to, what was done in it and before; `early` just now."""

    playbook: str
    step: str
    deeds: Mapping[str, Deed] = field(default_factory=dict)
    early: bool = False


def _nothing(_live: "LiveGroup") -> None: ...


def _said(live: "LiveGroup", slot: str, *texts: str, start: int = 0, **marks: int) -> list[str]:
    return [
        live.write((start + number) % 6, slot, text, **marks) for number, text in enumerate(texts)
    ]


def _cards(live: "LiveGroup") -> None:
    cards = _said(live, "card", *CARDS)
    live.do(AMARA, "reveal")
    live.do(CHIARA, "group", {"contribution": cards[3], "onto": cards[0]})
    live.do(CHIARA, "name_pile", {"contribution": cards[0], "words": {"text": "Taking it back"}})


def _hidden_cards(live: "LiveGroup") -> None:
    _said(live, "card", *CARDS[:3])
    live.do(ELIF, "ready")


def _break(live: "LiveGroup") -> None:
    _cards(live)
    live.do(AMARA, "pause")


def _why(live: "LiveGroup") -> None:
    top = live.write(BRUNO, "cause", "I never said what good enough looks like")
    live.write(ELIF, "cause", "The date had moved twice")
    live.do(AMARA, "reveal")
    for who, text in ((CHIARA, "I did not know it myself"), (FARAH, "Nobody ever asked for less")):
        words = {"slot": "cause", "words": {"text": text}, "about": top}
        live.do(who, "contribute", {**words, "marks": {"in_our_control": 1}})
        top = str(live.keys[-1])
    live.do(DANIEL, "hand", {"up": True})


def _alternatives(live: "LiveGroup") -> None:
    for idea in _said(live, "alternative", *IDEAS):
        _score(live, idea, BRUNO, CHIARA, DANIEL, ELIF, FARAH)


def _score(live: "LiveGroup", idea: str, *members: int) -> None:
    for who in members:
        points = {"effect": 5 - who % 2, "effort": 1 + who % 5, "risk": 3, "fit": 2 + who % 3}
        live.do(who, "contribute", {"slot": "score", "about": idea, "marks": points})


def _weighed(live: "LiveGroup") -> None:
    _alternatives(live)
    for idea in [one.id for one in live.state().contributions if one.slot == "alternative"]:
        _score(live, idea, AMARA)
    live.do(AMARA, "reveal")


def _plans(live: "LiveGroup") -> None:
    for who in range(6):
        live.do(who, "contribute", {"slot": "plan", "words": PLAN, "marks": {"rehearsed": 1}})


def _takeaways(live: "LiveGroup") -> None:
    _said(
        live,
        "takeaway",
        "Ten seconds of silence are long",
        "It was about me",
        start=1,
        safety_after=4,
    )
    live.write(FARAH, "question", "How will my team notice that I mean it?")


def _help(live: "LiveGroup") -> None:
    owner = _owner(live)
    live.write(owner, "card", "Ideas, and an honest look at my part in it")


def _owner(live: "LiveGroup") -> int:
    return [live.member(number) for number in range(6)].index(live.state().owner)


def _ideas(live: "LiveGroup") -> None:
    texts = (*IDEAS, "Let them tell you when they want you to look at it")
    others = [number for number in range(6) if number != _owner(live)]
    for who, text in zip(others, texts, strict=False):
        live.write(who, "card", text)


def _mirror(live: "LiveGroup") -> None:
    other = (_owner(live) + 1) % 6
    live.write(other, "card", "I heard how proud you are of the report itself")


def _pairs(live: "LiveGroup") -> None:
    for who, text in enumerate(("Say first what we agree with", "No jokes about who is late")):
        live.write(who * 2, "pair_note", text)


def _reports(live: "LiveGroup") -> None:
    told = (
        ("Silence, then the first step", "They had it ready on Friday", "I had asked earlier"),
        ("A quiet handing over", "I opened the draft once, by night", "The date was near"),
    )
    for who, (expected, happened, why) in enumerate(told):
        words = {"expected": expected, "happened": happened, "why": why}
        live.do(who, "contribute", {"slot": "report", "words": words})
    if live.state().phase == "writing":
        live.do(AMARA, "reveal")


def _promises(live: "LiveGroup") -> None:
    one, two = _said(live, "agreement", "What is said here stays here", "We begin on time")
    for who, promise in ((BRUNO, one), (CHIARA, one), (DANIEL, two)):
        live.do(who, "sign", {"contribution": promise})


def _turns(live: "LiveGroup") -> None:
    live.do(AMARA, "next_speaker")


def _lent(live: "LiveGroup") -> None:
    live.do(FARAH, "leave")
    live.do(AMARA, "share", {"to": live.member(FARAH)})


ONE = {"did_not_work": _cards, "root_causes": _why, "alternatives": _alternatives, "plan": _plans}
CLINIC = {"help_wanted": _help, "mirror": _mirror, "ideas": _ideas}
SCENES = {
    "briefing": Scene("session_one", "what_to_bring", ONE),
    "round": Scene("orientation", "who_we_are", {"who_we_are": _turns}),
    "writing": Scene("session_one", "did_not_work", {"did_not_work": _hidden_cards}, early=True),
    "cards": Scene("session_one", "did_not_work", ONE),
    "causes": Scene("session_one", "root_causes", ONE),
    "scores": Scene("session_one", "alternatives", ONE),
    "weigh": Scene("session_one", "alternatives", {**ONE, "alternatives": _weighed}),
    "plan": Scene("session_one", "plan", {**ONE, "plan": _nothing}),
    "takeaways": Scene("session_one", "takeaways", {**ONE, "takeaways": _takeaways}),
    "break": Scene("session_one", "did_not_work", {"did_not_work": _break}),
    "shared": Scene("session_one", "did_not_work", {"did_not_work": _lent}),
    "silent": Scene("case_clinic", "mirror", CLINIC),
    "choose": Scene("case_clinic", "choice", CLINIC),
    "pairs": Scene("safety_repair", "in_pairs", {"in_pairs": _pairs}),
    "report": Scene("session_two", "reports", {"reports": _reports}),
    "agreements": Scene("orientation", "agreements", {"agreements": _promises}),
    "check-out": Scene("orientation", "check_out"),
}


def play(live: "LiveGroup", scene: Scene) -> None:
    """Take a session to the step of a scene, a minute ago, and do what was done."""
    from django.utils import timezone

    now = timezone.now()
    live.clock = now - (timedelta(minutes=9) if scene.early else timedelta(hours=2))
    live.session.starts_at = live.clock - timedelta(minutes=12)
    live.session.save()
    live.do(AMARA, "open")
    for number in range(1, 6):
        live.do(number, "join")
    while (state := live.state()).step.key != scene.step:
        scene.deeds.get(state.step.key, _nothing)(live)
        if state.step.keep:
            live.clock += state.step.span(6)
        if live.state().phase == "writing":
            live.do(AMARA, "reveal")
        following = state.playbook.steps[state.position + 1].key
        if following == scene.step:
            live.clock = max(live.clock, now - timedelta(minutes=1))
        live.do(AMARA, "next_step")
    scene.deeds.get(scene.step, _nothing)(live)


def build() -> dict[str, Any]:
    """Make a group for each scene, of the same six people."""
    from django.conf import settings

    from collegium.meetings.live.playbooks import shipped_text
    from collegium.meetings.models import CYCLE_KINDS, ExtraMeeting, Kind
    from tests.builders import a_group, a_person, a_programme, an_organisation
    from tests.meetings.live_sessions import a_session

    organisation = an_organisation()
    people = [a_person(organisation, name) for name in PEOPLE]
    programme = a_programme(organisation)
    cookies = {person.name: cookie(person) for person in people}
    made = {}
    for number, (name, scene) in enumerate(SCENES.items(), 1):
        group = a_group(programme, *people, name=f"Group {number}")
        kind = scene.playbook if scene.playbook in CYCLE_KINDS else Kind.EXTRA
        live = a_session(kind, group)
        if kind is Kind.EXTRA:
            text = shipped_text(scene.playbook)
            ExtraMeeting(group=group, session=live.session, text=text).save()
        play(live, scene)
        made[name] = {
            "cookie": settings.SESSION_COOKIE_NAME,
            "path": f"/groups/{group.pk}/sessions/{live.session.pk}/",
            "cookies": cookies,
            "members": dict(zip(PEOPLE, map(live.member, range(6)), strict=True)),
            "owner": live.people[_owner(live)].name if live.state().owner else "",
        }
    return made


if __name__ == "__main__":
    import django

    django.setup()
    json.dump(build(), sys.stdout)
