"""Small questionnaires in a line or two."""

from pathlib import Path

from surveys.questionnaire import reading
from surveys.questionnaire.definition import (
    Condition,
    Item,
    Kind,
    Option,
    Page,
    Question,
    Questionnaire,
    Section,
    Theme,
)

APPENDIX_A = Path(__file__).parent.parent / "surveys/questionnaires/community_safety_capacity.yaml"


def appendix_a() -> Questionnaire:
    """The study's own questionnaire, read from its file."""
    questionnaire, problems = reading.read(APPENDIX_A.read_text(encoding="utf-8"))
    assert problems == ()
    assert questionnaire is not None
    return questionnaire


def chose(question: str, *options: str) -> Condition:
    return Condition(question, frozenset(options))


def options(codes: str, **conditions: Condition) -> tuple[Option, ...]:
    """One option a letter."""
    return tuple(Option(c, f"Option {c}", condition=conditions.get(c)) for c in codes)


def themes(codes: str) -> tuple[Theme, ...]:
    """One theme a letter."""
    return tuple(Theme(c, f"Theme {c}") for c in codes)


def items(codes: str, **conditions: Condition) -> tuple[Item, ...]:
    """One item a letter."""
    return tuple(Item(c, f"Item {c}", condition=conditions.get(c)) for c in codes)


def question(code: str, kind: Kind = Kind.SINGLE, **parts: object) -> Question:
    if kind in {Kind.SINGLE, Kind.MULTIPLE, Kind.GRID}:
        parts.setdefault("options", options("ab"))
    if kind in {Kind.GRID, Kind.NUMBERS}:
        parts.setdefault("items", items("xy"))
    return Question(code, code, kind, f"Text of {code}", **parts)


def questionnaire(*pages: Page | Question, code: str = "test") -> Questionnaire:
    """One section; a bare question gets a page of its own."""
    made = tuple(part if isinstance(part, Page) else Page(f"page-{part.code}", "Page", (part,)) for part in pages)
    return Questionnaire(code, "Test", (Section("section", "Section", made),))
