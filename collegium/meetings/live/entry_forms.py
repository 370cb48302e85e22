"""The form of one sort of entry, made from what the engine knows of it."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from collegium.domain.playbook import Contribution, Step
from collegium.domain.playbook.entries import LONGEST_TEXT
from collegium.domain.playbook.kinds import Mark, Slot, marks_of
from collegium.meetings.live.words import LABELS
from collegium.ui.forms import FormLook, Scale

WIDEST_SCALE = 7
COARSE = 10  # nobody knows how sure they are to the point


class Checkbox(forms.CheckboxInput):
    """A box to tick that counts as 1."""

    def __init__(self) -> None:
        """Tick it for anything but 0."""
        super().__init__(check_test=bool)

    def format_value(self, value: object) -> str:  # noqa: ARG002 - the same, ticked or not
        """Return what is sent when it is ticked."""
        return "1"


class EntryForm(FormLook, forms.Form):
    """An entry to write; its fields depend on the slot."""


def entry_form(
    step: Step,
    slot: Slot,
    *,
    prefix: str,
    language: str,
    abouts: Sequence[tuple[str, str]] = (),
    entry: Contribution | None = None,
    typed: Mapping[str, object] | None = None,
) -> EntryForm:
    """Return the form for `slot`, filled with what stands there or with what was typed.

    `abouts` are entries that it may refer to, with what to call them.
    """
    fields = _about(slot, abouts) | _fields(step, slot, language)
    made = type("EntryForm", (EntryForm,), fields)
    stands = {"about": entry.about, **entry.words, **entry.marks} if entry else {}
    form: EntryForm = made(typed, initial=stands, auto_id=f"{prefix}-%s")
    return form


def _about(slot: Slot, abouts: Sequence[tuple[str, str]]) -> dict[str, forms.Field]:
    if not abouts:
        return {}
    label = str(LABELS[slot.name, "about"])
    return {"about": forms.ChoiceField(label=label, choices=list(abouts), required=False)}


def _fields(step: Step, slot: Slot, language: str) -> dict[str, forms.Field]:
    texts = {
        key: forms.CharField(
            label=str(LABELS[slot.name, key]),
            required=key in slot.words,
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": "3"}),
        )
        for name, key in LABELS  # in the order in which one would say it
        if name == slot.name and key in slot.words + slot.optional
    }
    asked = {one.key: one.wording.in_language(language) for one in step.questions}
    marks = {
        mark.key: _mark(mark, asked.get(mark.key) or LABELS[slot.name, mark.key])
        for mark in marks_of(step, slot)
    }
    return texts | marks


def _mark(mark: Mark, label: object) -> forms.Field:
    if (mark.low, mark.high) == (0, 1):
        return forms.BooleanField(label=str(label), required=False, widget=Checkbox)
    if mark.high - mark.low < WIDEST_SCALE:
        scale = Scale(first=mark.low, last=mark.high)
        return forms.IntegerField(label=str(label), required=mark.required, widget=scale)
    return forms.IntegerField(
        label=str(label),
        required=mark.required,
        min_value=mark.low,
        max_value=mark.high,
        widget=Scale(first=mark.low, last=mark.high, step=COARSE),
        help_text=_(
            "Nobody else sees this number; it only counts in averages. You may leave it empty."
        ),
    )
