"""The questionnaire as rows, and what respondents answered."""

from surveys.models.questionnaires import (
    Condition,
    Item,
    Option,
    Page,
    Part,
    Question,
    Questionnaire,
    Section,
    Translation,
)
from surveys.models.responses import Channel, CodedResponse, HandOver, PageSave, Response, Survey

__all__ = [
    "Channel",
    "CodedResponse",
    "Condition",
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
    "Translation",
]
