"""The builder's pages: what can be asked for, kept, and what is said of what cannot."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from analysis.models import ReportEntry, ResearchReport, SavedCrosstab
from contacts.models import Organisation
from tests.analysis.reading import page, words

pytestmark = pytest.mark.usefixtures("demonstrated")

BUILDER = "/report/crosstab/"


def ask(researcher, **query):
    return page(researcher.get(BUILDER, query))


def told(found):
    return [words(item) for item in found.select(".govuk-error-summary li")]


def numbers(found):
    return {words(row.th): [words(cell) for cell in row.select("td")] for row in found.select("#crosstab tbody tr")}


def kept(demonstration, name="Capacity", **query):
    return SavedCrosstab.objects.create(
        survey=demonstration,
        name=name,
        query={key: [value] for key, value in query.items()} or {"rows": ["q13"]},
        made_at=demonstration.opens_at,
    )


def test_nothing_is_wrong_before_anything_is_asked(researcher):
    found = page(researcher.get(BUILDER))

    assert told(found) == []
    assert found.select("table") == []


def test_the_address_is_the_crosstab(researcher):
    assert numbers(ask(researcher, rows="q13", columns="q2", hide_empty="on"))["Always"][:4] == ["14", "10", "2", "8"]


def test_a_crosstab_costs_few_statements(researcher, django_assert_max_num_queries):
    researcher.get(BUILDER, {"rows": "q13", "columns": "q2"})

    with django_assert_max_num_queries(9):
        researcher.get(BUILDER, {"rows": "q16", "columns": "q3", "layer_1": "q2", "test": "5"})


def test_the_undecided_leave_the_base_by_choice(researcher):
    found = numbers(ask(researcher, rows="q13", undecided="on"))

    assert (found["Always"], "Don't know" in found) == (["14", "10"], False)
    assert "“Don't know”" in words(ask(researcher, rows="q13", undecided="on").select_one("#crosstab"))


def test_a_filter_keeps_some(researcher):
    found = ask(researcher, rows="q13", filter_1="q2", filter_1_of="q2:c")

    assert "From 15 responses" in words(found.select_one("#crosstab"))


def test_a_filter_that_leaves_nobody_says_so(researcher):
    found = ask(researcher, rows="q13", filter_1="q2", filter_1_of="q2:e")

    assert "Choose other answers to filter by." in words(found.select_one("#crosstab"))


def test_a_moment_before_anybody_answered_says_so(researcher):
    found = ask(researcher, rows="q13", as_at="2020-01-02 10:00")

    assert "on 2 January 2020, 10:00 no respondent had been asked its question." in words(found.select_one("#crosstab"))


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"rows": "q18_text"}, "Rows: Q18 is open text. Code its answers first: then its themes can be tabulated."),
        (
            {"rows": "q13", "columns": "q6"},
            "Columns: Q6 asks for numbers. These can be rows, of which means and medians are shown. "
            "Here it can be one of them, in bands.",
        ),
        ({"rows": "q13", "columns": "q9"}, "Columns: Q9 has several lines. Choose one of them, or have it as rows."),
        (
            {"rows": "q99"},
            "Rows: This questionnaire has no question “q99”. It may have another name in another version.",
        ),
        ({"rows": "q13", "columns": "q13"}, "Columns: Q13 stands in this crosstab already."),
        ({"rows": "q13", "filter_1": "q2"}, "Answers to Q2 that are kept: Select the answers to Q2 that are kept."),
        ({"rows": "q13", "left_out": "q13:z"}, "Answers left out of the base: This question has no answer “q13:z”."),
        ({"rows": "q13", "net_1": "Nothing"}, "Answers in it: Select the answers in this net."),
        (
            {"rows": "q9", "columns": "q2"},
            "Answers that are counted: Select the answers that are counted, such as the first two.",
        ),
        ({"rows": "Q13", "left_out": "q13:a"}, "Rows: In an address Q13 is written “q13”."),
        ({"rows": "q13", "filter_1": "Q2"}, "Only those who answered: In an address Q2 is written “q2”."),
        (
            {"rows": "q13", "as-at": "2020-01-01", "foo": "bar"},
            "This address has what a crosstab does not understand: as-at, foo.",
        ),
        ({"rows": "Q18"}, "Rows: Q18 is open text. Code its answers first: then its themes can be tabulated."),
        (
            {"rows": "q13", "net_1": "x" * 81, "net_1_of": "q13:a"},
            "Name of a net: Ensure this value has at most 80 characters (it has 81).",
        ),
        (
            {"rows": "q13", "net_1": "always", "net_1_of": ["q13:a", "q13:b"]},
            "Name of a net: A row is called “always” already. Give the net another name.",
        ),
        (
            {"rows": "q13", "top": "on", "net_1": "Top two boxes", "net_1_of": "q13:b"},
            "Name of a net: A row is called “Top two boxes” already. Give the net another name.",
        ),
        (
            {"rows": "q13", "left_out": "q13:f", "net_1": "Nobody", "net_1_of": "q13:f"},
            "Answers in it: Every answer in this net is left out of the base, so that nothing is left to count.",
        ),
        (
            {"rows": "q9", "columns": "q2", "counted": ["q9:a", "q9:b"], "left_out": "q9:a"},
            "Answers that are counted: “Very involved” is left out of the base, so it cannot be counted.",
        ),
        (
            {"rows": "q9", "columns": "q2", "counted": "q9:a", "top": "on"},
            "Top two boxes as a net: By columns a grid shows the answers that are counted. "
            "Choose these there, or take the columns away.",
        ),
        (
            {"rows": "q9", "show": ["count", "row"]},
            "Numbers shown: Each line of a grid has a base of its own, so that count and column % are all that can be "
            "shown.",
        ),
        (
            {"rows": "q13", "columns": "q2", "correction": "holm"},
            "Compare columns: Choose a level at which columns are compared, or take the correction away.",
        ),
        ({"rows": "q13", "test": "5"}, "Columns: Choose the columns that are to be compared."),
        (
            {"rows": "q13", "columns": "q12", "test": "5", "finite": "on"},
            "Finite-population correction: How many there are in all is known by type and by region only. "
            "Choose one of these as columns.",
        ),
    ],
)
def test_what_cannot_be_tabulated_is_said_beside_its_field(researcher, query, message):
    found = ask(researcher, **query)

    assert told(found) == [message]
    assert found.select("#crosstab table") == []


def test_the_answers_of_a_question_chosen_before_are_passed_over(researcher):
    assert told(ask(researcher, rows="q12", left_out="q13:f")) == []


def test_a_crosstab_that_nobody_could_read_is_refused_in_words(researcher):
    found = ask(researcher, rows="q16", columns="q21", layer_1="q3")

    assert words(found.select_one(".govuk-inset-text")).startswith(
        "This crosstab has 1,890 cells on all its layers; 1,000 is the most that is shown."
    )


def test_weights_follow_the_list(researcher):
    found = ask(researcher, rows="q13", columns="q2", weighted="on", hide_empty="on")

    assert "Weighted to the types and regions of the list." in words(found.select_one("#crosstab"))


def test_a_crosstab_is_kept_under_a_name_once(researcher, demonstration):
    sent = {"name": "Capacity", "query": "rows=q13&columns=q2"}

    assert researcher.post(f"{BUILDER}keep/", sent).status_code == 302
    again = researcher.post(f"{BUILDER}keep/", sent | {"name": "capacity", "query": "rows=q12"})

    assert again.status_code == 422
    assert told(page(again)) == ["There is a crosstab of this name. Choose another one, or replace it."]
    assert words(page(again).title) == "Error: Crosstab – Canvass"
    assert [each.query for each in SavedCrosstab.objects.all()] == [{"rows": ["q13"], "columns": ["q2"]}]
    researcher.post(f"{BUILDER}keep/", sent | {"query": "rows=q12", "replace": "on"})
    assert [each.query for each in SavedCrosstab.objects.all()] == [{"rows": ["q12"]}]


def test_a_kept_crosstab_of_a_question_that_is_gone_says_so(researcher, demonstration):
    crosstab = kept(demonstration, rows="q99")

    found = page(researcher.get(crosstab.get_absolute_url()))

    assert "This crosstab can no longer be made. This questionnaire has no question “q99”." in words(found.main)


def test_a_crosstab_is_removed_by_post_alone(researcher, demonstration):
    crosstab = kept(demonstration)

    assert researcher.get(f"{crosstab.get_absolute_url()}remove/").status_code == 405
    researcher.post(f"{crosstab.get_absolute_url()}remove/")
    assert SavedCrosstab.objects.count() == 0


def test_every_number_goes_into_the_csv_file(researcher):
    answer = researcher.get(f"{BUILDER}crosstab.csv", {"rows": "q13", "columns": "q2"})

    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[0] | {"Base": ""} == {
        "Table": "Q13 by Q2",
        "Row": "Always",
        "Column": "All",
        "Figure": "No.",
        "Number": "14",
        "Mark": "",
        "Base": "",
        "Note": "Fewer than 30 respondents, so only an indication: Unitary, Metropolitan, London borough.",
    }


def test_the_json_file_has_the_shape_of_the_report(researcher):
    answer = researcher.get(f"{BUILDER}crosstab.json", {"rows": "q13", "columns": "q2"})

    (table,) = json.loads(b"".join(answer.streaming_content))["tables"]
    assert table["cells"][0] == {"row": "Always", "col": "All", "head": "Column %", "count": 14, "base": 142, "pct": 10}


MARKED = {"rows": "q16", "columns": "q7", "test": "10", "intervals": "95"}


def marks_of_targets(researcher):
    """What stands beside the percentages of one row, as the page shows it."""
    percentages = numbers(ask(researcher, **MARKED))["Achieving local CDRP targets"][1::2]
    return [percentage.partition(" ")[2] for percentage in percentages]


def test_letters_and_intervals_are_in_the_json_file(researcher):
    answer = researcher.get(f"{BUILDER}crosstab.json", MARKED)

    (table,) = json.loads(b"".join(answer.streaming_content))["tables"]
    marks = [cell["mark"] for cell in table["cells"] if cell["row"] == "Achieving local CDRP targets"]
    assert marks == marks_of_targets(researcher)
    assert {mark[0] for mark in marks} == {"A", "("}


def test_letters_and_intervals_stand_beside_their_numbers_in_the_workbook(researcher):
    answer = researcher.get(f"{BUILDER}crosstab.xlsx", MARKED)

    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))["crosstab-1"]
    groups, heads, *rows = list(sheet.iter_rows(min_row=5, values_only=True))
    (targets,) = (row for row in rows if row[0] == "Achieving local CDRP targets")
    assert groups[1:7:3] == ("All", "Portfolio holder (A)")
    assert heads[1:7] == ("No.", "Column %", "Mark", "No.", "Column %", "Mark")
    assert list(targets[3::3]) == marks_of_targets(researcher)
    assert {type(number) for number in (*targets[1::3], *targets[2::3])} == {int}


def test_there_is_no_file_of_what_cannot_be_tabulated(researcher):
    answer = researcher.get(f"{BUILDER}crosstab.csv", {"rows": "q18_text"})

    assert answer.status_code == 400
    assert "Q18 is open text. Code its answers first" in words(page(answer).main)


# Reports of one's own -----------------------------------------------------------------------------


@pytest.fixture
def own(demonstration):
    return ResearchReport.objects.create(survey=demonstration, title="Board", made_at=demonstration.opens_at)


def captions(answer):
    return [words(caption) for caption in page(answer).select("caption")]


def test_a_report_shows_its_tables_in_order_under_titles_of_its_own(researcher, demonstration, own):
    ReportEntry.objects.create(report=own, position=2, table="T01", title="Who answered")
    ReportEntry.objects.create(report=own, position=1, crosstab=kept(demonstration))

    assert captions(researcher.get(own.get_absolute_url())) == ["Capacity", "Who answered"]


def test_tables_change_places(researcher, demonstration, own):
    first = ReportEntry.objects.create(report=own, position=1, table="T01")
    ReportEntry.objects.create(report=own, position=2, table="T06")

    researcher.post(f"/report/own/entry/{first.pk}/move/", {"down": ""})
    researcher.post(f"/report/own/entry/{first.pk}/move/", {"down": ""})

    assert [entry.table for entry in own.entries.all()] == ["T06", "T01"]


def test_a_table_that_is_gone_from_the_report_says_so(researcher, own):
    ReportEntry.objects.create(report=own, position=1, table="T99")

    assert "The report has no table T99 any more." in words(page(researcher.get(own.get_absolute_url())).main)


def test_a_report_without_a_table_chosen_says_so_at_its_top(researcher, own):
    found = page(researcher.post(f"{own.get_absolute_url()}add/", {}))

    assert told(found) == ["Choose a table"]
    assert words(found.title) == "Error: Board – Canvass"


def test_two_reports_of_one_title_are_refused(researcher, own):
    answer = researcher.post("/report/own/new/", {"title": "board"})

    assert told(page(answer)) == ["Title: There is a report of this title already."]


def test_removing_a_report_keeps_its_crosstabs(researcher, demonstration, own):
    ReportEntry.objects.create(report=own, position=1, crosstab=kept(demonstration))

    researcher.post(f"{own.get_absolute_url()}remove/")

    assert (ResearchReport.objects.count(), SavedCrosstab.objects.count()) == (0, 1)


def test_a_report_of_ones_own_is_taken_away_as_a_file(researcher, demonstration, own):
    ReportEntry.objects.create(report=own, position=1, table="T01", title="Who answered")
    ReportEntry.objects.create(report=own, position=2, crosstab=kept(demonstration))

    answer = researcher.get(f"{own.get_absolute_url()}report.json")

    made = json.loads(b"".join(answer.streaming_content))
    assert [table["title"] for table in made["tables"]] == ["Who answered", "Capacity"]
    assert researcher.get(f"{own.get_absolute_url()}report.exe").status_code == 404


def test_a_number_opens_who_is_behind_it(researcher):
    found = ask(researcher, rows="q13", columns="q2", layer_1="q3")
    number = next(link for link in found.select("#crosstab td a") if words(link) == "3")

    behind = page(researcher.get(number["href"]))

    assert words(behind.caption) == "3 responses"
    assert [words(row.th).startswith("Not tied") for row in behind.select("tbody tr")] == [False] * 3
    assert words(behind.select_one(".govuk-back-link")) == "Crosstab"


def test_a_number_that_the_crosstab_does_not_have_is_not_found(researcher):
    assert researcher.get("/report/crosstab/0/99/0/", {"rows": "q13"}).status_code == 404


def test_an_earlier_moment_is_said(researcher):
    query = {"rows": "q13", "as_at": "2026-11-02T12:00"}

    told = words(ask(researcher, **query).select_one("#crosstab"))
    file = researcher.get(f"{BUILDER}crosstab.json", query)

    assert "responses, as it stood at 2 November 2026, 12:00" in told
    (table,) = json.loads(b"".join(file.streaming_content))["tables"]
    assert table["base"]["definition"] == "respondents who were asked Q13; as it stood at 2 November 2026, 12:00"


def test_the_json_file_tells_means_medians_and_quartiles_apart_and_what_its_marks_mean(researcher):
    query = {"rows": "q6", "show": ["mean", "median", "quartiles"], "intervals": "95"}

    file = researcher.get(f"{BUILDER}crosstab.json", query)

    (table,) = json.loads(b"".join(file.streaming_content))["tables"]
    assert [cell["head"] for cell in table["cells"][:4]] == ["Mean", "Lower quartile", "Median", "Upper quartile"]
    assert table["note"] == "In brackets: 95% confidence intervals of the means (Student’s t)."


def test_the_limits_of_bands_are_written_as_numbers_are(researcher):
    found = ask(researcher, rows="q6_cso", bands="-0, 1.50, 1e2")

    assert list(numbers(found)) == ["None", "Over 0, up to 1.5", "Over 1.5, up to 100", "Over 100"]


def test_numbers_can_be_columns_in_bands_of_ones_own(researcher):
    found = ask(researcher, rows="q13", columns="q6_cso", bands="0, 2.5")

    heads = [words(head) for head in found.select("#crosstab thead th[colspan]")]
    assert heads == ["All", "None", "Over 0, up to 2.5", "Over 2.5"]


@pytest.mark.parametrize(
    ("bands", "message"),
    [
        ("one", "Write numbers from 0 to under 1,000,000 with commas between them, as 0, 1, 2, 5."),
        ("0, 1000000", "Write numbers from 0 to under 1,000,000 with commas between them, as 0, 1, 2, 5."),
        ("2, 1", "Write the limits from the lowest to the highest, each once."),
        (",".join(map(str, range(13))), "Write no more than 12 limits."),
    ],
)
def test_limits_that_make_no_bands_are_said_beside_their_field(researcher, bands, message):
    found = ask(researcher, rows="q13", bands=bands)

    assert told(found) == [f"Limits of the bands that numbers fall into: {message}"]


def test_what_the_list_says_stands_beside_what_was_confirmed(researcher):
    organisation = Organisation.objects.filter(type="a", invitations__response__submitted_at__isnull=False).first()
    before = numbers(ask(researcher, rows="list_type"))
    Organisation.objects.filter(pk=organisation.pk).update(type="c")

    after = numbers(ask(researcher, rows="list_type"))

    changed = {label: int(after[label][0]) - int(before[label][0]) for label in after if after[label] != before[label]}
    assert changed == {"Unitary": -1, "London borough": 1}


def test_the_list_says_how_many_there_are_in_all(researcher):
    query = {"rows": "q13", "columns": "q2", "test": "5"}

    assert told(ask(researcher, **query, finite="on")) == []
    assert "finite-population correction" in words(ask(researcher, **query, finite="on").select_one("#crosstab"))


def test_an_address_from_when_there_was_one_level_still_means_it(researcher):
    found = {
        level: words(ask(researcher, rows="q13", intervals=level).select_one("#crosstab")) for level in ("on", "90")
    }

    assert ("95% confidence" in found["on"], "90% confidence" in found["90"]) == (True, True)
