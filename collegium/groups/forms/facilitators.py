"""How many groups each facilitator takes on."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField

from collegium.groups.models import MOST_GROUPS
from collegium.groups.queries.supports import Helper
from collegium.ui.forms import FormLook


class FacilitatorsForm(FormLook, forms.Form):
    """One number for each facilitator; an empty one is 0."""

    def __init__(self, data: Any, helpers: Iterable[Helper]) -> None:  # noqa: ANN401 - a request's
        super().__init__(data)
        self._helpers = {f"groups-{one.person.pk}": one for one in helpers}
        for name, one in self._helpers.items():
            self.fields[name] = forms.IntegerField(
                label=one.person.name,
                min_value=0,
                max_value=MOST_GROUPS,
                required=False,
                initial=one.groups,
                disabled=one.takes_part,
            )

    def rows(self) -> Iterator[tuple[Helper, BoundField]]:
        """Each facilitator with the field for their number."""
        for name, one in self._helpers.items():
            yield one, self[name]

    def groups(self) -> dict[UUID, int]:
        """What was said, by person."""
        return {one.person.pk: self.cleaned_data[name] or 0 for name, one in self._helpers.items()}
