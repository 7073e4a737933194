import json

import pytest

CELL_KEYS = {"row", "col", "count", "base", "pct", "mean"}


@pytest.fixture(scope="module")
def document(outputs):
    return json.loads(outputs.json)


def table(document, name):
    (found,) = [table for table in document["tables"] if table["id"] == name]
    return found


def test_the_document_keeps_the_promised_shape(document):
    assert list(document) == ["tables", "figures", "statements"]
    for made in document["tables"]:
        assert {"id", "title", "base", "row_labels", "column_labels", "cells"} <= set(made)
        assert {"definition", "n"} <= set(made["base"])
        assert all({"row", "col"} <= set(cell) <= CELL_KEYS for cell in made["cells"])
    for figure in document["figures"]:
        assert {"id", "title", "series"} <= set(figure)
        assert {len(values) for values in figure["series"].values()} == {len(figure["categories"])}
    for statement in document["statements"]:
        assert list(statement) == ["id", "section", "sentence", "numbers"]


def test_no_key_is_empty(document):
    cells = [cell for made in document["tables"] for cell in made["cells"]]

    assert [cell for cell in cells if None in cell.values()] == []


def test_a_cell_has_count_base_and_percentage(document):
    assert table(document, "T06")["cells"][0] == {"row": "Always", "col": "", "count": 14, "base": 142, "pct": 10}


def test_a_percentage_is_as_it_is_shown(document):
    cells = table(document, "T05")["cells"]

    assert [cell["pct"] for cell in cells] == [87.5, 75.0, 100.0, 35.4]


def test_a_mean_has_no_count(document):
    assert table(document, "T04")["cells"][0] == {"row": "Unitary", "col": "average staff", "base": 24, "mean": 28.2}


def test_an_organisation_of_the_frame_has_no_base(document):
    assert table(document, "T02")["cells"][0] == {"row": "South East", "col": "CDRPs in region", "count": 67}


def test_counts_alone_have_no_percentage(document):
    assert set(table(document, "T34")["cells"][0]) == {"row", "col", "count", "base"}


def test_the_base_says_how_many_by_column_where_they_differ(document):
    assert table(document, "T11")["base"] == {
        "definition": "all respondents of that type",
        "n": 142,
        "n_by_col": {"Unitary": 24, "Metropolitan": 4, "London borough": 15, "District / borough": 99},
    }


def test_the_heads_are_the_printed_ones(document):
    assert table(document, "T01")["column_labels"] == ["", "Number", "% of total response rate"]


def test_a_figure_has_a_percentage_for_each_category_of_each_series(document):
    (figure,) = [figure for figure in document["figures"] if figure["id"] == "F15"]

    assert figure["categories"][:2] == ["Very influential", "Fairly influential"]
    assert figure["series"] == {"All respondents": [61, 31, 8, 0, 0]}
