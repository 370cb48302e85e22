"""Asking for a pair, or for many out of a list."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from collegium.groups.forms.pair_list import PairFault, PairList, read_pairs
from collegium.groups.models import PairKind, Programme
from collegium.groups.queries.pairs import people_by_address, people_called
from collegium.people.models import Person
from collegium.people.roster import Unreadable
from collegium.people.roster.encoding import decode
from collegium.ui.forms import FormLook

LARGEST = 500_000  # bytes of a list, about ten thousand pairs


def _typed(label: Any) -> forms.CharField:  # noqa: ANN401 - a text or a promise of one
    widget = forms.TextInput(
        attrs={"list": "people-names", "autocomplete": "off", "spellcheck": "false"}
    )
    return forms.CharField(label=label, max_length=200, widget=widget)


def _kinds() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("What do you ask for?"),
        choices=PairKind,
        widget=forms.RadioSelect,
        initial=PairKind.APART,
    )


class PairForm(FormLook, forms.Form):
    """Two people of the roster to keep apart or together.

    `meant` holds those who could be meant where a name was not clear, by field.
    """

    first = _typed(_("One person"))
    second = _typed(_("The other person"))
    kind = _kinds()

    def __init__(self, data: Any, programme: Programme) -> None:  # noqa: ANN401 - a request's
        super().__init__(data)
        self._programme = programme
        self.meant: dict[str, tuple[Person, ...]] = {}

    def asked(self) -> Iterator[tuple[BoundField, tuple[Person, ...]]]:
        """Both fields, each with those who could be meant by what was typed."""
        for name in ("first", "second"):
            yield self[name], self.meant.get(name, ())

    def clean_first(self) -> Person:
        """The one person."""
        return self._person("first")

    def clean_second(self) -> Person:
        """The other person."""
        return self._person("second")

    def _person(self, name: str) -> Person:
        found = people_called(self._programme, self.cleaned_data[name])
        if not found:
            raise forms.ValidationError(
                _("Nobody on the roster is called so, or has this address.")
            )
        if len(found) > 1:
            self.meant[name] = found
            raise forms.ValidationError(_("Several people may be meant. Choose one of them."))
        return found[0]

    def clean(self) -> dict[str, Any]:
        """Two different people."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("first") and cleaned.get("first") == cleaned.get("second"):
            self.add_error("second", _("Choose two different people."))
        return cleaned


class PairListForm(FormLook, forms.Form):
    """Many pairs at once, pasted or as a file; `faults` says what is wrong, row by row."""

    kind = _kinds()
    listed = forms.CharField(
        label=_("Two addresses in each row"),
        required=False,
        max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": "6", "spellcheck": "false", "dir": "ltr"}),
        help_text=_(
            "Paste two columns of a spreadsheet, or type: ada@example.org, bob@example.org"
        ),
    )
    file = forms.FileField(
        label=_("Or a CSV file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt"}),
    )

    def __init__(
        self,
        data: QueryDict | None,
        files: Any,  # noqa: ANN401 - a request's
        programme: Programme,
    ) -> None:
        super().__init__(data, files, prefix="list")
        self._programme = programme
        self.faults: tuple[PairFault, ...] = ()

    def clean_file(self) -> str:
        """The text of the file; raises `ValidationError` for what is none."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("This file is too large for a list of pairs."))
        try:
            text = decode(file.read())
        except Unreadable:
            raise forms.ValidationError(
                _("This is no text. Save the two columns as CSV and choose that file.")
            ) from None
        return text.replace("\0", "")

    def clean(self) -> dict[str, Any]:
        """Pairs of people, or faults. What a file holds is shown as if it was typed."""
        cleaned: dict[str, Any] = super().clean() or {}
        text = "\n".join(part for part in (cleaned.get("listed"), cleaned.get("file")) if part)
        if self.errors:
            return cleaned
        if not text.strip():
            self.add_error("listed", _("Paste a list here, or choose a file."))
            return cleaned
        self._keep(text)
        found: PairList = read_pairs(text, people_by_address(self._programme))
        self.faults = found.faults
        if found.faults:
            self.add_error("listed", _("Nothing was added yet. Correct the rows named above."))
        return cleaned | {"pairs": found.pairs}

    def _keep(self, text: str) -> None:
        self.data = {
            self.add_prefix("kind"): self["kind"].value(),
            self.add_prefix("listed"): text,
        }
