"""One honest sentence about a figure, made of its numbers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collegium.domain.evidence import Figure, Reason
from collegium.insights.measures import Measure
from collegium.insights.queries.report import Line

SURENESS = (Measure.CHANGE, Measure.CHANGE_THEN)
CHANGES = (*SURENESS, Measure.COMPETENCE_CHANGE, Measure.COMPETENCE_CHANGE_THEN)
ENDS = {
    Reason.NEAR_THE_TOP: gettext_lazy("Nearly everybody. The exact figure would tell who did not."),
    Reason.NEAR_THE_BOTTOM: gettext_lazy("Hardly anybody. The exact figure would tell who did."),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence, and what it is about."""

    label: str
    text: str


def readings(lines: Iterable[Line]) -> list[Reading]:
    """A sentence for each line."""
    return [Reading(str(line.label), reading(line)) for line in lines]


def reading(line: Line) -> str:
    """What can be said: a range where there is one, and otherwise why nothing can."""
    if line.figure is None:
        if line.reason in ENDS and line.measure.is_share:
            return str(ENDS[line.reason])
        return _("No figure: %(reason)s.") % {"reason": line.withheld}
    return _writer(line.measure)(line.figure) + _missing(line)


def _writer(measure: Measure) -> Callable[[Figure], str]:
    if measure in CHANGES:
        return _sureness if measure in SURENESS else _change
    return _share if measure.is_share else _level


def _share(figure: Figure) -> str:
    if _wide(figure, 5):
        return _(
            "About %(mean)s of ten people, but with so few it may be anything between %(low)s "
            "and %(high)s of ten."
        ) % _numbers(figure)
    return _("About %(mean)s of ten people; likely between %(low)s and %(high)s.") % _numbers(
        figure
    )


def _level(figure: Figure) -> str:
    return _("On average %(mean)s; likely between %(low)s and %(high)s.") % _numbers(figure)


def _sureness(figure: Figure) -> str:
    if _rose(figure):
        return _("On average people feel surer by %(mean)s points.") % _numbers(figure) + _proof(
            figure
        )
    if _fell(figure):
        told = _(
            "On average people feel less sure: the answers moved by %(mean)s points. The true "
            "value likely lies between %(low)s and %(high)s (95 %% interval). People often "
            "overrate themselves at first; the line “looking back” allows for that."
        )
        return told % _numbers(figure)
    return _unclear(figure)


def _change(figure: Figure) -> str:
    if _rose(figure) or _fell(figure):
        moved = _("On average the answers moved by %(mean)s points.") % _numbers(figure)
        return moved + _proof(figure)
    return _unclear(figure)


def _proof(figure: Figure) -> str:
    told = _(
        " The true value likely lies between %(low)s and %(high)s (95 %% interval). That says "
        "something changed; it does not prove that the programme caused it."
    )
    return told % _numbers(figure)


def _unclear(figure: Figure) -> str:
    told = _(
        "Too few to tell: the answers moved by %(mean)s points on average, but the true value may "
        "lie anywhere between %(low)s and %(high)s (95 %% interval), and no change at all is "
        "among that."
    )
    return told % _numbers(figure)


def _rose(figure: Figure) -> bool:
    return figure.low is not None and figure.low > 0


def _fell(figure: Figure) -> bool:
    return figure.high is not None and figure.high < 0


def _wide(figure: Figure, much: float) -> bool:
    return figure.low is None or figure.high is None or figure.high - figure.low > much


def _numbers(figure: Figure) -> dict[str, str]:
    return {
        "mean": _number(figure.mean),
        "low": _number(figure.mean if figure.low is None else figure.low),
        "high": _number(figure.mean if figure.high is None else figure.high),
    }


def _number(value: float) -> str:
    text: str = number_format(value, decimal_pos=0 if value == int(value) else 1)
    return text


def _missing(line: Line) -> str:
    if not line.left_out:
        return ""
    told = _(" Of %(all)s months, %(left)s could not be shown and are not in it.")
    return told % {"all": line.editions + line.left_out, "left": line.left_out}
