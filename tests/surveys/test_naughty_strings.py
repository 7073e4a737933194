"""The Big List of Naughty Strings in every field: read, shown, kept and exported as text, or refused with a message.

naughty_strings.json is Max Woolf's list, under the MIT licence (THIRD-PARTY-NOTICES.md).
"""

import io
import json
from itertools import cycle, islice
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from analysis.exporting import Values
from analysis.rendering import as_csv, as_sheet
from surveys import check_answers, printing, responses
from surveys.models import Channel, Response
from surveys.questionnaire import routing, validation
from surveys.questionnaire.controls import ControlKind
from surveys.questionnaire.definition import Item, Kind, Option, Page
from tests.builders import appendix_a, question, questionnaire
from tests.surveys.browsing import page_at, place, respondent, soup
from tests.surveys.fielding import MONDAY, fielded, started

STRINGS = json.loads((Path(__file__).parent / "naughty_strings.json").read_text(encoding="utf-8"))
FROM_WORD = [
    "“Smart” quotes and an apostrophe’s dash – here",
    "One line\vanother\x0band a third\r\nand a fourth",
    "Bullet •\tand a tab",
    "non\u00a0breaking\u202fspaces and a soft\u00adhyphen",
    "\ufeffa mark at the front",
    "ellipsis… and ﬁ ligatures",
]
ALL = [*STRINGS, *FROM_WORD]


@pytest.fixture(autouse=True)
def in_the_field(time_machine):
    time_machine.move_to(MONDAY, tick=False)


def every_control():
    answers = {"q2": "d", "q7": list("abcdefg")}
    return [control for page in routing.route(appendix_a(), answers) for control in page.controls]


@pytest.mark.parametrize("control", every_control(), ids=lambda control: control.name)
def test_every_control_reads_every_string_or_says_what_is_wrong(control):
    for text in ALL:
        reading = validation.read(control, text)

        assert bool(reading.code) == bool(reading.message)
        if not reading.code and control.kind in {ControlKind.TEXT, ControlKind.LONG_TEXT}:
            assert validation.read(control, reading.answer or "") == reading  # reading it again changes nothing


def all_kinds():
    specify = (Option("a", "Yes"), Option("g", "Other", specify=True))
    return Page(
        "all",
        "All kinds",
        (
            question("q1", Kind.TEXT),
            question("q2", Kind.LONG_TEXT, required=False),
            question("q3", Kind.SINGLE, options=specify),
            question("q4", Kind.MULTIPLE, options=specify),
            question("q5", Kind.GRID, items=(Item("x", "X"), Item("y", "Other", specify=True, required=False))),
            question("q6", Kind.NUMBERS, items=(Item("x", "X"), Item("y", "Other", specify=True, required=False))),
        ),
    )


NAMES = [control.name for control in routing.route(questionnaire(all_kinds()), {})[0].controls]
TEXTS = {"q1", "q2", "q3_text", "q4_g_text", "q5_y_text", "q6_y_text"}
CHOSEN = {"q3": "g", "q4": ["g"], "q5_x": "a", "q5_y": "a", "q6_x": "1", "q6_y": "2"}


@pytest.mark.django_db
def test_a_page_takes_every_string_in_every_field_and_shows_it_again(client):
    response = started(fielded(questionnaire(all_kinds())))
    respondent(client, response)
    address = page_at(response, "all")

    for text in ALL:
        answer = client.post(address, dict.fromkeys(NAMES, text))

        assert answer.status_code == 200, text
        page = soup(answer)
        assert page.select(".govuk-error-summary li"), text
        shown = {box["name"]: box["value"] for box in page.select("input[type=text]")}
        assert shown["q3_text"].split() == validation.without_unprintable(text).split(), text


@pytest.mark.django_db
def test_a_page_saves_every_string_that_can_be_an_answer(client):
    response = started(fielded(questionnaire(all_kinds())))
    respondent(client, response)
    (page,) = responses.path(response)

    for text in ALL:
        sent = CHOSEN | dict.fromkeys(TEXTS, text)
        expected, problems = validation.read_page(page, sent)

        answer = client.post(page_at(response, "all"), sent)

        response.refresh_from_db()
        assert (answer.status_code == 302) == (not problems), text
        if not problems:
            assert response.answers == expected, text


@pytest.mark.django_db
def test_a_draft_keeps_every_string(client):
    response = started(fielded(questionnaire(all_kinds())))
    respondent(client, response)

    for text in ALL:
        answer = client.post(f"{page_at(response, 'all')}draft/", {"window": "one"} | dict.fromkeys(NAMES, text))

        assert answer.status_code == 200, text


def answered_with(strings):
    """A whole response with these strings in its open answers, over and over."""
    path = routing.route(appendix_a(), {"q2": "d", "q7": list("acdg")})
    texts = cycle(strings)
    answers = {"q2": "d", "q3": "f", "q7": list("acdg")}
    for control in (control for page in path for control in page.controls):
        if control.kind in {ControlKind.TEXT, ControlKind.LONG_TEXT}:
            answers[control.name] = validation.read(control, next(texts)).answer
        elif control.name not in answers:
            first = control.options[0].code if control.options else "1"
            value = [option.code for option in control.options][:3] if control.kind is ControlKind.CHOICES else first
            answers[control.name] = validation.read(control, value).answer
    return answers


@pytest.mark.django_db
def test_check_copy_and_exports_hold_every_string(client):
    survey = fielded(appendix_a())
    for start in range(0, len(ALL), 12):
        now = {"channel": Channel.WEB, "now": MONDAY}
        response = responses.enter(survey, answered_with(ALL[start : start + 12]), known={}, codes={}, **now)
        respondent(client, response)

        assert client.get(place(response, "answers")).status_code == 200
        made = printing.answers(response, check_answers.sent(response))
        assert len(PdfReader(io.BytesIO(made)).pages) > 1

    for write in (as_csv.write_responses, as_sheet.write_responses):
        file = io.BytesIO()
        write(file, survey, Values.CODES)
        assert file.getvalue()
        if write is as_sheet.write_responses:
            sheet = load_workbook(io.BytesIO(file.getvalue())).worksheets[0]
            assert "f" not in {cell.data_type for row in islice(sheet.rows, 1, None) for cell in row}  # a formula
            assert sheet.max_row == Response.objects.count() + 1
