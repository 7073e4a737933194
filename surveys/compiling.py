"""Rows into a definition: once per version and language, whatever the number of requests."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from django.conf import settings
from django.utils.translation import get_language

from surveys import models
from surveys.questionnaire import back_coding, codebook, controls, packing, translating
from surveys.questionnaire.definition import (
    CodeFrame,
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

Grown = Mapping[str, models.CodeFrame]

CONDITION = "condition__question", "condition__options"
SUB = "pages__questions__options__sub"
EVERYTHING = (
    *(f"{name}" for name in CONDITION),
    *(f"pages__{name}" for name in CONDITION),
    *(f"pages__questions__{name}" for name in CONDITION),
    *(f"pages__questions__items__{name}" for name in CONDITION),
    *(f"pages__questions__options__{name}" for name in CONDITION),
    *(f"{SUB}__options__{name}" for name in CONDITION),
)


def compiled(row: models.Questionnaire) -> Questionnaire:
    """The definition that these rows hold, in the active language where they are translated into it. The same object
    for the same content and language, without a query once this process has read it. Its codes, and so answers and
    tables, are the same in every language."""
    language = active_language()
    known = language in _of(row).translations
    return _translated(*_key(row), language) if known else _of(row)


def languages(row: models.Questionnaire) -> list[str]:
    """The codes of the further languages that the questionnaire is translated into, at least in part."""
    return sorted(_of(row).translations)


def title(survey: models.Survey) -> str:
    """The title of the survey; in another language that of its questionnaire."""
    questionnaire = compiled(survey.questionnaire)
    return survey.title if questionnaire.title == _of(survey.questionnaire).title else questionnaire.title


def variables(row: models.Questionnaire) -> tuple[codebook.Variable, ...]:
    """The variables of the questionnaire, worked out once."""
    return _variables(_of(row))


def layout(row: models.Questionnaire) -> tuple[packing.Column, ...]:
    """The columns of its packed records, worked out once."""
    return _layout(_of(row))


def forget() -> None:
    """Keep nothing: the next reader compiles anew."""
    for kept in (_compiled, _translated):
        kept.cache_clear()


def _of(row: models.Questionnaire) -> Questionnaire:
    return _compiled(*_key(row))


def _key(row: models.Questionnaire) -> tuple[int, str, int]:
    return row.pk, row.digest, row.edition


@lru_cache(maxsize=16)
def _compiled(pk: int, digest: str, edition: int) -> Questionnaire:
    row = models.Questionnaire.objects.get(pk=pk)
    sections = row.sections.prefetch_related(*EVERYTHING)
    grown = {frame.variable: frame for frame in row.code_frames.prefetch_related("themes")}
    return Questionnaire(
        code=row.code,
        version=row.version,
        title=row.title,
        purpose=tuple(row.purpose),
        minutes=row.minutes,
        privacy=tuple(row.privacy),
        sections=tuple(_section(section, grown) for section in sections),
        translations={translation.language: translation.texts for translation in row.translations.all()},
    )


@lru_cache(maxsize=16)
def _translated(pk: int, digest: str, edition: int, language: str) -> Questionnaire:
    return translating.translated(_compiled(pk, digest, edition), language)


def active_language() -> str:
    """The code of the language that texts are shown in, without a country."""
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def other_language(part: Section | Questionnaire) -> str:
    """The language of a part as HTML's `lang` has it, where it is not that of the page around it; else empty."""
    own = part.language or settings.LANGUAGE_CODE
    return "" if own.split("-")[0] == active_language() else own


@lru_cache(maxsize=16)
def _variables(questionnaire: Questionnaire) -> tuple[codebook.Variable, ...]:
    return codebook.variables(questionnaire)


@lru_cache(maxsize=16)
def _layout(questionnaire: Questionnaire) -> tuple[packing.Column, ...]:
    return packing.layout(_variables(questionnaire))


def _section(row: models.Section, grown: Grown) -> Section:
    pages = tuple(_page(page, grown) for page in row.pages.all())
    return Section(row.code, row.title, pages, _condition(row))


def _page(row: models.Page, grown: Grown) -> Page:
    questions = tuple(_with_code_frames(_question(question), grown) for question in row.questions.all())
    return Page(row.code, row.title, questions, _condition(row))


def _question(row: models.Question) -> Question:
    options = row.options.all()
    codes = tuple(Theme(o.code, o.label, o.short, under=o.under) for o in options if o.in_code_frame)
    return Question(
        code=row.code,
        number=row.number,
        kind=Kind(row.kind),
        text=row.text,
        hint=row.hint,
        introduction=tuple(row.introduction),
        items=tuple(_item(item) for item in row.items.all()),
        options=tuple(_option(option) for option in options if not option.in_code_frame),
        limit=row.limit,
        required=row.required,
        condition=_condition(row),
        fact=row.fact,
        code_frame=CodeFrame(row.code_frame, codes) if row.code_frame else None,
    )


def _with_code_frames(question: Question, grown: Grown) -> Question:
    """The question with what researchers added to its code frames."""
    other = []
    for control in controls.controls(question):
        row = grown.get(control.name)
        if row and control.name != question.code:
            listed = back_coding.listed(question, control, edition=row.edition)
            other.append((control.name, CodeFrame(codes_name(control.name), (*listed, *_added(row)))))
    frame = question.code_frame
    if question.code in grown:
        came_with = frame.codes if frame else ()
        code = frame.code if frame else codes_name(question.code)
        frame = CodeFrame(code, (*came_with, *_added(grown[question.code])))
    return replace(question, code_frame=frame, other_frames=tuple(other))


def codes_name(variable: str) -> str:
    """The name of the variable that holds the codes of an open answer: `q20_codes` for `q20_text`."""
    return f"{variable.removesuffix('_text')}_codes"


def _added(row: models.CodeFrame) -> Iterator[Theme]:
    for theme in row.themes.all():
        yield Theme(theme.code, theme.label, under=theme.under, edition=theme.edition, retired=theme.retired)


def _item(row: models.Item) -> Item:
    return Item(
        code=row.code,
        label=row.label,
        short=row.short,
        hint=row.hint,
        condition=_condition(row),
        specify=row.specify,
        required=row.required,
    )


def _option(row: models.Option) -> Option:
    return Option(
        code=row.code,
        label=row.label,
        short=row.short,
        hint=row.hint,
        aliases=tuple(row.aliases),
        condition=_condition(row),
        specify=row.specify,
        sub=_question(row.sub) if hasattr(row, "sub") else None,
    )


def _condition(row: models.Part) -> Condition | None:
    if row.condition is None:
        return None
    options = frozenset(option.code for option in row.condition.options.all())
    return Condition(row.condition.question.code, options)
