"""For how many months what is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collegium.domain.retention import LONGEST, SHORTEST, Kind, Policy
from collegium.rights.models import KeptFor
from collegium.ui.forms import FormLook


class PolicyForm(FormLook, forms.Form):
    """A number of months for each kind."""

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in Kind:
            self.fields[kind.value] = forms.IntegerField(
                label=KeptFor(kind.value).label,
                help_text=_("Months, from %(least)s to %(most)s")
                % {"least": SHORTEST.get(kind, 0), "most": LONGEST},
                min_value=SHORTEST.get(kind, 0),
                max_value=LONGEST,
                initial=policy[kind],
            )

    @property
    def policy(self) -> Policy:
        """What was decided, once it is valid."""
        return {kind: self.cleaned_data[kind.value] for kind in Kind}
