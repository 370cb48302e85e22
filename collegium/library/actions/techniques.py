"""Keeping what was published about techniques where the library reads it."""

from collections.abc import Iterable

from django.db import transaction

from collegium.library.models import TechniqueFigure
from collegium.people.models import Organisation


@transaction.atomic
def show_figures(
    organisation: Organisation, technique: str, figures: Iterable[TechniqueFigure]
) -> None:
    """Show these figures of a technique in place of those before. They have passed the gate."""
    TechniqueFigure.objects.filter(organisation=organisation, technique=technique).delete()
    TechniqueFigure.objects.bulk_create(figures)
