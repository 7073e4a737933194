"""The workbook opened, recalculated and saved again by LibreOffice. `.ci/run` installs it."""

import io
import shutil
import subprocess

import pytest
from openpyxl import load_workbook

pytestmark = [pytest.mark.services, pytest.mark.django_db]


@pytest.fixture(scope="module")
def recalculated(outputs, tmp_path_factory):
    """The workbook as LibreOffice saves it, with the values that it computes."""
    folder = tmp_path_factory.mktemp("libreoffice")
    (folder / "canvass.xlsx").write_bytes(outputs.workbook)
    program = shutil.which("soffice")
    assert program, "LibreOffice is not installed. On Debian: apt-get install libreoffice-calc-nogui"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", "saved", "canvass.xlsx"],
        cwd=folder,
        check=True,
        timeout=300,
    )
    return load_workbook(folder / "saved" / "canvass.xlsx", data_only=True)


def numbers(book, *, without):
    """Each number of the book with its sheet and cell."""
    return {
        (sheet.title, cell.coordinate): round(cell.value, 9)
        for sheet in book
        if sheet.title != without
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    }


def test_every_formula_gives_the_percentage_of_the_report(recalculated):
    rows = list(recalculated["Counts"].iter_rows(min_row=2, min_col=6, max_col=8, values_only=True))

    assert len(rows) == 1434
    assert [row for row in rows if row[0] != row[1] or row[2] != "yes"] == []


def test_every_other_number_is_what_was_written(outputs, recalculated):
    written = numbers(load_workbook(io.BytesIO(outputs.workbook)), without="Counts")

    assert numbers(recalculated, without="Counts") == written


def test_every_chart_is_still_there(recalculated):
    assert sum(len(sheet._charts) for sheet in recalculated) == 18
