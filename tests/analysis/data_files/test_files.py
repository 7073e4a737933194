"""Files for statisticians, read back by other programs: what they say is what the report says."""

import csv
import shutil
import subprocess
from collections import Counter
from itertools import takewhile
from xml.etree.ElementTree import parse

import pandas as pd
import pyreadstat
import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command

from analysis import exporting, report
from analysis.data_files.formats import FORMATS
from analysis.exporting import Identity, Values
from surveys.models import Response, Survey
from tests.factories import MONDAY, ResponseFactory, SurveyFactory

pytestmark = pytest.mark.usefixtures("demonstrated")

DDI = {"d": "ddi:codebook:2_5"}


def exported(survey, name, folder, values=Values.CODES):
    path = folder / f"responses.{name}"
    with path.open("wb") as file:
        FORMATS[name].write(file, survey, values)
    return path


@pytest.fixture
def sav(demonstration, tmp_path):
    return exported(demonstration, "sav", tmp_path)


@pytest.fixture
def small(db):
    made = SurveyFactory(title="Towns")
    ResponseFactory(survey=made, answers={"q2": "u", "q4": ["a"], "q6_x": 2.5, "q7_text": "=1+1"}, submitted=MONDAY)
    return made


def counts(made, table):
    """The numbers of a table in which one question is counted, by row."""
    (found,) = [each for each in made.tables if each.specification.heading.id == table]
    return {label: row[0].count for label, row in zip(found.specification.rows, found.cells, strict=True)}


def test_spss_has_words_for_numbers_and_reasons_for_what_is_missing(sav):
    data, told = pyreadstat.read_sav(str(sav), user_missing=True)

    assert told.variable_value_labels["q13"] == {
        **dict(enumerate(["Always", "Often", "Sometimes", "Seldom", "Never", "Don't know"], start=1)),
        -6: "Not asked",
        -7: "Not reached",
        -8: "Left blank",
    }
    assert told.missing_ranges["q13"] == [{"lo": -8, "hi": -6}]
    assert [told.variable_measure[name] for name in ("q13", "q9_police", "q6_cso", "q1")] == [
        *("nominal", "ordinal", "scale", "nominal"),
    ]
    assert told.column_names_to_labels["q7_a"] == (
        "Q7 Is the Chair of your CDRP (please tick all that apply in the case of joint chairing arrangements): "
        "The Portfolio holder"
    )
    assert set(data["q8_f_1"]) <= {-6, 1, 2, 3, 4, 5, 6}


def test_spss_counts_what_the_report_counts(demonstration, sav):
    data, _ = pyreadstat.read_sav(str(sav), apply_value_formats=True)

    found = Counter(data["q13"])
    assert {label: found[label] for label in counts(report.build(demonstration), "T06")} == counts(
        report.build(demonstration), "T06"
    )


def test_the_columns_are_the_same_whoever_has_answered(demonstration, db, tmp_path):
    full = pyreadstat.read_sav(str(exported(demonstration, "sav", tmp_path)), metadataonly=True)[1].column_names
    empty = Survey.objects.create(
        code="empty", title="Empty", questionnaire=demonstration.questionnaire, opens_at=MONDAY
    )

    assert pyreadstat.read_sav(str(exported(empty, "sav", tmp_path)), metadataonly=True)[1].column_names == full


def test_words_in_place_of_numbers(small, tmp_path):
    data, _ = pyreadstat.read_sav(str(exported(small, "sav", tmp_path, Values.LABELS)))

    assert data.loc[0, ["q2", "q4_a", "q4_b", "q6_x"]].tolist() == ["Unitary Council", "Ticked", "Not ticked", 2.5]


@pytest.mark.parametrize("text", ["=1+1", "{=1}", "été 🦊", "שלום", "line\nnext", "'quoted\"", "\x0b tab"])
def test_a_text_comes_back_as_it_was_written(small, tmp_path, text):
    small.responses.update(answers={"q7_text": text})

    sav, _ = pyreadstat.read_sav(str(exported(small, "sav", tmp_path)))
    dta, _ = pyreadstat.read_dta(str(exported(small, "dta", tmp_path)))

    assert (sav.loc[0, "q7_text"], dta.loc[0, "q7_text"]) == (text, text)


def test_a_text_that_is_too_long_for_spss_goes_on_in_another_variable(small, tmp_path):
    text = "é" * 40_000
    small.responses.update(answers={"q7_text": text})

    data, _ = pyreadstat.read_sav(str(exported(small, "sav", tmp_path)))

    parts = [name for name in data.columns if name.startswith("q7_text")]
    assert parts == ["q7_text", "q7_text_part_2", "q7_text_part_3"]
    assert "".join(data.loc[0, parts]) == text


def test_stata_has_the_same_numbers_and_words(demonstration, tmp_path):
    data = pd.read_stata(exported(demonstration, "dta", tmp_path))

    found = Counter(data["q13"])
    expected = counts(report.build(demonstration), "T06")
    assert {label: found[label] for label in expected} == expected


def test_an_archive_reads_question_route_and_counts(demonstration, tmp_path):
    book = parse(exported(demonstration, "ddi", tmp_path))

    variable = book.find(".//d:var[@name='q13']", DDI)
    assert variable.find("d:qstn/d:qstnLit", DDI).text.startswith("Based upon your experience")
    assert {
        each.find("d:labl", DDI).text: int(each.find("d:catStat", DDI).text)
        for each in variable.findall("d:catgry", DDI)
    } == {"Always": 14, "Often": 53, "Sometimes": 65, "Seldom": 8, "Never": 0, "Don't know": 2}
    assert book.find(".//d:var[@name='q8_f_1']/d:universe", DDI).text.startswith("Only if the answer to question 7 is")


# The children of each element in the order of the schema, as far as they are written (DDI-Codebook 2.5, codebook.xsd).
ORDER = {
    "codeBook": ["docDscr", "stdyDscr", "fileDscr", "dataDscr"],
    "dataDscr": ["varGrp", "var"],
    "var": ["labl", "qstn", "valrng", "universe", "sumStat", "catgry", "varFormat"],
    "catgry": ["catValu", "labl", "catStat"],
    "sumDscr": ["collDate", "anlyUnit", "dataKind"],
    "titlStmt": ["titl", "IDNo"],
    "prodStmt": ["prodDate", "software"],
}


def test_an_archive_finds_each_element_where_the_schema_has_it(demonstration, tmp_path):
    book = parse(exported(demonstration, "ddi", tmp_path)).getroot()

    for element in book.iter():
        name = element.tag.partition("}")[2]
        children = [child.tag.partition("}")[2] for child in element]
        if name in ORDER:
            assert children == sorted(children, key=ORDER[name].index)


def test_an_archive_finds_the_boxes_of_a_multiple_choice_together(demonstration, tmp_path):
    book = parse(exported(demonstration, "ddi", tmp_path))
    ids = {variable.get("ID") for variable in book.iterfind(".//d:var", DDI)}

    groups = {group.get("name"): group.get("var").split() for group in book.iterfind(".//d:varGrp", DDI)}

    assert groups["q7"][:2] == ["V_q7_a", "V_q7_b"]
    assert {each for group in groups.values() for each in group} <= ids


def test_the_codebook_tells_of_every_column(demonstration, sav, tmp_path):
    page = BeautifulSoup(exported(demonstration, "codebook", tmp_path).read_bytes(), "html.parser")

    names = pyreadstat.read_sav(str(sav), metadataonly=True)[1].column_names
    assert [code.get_text() for code in page.select("h2 code")] == names


def test_the_script_for_r_names_every_option(small, tmp_path):
    script = exported(small, "r", tmp_path).read_text(encoding="utf-8")

    assert 'responses[["q2"]] <- factor(responses[["q2"]], levels = c("u", "d"' in script
    assert 'q4 = c("q4_a", "q4_b", "q4_c")' in script


@pytest.mark.parametrize(("name", "read"), [("sav", pyreadstat.read_sav), ("dta", pyreadstat.read_dta)])
def test_without_names_there_is_a_case_number_and_no_open_text(small, tmp_path, name, read):
    path = tmp_path / f"cases.{name}"
    call_command("export_responses", format=name, identity="de-identified", output=path)

    data, _ = read(str(path))

    assert tuple(data.columns) == exporting.heads(small, Identity.DEIDENTIFIED)
    assert "q7_text" not in data.columns
    assert list(data["case"]) == [str(Response.objects.get(survey=small).pk)]


def pspp(folder, *commands):
    """The tables that PSPP writes, each as rows of cells."""
    syntax, written = folder / "tables.sps", folder / "tables.csv"
    syntax.write_text("\n".join(commands), encoding="utf-8")
    program = shutil.which("pspp")
    assert program, "PSPP is not installed. On Debian: apt-get install pspp"
    subprocess.run([program, "-O", "format=csv", "-o", str(written), str(syntax)], check=True, cwd=folder)
    with written.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.services
def test_pspp_counts_what_the_report_counts_and_finds_the_sets(demonstration, tmp_path):
    call_command("export_responses", format="sav", output=tmp_path / "responses.sav")
    syntax = (tmp_path / "responses.sps").read_text(encoding="utf-8")

    rows = pspp(tmp_path, syntax, "FREQUENCIES q13.", "MRSETS /DISPLAY NAME=ALL.")

    start = next(place for place, row in enumerate(rows) if row and row[0].startswith("Table: Q13"))
    lines = [[cell for cell in row if cell] for row in takewhile(bool, rows[start + 2 :])]
    found = {(line[1] if line[0] == "Valid" else line[0]): line for line in lines}
    expected = counts(report.build(demonstration), "T06")
    assert {label: int(found[label][-4]) for label in expected if label in found} == {
        label: count for label, count in expected.items() if count
    }
    assert {"$q7", "$q17", "$q21"} <= {cell for row in rows for cell in row}
