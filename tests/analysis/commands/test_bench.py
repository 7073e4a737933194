import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

MEASURED = [
    *["all 44 tables, 142 responses, warm"] * 4,  # beside pandas, polars, DuckDB and bare bincounts
    "all 44 tables, 142 responses, nothing cached",
    "all 44 tables, 142 responses and one more",
    *["all 44 tables, 20 responses, warm"] * 4,
    "all 44 tables, 20 responses, nothing cached",
    "all 44 tables, 20 responses and one more",
    "the workbook of everything, 142 responses",
    "CSV of 20 responses, from the database",
    "XLSX of 20 responses, from the database",
    "a respondent's page, shown",
    "a respondent's page, saved",
    "20 emails out of the outbox, 3 senders",
    "the fieldwork page, 20 organisations",
    "walks through Appendix A",
]


@pytest.mark.services  # it takes as long as a tenth of the suite, and measures walks on PostgreSQL where there is one
def test_every_figure_stands_beside_its_reference_and_nothing_is_left_behind(tmp_path):
    command = [sys.executable, "manage.py", "bench", "--responses", "20", "--rounds", "1", "--emails", "20"]
    command += ["--organisations", "20", "--seconds", "0.2"]
    environment = os.environ | {"CANVASS_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}

    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True)

    found = re.findall(r"^(.+?) +[\d.]+ +[\d.]+ +[\d.]+  \S.+$", done.stdout, flags=re.MULTILINE)
    assert found == MEASURED
    told = re.findall(r"^(CSV|XLSX) of 20 responses +(\d+) +(\d+)$", done.stdout, flags=re.MULTILINE)
    assert [kind for kind, many, few in told if 20 < int(many) < 2 * int(few)] == ["CSV", "XLSX"]
    assert max(int(few) for _, _, few in told) < 150  # megabytes: no page of the site is loaded to write a file
    assert [path.name for path in tmp_path.glob("*sqlite3*")] == []
