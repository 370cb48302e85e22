"""What people fill in to recommend something, or themselves."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from collegium.domain.disclosure import Kind, suspects
from collegium.groups.models import Topic
from collegium.library.actions.resources import Recommended
from collegium.library.catalogue import Technique
from collegium.library.forms.offering import by_topic
from collegium.library.models import LANGUAGES, ResourceKind
from collegium.outgoing import RefusedError, target
from collegium.outgoing.addresses import is_public
from collegium.ui.forms import FormLook, OnceForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    type Words = str | _StrPromise

LONGEST = 2000
LINKED = (ResourceKind.ARTICLE, ResourceKind.VIDEO)
READ_OR_WATCHED = [choice for choice in ResourceKind.choices if choice[0] != ResourceKind.PERSON]


def _title(label: "Words", help_text: "Words" = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=160)


def _lines(label: "Words", help_text: "Words") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST, widget=forms.Textarea
    )


def _topic() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("What is it about?"), choices=Topic.choices)


def _technique() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Does it belong to one technique?"), required=False)


def _looked() -> forms.BooleanField:
    return forms.BooleanField(label=_("I have looked at it, and it may stay."), required=False)


class SharedForm(OnceForm):
    """What goes out to everybody in the organisation, past the guard for names."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        techniques: Iterable[Technique],
        colleagues: Iterable[str],
        initial: dict[str, Any],
    ) -> None:
        """Take the names of `colleagues`, which the guard looks for in what is typed."""
        super().__init__(data, initial=initial)
        self._colleagues = tuple(colleagues)
        field = self.fields["technique"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type
        field.choices = [("", _("No, or to several")), *by_topic(techniques)]
        if data is None:
            del self.fields["looked"]

    def clean(self) -> dict[str, Any]:
        """Names of colleagues stay only if somebody has looked at them."""
        cleaned = super().clean() or self.cleaned_data
        text = "\n".join(str(cleaned.get(name, "")) for name in ("title", "why"))
        found = suspects(text, names=self._colleagues, places=(), roles=())
        names = dict.fromkeys(one.text for one in found if one.kind is Kind.NAME)
        if not names:
            del self.fields["looked"]
        elif not cleaned.get("looked"):
            told = _("This may be a colleague's name: %(names)s. Does it have to stand there?")
            self.add_error("looked", told % {"names": ", ".join(names)})
        return cleaned

    @property
    def recommended(self) -> Recommended:
        """What a valid form holds."""
        said = self.cleaned_data
        return Recommended(
            kind=said.get("kind", ResourceKind.PERSON),
            topic=said["topic"],
            technique=said["technique"],
            language=said["language"],
            title=said["title"],
            link=said.get("link", ""),
            why=said["why"],
            signed=said.get("signed", True),
        )


class ResourceForm(SharedForm):
    """Something to read or to watch."""

    kind = forms.ChoiceField(
        label=_("What is it?"), choices=READ_OR_WATCHED, widget=forms.RadioSelect
    )
    title = _title(_("Title"), _("Of a book, with its author."))
    link = forms.CharField(
        label=_("Link"),
        help_text=_("Begins with https://. A book needs none."),
        required=False,
        max_length=LONGEST,
        widget=forms.URLInput,
    )
    why = _lines(
        _("Why is it worth the time?"),
        _("In your own words: what you got from it, for whom it is, which chapter to begin with."),
    )
    topic = _topic()
    technique = _technique()
    language = forms.ChoiceField(label=_("Its language"), choices=LANGUAGES)
    signed = forms.BooleanField(
        label=_("Show my name beside it"),
        help_text=_("Otherwise readers do not learn who recommends it."),
        required=False,
    )
    looked = _looked()

    def clean_link(self) -> str:
        """An https address that does not name a machine inside."""
        link = str(self.cleaned_data["link"]).strip()
        if not link:
            return ""
        try:
            found = target(link, trusted=settings.OUTGOING_TRUSTED)
        except RefusedError:
            raise forms.ValidationError(
                _("This is no address that everybody can open. It should begin with https://.")
            ) from None
        if _is_inside(found.host) and found.origin not in settings.OUTGOING_TRUSTED:
            raise forms.ValidationError(
                _("This address leads to a single machine inside. Take one that others can open.")
            )
        return link

    def clean(self) -> dict[str, Any]:
        """An article or a video is somewhere."""
        cleaned = super().clean()
        if cleaned.get("kind") in LINKED and not cleaned.get("link", "x"):
            self.add_error("link", _("Say where it is to be found."))
        return cleaned


class OfferForm(SharedForm):
    """Somebody's word that they may be asked."""

    title = _title(_("You may ask me about …"), _("Such as: taking over a team that I was part of"))
    why = _lines(
        _("What I have been through, and how I like to be asked"),
        _("A few sentences; a good hour or a phone number helps people to dare."),
    )
    topic = _topic()
    technique = _technique()
    language = forms.ChoiceField(label=_("Language of these lines"), choices=LANGUAGES)
    looked = _looked()


class FindForm(FormLook, forms.Form):
    """What to show of the resources; anything unknown is left out rather than refused."""

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Everything")), *ResourceKind.choices]
    )
    topic = forms.ChoiceField(
        label=_("About"), required=False, choices=[("", _("Everything")), *Topic.choices]
    )

    def wanted(self, name: str) -> str:
        """What was asked for under this name, or nothing."""
        self.full_clean()
        return str(self.cleaned_data.get(name, ""))


def _is_inside(host: str) -> bool:
    """Whether a host is a number of a machine that not everybody reaches, or this one."""
    is_number = ":" in host or host.replace(".", "").isdigit()
    is_here = host == "localhost" or host.endswith((".localhost", ".local"))
    return is_here or (is_number and not is_public(host))
