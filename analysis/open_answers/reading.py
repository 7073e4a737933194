"""Open answers as they are read: with the group they come from, searched, and with the codes they have."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models.fields.json import KeyTransform

from analysis.models import Judgement
from analysis.open_answers.questions import OpenQuestion
from analysis.open_answers.standing import Standing, State, standing, state
from surveys import compiling, framing
from surveys.models import Response, Survey
from surveys.questionnaire.definition import CodeFrame, Question, Theme, option_of

FACTS = ("type", "region")


@dataclass(frozen=True, slots=True)
class Verbatim:
    """One open answer, word for word. `group` holds the codes of its type and region as confirmed, by fact; `codes` are
    those that count."""

    response_id: int
    reference: str
    text: str
    group: Mapping[str, str]
    codes: tuple[str, ...]
    state: State
    standing: Standing


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which answers: by type and region, by what they say, by a code they have (or one below it), by state. What is
    empty does not matter."""

    group: Mapping[str, str] = field(default_factory=dict)
    search: str = ""
    codes: frozenset[str] = frozenset()
    state: str = ""

    def fits(self, verbatim: Verbatim) -> bool:
        return (
            all(verbatim.group.get(fact) == code for fact, code in self.group.items() if code)
            and self.search.casefold() in verbatim.text.casefold()
            and (not self.codes or not self.codes.isdisjoint(verbatim.codes))
            and self.state in ("", verbatim.state)
        )


class Part(NamedTuple):
    """A piece of a text, and whether it is what was searched for."""

    text: str
    is_found: bool


def verbatims(survey: Survey, question: OpenQuestion) -> list[Verbatim]:
    """Every answer to this question that was submitted, in the order in which they came."""
    facts = fact_questions(survey)
    asked = {fact: KeyTransform(of.code, "answers") for fact, of in facts.items()}
    answered = Response.objects.filter(survey=survey, submitted_at__isnull=False, answers__has_key=question.variable)
    rows = (
        answered.annotate(
            text=KeyTransform(question.variable, "answers"),
            given=KeyTransform(question.frame.code, "codes"),
            **{f"of_{fact}": value for fact, value in asked.items()},
        )
        .order_by("submitted_at", "pk")
        .values("pk", "reference", "text", "given", *(f"of_{fact}" for fact in facts))
    )
    judged = _judgements(survey, question)
    heirs = framing.heirs(survey.questionnaire, question.variable)
    return [_verbatim(row, judged.get(row["pk"], []), heirs, tuple(facts)) for row in rows if row["text"]]


def fact_questions(survey: Survey) -> dict[str, Question]:
    """The questions that confirm type and region, as far as the questionnaire asks for them."""
    questionnaire = compiling.compiled(survey.questionnaire)
    return {fact: question for fact in FACTS if (question := questionnaire.question_of_fact(fact))}


def with_sub_themes(frame: CodeFrame, code: str) -> frozenset[str]:
    """The code and those of its sub-themes."""
    return frozenset({code, *(each.code for each in frame.codes if each.under == code)})


class Frequency(NamedTuple):
    """How many answers were given a theme; for one with sub-themes, itself or any of these."""

    theme: Theme
    answers: int


def frequencies(frame: CodeFrame, answers: Iterable[Verbatim]) -> list[Frequency]:
    """The themes in order of frequency, each followed by its sub-themes in theirs; then the listed options that an
    “other” was put back to. What nobody was given is last; retired themes are left out."""
    given = [set(answer.codes) for answer in answers]

    def number(code: Theme) -> Frequency:
        codes = with_sub_themes(frame, code.code)
        return Frequency(code, sum(not codes.isdisjoint(each) for each in given))

    def ordered(codes: Sequence[Theme]) -> list[Frequency]:
        return sorted((number(code) for code in codes if not code.retired), key=lambda each: -each.answers)

    tops = ordered([theme for theme in frame.themes if not theme.under])
    below = {top.theme.code: [t for t in frame.themes if t.under == top.theme.code] for top in tops}
    themes = [each for top in tops for each in (top, *ordered(below[top.theme.code]))]
    return themes + [each for each in ordered([code for code in frame.codes if code.listed]) if each.answers]


def progress(answers: Iterable[Verbatim]) -> Counter[State]:
    """How many are in each state."""
    return Counter(answer.state for answer in answers)


def highlighted(text: str, search: str) -> list[Part]:
    """The text in pieces, so that what was searched for can be marked."""
    if not search:
        return [Part(text, is_found=False)]
    pieces = re.split(f"({re.escape(search)})", text, flags=re.IGNORECASE)
    return [Part(piece, is_found=place % 2 == 1) for place, piece in enumerate(pieces) if piece]


def labels(question: OpenQuestion, codes: Iterable[str]) -> Iterator[str]:
    """What the codes say."""
    for code in codes:
        known = option_of(question.frame.codes, code)
        yield known.label if known else code


def _judgements(survey: Survey, question: OpenQuestion) -> Mapping[int, list[Judgement]]:
    """By response, in their order."""
    found: dict[int, list[Judgement]] = defaultdict(list)
    for judgement in Judgement.objects.filter(survey=survey, variable=question.variable).order_by("pk"):
        found[judgement.response_id].append(judgement)
    return found


def _verbatim(
    row: Mapping[str, object], judgements: list[Judgement], heirs: Mapping[str, str], facts: Sequence[str]
) -> Verbatim:
    text, codes = str(row["text"]), row["given"]
    given = tuple(map(str, codes)) if isinstance(codes, list) else ()
    return Verbatim(
        response_id=int(str(row["pk"])),
        reference=str(row["reference"]),
        text=text,
        group={fact: str(row[f"of_{fact}"] or "") for fact in facts},
        codes=given,
        state=state(given, judgements, text),
        standing=standing(judgements, text, heirs),
    )
