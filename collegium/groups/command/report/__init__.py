"""The report: one page in one file, with pictures, that asks the network for nothing."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.template.loader import render_to_string

from collegium.domain.composition import VERSION
from collegium.domain.composition.result import Result
from collegium.groups.command.question import Question
from collegium.groups.command.report.asked import asked_of
from collegium.groups.command.report.cards import Card, Seat, absent_of, cards_of
from collegium.groups.command.report.mix import mixture
from collegium.groups.command.report.styles import styles
from collegium.groups.words.conflicts import Told
from collegium.groups.words.reasons import how_near

MOST_PEOPLE = 5_000  # beyond, the page would be slow; the table of groups has everybody
OPENED = 60  # groups whose cards are open from the start
LISTED = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table of everybody."""

    group: int
    seat: Seat


def report_page(
    question: Question,
    result: Result,
    options: argparse.Namespace,
    conflicts: Sequence[Told] = (),
) -> str:
    """The whole page as HTML."""
    members = {person.id: person for person in question.problem.people}
    teams = [[members[one] for one in group] for group in result.groups]
    seated = sum(map(len, teams))
    absent = absent_of(question, result)
    cards = cards_of(question, result) if seated <= MOST_PEOPLE else ()
    style = styles()
    return render_to_string(
        "groups/report/page.html",
        {
            "style": style.element,
            "policy": style.policy,
            "result": result,
            "closed": int(1000 * result.closed + 1e-6) / 10,
            "near": how_near(result),
            "seated": seated,
            "sizes": _sizes(teams),
            "mixture": mixture(teams, result.seed),
            "asked": asked_of(question.problem, result),
            "absent": absent[:LISTED],
            "conflicts": conflicts,
            "unlisted": max(0, len(absent) - LISTED),
            "absent_count": len(absent),
            "cards": cards,
            "opened": len(cards) <= OPENED,
            "lines": _lines(cards),
            "notes": question.notes,
            "roster": options.roster.name,
            "rules": options.rules.name if options.rules else "",
            "output": options.output.name,
            "seconds": options.seconds,
            "version": VERSION,
            "now": datetime.now(tz=UTC),
        },
    )


def _sizes(teams: Sequence[Sequence[object]]) -> tuple[int, int]:
    return min(map(len, teams)), max(map(len, teams))


def _lines(cards: Sequence[Card]) -> list[Line]:
    """Everybody by name."""
    lines = [Line(card.number, seat) for card in cards for seat in card.seats]
    return sorted(lines, key=lambda one: (one.seat.person.name.casefold(), one.group))
