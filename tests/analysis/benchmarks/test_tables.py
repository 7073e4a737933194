import sys
from random import Random

from analysis import matrix, synthesising
from analysis.benchmarks import tables
from tests.factories import MONDAY

BUDGET = 250  # bytes a response


def test_one_more_response_is_measured_and_counted(appendix_a_survey):
    random = Random(1)
    synthesising.respond(appendix_a_survey, 3, random=random, now=MONDAY)

    found = tables.one_more(appendix_a_survey, 3, rounds=1, random=random, now=MONDAY)

    assert found.name == "all 44 tables, 3 responses and one more"
    assert matrix.current(appendix_a_survey).responses == 3 + 2  # the first round is not measured


def test_a_response_takes_little_memory(appendix_a_survey):
    number = 1000
    synthesising.respond(appendix_a_survey, number, random=Random(1), now=MONDAY)

    tables.ours(appendix_a_survey)

    columns = matrix.current(appendix_a_survey)
    sets = sum(sys.getsizeof(members) for _, members in columns.sets.values())
    assert (columns.cells.nbytes + sets) / number < BUDGET
