"""Which pages a respondent is asked. One forward pass; routing sees only answers on the path."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from surveys.questionnaire.controls import Control, controls
from surveys.questionnaire.definition import (
    Answer,
    Answers,
    Condition,
    Option,
    Page,
    Part,
    Question,
    Questionnaire,
    Section,
)


@dataclass(frozen=True, eq=False)
class AskedPage:
    """A page as one respondent meets it: only what is asked, only the options that are offered.
    Compared by identity, so that a form can be prepared once for each."""

    code: str
    title: str
    section: Section
    questions: tuple[Question, ...]

    @cached_property
    def controls(self) -> tuple[Control, ...]:
        return tuple(control for question in self.questions for control in controls(question))

    def seen(self, answers: Answers) -> bool:
        """Whether the page was saved with all the controls it has now; a blank counts."""
        return all(c.name in answers for c in self.controls if c.asked(answers) and not c.parent)


Path = tuple[AskedPage, ...]
Frozen = str | float | bool | tuple[str, ...] | None  # an answer as part of a key
Key = tuple[tuple[str, Frozen], ...]


def route(questionnaire: Questionnaire, answers: Answers) -> Path:
    """The pages this respondent is asked, in order. The same object comes back for the same
    answers to the questions that routing looks at, so a page is narrowed once, not per request."""
    return _route(questionnaire, as_key(answers, routing_questions(questionnaire)))


def as_key(answers: Answers, names: Iterable[str]) -> Key:
    """The answers of these names, missing ones as None, as something to remember by."""
    return tuple((name, _frozen(answers.get(name))) for name in names)


def from_key(key: Key) -> dict[str, Answer]:
    """The answers again."""
    return {name: list(answer) if isinstance(answer, tuple) else answer for name, answer in key}


@lru_cache(maxsize=2048)
def _route(questionnaire: Questionnaire, looked_at: Key) -> Path:
    answers = from_key(looked_at)
    pages: list[AskedPage] = []
    on_path: dict[str, Answer] = {}
    for section in questionnaire.sections:
        if not _shown(section.condition, on_path):
            continue
        for page in section.pages:
            questions = _asked(page, answers, on_path)
            if questions:
                pages.append(_asked_page(page.code, page.title, section, questions))
    return tuple(pages)


@lru_cache(maxsize=2048)
def _asked_page(code: str, title: str, section: Section, questions: tuple[Question, ...]) -> AskedPage:
    """The same object on every path that asks the same, so that what is prepared for a page serves them all."""
    return AskedPage(code, title, section, questions)


def prune(path: Path, answers: Answers) -> dict[str, Answer]:
    """Only the answers to what is asked on this path, without options that are not offered."""
    kept: dict[str, Answer] = {}
    for page in path:
        kept |= answers_on(page.controls, answers)
    return kept


def answers_on(asked: Iterable[Control], answers: Answers) -> dict[str, Answer]:
    """The answers to these controls, without options that are not offered."""
    kept: dict[str, Answer] = {}
    for control in asked:
        if control.name in answers and control.asked(kept):
            kept[control.name] = offered(control.options, answers[control.name])
    return kept


def offered(options: tuple[Option, ...], answer: Answer) -> Answer:
    """The answer as far as it is among the options; anything where there are no options."""
    if not options:
        return answer
    codes = {option.code for option in options}
    if isinstance(answer, list):
        return [code for code in answer if code in codes]
    return answer if answer in codes else None


@lru_cache(maxsize=64)
def routing_questions(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The codes of all questions that a condition names: the path depends on nothing else."""
    return tuple(sorted({condition.question for condition in conditions(questionnaire)}))


def conditions(questionnaire: Questionnaire) -> Iterable[Condition]:
    """Every condition of the questionnaire."""
    for section in questionnaire.sections:
        for page in section.pages:
            for question in page.questions:
                parts: list[Part] = [section, page, question, *question.items, *_all_options(question)]
                yield from (part.condition for part in parts if part.condition)


def _all_options(question: Question) -> list[Option]:
    subs = [option.sub for option in question.options if option.sub]
    return [*question.options, *(option for sub in subs for option in sub.options)]


def _frozen(answer: Answer) -> Frozen:
    return tuple(answer) if isinstance(answer, list) else answer


def _shown(condition: Condition | None, on_path: Answers) -> bool:
    return condition is None or condition.holds(on_path)


def _asked(page: Page, answers: Answers, on_path: dict[str, Answer]) -> tuple[Question, ...]:
    """The questions of the page that are asked; what they answer joins the path."""
    if not _shown(page.condition, on_path):
        return ()
    questions = []
    for question in page.questions:
        narrowed = _narrowed(question, on_path)
        if narrowed is None:
            continue
        questions.append(narrowed)
        if question.code in answers:
            on_path[question.code] = offered(narrowed.options, answers[question.code])
    return tuple(questions)


def _narrowed(question: Question, on_path: Answers) -> Question | None:
    """The question with the items and options that are offered; None where nothing is left."""
    if not _shown(question.condition, on_path):
        return None
    items = tuple(item for item in question.items if _shown(item.condition, on_path))
    options = tuple(
        replace(option, sub=option.sub and _narrowed(option.sub, on_path))
        for option in question.options
        if _shown(option.condition, on_path)
    )
    nothing_left = (question.items and not items) or (question.options and not options)
    return None if nothing_left else replace(question, items=items, options=options)
