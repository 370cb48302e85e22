"""What the parts of a group's memory are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collegium.domain.memory import Fate

# What it says, and how its tag looks. Never a judgement: a plan let go may have been the best.
FATES: dict[Fate, tuple[str | Promise, str]] = {
    Fate.KEPT: (pgettext_lazy("a plan", "Kept"), "good"),
    Fate.CHANGED: (pgettext_lazy("a plan", "Changed on the way"), "quiet"),
    Fate.LET_GO: (pgettext_lazy("a plan", "Let go"), "quiet"),
    Fate.TRIED: (pgettext_lazy("a plan", "Tried"), "good"),
    Fate.QUIET: (pgettext_lazy("a plan", "Nothing more is written of it"), "quiet"),
    Fate.RUNNING: (pgettext_lazy("a plan", "Under way"), "quiet"),
}

KINDS: dict[str, str | Promise] = {
    "plan": _("My plan"),
    "changed_plan": _("My plan, changed"),
    "cause": _("A cause"),
    "alternative": _("An alternative"),
    "card": _("A card"),
    "question": _("An open question"),
    "report": _("My report"),
    "takeaway": _("My takeaway"),
    "agreement": _("An agreement that I proposed"),
    "log": _("A log entry"),
    "worksheet": _("A worksheet"),
    "tip": _("My answer to a question of the week"),
    "goal": _("A goal"),
    "post": _("In the thread"),
    "note": _("My part of a check-in's note"),
    "story": _("A story"),
    "review": _("My look back at a cycle"),
    "pair_note": _("A note of a pair"),
    "pulse": _("A word at the end"),
    "score": _("A score"),
    "edit": _("A change"),
    "name_pile": _("The name of a pile"),
}

PARTS: dict[str, str | Promise] = {
    "when": pgettext_lazy("plan", "When"),
    "will": pgettext_lazy("plan", "I will"),
    "expected": _("What I expected"),
    "happened": _("What happened"),
    "why": _("Why"),
    "next": _("What next"),
    "did": _("What I did"),
    "learned": _("What I learned"),
    "tried": _("What I tried"),
    "stuck": _("Where I am stuck"),
    "moment": _("The moment"),
    "step": _("The next step"),
    "helped": _("What helped"),
    "would_try": _("What I would try"),
    "unit": _("Counted in"),
    "title": _("Title"),
    "situation": _("What was going on"),
    "now": _("What I would do now"),
    "seen": _("Where I have seen it work"),
}

NUMBERS: dict[str, str | Promise] = {
    "attempts": _("How often I tried"),
    "sure": _("How sure I felt"),
    "start": _("At the start"),
    "target": _("The aim"),
    "confidence": _("How confident I felt"),
    "safety": _("How safe it was to speak openly"),
    "effect": _("Effect, of 5"),
    "effort": _("Little effort, of 5"),
    "risk": _("Safe to try, of 5"),
    "fit": _("Fits our culture, of 5"),
    "in_our_control": _("In our own hands, 1 for yes"),
    "rehearsed": _("Said aloud once, 1 for yes"),
}
