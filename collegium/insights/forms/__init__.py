"""Forms of insights."""

from collegium.insights.forms.outcomes import ColumnsForm, OutcomeFileForm
from collegium.insights.forms.threshold import ThresholdForm

__all__ = ["ColumnsForm", "OutcomeFileForm", "ThresholdForm"]
