"""What researchers make of the responses."""

from analysis.models.crosstabs import ReportEntry, ResearchReport, SavedCrosstab
from analysis.models.exports import Export, FileTaken, State, WeeklyExport
from analysis.models.open_answers import Judgement, Quotation
from analysis.models.programs import Scope, Token, TokenUse

__all__ = [
    "Export",
    "FileTaken",
    "Judgement",
    "Quotation",
    "ReportEntry",
    "ResearchReport",
    "SavedCrosstab",
    "Scope",
    "State",
    "Token",
    "TokenUse",
    "WeeklyExport",
]
