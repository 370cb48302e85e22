"""Pages of insights."""

from collegium.insights.views.report import programme, programmes, table

__all__ = ["programme", "programmes", "table"]
