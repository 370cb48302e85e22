"""Publishing what members say of techniques, month by month over the whole organisation."""

from datetime import datetime

from collegium.insights.actions.freezing import freeze
from collegium.insights.periods import Month
from collegium.insights.queries.editions import counted_in
from collegium.insights.queries.techniques import (
    ATTEMPTS,
    EFFECT,
    attempt_cubes,
    effect_cubes,
    figures_about,
    told_until,
)
from collegium.insights.subjects import Subject
from collegium.library.actions.techniques import show_figures
from collegium.people.models import Organisation
from collegium.people.queries.thresholds import threshold_of


def publish_techniques(organisation: Organisation, month: Month, now: datetime) -> None:
    """Publish what was said of each technique before the month's end, and show it in the library.

    An answer that is changed or taken back after its month stays in that month's figures, which
    stand still.
    """
    threshold = threshold_of(organisation.pk)
    for technique, told in told_until(organisation, month.ends_at).items():
        effect = Subject(organisation, None, EFFECT, technique)
        attempts = Subject(organisation, None, ATTEMPTS, technique)
        cubes = effect_cubes(told, counted=counted_in(effect), threshold=threshold)
        editions = [
            freeze(effect, cubes, month=month, threshold=threshold, now=now),
            freeze(attempts, attempt_cubes(told), month=month, threshold=threshold, now=now),
        ]
        if any(editions):
            show_figures(organisation, technique, figures_about(organisation, technique))
