"""A playbook that is brought, and which one the sessions of a programme follow."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from collegium.domain.datafile import LONGEST_FILE, Fault
from collegium.domain.playbook import Playbook, PlaybookError, StepKind
from collegium.meetings.models import CYCLE_KINDS, Kind
from collegium.meetings.playbook_files import read, unified
from collegium.meetings.queries.playbooks import OnShelf
from collegium.ui.forms import FormLook

LARGEST = 4 * LONGEST_FILE  # bytes, as every character may take four


class BringForm(FormLook, forms.Form):
    """A playbook as a file or as a text; a file's text takes the place of the one typed."""

    file = forms.FileField(
        label=_("Playbook file"),
        required=False,
        allow_empty_file=True,
        help_text=_("A YAML file, such as one that you downloaded here and changed."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.txt"}),
    )
    text = forms.CharField(
        label=_("Or its text"),
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": "16", "class": "code", "spellcheck": "false", "wrap": "off"}
        ),
        help_text=_("You can mend it here, too."),
    )

    def __init__(self, data: QueryDict | None = None, files: Any = None) -> None:  # noqa: ANN401 - what a request holds
        self.book: Playbook | None = None
        self.faults: tuple[Fault, ...] = ()
        sent = files.get("file") if files else None
        self.unreadable = ""
        if data is not None and isinstance(sent, UploadedFile):
            data = data.copy()
            data["text"] = self._text_of(sent)
        super().__init__(data)

    def _text_of(self, sent: "UploadedFile[bytes]") -> str:
        content = sent.read(LARGEST + 1)
        try:
            return str(content, "utf-8")
        except UnicodeDecodeError:
            self.unreadable = str(_("This file is no text in UTF-8. Save it as one."))
            return ""

    def clean_text(self) -> str:
        """Read the playbook; what is wrong with it stands in `faults`."""
        if self.unreadable:
            raise ValidationError(self.unreadable)
        text = self.cleaned_data["text"]
        if not text.strip():
            raise ValidationError(_("Choose a file, or write the playbook here."))
        text = unified(text)
        try:
            self.book = read(text)
        except PlaybookError as error:
            self.faults = tuple(sorted(error.faults, key=lambda one: one.line))
            raise ValidationError(
                _("Something is wrong with this playbook. Nothing has been kept.")
            ) from None
        return text


class ChooseForm(FormLook, forms.Form):
    """Which playbook each kind of session follows."""

    orientation = forms.ChoiceField(label=Kind.ORIENTATION.label)
    session_one = forms.ChoiceField(label=Kind.SESSION_ONE.label)
    session_two = forms.ChoiceField(label=Kind.SESSION_TWO.label)

    def __init__(
        self,
        offered: Iterable[OnShelf],
        followed: Mapping[Kind, str],
        language: str,
        data: QueryDict | None = None,
    ) -> None:
        super().__init__(data, initial={kind.value: key for kind, key in followed.items()})
        offered = list(offered)
        for kind in CYCLE_KINDS:
            field = self.fields[kind.value]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type for mypy
            usable = [one for one in offered if _serves(kind, one) or one.key == followed[kind]]
            field.choices = [(one.key, _label(one, language)) for one in usable]

    @property
    def chosen(self) -> dict[Kind, str]:
        """Return the key for each kind of session."""
        return {kind: self.cleaned_data[kind.value] for kind in CYCLE_KINDS}


# What has to come of a session, or the programme cannot go on from it.
NEEDED = {Kind.SESSION_ONE: StepKind.PLAN, Kind.SESSION_TWO: StepKind.REPORT}


def _serves(kind: Kind, one: OnShelf) -> bool:
    needed = NEEDED.get(kind)
    return needed is None or any(step.kind is needed for step in one.book.steps)


def _label(one: OnShelf, language: str) -> str:
    minutes = _("%(count)s minutes") % {"count": one.book.minutes}
    return f"{one.book.title.in_language(language)} · {minutes}"
