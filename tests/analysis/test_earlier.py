"""The report beside one that was made earlier."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from analysis import earlier, outsiders, report
from analysis.earlier import Beside, Change
from analysis.exceptions import NotAReport
from analysis.outsiders import Asked, Audience
from analysis.reconciliation import Place
from analysis.rendering import as_json
from analysis.specification import Figure
from tests.analysis.reading import page, words
from tests.factories import MONDAY, ResponseFactory

pytestmark = pytest.mark.usefixtures("demonstrated")

EARLIER = "/report/earlier/"


def send(researcher, data):
    return researcher.post(EARLIER, {"file": SimpleUploadedFile("report.json", data)})


def test_a_report_is_no_different_from_itself(demonstration):
    made = report.build(demonstration)

    assert earlier.beside(made, earlier.read(as_json.rendered(made))) == Beside((), (), 0)


def test_one_more_answer_changes_figures(demonstration):
    before = as_json.rendered(report.build(demonstration))
    ResponseFactory(survey=demonstration, answers={"q2": "d", "q13": "a"}, submitted=MONDAY)

    found = earlier.beside(report.build(demonstration), earlier.read(before))

    assert found.changes[0] == Change(Place("T01", "District / borough", "", Figure.COUNT), 99, 100)


def test_what_outsiders_are_not_shown_is_not_taken_for_a_change(demonstration):
    public = outsiders.build(demonstration, Asked(Audience.PUBLIC))
    hidden = sum(len(cell.hidden) for table in public.tables for row in table.cells for cell in row)

    found = earlier.beside(report.build(demonstration), earlier.read(as_json.rendered(public)))

    assert (found.changes, found.hidden) == ((), hidden)
    assert hidden > 0


def test_a_table_that_the_file_does_not_have_is_not_taken_for_a_change(researcher, demonstration):
    before = json.loads(as_json.rendered(report.build(demonstration)))
    before["tables"] = before["tables"][2:]

    answer = page(send(researcher, json.dumps(before).encode()))

    assert "Every number in its tables that could be compared is as it was." in words(answer.main)
    assert [words(item)[:8] for item in answer.select("main .govuk-list--bullet li")] == ["Table 1:", "Table 2:"]


NO_REPORTS = [
    *(b"", b"{}", b"[1]", b"no json", b"\xff\xfe", b"[" * 100_000),
    b'{"tables": [{"id": "T01"}]}',
    b'{"tables": [{"id": "T", "cells": [{"row": "", "col": "", "count": "5"}]}]}',
]


@pytest.mark.parametrize("data", NO_REPORTS)
def test_what_is_no_report_is_refused(data):
    with pytest.raises(NotAReport):
        earlier.read(data)


def test_the_page_says_what_has_changed(researcher, demonstration):
    before = researcher.get("/report/report.json").content
    ResponseFactory(survey=demonstration, answers={"q2": "d"}, submitted=MONDAY)

    rows = page(send(researcher, before)).select("#changes tbody tr")

    assert [words(cell) for cell in rows[0].select("th, td")] == [
        "T01 / District / borough",
        "count",
        "99",
        "100",
    ]


def test_the_page_says_that_nothing_has_changed(researcher):
    answer = send(researcher, researcher.get("/report/report.json").content)

    assert "Every number in its tables is as it was." in words(page(answer).main)


def test_the_page_refuses_a_report_of_other_tables(researcher):
    crosstab = researcher.get("/report/crosstab/crosstab.json", {"rows": "q13"})

    answer = send(researcher, b"".join(crosstab.streaming_content))

    assert answer.status_code == 422
    assert "This file is no report in JSON." in words(page(answer).main)


def test_the_page_refuses_what_is_no_report(researcher):
    answer = send(researcher, b"no json")

    assert answer.status_code == 422
    assert "This file is no report in JSON." in words(page(answer).main)
    assert words(page(answer).title) == "Error: Beside an earlier report – Canvass"
    assert "Choose a file" in words(page(researcher.post(EARLIER, {})).main)
