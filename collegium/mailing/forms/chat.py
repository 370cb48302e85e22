"""Where an organisation wants reminders that many may read, and which."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from collegium.mailing.actions.channels import Place, Telling
from collegium.mailing.chat.shapes import service_at
from collegium.mailing.chat.words import problem_in_words
from collegium.mailing.models import ChatKind, ChatService
from collegium.mailing.queries.channels import Channel
from collegium.outgoing import RefusedError, target
from collegium.outgoing.operator import usual_ways
from collegium.people.forms.fields import TimeZoneField
from collegium.people.models import Person
from collegium.people.roster.places import country
from collegium.ui.forms import FormLook

WEEKLY = (
    (ChatKind.TIP.value, _("A new week of practice (Mondays at 9:00)")),
    (ChatKind.CHECK_IN.value, _("Talk with your buddy (Wednesdays at 9:00)")),
    (ChatKind.LOG.value, _("Three lines for your log (Fridays at 14:00)")),
)
USUALLY = [ChatKind.TIP.value, ChatKind.LOG.value]


class ChatForm(FormLook, forms.Form):
    """An address, which service that is, and what is told there."""

    address = forms.CharField(
        label=_("Address of the incoming webhook"),
        error_messages={"required": _("Without an address nothing can be posted.")},
        max_length=2000,
        widget=forms.TextInput(
            attrs={
                "inputmode": "url",
                "autocapitalize": "none",
                "autocomplete": "off",
                "spellcheck": "false",
                "dir": "ltr",
            }
        ),
    )
    service = forms.ChoiceField(
        label=_("Which chat is it?"),
        required=False,
        choices=(("", _("As the address says")), *ChatService.choices),
    )
    kinds = forms.MultipleChoiceField(
        label=_("What is posted there"),
        required=False,
        choices=WEEKLY,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In weeks in which at least two groups practise. Nobody is named."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = TimeZoneField(
        label=_("Time zone of the channel"), help_text=_("Type a city to find it.")
    )
    country = forms.CharField(
        label=_("Country of the channel"),
        required=False,
        max_length=80,
        help_text=_("On its weekends and public holidays nothing is posted."),
    )

    def __init__(self, *args: Any, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_known:
            self.fields["address"].required = False
            self.fields["address"].help_text = _("Leave it empty to keep the one that is there.")
        else:
            self.fields["address"].help_text = _("Your chat shows it when you add a webhook.")

    @classmethod
    def of(cls, channel: Channel | None, person: Person) -> "ChatForm":
        """The form as it stands now; as it is for the administrator where nothing is known."""
        known: Channel | Person = channel or person
        initial = {
            "kinds": sorted(channel.kinds) if channel else USUALLY,
            "language": known.language,
            "time_zone": known.time_zone,
            "country": known.country,
        }
        return cls(initial=initial, is_known=channel is not None)

    def clean_country(self) -> str:
        """Its code; nothing for none."""
        text = str(self.cleaned_data["country"])
        code = country(text) if text else ""
        if code is None:
            raise ValidationError(_("No country has this name. Write it in English, or as a code."))
        return code

    def clean_address(self) -> str:
        """An address that anybody outside could open, or one that the operator trusts."""
        address = str(self.cleaned_data["address"])
        if not address:
            return address
        try:
            target(address, trusted=usual_ways().trusted)
        except RefusedError as error:
            raise ValidationError(str(problem_in_words(error.reason))) from None
        return address

    def clean(self) -> dict[str, Any]:
        """Say which service it is, unless the address does."""
        said = super().clean() or self.cleaned_data
        if said.get("address") and not said.get("service"):
            found = service_at(target(said["address"], trusted=usual_ways().trusted))
            if found is None:
                self.add_error("service", _("The address does not tell. Please choose."))
            said["service"] = found or ""
        return said

    @property
    def place(self) -> Place | None:
        """Where it is posted from now on; None where that stays as it is."""
        said = self.cleaned_data
        return Place(ChatService(said["service"]), said["address"]) if said["address"] else None

    @property
    def telling(self) -> Telling:
        """What is posted, and how."""
        said = self.cleaned_data
        kinds = frozenset(ChatKind(one) for one in said["kinds"])
        return Telling(kinds, said["language"], said["time_zone"], said["country"])
