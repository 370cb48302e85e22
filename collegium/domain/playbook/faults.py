"""What can be wrong with a playbook file, and the remedy for each: a table."""

from dataclasses import dataclass
from enum import StrEnum


class FaultCode(StrEnum):
    """Every fault a playbook file can have."""

    NOT_YAML = "not_yaml"
    TOO_LARGE = "too_large"
    NOT_A_MAPPING = "not_a_mapping"
    UNKNOWN_PART = "unknown_part"
    MISSING_TEXT = "missing_text"
    MISSING_ENGLISH = "missing_english"
    MISSING_LANGUAGE = "missing_language"
    NOT_A_NUMBER = "not_a_number"
    NOT_YES_OR_NO = "not_yes_or_no"
    NO_STEPS = "no_steps"
    SAME_KEY = "same_key"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_MOMENT = "unknown_moment"
    EMPTY_SCALE = "empty_scale"
    NOBODY_ASKED = "nobody_asked"
    MINUTES_DO_NOT_ADD_UP = "minutes_do_not_add_up"


REMEDIES: dict[FaultCode, str] = {
    FaultCode.NOT_YAML: "mend the YAML at this line",
    FaultCode.TOO_LARGE: "keep the file under 200,000 characters",
    FaultCode.NOT_A_MAPPING: "write 'name: value' lines here",
    FaultCode.UNKNOWN_PART: "remove it, or check its spelling",
    FaultCode.MISSING_TEXT: "write a text here",
    FaultCode.MISSING_ENGLISH: "write one text per language code, English ('en') among them",
    FaultCode.MISSING_LANGUAGE: "translate it: the title has this language",
    FaultCode.NOT_A_NUMBER: "write a whole number in the range given",
    FaultCode.NOT_YES_OR_NO: "write true or false",
    FaultCode.NO_STEPS: "list at least one step under 'steps'",
    FaultCode.SAME_KEY: "give each step, and each question in a step, a key of its own",
    FaultCode.UNKNOWN_KIND: "use one of the kinds of step that are listed",
    FaultCode.UNKNOWN_MOMENT: "write before, after or then",
    FaultCode.EMPTY_SCALE: "let 'low' be smaller than 'high'",
    FaultCode.NOBODY_ASKED: "put the question in a step whose kind asks questions",
    FaultCode.MINUTES_DO_NOT_ADD_UP: "let 'minutes' be the sum of the steps' minutes",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: `where` is a step's key and the part, `detail` what was found or wanted."""

    where: str
    code: FaultCode
    detail: str = ""

    def __str__(self) -> str:
        detail = f" ({self.detail})" if self.detail else ""
        return f"{self.where}: {self.code}{detail}: {REMEDIES[self.code]}"


class PlaybookError(ValueError):
    """A playbook file that cannot be used, with everything that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
