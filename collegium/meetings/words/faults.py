"""What is wrong with a playbook or an item set, and the remedy, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collegium.domain.datafile import Fault, FaultCode

FAULTS: dict[FaultCode, str | Promise] = {
    FaultCode.NOT_YAML: gettext_lazy("This is no YAML. Mend it at this line."),
    FaultCode.TOO_LARGE: gettext_lazy("The file is too large. Keep it under 200,000 characters."),
    FaultCode.TOO_LONG: gettext_lazy("This is too long. Say it in fewer characters."),
    FaultCode.NOT_A_MAPPING: gettext_lazy("Lines of the form “name: value” are missing here."),
    FaultCode.UNKNOWN_PART: gettext_lazy("There is no such part. Check its spelling or remove it."),
    FaultCode.MISSING_TEXT: gettext_lazy("The text is missing. Write one here."),
    FaultCode.MISSING_ENGLISH: gettext_lazy(
        "Write one text per language code, English (“en”) among them."
    ),
    FaultCode.MISSING_LANGUAGE: gettext_lazy(
        "A translation is missing: the title has this language, so every text needs it."
    ),
    FaultCode.NOT_A_NUMBER: gettext_lazy("A whole number in the range given is missing."),
    FaultCode.NOT_YES_OR_NO: gettext_lazy("Write true or false."),
    FaultCode.NOT_A_CHOICE: gettext_lazy("This is not possible here. Write what is listed."),
    FaultCode.NO_TIME: gettext_lazy("Give the step at least one minute, fixed or per person."),
    FaultCode.NO_STEPS: gettext_lazy("There are no steps. List at least one under “steps”."),
    FaultCode.TOO_MANY_STEPS: gettext_lazy("There are too many steps. Keep to forty."),
    FaultCode.SAME_KEY: gettext_lazy("This name stands here twice. Give each one of its own."),
    FaultCode.UNKNOWN_KIND: gettext_lazy("There is no such kind of step. Use one that is listed."),
    FaultCode.UNKNOWN_MOMENT: gettext_lazy("Write before, after or then."),
    FaultCode.EMPTY_SCALE: gettext_lazy("The scale is empty. Let “low” be smaller than “high”."),
    FaultCode.NOBODY_ASKED: gettext_lazy(
        "This kind of step asks no questions. Move the question to one that does."
    ),
    FaultCode.NOT_IN_THIS_KIND: gettext_lazy("This kind of step has no use for this. Remove it."),
    FaultCode.NO_CASE: gettext_lazy(
        "The step names the owner of a case. Say whose case it is, for example “case: 1”."
    ),
    FaultCode.CASE_LEFT_OUT: gettext_lazy("Count cases from 1 without a gap."),
    FaultCode.NO_SOURCE: gettext_lazy(
        "Name an earlier step in which cards, causes or alternatives are written."
    ),
    FaultCode.NO_HOST_CUE: gettext_lazy("The cue card of the host is missing. Say what to do."),
    FaultCode.NOBODY_WRITES: gettext_lazy(
        "Nobody may write where there is something to write. Let somebody, or use a talk_round "
        "or a briefing."
    ),
    FaultCode.MINUTES_DO_NOT_ADD_UP: gettext_lazy(
        "The minutes do not add up. Let “minutes” be the sum of the steps’ minutes."
    ),
    FaultCode.NO_COMMITMENT: gettext_lazy(
        "Nobody commits to anything. Add a step in which people do: a plan, or agreements."
    ),
    FaultCode.NO_LOOK_BACK: gettext_lazy(
        "A look back is missing at the end. Close with a check_out, or with takeaways that ask a "
        "question."
    ),
    FaultCode.NO_ITEMS: gettext_lazy("There are no items. List at least one under “items”."),
    FaultCode.TOO_MANY_ITEMS: gettext_lazy(
        "There are too many items. Keep to six: people answer between two meetings."
    ),
    FaultCode.NO_ANCHORS: gettext_lazy(
        "Say what the two ends of the scale mean, with a text for “low” and one for “high”."
    ),
    FaultCode.LICENCE_FORBIDS: gettext_lazy(
        "These items may not be used so. Take some that may be used freely, or say under "
        "“permission” who permitted it to you, and when."
    ),
    FaultCode.WIDE_SCALE: gettext_lazy(
        "The scale is too wide. Keep to eleven numbers, or to 0 to 100."
    ),
}


def line_of(fault: Fault) -> str:
    """Return where a fault is: its line, the part of the file."""
    return _("Line %(line)s") % {"line": fault.line} if fault.line else _("The file")


def words_of(fault: Fault) -> str:
    """Return what is wrong and the remedy in a sentence or two."""
    words = str(FAULTS[fault.code])
    return f"{words} ({fault.detail})" if fault.detail else words
