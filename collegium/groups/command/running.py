"""One run: read everything, ask the engine, write everything or nothing."""

import argparse
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from collegium.domain.composition import Unsolvable, solve
from collegium.domain.composition.conflicts import explain_conflicts
from collegium.domain.composition.result import Moves, Result
from collegium.groups.command.compose import (
    BAD_INPUT,
    EVERYBODY_SEATED,
    INTERRUPTED,
    NOBODY_FITS,
    SOME_LEFT_OUT,
)
from collegium.groups.command.earlier_groups import met_before
from collegium.groups.command.files_out import refuse_places, write_whole
from collegium.groups.command.groups_file import groups_csv
from collegium.groups.command.mistakes import Mistakes
from collegium.groups.command.question import Question, problem_of, silent_rules
from collegium.groups.command.roster_file import Roster, read_bytes, read_roster
from collegium.groups.command.rules_file import RulesFile, read_rules
from collegium.groups.command.showing import Voice
from collegium.groups.command.stopping import Interruptible, Seconds, ended_by_keyboard
from collegium.groups.words.conflicts import Told, told
from collegium.groups.words.faults import remedy
from collegium.groups.words.reasons import how_near
from collegium.groups.words.rules import why_left_out

SHOWN = 20
EXPLAINED = 2_000  # people up to whom conflicts are found in seconds


def run(options: argparse.Namespace) -> int:
    """Do what the options ask for; returns the exit code."""
    voice = Voice(quiet=options.quiet)
    try:
        question = _question(options, voice)
    except Mistakes as mistakes:
        voice.refuse(*mistakes.messages)
        return BAD_INPUT
    stop = Interruptible(Seconds(options.seconds) if options.seconds else _moves(options, question))
    try:
        with ended_by_keyboard(stop), voice.progress(_("Composing")) as watch:
            result = solve(question.problem, stop=stop, seed=options.seed, watch=watch)
    except Unsolvable as unsolvable:
        voice.refuse(*(remedy(fault, question.people) for fault in unsolvable.faults))
        return NOBODY_FITS
    if not result.groups:
        voice.refuse(_("The rules leave not one group, so nothing was written."))
        _name_left_out(voice, result, question)
        for conflict in _conflicts(voice, question, result):
            voice.refuse(conflict.what, *(f"  - {way}" for way in conflict.ways_out))
        return NOBODY_FITS
    return _finish(options, voice, question, result, interrupted=stop.interrupted)


def _moves(options: argparse.Namespace, question: Question) -> Moves:
    return Moves(options.moves) if options.moves else Moves.fitting(len(question.problem.people))


def _question(options: argparse.Namespace, voice: Voice) -> Question:
    """Read the files and say what is noteworthy. Raises `Mistakes`."""
    inputs = {_("roster"): options.roster, "--rules": options.rules}
    outputs = {"--output": options.output, "--report": options.report}
    refuse_places(_given(outputs), _given(inputs))
    roster, faults = read_roster(options.roster, skip_faulty=options.skip_faulty)
    today = datetime.now(tz=UTC).date()
    wishes = _wishes(options.rules, roster)
    folder = options.rules.parent if options.rules else Path()
    day = wishes.starts_on or today
    met = met_before(wishes.earlier, folder, roster.people, day)
    problem = problem_of(roster, wishes, met, day)
    notes = (*_skipped(roster), *silent_rules(problem, roster.fields, wishes.given))
    voice.say(*_columns(roster))
    voice.warn(*faults, *notes)
    return Question(problem, {**roster.skipped, **roster.people}, notes)


def _given(paths: Mapping[str, Path | None]) -> dict[str, Path]:
    return {name: path for name, path in paths.items() if path}


def _wishes(path: Path | None, roster: Roster) -> RulesFile:
    if path is None:
        return RulesFile()
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Mistakes(_("%(file)s is not UTF-8. Save it as UTF-8.") % {"file": path}) from None
    return read_rules(text, str(path), roster.people)


def _columns(roster: Roster) -> list[str]:
    """Which columns are understood, so that a heading that is not does not go unnoticed."""
    lines = [_("Columns used: %(names)s.") % {"names": ", ".join(roster.used)}]
    if roster.unused:
        lines.append(_("Columns not used: %(names)s.") % {"names": ", ".join(roster.unused)})
    return lines


def _skipped(roster: Roster) -> list[str]:
    if not roster.faults:
        return []
    return [
        ngettext(
            "LEFT OUT BECAUSE OF FAULTS: %(count)s row of the roster takes no part.",
            "LEFT OUT BECAUSE OF FAULTS: %(count)s rows of the roster take no part.",
            roster.faults,
        )
        % {"count": roster.faults}
    ]


def _conflicts(voice: Voice, question: Question, result: Result) -> tuple[Told, ...]:
    """Which rules are in conflict and what would help; Ctrl-C goes on without."""
    if not result.left_out or len(question.problem.people) > EXPLAINED:
        return ()
    voice.say(
        _("Looking for what stands in the way, and what would help (Ctrl-C goes on without).")
    )
    try:
        found = explain_conflicts(question.problem, result)
    except KeyboardInterrupt:
        return ()
    return tuple(told(conflict, question.people) for conflict in found)


def _finish(
    options: argparse.Namespace,
    voice: Voice,
    question: Question,
    result: Result,
    *,
    interrupted: bool,
) -> int:
    conflicts = () if interrupted else _conflicts(voice, question, result)
    contents = {options.output: groups_csv(result, question.people, mark=options.bom)}
    if options.report:
        from collegium.groups.command.report import report_page  # noqa: PLC0415 - rarely wanted

        contents[options.report] = report_page(question, result, options, conflicts).encode()
    try:
        write_whole(contents)
    except Mistakes as mistakes:
        voice.refuse(*mistakes.messages)
        return BAD_INPUT
    seated = sum(len(group) for group in result.groups)
    voice.say(_seated(seated, len(result.groups)), *how_near(result))
    _name_left_out(voice, result, question)
    for conflict in conflicts:
        voice.warn(conflict.what, *(f"  - {way}" for way in conflict.ways_out))
    voice.say(*(_("Written: %(file)s") % {"file": path} for path in contents))
    if interrupted:
        voice.warn(_("Interrupted: these are the best groups found until then."))
        return INTERRUPTED
    return SOME_LEFT_OUT if result.left_out else EVERYBODY_SEATED


def _seated(people: int, groups: int) -> str:
    return ngettext(
        "%(people)s people in %(groups)s group.",
        "%(people)s people in %(groups)s groups.",
        groups,
    ) % {"people": people, "groups": groups}


def _name_left_out(voice: Voice, result: Result, question: Question) -> None:
    """Who has no group, the first of them with the rules in the way."""
    count = len(result.left_out)
    if not count:
        return
    voice.warn(
        ngettext("%(count)s person has no group:", "%(count)s people have no group:", count)
        % {"count": count}
    )
    for out in result.left_out[:SHOWN]:
        person = question.people[out.person]
        why = "; ".join(why_left_out(out, question.people))
        voice.warn(f"  {person.name} <{person.email}>: {why}")
    if count > SHOWN:
        voice.warn("  " + _("and %(count)s more.") % {"count": count - SHOWN})
