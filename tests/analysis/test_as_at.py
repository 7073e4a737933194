"""Any table as it stood at a moment, and what came or changed since."""

import json
import random
from datetime import timedelta
from io import StringIO

import numpy as np
import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command

from analysis import matrix, report, since
from analysis.since import Case
from surveys import coding, framing, responses
from surveys.models import Response
from tests.factories import MONDAY, ResponseFactory, SurveyFactory


def hour(number):
    return MONDAY + timedelta(hours=number)


@pytest.fixture
def survey(db):
    made = SurveyFactory(title="Towns")
    framing.add(made.questionnaire, "q7_text", "Money")
    return made


def answer(survey, at, **answers):
    return ResponseFactory(survey=survey, answers={"q2": "u", "q7_text": "More", **answers}, submitted=at)


def change(response, at, **answers):
    response.refresh_from_db()
    response.answers |= answers
    response.changed_at = at
    response.save()
    coding.code(response, now=at)


def in_order(columns, keys):
    """The records, by the key of the response."""
    return dict(zip(keys, map(bytes, columns.cells.T), strict=True))


def test_every_moment_is_as_it_was_at_that_moment(survey):
    """Responses come and are changed, codes are given, the code frame grows: what was current then is found again."""
    chance, seen = random.Random(7), []
    for number in range(40):
        known = list(Response.objects.order_by("pk"))
        what = chance.choice(["come", "come", "change", "code", "grow"]) if known else "come"
        if what == "come":
            answer(survey, hour(number), q2=chance.choice("ud"))
        elif what == "change":
            change(chance.choice(known), hour(number), q2=chance.choice("ud"))
        elif what == "code":
            coding.give_codes(chance.choice(known).pk, "q7_codes", chance.choice([[], ["T1"]]), now=hour(number))
        else:
            framing.add(survey.questionnaire, "q7_text", f"Theme {number}")
        seen.append(in_order(matrix.current(survey), matrix.responses(survey)))

    length = matrix.current(survey).cells.shape[0]
    for number, then in enumerate(seen):
        at = hour(number) + timedelta(minutes=1)
        found = in_order(matrix.as_at(survey, at), matrix.responses(survey, at=at))
        assert found == {key: record.ljust(length, b"\0") for key, record in then.items()}


def test_before_the_first_answer_there_is_nobody(survey):
    answer(survey, hour(1))

    assert matrix.as_at(survey, MONDAY).responses == 0
    assert report.build(survey, as_at=MONDAY).responses == 0


def test_a_report_of_a_moment_counts_what_was_there_then(survey):
    first = answer(survey, hour(1))
    answer(survey, hour(3))
    change(first, hour(5), q2="d")

    def towns(at):
        (table,) = report.build(survey, ids=["Q2"], as_at=at).tables
        return [row[0].count for row in table.cells]

    assert [towns(at) for at in (hour(2), hour(4), hour(6), None)] == [[1, 0], [2, 0], [1, 1], [1, 1]]


def test_an_answer_that_was_sent_anew_counts_as_before_until_then(survey):
    response = answer(survey, hour(1), q3="n", q4=["a"], q6_x=1, q6_y=1)
    responses.reopen(response.public_id, now=hour(2))
    responses.save_page(response.public_id, "page-q4", {"q4": ["b"]}, shown="", now=hour(2))

    before = matrix.as_at(survey, hour(3))

    assert np.array_equal(before.cells, matrix.current(survey).cells)


def test_what_came_and_what_was_changed_since_is_told_apart(survey):
    old, changed = answer(survey, hour(1)), answer(survey, hour(1))
    new = answer(survey, hour(3))
    change(changed, hour(4), q2="d")
    coding.give_codes(changed.pk, "q7_codes", ["T1"], now=hour(5))

    assert since.cases(survey, hour(2)) == [
        Case(changed.pk, is_new=False, variables=("q2", "q5", "q7_codes_T1")),
        Case(new.pk, is_new=True, variables=()),
    ]
    assert old.pk not in [case.response_id for case in since.cases(survey, MONDAY + timedelta(hours=1))]


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text().split())


def test_the_report_of_an_earlier_moment_says_so(client, admin_client, survey):
    answer(survey, hour(1))
    answer(survey, hour(3))

    shown = page(admin_client, "/report/?as-at=2026-11-02T11:00")

    assert "From 1 response, as it stood at 2 November 2026, 11:00" in shown
    assert "From 1 response, as it stood at 2 November 2026, 11:00" in page(
        admin_client, "/report/Q2/?as-at=2026-11-02T11:00"
    )
    assert "New, sent 2 November 2026, 12:00" in page(admin_client, "/report/since/?as-at=2026-11-02T11:00")
    assert "1 response" in page(admin_client, "/report/Q2/0/0/?as-at=2026-11-02T11:00")


def test_nothing_that_came_since_is_said_in_words(admin_client, survey):
    answer(survey, hour(1))

    assert "Nothing: every table is as it was then." in page(admin_client, "/report/since/?as-at=2026-11-05")
    assert "Choose a date and a time" in page(admin_client, "/report/since/")


def test_a_moment_that_is_none_is_refused_beside_its_field(admin_client, survey):
    answer(survey, hour(1))

    assert "Enter a date and a time" in page(admin_client, "/report/?as-at=yesterday", status=422)


@pytest.mark.parametrize("place", ["?as-at=", "since/?as-at=", "crosstab/?rows=q2&as_at="])
def test_a_moment_that_is_still_to_come_is_refused_beside_its_field(admin_client, survey, place):
    answer(survey, hour(1))

    found = admin_client.get(f"/report/{place}2100-01-01").content.decode()

    assert "This moment is still to come. Leave it empty for now." in found


@pytest.mark.parametrize(
    ("given", "shown"),
    [("2026-11-05", "2026-11-05T00:00"), ("2026-11-05T17:30", "2026-11-05T17:30"), ("yesterday", None)],
)
def test_the_field_shows_the_moment_as_browsers_can(admin_client, survey, given, shown):
    found = BeautifulSoup(admin_client.get(f"/report/since/?as-at={given}").content, "html.parser")

    assert found.select_one("input[type=datetime-local]").get("value") == shown


def test_a_crosstab_can_be_of_an_earlier_moment(admin_client, survey):
    answer(survey, hour(1))
    answer(survey, hour(3))

    made = json.loads(
        b"".join(admin_client.get("/report/crosstab/crosstab.json?rows=q2&as_at=2026-11-02T11:00").streaming_content)
    )

    assert made["tables"][0]["base"]["n"] == 1


def built(tmp_path, *arguments):
    path = tmp_path / "report.json"
    call_command("build_report", "--format", "json", "--output", path, *arguments, stdout=StringIO(), stderr=StringIO())
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_command_refuses_a_moment_that_is_still_to_come(survey, tmp_path):
    with pytest.raises(CommandError, match="2100-01-01 is still to come"):
        built(tmp_path, "--as-at", "2100-01-01")


def test_the_command_makes_the_report_of_a_moment(survey, tmp_path):
    answer(survey, hour(1))
    answer(survey, hour(3))

    assert built(tmp_path, "--table", "Q2", "--as-at", "2026-11-02T11:00")["tables"][0]["base"]["n"] == 1
    assert built(tmp_path, "--table", "Q2")["tables"][0]["base"]["n"] == 2


def test_the_command_says_what_a_time_looks_like(survey, tmp_path):
    with pytest.raises(CommandError, match="“noon” is no time"):
        built(tmp_path, "--as-at", "noon")
