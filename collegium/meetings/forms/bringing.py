"""A data file that somebody brings, as a file or as a text, read before anything is kept."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from collegium.domain.datafile import LONGEST_FILE, DataFileError, Fault
from collegium.meetings.playbook_files import unified
from collegium.meetings.words.faults import line_of, words_of
from collegium.ui.forms import FormLook

LARGEST = 4 * LONGEST_FILE  # bytes, as every character may take four


class DataFileForm(FormLook, forms.Form):
    """A file or its text; a file's text takes the place of the one typed.

    Who derives from it says in `read` what a text describes, raising `DataFileError`.
    """

    file = forms.FileField(
        label=_("File"),
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
        self.faults: tuple[Fault, ...] = ()
        sent = files.get("file") if files else None
        self.unreadable = ""
        if data is not None and isinstance(sent, UploadedFile):
            data = data.copy()
            data["text"] = self._text_of(sent)
        super().__init__(data)

    def read(self, text: str) -> None:
        """Read a text; raises `DataFileError`."""
        raise NotImplementedError

    def _text_of(self, sent: "UploadedFile[bytes]") -> str:
        content = sent.read(LARGEST + 1)
        try:
            return str(content, "utf-8")
        except UnicodeDecodeError:
            self.unreadable = str(_("This file is no text in UTF-8. Save it as one."))
            return ""

    def clean_text(self) -> str:
        """Read it; what is wrong with it stands in `faults`."""
        if self.unreadable:
            raise ValidationError(self.unreadable)
        text = self.cleaned_data["text"]
        if not text.strip():
            raise ValidationError(_("Choose a file, or write its text here."))
        text = unified(text)
        try:
            self.read(text)
        except DataFileError as error:
            self.faults = tuple(sorted(error.faults, key=lambda one: one.line))
            raise ValidationError(
                _("Something is wrong with this file. Nothing has been kept.")
            ) from None
        return text

    @property
    def told(self) -> list[dict[str, str]]:
        """What is wrong, for the page: the line, what stands there, and the remedy."""
        lines = unified(self.data.get("text", "")).splitlines()
        return [
            {
                "line": line_of(one),
                "where": one.where,
                "words": words_of(one),
                "source": lines[one.line - 1].strip() if 0 < one.line <= len(lines) else "",
            }
            for one in self.faults
        ]
