"""Forms of programmes and groups."""

from collegium.groups.forms.agreement import AgreementForm
from collegium.groups.forms.board import GroupForm, MoveForm
from collegium.groups.forms.composing import ComposeForm
from collegium.groups.forms.participants import CriteriaForm, PairForm, SelectionForm
from collegium.groups.forms.programme import ProgrammeForm

__all__ = [
    "AgreementForm",
    "ComposeForm",
    "CriteriaForm",
    "GroupForm",
    "MoveForm",
    "PairForm",
    "ProgrammeForm",
    "SelectionForm",
]
