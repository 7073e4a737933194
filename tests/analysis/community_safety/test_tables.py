import json

import pytest

from analysis.community_safety import TABLES
from analysis.counts import count
from analysis.reconciliation import DATA
from analysis.table import table

PRINTED = json.loads((DATA / "published.json").read_text(encoding="utf-8"))
BY_ID = {specification.heading.id: specification for specification in TABLES}


def made(name, study):
    return table(BY_ID[name], count(BY_ID[name], study))


def rows(name, study):
    """The label of each row with the numbers of its cells."""
    found = made(name, study)
    return {
        label: [(cell.count, cell.base, cell.percent) for cell in cells]
        for label, cells in zip(found.specification.rows, found.cells, strict=True)
    }


def test_the_tables_are_those_of_the_report_in_its_order():
    assert [specification.heading.id for specification in TABLES] == list(PRINTED)


@pytest.mark.parametrize("name", PRINTED)
def test_a_table_is_called_as_printed(name):
    heading = BY_ID[name].heading

    assert (heading.title, heading.question) == (PRINTED[name]["title"], PRINTED[name]["question"])
    assert heading.section.startswith(PRINTED[name]["section"])


@pytest.mark.parametrize("name", PRINTED)
def test_rows_and_columns_are_labelled_as_printed(name):
    specification = BY_ID[name]
    cells = [(cell["row"], cell["col"]) for cell in PRINTED[name]["cells"]]
    columns = tuple(column.label for column in specification.columns)

    assert list(specification.rows) == PRINTED[name]["row_labels"]
    assert list(specification.heads or columns) == PRINTED[name]["column_labels"]
    assert sorted((row, column) for row in specification.rows for column in columns) == sorted(cells)


@pytest.mark.parametrize("name", PRINTED)
def test_there_is_a_head_for_every_figure(name):
    specification = BY_ID[name]
    figures = sum(len(column.figures) for column in specification.columns)

    assert len(specification.heads) in {0, figures + 1}


def test_percentages_of_type_add_up_to_the_total(study):
    assert rows("T01", study)["Total"] == [(142, 142, 100)]


def test_a_region_stands_beside_its_cdrps_and_its_response_rate(study):
    assert rows("T02", study)["South East"] == [(67, None, None), (31, 142, 22), (31, 67, 46)]


def test_averages_stand_beside_the_teams_with_wardens(study):
    london = made("T04", study).cells[2]

    assert [str(cell.mean) for cell in london[:2]] == ["31.82", "24.55"]
    assert (london[2].count, london[2].base, str(london[2].percent)) == (5, 15, "33.3")


def test_drug_and_alcohol_work_is_in_percent_of_those_asked(study):
    assert rows("T10", study)["Drug and alcohol (not districts)"][0] == (11, 43, 26)


def test_what_a_type_was_not_asked_has_no_base(study):
    row = rows("T11", study)["Achieving local CDRP targets (districts / boroughs only)"]

    assert row == [(0, 0, None), (0, 0, None), (0, 0, None), (10, 99, 10)]


def test_joint_chairs_are_in_every_block_they_belong_to(study):
    assert {name: made(name, study).base.n for name in ("T13", "T14", "T15", "T16", "T17")} == {
        "T13": 36,
        "T14": 69,
        "T15": 31,
        "T16": 9,
        "T17": 8,
    }


def test_partners_of_districts_are_in_percent_of_districts(study):
    assert made("T19", study).base.by_row[1] == ("County Council (districts and boroughs only)", 99)


def test_a_blank_other_stays_in_the_base(study):
    assert {base for _, base, _ in rows("T20", study)["Other"]} == {24}


def test_sub_options_are_in_percent_of_those_who_named_one(study):
    assert (made("T31", study).base.n, made("T32", study).base.n) == (61, 29)


def test_a_sub_total_counts_mentions(study):
    counts = [cells[0].count for cells in made("T34", study).cells]

    assert counts == [12, 9, 8, 2, 2, 2, 35, 16, 3, 3, 3, 25, 7, 7, 5, 5, 5, 2]
    assert made("T34", study).base.n == 67
