"""Pages of insights."""

from collegium.insights.views.files import everything_table, everything_workbook, table, workbook
from collegium.insights.views.importing import bring, columns, new_outcomes
from collegium.insights.views.report import everything, programme, programmes
from collegium.insights.views.teams import own_team, teams
from collegium.insights.views.threshold import threshold

__all__ = [
    "bring",
    "columns",
    "everything",
    "everything_table",
    "everything_workbook",
    "new_outcomes",
    "own_team",
    "programme",
    "programmes",
    "table",
    "teams",
    "threshold",
    "workbook",
]
