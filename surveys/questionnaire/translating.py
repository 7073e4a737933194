"""A questionnaire in another language: the same codes and conditions under other texts.

Every text has an address: `title`, `purpose.1`, `section.background`, `page.your-role`, `q2`, `q2.hint`,
`q2.introduction.1`, the line or option `q2.a`, and `q2.a.hint`. A section is translated as a whole or stays as it is,
so that no page mixes two languages; so do the texts of the first page.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from surveys.questionnaire.definition import Item, Option, Page, Question, Questionnaire, Section

Line = TypeVar("Line", Item, Option)
Texts = Mapping[str, str]
TextAt = Callable[[str, str], str]  # an address and the text that stands there; what is to stand there instead


def translated(questionnaire: Questionnaire, language: str) -> Questionnaire:
    """The questionnaire in one of the languages of its `translations`."""
    texts = questionnaire.translations[language]
    front = _complete(front_texts(questionnaire), texts)
    made = replace(_front(questionnaire, _lookup(texts)), language=language) if front else questionnaire
    sections = (
        replace(_section(section, _lookup(texts)), language=language)
        if _complete(section_texts(section), texts)
        else section
        for section in questionnaire.sections
    )
    return replace(made, sections=tuple(sections))


def problems(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """What is wrong with the translations: the language, and a sentence."""
    parts = [front_texts(questionnaire), *map(section_texts, questionnaire.sections)]
    known = {address for part in parts for address in part}
    for language, texts in questionnaire.translations.items():
        for address in texts.keys() - known:
            yield language, f"nothing in the questionnaire has the address “{address}”"
        for part in parts:
            missing = part.keys() - texts.keys()
            if missing and len(missing) < len(part):
                yield language, f"these belong to what is translated and have no text yet: {', '.join(sorted(missing))}"


def front_texts(questionnaire: Questionnaire) -> dict[str, str]:
    """The texts of the first page, by their addresses."""
    return _texts(lambda text_at: _front(questionnaire, text_at))


def section_texts(section: Section) -> dict[str, str]:
    """All texts of a section, by their addresses."""
    return _texts(lambda text_at: _section(section, text_at))


def _texts(walk: Callable[[TextAt], object]) -> dict[str, str]:
    found: dict[str, str] = {}

    def note(address: str, text: str) -> str:
        found[address] = text
        return text

    walk(note)
    return {address: text for address, text in found.items() if text}


def _complete(part: Texts, texts: Texts) -> bool:
    return part.keys() <= texts.keys()


def _lookup(texts: Texts) -> TextAt:
    return texts.get


def _front(questionnaire: Questionnaire, text_at: TextAt) -> Questionnaire:
    return replace(
        questionnaire,
        title=text_at("title", questionnaire.title),
        purpose=_paragraphs("purpose", questionnaire.purpose, text_at),
        minutes=text_at("minutes", questionnaire.minutes),
        privacy=_paragraphs("privacy", questionnaire.privacy, text_at),
    )


def _section(section: Section, text_at: TextAt) -> Section:
    pages = tuple(_page(page, text_at) for page in section.pages)
    return replace(section, title=text_at(f"section.{section.code}", section.title), pages=pages)


def _page(page: Page, text_at: TextAt) -> Page:
    questions = tuple(_question(question, text_at) for question in page.questions)
    return replace(page, title=text_at(f"page.{page.code}", page.title), questions=questions)


def _question(question: Question, text_at: TextAt) -> Question:
    code = question.code
    return replace(
        question,
        text=text_at(code, question.text),
        hint=text_at(f"{code}.hint", question.hint),
        introduction=_paragraphs(f"{code}.introduction", question.introduction, text_at),
        items=tuple(_line(item, code, text_at) for item in question.items),
        options=tuple(_option(option, code, text_at) for option in question.options),
    )


def _option(option: Option, question: str, text_at: TextAt) -> Option:
    sub = option.sub and _question(option.sub, text_at)
    return replace(_line(option, question, text_at), sub=sub)


def _line(line: Line, question: str, text_at: TextAt) -> Line:
    address = f"{question}.{line.code}"
    return replace(line, label=text_at(address, line.label), hint=text_at(f"{address}.hint", line.hint))


def _paragraphs(address: str, paragraphs: tuple[str, ...], text_at: TextAt) -> tuple[str, ...]:
    return tuple(text_at(f"{address}.{number}", text) for number, text in enumerate(paragraphs, start=1))
