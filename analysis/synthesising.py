"""Made-up respondents: each walks through the questionnaire page by page and answers at random.

For benchmarks on a database of their own. They are stored in bulk, past the verbs of `surveys.responses`.
"""

from collections.abc import Iterator
from datetime import datetime
from random import Random

from surveys import coding, compiling
from surveys.models import CodedResponse, Response, Survey
from surveys.questionnaire import routing, validation
from surveys.questionnaire.controls import Control, ControlKind
from surveys.questionnaire.definition import Answer, Questionnaire
from surveys.questionnaire.routing import AskedPage

WORDS = ("more", "funding", "partners", "=SUM(A1:A9)", "commitment", "in", "the", "long", "term", "buy-in")
BATCH = 1000
LARGEST = 20
BLANK = 0.1


def respond(survey: Survey, number: int, *, random: Random, now: datetime, before: int = 0) -> None:
    """Add so many submitted responses to a survey in which so many were made up before, and has no others."""
    questionnaire = compiling.compiled(survey.questionnaire)
    for first in range(before, before + number, BATCH):
        places = range(first, min(first + BATCH, before + number))
        made = [_response(survey, walk(questionnaire, random), place, now) for place in places]
        Response.objects.bulk_create(made)
        coded = [CodedResponse(survey=survey, response=row, record=coding.packed(row), since=now) for row in made]
        CodedResponse.objects.bulk_create(coded)


def walk(questionnaire: Questionnaire, random: Random) -> dict[str, Answer]:
    """The answers of one respondent, who was asked just what those answers lead to."""
    answers: dict[str, Answer] = {}
    page = next(iter(routing.route(questionnaire, answers)), None)
    while page is not None:
        answers |= validation.read_page(page, given(page, random)).answers
        path = routing.route(questionnaire, answers)
        page = next((asked for asked in path if not asked.seen(answers)), None)
    return routing.prune(path, answers)


def given(page: AskedPage, random: Random) -> dict[str, object]:
    """What the form of this page holds, filled in at random."""
    return {control.name: _raw(control, random) for control in page.controls}


def _response(survey: Survey, answers: dict[str, Answer], place: int, now: datetime) -> Response:
    return Response(
        survey=survey,
        answers=answers,
        codes=dict(_codes(survey, answers)),
        reference=f"{survey.pk}-{place}",
        started_at=now,
        submitted_at=now,
    )


def _codes(survey: Survey, answers: dict[str, Answer]) -> Iterator[tuple[str, list[str]]]:
    """Every open answer gets one code of its code frame, by the length of its text."""
    for variable in compiling.variables(survey.questionnaire):
        text = answers.get(variable.text)
        if text:
            yield variable.name, [variable.options[len(str(text)) % len(variable.options)].code]


def _raw(control: Control, random: Random) -> object:
    if not control.required and random.random() < BLANK:
        return ""
    codes = [option.code for option in control.options]
    match control.kind:
        case ControlKind.CHOICE:
            return random.choice(codes)
        case ControlKind.CHOICES:
            return random.sample(codes, random.randint(1, min(control.limit or len(codes), len(codes))))
        case ControlKind.NUMBER:
            return str(random.randint(0, LARGEST) / 2)
        case ControlKind.TICK:
            return random.choice(["", "1"])
        case _:
            return " ".join(random.choices(WORDS, k=random.randint(1, 12)))
