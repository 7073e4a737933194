"""The questionnaire as rows, and what respondents answered."""

from surveys.models.questionnaires import (
    CodeFrame,
    Condition,
    Item,
    Option,
    Page,
    Part,
    Question,
    Questionnaire,
    Section,
    Theme,
    Translation,
)
from surveys.models.responses import (
    Channel,
    CodedResponse,
    FormerRecord,
    HandOver,
    PageSave,
    Response,
    Survey,
)

__all__ = [
    "Channel",
    "CodeFrame",
    "CodedResponse",
    "Condition",
    "FormerRecord",
    "HandOver",
    "Item",
    "Option",
    "Page",
    "PageSave",
    "Part",
    "Question",
    "Questionnaire",
    "Response",
    "Section",
    "Survey",
    "Theme",
    "Translation",
]
