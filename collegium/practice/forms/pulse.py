"""The short page before and after a cycle, and an item set that a lead brings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from collegium.domain.evidence.items import Audience, Item, ItemSet, Question, parse
from collegium.meetings.forms.bringing import DataFileForm
from collegium.people.models import Person
from collegium.practice.actions.pulse import MOST_NAMED
from collegium.practice.queries.pulses import Sheet
from collegium.ui.forms import FormLook, Scale

NO_DEPARTMENT = "–"


@dataclass(frozen=True, slots=True)
class Section:
    """The questions of one set."""

    title: str
    is_published: bool
    fields: tuple[BoundField, ...]


class PulseForm(FormLook, forms.Form):
    """Numbers, each of which may be left out, and colleagues who could be called."""

    words = forms.CharField(
        label=_("Find a colleague by name"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("A part is enough. Look up, tick, and look up the next one."),
    )
    person = forms.MultipleChoiceField(
        label=_("I could call"), required=False, widget=forms.CheckboxSelectMultiple
    )
    left_out = forms.BooleanField(
        label=_("Leave me out of our group's picture; my numbers still count in totals"),
        required=False,
    )

    def __init__(
        self,
        sheet: Sheet,
        people: Sequence[Person],
        language: str,
        data: QueryDict | None = None,
    ) -> None:
        self.sheet, self.people, self.language = sheet, people, language
        named = [str(one) for one in sheet.named]
        initial = {**sheet.answers, "person": named, "left_out": not sheet.in_picture}
        super().__init__(data, initial=initial)
        for question in sheet.questions:
            self.fields[question.key] = _number(question, language)
        chosen = self.fields["person"]
        assert isinstance(chosen, forms.MultipleChoiceField)  # noqa: S101 - narrows the type for mypy
        chosen.choices = list(_by_department(people))
        chosen.error_messages["invalid_choice"] = _(
            "Somebody ticked here is no longer on the roster."
        )

    def clean_person(self) -> list[str]:
        """Keep to as many as a page holds."""
        chosen: list[str] = self.cleaned_data["person"]
        if len(chosen) > MOST_NAMED:
            raise forms.ValidationError(
                _("%(count)s people at most. Leave those who come to mind last.")
                % {"count": MOST_NAMED}
            )
        return chosen

    def sections(self) -> Iterator[Section]:
        """The fields set by set, in the order in which they are asked."""
        for _set, asked in groupby(self.sheet.questions, key=lambda one: one.of.key):
            questions = tuple(asked)
            of: ItemSet = questions[0].of
            yield Section(
                title=of.title.in_language(self.language),
                is_published=of.audience is Audience.PUBLISHED,
                fields=tuple(self[one.key] for one in questions),
            )

    def answers(self) -> list[tuple[Question, int]]:
        """What was said, without what was left out."""
        said = ((one, self.cleaned_data.get(one.key)) for one in self.sheet.questions)
        return [(question, value) for question, value in said if value is not None]

    def named(self) -> list[Person]:
        """The colleagues who were ticked."""
        chosen = set(self.cleaned_data["person"])
        return [one for one in self.people if str(one.pk) in chosen]


class ItemSetForm(DataFileForm):
    """An item set as a file or as a text."""

    found: ItemSet  # once the text is good

    def read(self, text: str) -> None:
        """Read the set."""
        self.found = parse(text)


def _number(question: Question, language: str) -> forms.IntegerField:
    item = question.item
    return forms.IntegerField(
        label=question.wording.in_language(language),
        required=False,
        min_value=item.low,
        max_value=item.high,
        widget=_scale(item, language),
    )


def _scale(item: Item, language: str) -> Scale:
    low, high = item.low_means.in_language(language), item.high_means.in_language(language)
    return Scale(low, high, first=item.low, last=item.high, step=item.step, skip=_("skip"))


def _by_department(people: Sequence[Person]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for department, found in groupby(people, key=lambda one: one.department):
        yield department or NO_DEPARTMENT, [(str(one.pk), one.name) for one in found]
