"""A playbook that is brought, and which one the sessions of a programme follow."""

from collections.abc import Iterable, Mapping

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from collegium.domain.playbook import Playbook, StepKind
from collegium.meetings.forms.bringing import DataFileForm
from collegium.meetings.models import CYCLE_KINDS, Kind
from collegium.meetings.playbook_files import read
from collegium.meetings.queries.playbooks import OnShelf
from collegium.ui.forms import FormLook


class BringForm(DataFileForm):
    """A playbook as a file or as a text."""

    book: Playbook  # once the text is good

    def read(self, text: str) -> None:
        """Read the playbook."""
        self.book = read(text)


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
