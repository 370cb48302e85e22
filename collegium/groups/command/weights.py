"""Weights by plain names, on top of a preset."""

from dataclasses import replace

from django.utils.translation import gettext as _

from collegium.domain.composition import Weights
from collegium.groups.command.entries import Entry

CATEGORIES = ("department", "function", "site", "country", "gender")
NUMBERS = ("tenure", "level")
SETS = ("strengths", "languages")
SINGLE = ("complement", "new_faces")


def weights_of(entry: Entry | None, preset: Weights) -> Weights:
    """The preset with the weights of this entry instead of its own. Raises `Mistakes`."""
    if entry is None:
        return preset
    parts = entry.keys((*CATEGORIES, *NUMBERS, *SETS, *SINGLE))
    given = {name: part.number(least=0 if name in SINGLE else None) for name, part in parts.items()}
    return replace(
        preset,
        categories={**preset.categories, **_among(given, CATEGORIES)},
        numbers={**preset.numbers, **_among(given, NUMBERS)},
        sets={**preset.sets, **_among(given, SETS)},
        complement=given.get("complement", preset.complement),
        new_faces=given.get("new_faces", preset.new_faces),
    )


def balance_of(entry: Entry | None, weights: Weights) -> Weights:
    """The weights with the balance of this entry: one number or several. Raises `Mistakes`."""
    if entry is None:
        return weights
    parts = entry.keys(NUMBERS)
    if not parts and not entry.empty:
        raise entry.wrong(_("write a number for “tenure”, “level” or both."))
    given = {name: part.number(least=0) for name, part in parts.items()}
    return replace(weights, balance={**weights.balance, **given})


def _among(given: dict[str, float], names: tuple[str, ...]) -> dict[str, float]:
    return {name: value for name, value in given.items() if name in names}
