"""The script for R, run by R beside the file of codes. `.ci/run` installs R."""

import csv
import os
import shutil
import subprocess

import pytest
from django.core.management import call_command

from surveys import compiling
from tests.analysis.counted_elsewhere import CHAIRS, CROSSTABS, column_counts
from tests.factories import MONDAY, ResponseFactory, SurveyFactory

pytestmark = pytest.mark.services

# Each crosstab as lines of row, column and count, in the words of the questionnaire.
COUNTING = 'write.csv(as.data.frame(table(responses[["{}"]], responses[["{}"]])), "{}.csv", row.names = FALSE)'


def run(folder, *commands):
    """Source the script in a folder where both files are exported, and run these commands after it."""
    call_command("export_responses", format="csv", values="codes", output=folder / "responses.csv")
    call_command("export_responses", format="r", output=folder / "responses.R")
    (folder / "more.R").write_text("\n".join(['source("responses.R", encoding = "UTF-8")', *commands]))
    program = shutil.which("Rscript")
    assert program, "R is not installed. On Debian: apt-get install r-base-core"
    subprocess.run([program, "--vanilla", "more.R"], cwd=folder, check=True, env=os.environ | {"LC_ALL": "C.UTF-8"})


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def test_crosstabs_are_those_of_r(demonstration, tmp_path):
    words = {
        variable.name: {option.code: " ".join(option.label.split()) for option in variable.options}
        for variable in compiling.variables(demonstration.questionnaire)
    }

    run(tmp_path, *(COUNTING.format(row, column, name) for name, (row, column, _, _) in CROSSTABS.items()))

    for name, (row, column, row_codes, column_codes) in CROSSTABS.items():
        found = {(group, answer): int(count) for group, answer, count in read(tmp_path / f"{name}.csv")}
        assert column_counts(demonstration, name, len(column_codes)) == [
            [found[words[row][group], words[column][answer]] for answer in column_codes] for group in row_codes
        ]


def test_ticks_are_those_of_r(demonstration, tmp_path):
    boxes = ", ".join(f'"q7_{code}"' for code in CHAIRS)

    run(
        tmp_path,
        f'write.csv(sapply(responses[c({boxes})], sum, na.rm = TRUE), "ticks.csv", row.names = FALSE)',
        'write.csv(sets$q7, "set.csv", row.names = FALSE)',
    )

    assert column_counts(demonstration, "T12", 1) == [[int(count)] for (count,) in read(tmp_path / "ticks.csv")]
    assert sorted(name for (name,) in read(tmp_path / "set.csv")) == sorted(f"q7_{code}" for code in CHAIRS)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "-1", "\n=x", 'a,b"c', "é 🦊 שלום", "\\n"])
def test_a_text_is_in_r_what_the_respondent_wrote(tmp_path, text):
    ResponseFactory(survey=SurveyFactory(), answers={"q2": "u", "q7_text": text}, submitted=MONDAY)

    run(tmp_path, 'writeLines(responses$q7_text, "text.txt", sep = "", useBytes = TRUE)')

    assert (tmp_path / "text.txt").read_text(encoding="utf-8") == text
