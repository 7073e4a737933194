from datetime import timedelta

import pytest

from contacts.models import Fieldwork
from contacts.tracking import grid, standing
from tests.contacts.tracking.placing import place
from tests.factories import MONDAY, SurveyFactory

pytestmark = pytest.mark.django_db

NOW = MONDAY + timedelta(days=1)


@pytest.fixture
def survey():
    return SurveyFactory()


def shown(survey):
    return grid.grid(standing.status(survey, now=NOW))


def test_every_region_stands_by_every_type_with_its_sums(survey):
    place(survey, "complete", region="n", type="u")
    place(survey, "not_returned", region="n", type="d")
    place(survey, "not_returned", region="y", type="d")

    found = shown(survey)

    assert found.heads == ["Unitary", "District / Borough", "All"]
    numbers = {
        row.label: [cell.standing and (cell.standing.complete, cell.standing.frame) for cell in row.cells]
        for row in found.rows
    }
    assert numbers == {
        "North East": [(1, 1), (0, 1), (1, 2)],
        "Yorkshire and the Humber": [None, (0, 1), (0, 1)],
        "All": [(1, 1), (0, 2), (1, 3)],
    }


def test_a_cell_names_its_region_and_type_and_a_sum_only_one_of_them(survey):
    place(survey, "complete", region="n", type="u")

    assert [[(cell.region, cell.type) for cell in row.cells] for row in shown(survey).rows] == [
        [("n", "u"), ("n", "")],
        [("", "u"), ("", "")],
    ]


def test_each_cell_has_its_own_gap(survey):
    Fieldwork.objects.create(survey=survey, target_percent=60)
    for disposition in ("complete", "not_returned", "not_returned"):
        place(survey, disposition, type="u")
    place(survey, "not_returned", type="d")

    assert [cell.gap for cell in shown(survey).rows[0].cells] == [1, 1, 2]


def test_cells_of_fewer_than_ten_are_small(survey):
    for _ in range(9):
        place(survey, "not_returned", type="u")
    place(survey, "ineligible", type="u")  # leaves the base
    for _ in range(10):
        place(survey, "not_returned", type="d")

    found = shown(survey)

    assert [cell.is_small for cell in found.rows[0].cells] == [True, False, False]
    assert found.has_small


def test_a_frame_without_small_cells_has_no_mark(survey):
    for _ in range(10):
        place(survey, "not_returned")

    assert not shown(survey).has_small
