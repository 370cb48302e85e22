"""What people fill in to write a story, to ask about it and to find one."""

from collections.abc import Iterable, Sequence, Set
from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from collegium.groups.models import Member, Topic
from collegium.library.models import LANGUAGES, StoryKind
from collegium.library.stories import StoryText, Written
from collegium.library.wording import WHATS
from collegium.ui.forms import FormLook, OnceForm, refine

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    type Words = str | _StrPromise

LONGEST = 4000


def _lines(label: "Words", help_text: "Words") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST, widget=forms.Textarea
    )


class StoryForm(OnceForm):
    """The guided form: failure first."""

    kind = forms.ChoiceField(
        label=_("What kind of story is it?"),
        help_text=_("What did not work teaches others the most."),
        choices=StoryKind.choices,
        widget=forms.RadioSelect,
        initial=StoryKind.FAILURE,
    )
    situation = _lines(
        _("What was going on?"),
        _("Describe people by what they did, not by who they are: “an experienced colleague”."),
    )
    did = _lines(_("What did you do?"), _("What you said or did, as a camera would have seen it."))
    happened = _lines(_("What happened?"), _("Also what you did not expect."))
    now = _lines(
        _("What would you do now?"), _("The sentence that you would have needed beforehand.")
    )
    title = forms.CharField(
        label=_("A title"), help_text=_("What a reader should remember."), max_length=120
    )
    topic = forms.ChoiceField(label=_("What is it about?"), choices=Topic.choices)
    language = forms.ChoiceField(label=_("Language of the story"), choices=LANGUAGES)
    signed = forms.BooleanField(
        label=_("Sign it with my name"),
        help_text=_("Otherwise readers do not learn who wrote it."),
        required=False,
    )

    @property
    def written(self) -> Written:
        """The story that a valid form holds."""
        data = self.cleaned_data
        return Written(
            StoryText.out_of(data), data["kind"], data["topic"], data["language"], data["signed"]
        )


class AskForm(FormLook, forms.Form):
    """Whom a story concerns besides those whom it names, and that its marks were looked at."""

    looked = forms.BooleanField(
        label=_("I have looked at every marked passage, and what still stands may stay."),
        error_messages={"required": _("Please look at the marked passages, then tick this.")},
    )
    meant = forms.CharField(
        label=_("What do these words mean here?"),
        min_length=8,
        max_length=400,
        error_messages={"required": _("Please say what is meant, or take the words out.")},
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        others: Iterable[Member],
        marks: bool,
        unclear: Sequence[str] = (),
        perhaps: Set[UUID] = frozenset(),
    ) -> None:
        super().__init__(data)
        self.perhaps = perhaps
        self.fields["meant"].help_text = _explained(unclear, perhaps)
        self.fields["meant"].required = bool(unclear)
        if not (unclear or perhaps):
            del self.fields["meant"]
        choices = [(str(one.pk), called(one)) for one in others]
        if choices:
            self.fields["members"] = forms.TypedMultipleChoiceField(
                label=_("Who else would recognise themselves?"),
                help_text=_("They read the story as you see it here, and answer yes or no."),
                choices=choices,
                coerce=UUID,
                widget=forms.CheckboxSelectMultiple,
                initial=[str(one) for one in perhaps],
                required=False,
            )
            refine(self.fields["members"].widget, self.fields["members"])
            self.order_fields(["members", "meant", "looked"])
        if not marks:
            del self.fields["looked"]

    def clean(self) -> None:
        """Whoever may be meant and is not to be asked has to be explained."""
        super().clean()
        left_out = self.perhaps - {*self.cleaned_data.get("members", ())}
        if left_out and not self.cleaned_data.get("meant") and "meant" not in self.errors:
            self.add_error("meant", self.fields["meant"].error_messages["required"])


def _explained(unclear: Sequence[str], perhaps: Set[UUID]) -> str:
    outside = _(
        "%(words)s: somebody outside your group is called so or alone holds this role, and cannot "
        "be asked without telling them of it. If it is them, change the story. If not, say in your "
        "own words what it is; this is not kept."
    ) % {"words": ", ".join(f"“{one}”" for one in unclear)}
    left = _(
        "Somebody who has left your group may be meant by a name, and is ticked above. If it is "
        "not them, untick them and say in your own words who or what it is; this is not kept."
    )
    return " ".join(str(text) for text, one in ((outside, unclear), (left, perhaps)) if one)


def called(member: Member) -> str:
    """A member's name, and that they have left where they have."""
    if member.left_at is None:
        return member.person.name
    return _("%(name)s, who has left the group") % {"name": member.person.name}


class GuardedWordsForm(FormLook, forms.Form):
    """Words of the organisation's own."""

    words = forms.CharField(
        label=_("Words that give away whom a story is about"),
        help_text=_("Customers, products, projects: one on each line. The guard marks them."),
        max_length=20_000,
        required=False,
        widget=forms.Textarea({"rows": "12"}),
    )


class AnswerForm(forms.Form):
    """Yes or no, and to which question."""

    asked = forms.UUIDField(required=False)

    given = forms.TypedChoiceField(
        choices=[("yes", "yes"), ("no", "no")], coerce=lambda said: said == "yes"
    )


class SearchForm(FormLook, forms.Form):
    """What to find in the library; anything unknown is left out rather than refused."""

    q = forms.CharField(
        label=_("What are you looking for?"),
        help_text=_("A few words or a whole sentence, in your language."),
        required=False,
        max_length=400,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )
    topic = forms.ChoiceField(
        label=_("About"), required=False, choices=[("", _("Everything")), *Topic.choices]
    )
    what = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Everything")), *WHATS.items()]
    )

    def wanted(self, name: str) -> str:
        """What was asked for under this name, or nothing."""
        self.full_clean()
        return str(self.cleaned_data.get(name, ""))
