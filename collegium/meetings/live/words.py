"""The engine's codes in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collegium.domain.playbook import Reason

REASONS: dict[Reason, str | Promise] = {
    Reason.ALREADY_HERE: _("You are already here."),
    Reason.ALREADY_HOST: _("This person already hosts."),
    Reason.ALREADY_READY: _("You have already said so."),
    Reason.ALREADY_OPEN: _("The session has already begun."),
    Reason.ALREADY_TOGETHER: _("These two already lie together."),
    Reason.ALREADY_SHOWN: _("This has already been shown to everybody."),
    Reason.ALREADY_SIGNED: _("This has been signed, so it stands as it is."),
    Reason.CLOSED: _("Everybody has seen this by now, so it stands as it is."),
    Reason.ENDED: _("The session is over. What it produced is on this page after a reload."),
    Reason.FIRST_STEP: _("This is the first step."),
    Reason.HAND_IS_UP: _("Your hand is up already."),
    Reason.FROM_THE_FUTURE: _("The server's clock was set back. Please try again."),
    Reason.HOST_ONLY: _("Only the host can do this. If the host is away, you can take over."),
    Reason.KEEPS_WORDS: _(
        "This person has written on a device of their own, and what nobody was shown is theirs "
        "alone. They can go on there."
    ),
    Reason.LAST_STEP: _("This is the last step. The host can end the session."),
    Reason.MALFORMED: _("This could not be read. Please reload the page and try again."),
    Reason.MISSING: _("This is still missing."),
    Reason.NOT_A_MEMBER: _("Only members of this group can take part."),
    Reason.NOT_CARRIED: _("This person does not take part through your device."),
    Reason.NOT_HERE: _("This person is not in the session at the moment."),
    Reason.NOT_NOW: _("This is not possible at the moment."),
    Reason.NOT_OPEN: _("The session has not begun yet."),
    Reason.NOT_PAUSED: _("The clocks are running."),
    Reason.NOT_TAKEN_HERE: _(
        "The group has moved on to another step. Go back one step if you still need this one."
    ),
    Reason.NOT_YOUR_TURN: _("It is somebody else's turn."),
    Reason.NO_ROUND: _("There are no turns in this step."),
    Reason.NOTHING_HIDDEN: _("There is nothing to show: nobody writes hidden in this step."),
    Reason.NOTHING_TO_REPLAN: _("The rest of the plan stands as it is."),
    Reason.OUT_OF_ORDER: _("Somebody else was a moment faster. Please try again."),
    Reason.OUT_OF_RANGE: _("Please give a whole number within the scale."),
    Reason.OWNER_LISTENS: _(
        "This is your time to listen. The others think about your case; what they say is yours to "
        "keep or to leave. Your turn comes in a later step."
    ),
    Reason.OWNER_WRITES: _("In this step the person whose case it is writes."),
    Reason.PART_AHEAD: _(
        "The part that matters is still ahead. Stay for it, or ask the others: when everybody "
        "who is here agrees, the session can end."
    ),
    Reason.PAUSED: _("The group has a break. The host can let the clocks go on."),
    Reason.REVEAL_FIRST: _("First show everybody what was written, then go on."),
    Reason.ROUND_OVER: _("Everybody has had their turn."),
    Reason.SCRIBE_WRITES: _("In this step the scribe writes for everybody."),
    Reason.STILL_WRITING: _(
        "Not everybody who is here has done their part; the page names them. This is the part "
        "that matters: wait for them, or until the time is up."
    ),
    Reason.STEPS_LEFT: _("There are steps left. You can end early if you mean to."),
    Reason.TOO_LONG: _("This is too long: 4,000 characters are the most."),
    Reason.TOO_MANY: _("Thirty entries are the most. Please withdraw one first."),
    Reason.TOO_MANY_VOTES: _("You have given all your votes. Take one back first."),
    Reason.UNKNOWN: _("This entry is no longer there."),
}

LABELS: dict[tuple[str, str], str | Promise] = {
    ("card", "text"): _("Your card"),
    ("cause", "about"): _("It answers “why?” to"),
    ("cause", "text"): _("The cause you end up with"),
    ("cause", "in_our_control"): _("This lies in our own hands"),
    ("alternative", "text"): _("Another way to try"),
    ("alternative", "seen"): _("Where have you seen it work? (if anywhere)"),
    ("score", "effect"): _("Effect: how much would it change?"),
    ("score", "effort"): _("Effort: how little does it take? (5 is least)"),
    ("score", "risk"): _("Risk: how safe is it to try? (5 is safest)"),
    ("score", "fit"): _("Fit: how well does it suit our culture?"),
    ("plan", "about"): _("Which way do you try?"),
    ("plan", "when"): _("When this happens …"),
    ("plan", "will"): _("… I will …"),
    ("plan", "rehearsed"): _("I have said it once aloud and pictured the moment"),
    ("pair_note", "text"): _("What the two of you found"),
    ("report", "expected"): _("What did you expect?"),
    ("report", "happened"): _("What happened?"),
    ("report", "why"): _("Why?"),
    ("report", "next"): _("What next?"),
    ("agreement", "text"): _("A promise you propose"),
    ("takeaway", "text"): _("What you take away"),
    ("question", "text"): _("A question that is still open"),
    ("pulse", "text"): _("A word on how it was, if you like"),
}

TITLES: dict[str, str | Promise] = {
    "card": _("Write a card"),
    "cause": _("Write a cause"),
    "alternative": _("Add an alternative"),
    "score": _("Score"),
    "vote": _("Vote"),
    "pair_note": _("Note for your pair"),
    "question": _("Leave a question open"),
    "plan": _("Your plan"),
    "report": _("Your report"),
    "agreement": _("Propose a promise"),
    "takeaway": _("Your takeaway"),
    "pulse": _("Your answer"),
}

ROLES: dict[str, str | Promise] = {
    "host": pgettext_lazy("role", "Host"),
    "timekeeper": pgettext_lazy("role", "Timekeeper"),
    "scribe": pgettext_lazy("role", "Scribe"),
    "owner": pgettext_lazy("role", "Whose case it is"),
    "others": pgettext_lazy("role", "Listening to a case"),
}

CRITERIA: dict[str, str | Promise] = {
    "effect": _("Effect"),
    "effort": _("Little effort"),
    "risk": _("Safe to try"),
    "fit": _("Fits our culture"),
}
