"""Kinds of step, parts that people play and who does what, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collegium.domain.playbook import StepKind
from collegium.domain.playbook.playbook import OTHERS, Role, Who

type Words = str | Promise

KINDS: dict[StepKind, Words] = {
    StepKind.BRIEFING: _("Read together"),
    StepKind.TALK_ROUND: _("Talk"),
    StepKind.CARDS: _("Write cards"),
    StepKind.CAUSES: _("Ask why, five times"),
    StepKind.WEIGH: _("Weigh alternatives, everybody alone"),
    StepKind.CHOOSE: _("Choose with votes"),
    StepKind.PLAN: _("If-then plan"),
    StepKind.PAIRS: _("Work in pairs"),
    StepKind.REPORT: _("Reports"),
    StepKind.AGREEMENTS: _("Promises to propose and sign"),
    StepKind.TAKEAWAYS: _("Takeaways and open questions"),
    StepKind.CHECK_OUT: _("Check-out"),
}

SPEAKS: dict[Who, Words] = {
    Who.EVERYONE: _("Everybody speaks."),
    Who.OWNER: _("Only the one whose case it is speaks."),
    Who.OTHERS: _("The one whose case it is listens, turned away; all others speak."),
    Who.SCRIBE: _("Only the scribe speaks."),
    Who.NOBODY: _("Nobody speaks."),
}

WRITES: dict[Who, Words] = {
    Who.EVERYONE: _("Everybody writes."),
    Who.OWNER: _("Only the one whose case it is writes."),
    Who.OTHERS: _("All others write; the one whose case it is does not."),
    Who.SCRIBE: _("The scribe writes for all."),
    Who.NOBODY: _("Nobody writes."),
}

NOT_WRITTEN: Words = _("Nobody writes.")
IN_TURN: Words = _("One after the other, with a clock for each.")
TOGETHER: Words = _("What was written shows when the host reveals it, all together.")
AT_ONCE: Words = _("What is written shows at once.")
KEPT: Words = _("Never shortened when time runs out.")

CUES: dict[str, Words] = {
    Role.HOST: pgettext_lazy("cue card", "Host"),
    Role.TIMEKEEPER: pgettext_lazy("cue card", "Timekeeper"),
    Role.SCRIBE: pgettext_lazy("cue card", "Scribe"),
    Role.OWNER: pgettext_lazy("cue card", "Whose case it is"),
    OTHERS: pgettext_lazy("cue card", "All others"),
}

# What there is to write on paper, by kind of step.
FIELDS: dict[StepKind, tuple[Words, ...]] = {
    StepKind.CARDS: (_("My cards"),),
    StepKind.CAUSES: (_("Why? And why that?"), _("In our control")),
    StepKind.WEIGH: (_("Alternative: effect, effort, risk, fit, 1 to 5 each"),),
    StepKind.CHOOSE: (_("My votes"),),
    StepKind.PLAN: (_("When this happens …"), _("… I will do this")),
    StepKind.PAIRS: (_("Our notes"),),
    StepKind.REPORT: (_("Expected, happened"), _("Why, what next")),
    StepKind.AGREEMENTS: (_("We promise, and sign"),),
    StepKind.TAKEAWAYS: (_("I take away"), _("Open questions")),
    StepKind.CHECK_OUT: (_("A word on how it was"),),
}
