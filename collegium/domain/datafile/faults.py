"""What can be wrong with a data file, and the remedy for each: a table."""

from dataclasses import dataclass
from enum import StrEnum


class FaultCode(StrEnum):
    """Every fault a playbook or an item set can have."""

    NOT_YAML = "not_yaml"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    NOT_A_MAPPING = "not_a_mapping"
    UNKNOWN_PART = "unknown_part"
    MISSING_TEXT = "missing_text"
    MISSING_ENGLISH = "missing_english"
    MISSING_LANGUAGE = "missing_language"
    NOT_A_NUMBER = "not_a_number"
    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_A_CHOICE = "not_a_choice"
    NO_TIME = "no_time"
    NO_STEPS = "no_steps"
    TOO_MANY_STEPS = "too_many_steps"
    SAME_KEY = "same_key"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_MOMENT = "unknown_moment"
    EMPTY_SCALE = "empty_scale"
    NOBODY_ASKED = "nobody_asked"
    NOT_IN_THIS_KIND = "not_in_this_kind"
    NO_CASE = "no_case"
    CASE_LEFT_OUT = "case_left_out"
    NO_SOURCE = "no_source"
    NO_HOST_CUE = "no_host_cue"
    NOBODY_WRITES = "nobody_writes"
    MINUTES_DO_NOT_ADD_UP = "minutes_do_not_add_up"
    NO_COMMITMENT = "no_commitment"
    NO_LOOK_BACK = "no_look_back"
    NO_ITEMS = "no_items"
    TOO_MANY_ITEMS = "too_many_items"
    NO_ANCHORS = "no_anchors"
    LICENCE_FORBIDS = "licence_forbids"
    WIDE_SCALE = "wide_scale"


REMEDIES: dict[FaultCode, str] = {
    FaultCode.NOT_YAML: "mend the YAML at this line",
    FaultCode.TOO_LARGE: "keep the file under 200,000 characters",
    FaultCode.TOO_LONG: "say it in fewer characters",
    FaultCode.NOT_A_MAPPING: "write 'name: value' lines here",
    FaultCode.UNKNOWN_PART: "remove it, or check its spelling",
    FaultCode.MISSING_TEXT: "write a text here",
    FaultCode.MISSING_ENGLISH: "write one text per language code, English ('en') among them",
    FaultCode.MISSING_LANGUAGE: "translate it: the title has this language",
    FaultCode.NOT_A_NUMBER: "write a whole number in the range given",
    FaultCode.NOT_YES_OR_NO: "write true or false",
    FaultCode.NOT_A_CHOICE: "write one of those that are listed",
    FaultCode.NO_TIME: "give the step at least a minute, for everybody or per person",
    FaultCode.TOO_MANY_STEPS: "keep to forty steps",
    FaultCode.NO_STEPS: "list at least one step under 'steps'",
    FaultCode.SAME_KEY: "give each step, question or item a key of its own",
    FaultCode.UNKNOWN_KIND: "use one of the kinds of step that are listed",
    FaultCode.UNKNOWN_MOMENT: "write before, after or then",
    FaultCode.EMPTY_SCALE: "let 'low' be smaller than 'high'",
    FaultCode.NOBODY_ASKED: "put the question in a step whose kind asks questions",
    FaultCode.NOT_IN_THIS_KIND: "remove it: this kind of step has no use for it",
    FaultCode.NO_CASE: "say whose case it is ('case: 1'): the step names its owner",
    FaultCode.CASE_LEFT_OUT: "count cases from 1 without a gap",
    FaultCode.NO_SOURCE: "name an earlier step in which cards, causes or alternatives are written",
    FaultCode.NO_HOST_CUE: "tell the host what to do ('host')",
    FaultCode.NOBODY_WRITES: "let somebody write, or use a talk_round or a briefing",
    FaultCode.MINUTES_DO_NOT_ADD_UP: "let 'minutes' be the sum of the steps' minutes",
    FaultCode.NO_COMMITMENT: "let people commit to something: add a plan or agreements",
    FaultCode.NO_LOOK_BACK: "end with a check_out, or with takeaways that ask a question",
    FaultCode.NO_ITEMS: "list at least one item under 'items'",
    FaultCode.TOO_MANY_ITEMS: "keep to six items: people answer between two meetings",
    FaultCode.NO_ANCHORS: "say what the two ends of the scale mean ('low', 'high')",
    FaultCode.LICENCE_FORBIDS: "use items that may be used freely, or name who permitted it",
    FaultCode.WIDE_SCALE: "keep to eleven numbers, or to 0 to 100",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: `where` is a key and the part, `detail` what was found or wanted.

    Both are in the words of the file and in signs, which need no translation.
    `line` counts from 1; it is 0 where the whole file is meant.
    """

    where: str
    code: FaultCode
    detail: str = ""
    line: int = 0

    def __str__(self) -> str:
        line = f"line {self.line}: " if self.line else ""
        detail = f" ({self.detail})" if self.detail else ""
        return f"{line}{self.where}: {self.code}{detail}: {REMEDIES[self.code]}"


class DataFileError(ValueError):
    """A file that cannot be used, with everything that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
