"""What researchers make of the responses."""

from analysis.models.crosstabs import ReportEntry, ResearchReport, SavedCrosstab

__all__ = ["ReportEntry", "ResearchReport", "SavedCrosstab"]
