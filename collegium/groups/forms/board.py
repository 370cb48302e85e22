"""Moving people on the board, and saying what a group is called."""

from typing import Any

from django import forms
from django.forms import ModelChoiceField
from django.utils.translation import gettext_lazy as _

from collegium.groups.models import Group
from collegium.groups.queries.moving import Destination, Destinations
from collegium.people.models import Person, RoleName
from collegium.ui.forms import FormLook


class MoveForm(FormLook, forms.Form):
    """Where somebody goes. A move that breaks a rule has to be confirmed."""

    to = forms.CharField(
        max_length=60, error_messages={"required": _("Choose where this person should go.")}
    )
    confirmed = forms.BooleanField(required=False)

    def __init__(self, data: Any, offers: Destinations) -> None:  # noqa: ANN401 - a request's
        super().__init__(data)
        self._offers = {offer.key: offer for offer in (*offers.places, *offers.exchanges)}

    def clean_to(self) -> Destination:
        """One of the places on offer."""
        key: str = self.cleaned_data["to"]
        if key not in self._offers:
            raise forms.ValidationError(
                _("This place is not on offer any more. Choose another one.")
            )
        return self._offers[key]

    @property
    def unconfirmed(self) -> Destination | None:
        """The chosen place, where it breaks rules and nobody has confirmed that."""
        chosen: Destination = self.cleaned_data["to"]
        return chosen if chosen.price.broken and not self.cleaned_data["confirmed"] else None


class GroupForm(FormLook, forms.Form):
    """Name and facilitator of a group."""

    name = forms.CharField(label=_("Name"), max_length=80)
    facilitator: "ModelChoiceField[Person]" = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Facilitator"),
        required=False,
        empty_label=_("Nobody"),
        help_text=_("Supports the group from outside and reads nothing of what it writes."),
    )

    def __init__(self, data: Any, group: Group) -> None:  # noqa: ANN401 - a request's
        super().__init__(data, initial={"name": group.name, "facilitator": group.facilitator_id})
        field = self.fields["facilitator"]
        assert isinstance(field, ModelChoiceField)  # noqa: S101 - narrows the type for mypy
        field.queryset = Person.objects.filter(
            organisation=group.organisation_id, is_active=True, roles__name=RoleName.FACILITATOR
        ).order_by("name", "id")
