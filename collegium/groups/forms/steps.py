"""What the board sends: who goes where, all of it at once."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from collegium.groups.models import ChangeKind, Programme
from collegium.people.models import Person
from collegium.ui.forms import FormLook, OnceForm

NOWHERE = "none"
MOST = 500


class StepsForm(OnceForm):
    """Steps as `<person>:<number of a group>`, "none" for no group."""

    kind = forms.ChoiceField(choices=ChangeKind.choices)

    def __init__(self, data: Any) -> None:  # noqa: ANN401 - a request's
        super().__init__(data)
        self._steps = data.getlist("step") if data is not None else []

    def clean(self) -> dict[str, Any]:
        """Every step understood, at least one."""
        cleaned = super().clean() or {}
        try:
            targets = dict(map(_step, self._steps[:MOST]))
        except ValueError:
            targets = {}
        if not targets:
            raise forms.ValidationError(_("Choose who should go where."))
        cleaned["targets"] = targets
        return cleaned


class LatecomerForm(FormLook, forms.Form):
    """Somebody who joins a programme that runs already, by their address."""

    email = forms.EmailField(
        label=_("E-mail of somebody who joins late"),
        error_messages={"required": _("Type the address of somebody on the roster.")},
    )

    def __init__(self, data: Any, programme: Programme) -> None:  # noqa: ANN401 - a request's
        super().__init__(data)
        self._programme = programme

    def clean_email(self) -> Person:
        """The person with this address."""
        found = Person.objects.filter(
            organisation=self._programme.organisation_id,
            email__iexact=self.cleaned_data["email"],
            is_active=True,
        ).first()
        if found is None:
            raise forms.ValidationError(_("Nobody on the roster has this address."))
        return found


def step_of(person: object, number: int | None) -> str:
    """A step as forms send it."""
    return f"{person}:{NOWHERE if number is None else number}"


def _step(text: str) -> tuple[UUID, int | None]:
    person, _colon, number = text.partition(":")
    return UUID(person), None if number == NOWHERE else int(number)
