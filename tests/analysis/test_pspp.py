"""The tables of the report beside what PSPP counts from the exported file. `.ci/run` installs PSPP."""

import csv
import shutil
import subprocess
from itertools import takewhile

import pytest
from django.core.management import call_command

from tests.analysis.counted_elsewhere import CHAIRS, CROSSTABS, column_counts

pytestmark = [pytest.mark.services, pytest.mark.usefixtures("demonstrated")]


@pytest.fixture
def data(demonstration, tmp_path):
    """The exported file, and the names of its columns."""
    path = tmp_path / "responses.csv"
    call_command("export_responses", format="csv", values="codes", output=path)
    with path.open(encoding="utf-8", newline="") as file:
        return path, next(csv.reader(file))


def pspp(folder, data, *commands):
    """The tables that PSPP writes, each as rows of cells."""
    path, names = data
    columns = "\n".join(f"  {name} A200" for name in names)
    reading = (
        f"GET DATA /TYPE=TXT /FILE='{path}' /ARRANGEMENT=DELIMITED /DELIMITERS=',' /QUALIFIER='\"' "
        f"/FIRSTCASE=2 /VARIABLES=\n{columns}."
    )
    syntax, written = folder / "tables.sps", folder / "tables.csv"
    syntax.write_text("\n".join([reading, *commands]), encoding="utf-8")
    program = shutil.which("pspp")
    assert program, "PSPP is not installed. On Debian: apt-get install pspp"
    subprocess.run([program, "-O", "format=csv", "-o", str(written), str(syntax)], check=True)
    with written.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def section(rows, title):
    """The rows below the title of a table, to its end."""
    start = rows.index([f"Table: {title}"]) + 1
    return list(takewhile(bool, rows[start:]))


def crosstabulated(rows, row, column):
    """The count of each pair of codes in PSPP's crosstab of these two variables."""
    _names, heads, *lines = section(rows, f"{row} × {column}")
    return {(line[1], head): int(cell) for line in lines for head, cell in zip(heads, line, strict=True) if head}


def listed(rows, variable):
    """The count of each code in PSPP's frequencies of this variable."""
    return {line[1]: int(line[2]) for line in section(rows, variable)[1:] if line[1]}


@pytest.mark.parametrize("name", CROSSTABS)
def test_crosstabs_are_those_of_pspp(demonstration, data, tmp_path, name):
    row, column, row_codes, column_codes = CROSSTABS[name]

    rows = pspp(tmp_path, data, f"CROSSTABS /TABLES={row} BY {column} /CELLS=COUNT.")
    found = crosstabulated(rows, row, column)

    assert column_counts(demonstration, name, len(column_codes)) == [
        [found.get((group, answer), 0) for answer in column_codes] for group in row_codes
    ]


def test_frequencies_are_those_of_pspp(demonstration, data, tmp_path):
    rows = pspp(tmp_path, data, "FREQUENCIES /VARIABLES=q13.")

    assert column_counts(demonstration, "T06", 1) == [[listed(rows, "q13").get(code, 0)] for code in "abcdef"]


def test_ticks_are_those_of_pspp(demonstration, data, tmp_path):
    boxes = [f"q7_{code}" for code in CHAIRS]

    rows = pspp(tmp_path, data, f"FREQUENCIES /VARIABLES={' '.join(boxes)}.")

    assert column_counts(demonstration, "T12", 1) == [[listed(rows, box)["1"]] for box in boxes]
