from random import Random

from analysis import synthesising
from analysis.benchmarks import exports
from tests.factories import MONDAY


def test_an_export_is_measured_beside_a_library_alone(appendix_a_survey):
    synthesising.respond(appendix_a_survey, 3, random=Random(1), now=MONDAY)

    found = exports.comparisons(appendix_a_survey, 3, rounds=1)

    assert [(each.name, each.reference) for each in found] == [
        ("CSV of 3 responses, from the database", "csv module alone, rows in memory"),
        ("XLSX of 3 responses, from the database", "rustpy-xlsxwriter alone, rows in memory"),
    ]
