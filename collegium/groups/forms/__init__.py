"""Forms of programmes and groups."""

from collegium.groups.forms.agreement import AgreementForm
from collegium.groups.forms.board import GroupForm, MoveForm
from collegium.groups.forms.composing import ComposeForm
from collegium.groups.forms.pairs import PairForm, PairListForm
from collegium.groups.forms.participants import CriteriaForm, SelectionForm
from collegium.groups.forms.programme import ProgrammeForm

__all__ = [
    "AgreementForm",
    "ComposeForm",
    "CriteriaForm",
    "GroupForm",
    "MoveForm",
    "PairForm",
    "PairListForm",
    "ProgrammeForm",
    "SelectionForm",
]
