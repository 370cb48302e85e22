"""Forms of the people app."""

from collegium.people.forms.mapping import MappingForm
from collegium.people.forms.me import MeForm
from collegium.people.forms.rhythm import AwayForm, RestForm, RhythmForm
from collegium.people.forms.roster import FilterForm, UploadForm

__all__ = [
    "AwayForm",
    "FilterForm",
    "MappingForm",
    "MeForm",
    "RestForm",
    "RhythmForm",
    "UploadForm",
]
