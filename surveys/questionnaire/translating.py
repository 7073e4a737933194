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
Say = Callable[[str, str], str]  # an address and the text that stands there; what is to stand there instead


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
    return _texts(lambda say: _front(questionnaire, say))


def section_texts(section: Section) -> dict[str, str]:
    """All texts of a section, by their addresses."""
    return _texts(lambda say: _section(section, say))


def _texts(walk: Callable[[Say], object]) -> dict[str, str]:
    found: dict[str, str] = {}

    def note(address: str, text: str) -> str:
        found[address] = text
        return text

    walk(note)
    return {address: text for address, text in found.items() if text}


def _complete(part: Texts, texts: Texts) -> bool:
    return part.keys() <= texts.keys()


def _lookup(texts: Texts) -> Say:
    return texts.get


def _front(questionnaire: Questionnaire, say: Say) -> Questionnaire:
    return replace(
        questionnaire,
        title=say("title", questionnaire.title),
        purpose=_paragraphs("purpose", questionnaire.purpose, say),
        minutes=say("minutes", questionnaire.minutes),
        privacy=_paragraphs("privacy", questionnaire.privacy, say),
    )


def _section(section: Section, say: Say) -> Section:
    pages = tuple(_page(page, say) for page in section.pages)
    return replace(section, title=say(f"section.{section.code}", section.title), pages=pages)


def _page(page: Page, say: Say) -> Page:
    questions = tuple(_question(question, say) for question in page.questions)
    return replace(page, title=say(f"page.{page.code}", page.title), questions=questions)


def _question(question: Question, say: Say) -> Question:
    code = question.code
    return replace(
        question,
        text=say(code, question.text),
        hint=say(f"{code}.hint", question.hint),
        introduction=_paragraphs(f"{code}.introduction", question.introduction, say),
        items=tuple(_line(item, code, say) for item in question.items),
        options=tuple(_option(option, code, say) for option in question.options),
    )


def _option(option: Option, question: str, say: Say) -> Option:
    sub = option.sub and _question(option.sub, say)
    return replace(_line(option, question, say), sub=sub)


def _line(line: Line, question: str, say: Say) -> Line:
    address = f"{question}.{line.code}"
    return replace(line, label=say(address, line.label), hint=say(f"{address}.hint", line.hint))


def _paragraphs(address: str, paragraphs: tuple[str, ...], say: Say) -> tuple[str, ...]:
    return tuple(say(f"{address}.{number}", text) for number, text in enumerate(paragraphs, start=1))
