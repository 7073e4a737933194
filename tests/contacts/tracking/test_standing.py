from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest

from contacts.dispositions import Disposition
from contacts.models import Fieldwork, Organisation
from contacts.recording import replace_person
from contacts.tracking import standing
from contacts.tracking.standing import Standing
from surveys.models import Survey
from surveys.responses import enter
from tests.contacts.tracking.placing import place
from tests.factories import MONDAY, PersonFactory, ResponseFactory, SurveyFactory

pytestmark = pytest.mark.django_db

OPEN, CLOSED = MONDAY + timedelta(days=1), MONDAY + timedelta(weeks=4)
BEFORE_THE_END = {"partial": "in_progress", "break_off": "in_progress"}
AT_THE_END = {"in_progress": "break_off"}  # with nothing answered
NOBODY = dict.fromkeys(Disposition.values, 0)


@pytest.fixture
def survey():
    return SurveyFactory()


def counted(survey, now=OPEN):
    return standing.status(survey, now=now).total.dispositions


@pytest.mark.parametrize("disposition", [each.value for each in Disposition if each not in ("partial", "break_off")])
def test_an_organisation_is_in_its_disposition_and_no_other(survey, disposition):
    place(survey, disposition)

    assert counted(survey) == NOBODY | {disposition: 1}


@pytest.mark.parametrize("disposition", ["partial", "break_off"])
def test_what_was_begun_is_in_progress_until_the_survey_closes(survey, disposition):
    place(survey, disposition)

    assert counted(survey, OPEN) == NOBODY | {"in_progress": 1}
    assert counted(survey, CLOSED) == NOBODY | {disposition: 1}


def test_another_survey_does_not_matter(survey):
    place(survey, "complete")
    other = Survey.objects.create(code="other", title="Other", questionnaire=survey.questionnaire)

    assert counted(other) == NOBODY | {"not_invited": 1}


def test_a_new_contact_is_not_bounced_because_the_one_before_was(survey):
    organisation = place(survey, "bounced")

    replace_person(organisation, today=date(2026, 11, 3), name="Sam Sample", email="sam@example.org")

    assert counted(survey) == NOBODY | {"not_returned": 1}


def test_an_organisation_merged_into_another_is_counted_no_more(survey):
    kept, merged = place(survey, "not_returned"), place(survey, "complete")
    Organisation.objects.filter(pk=merged.pk).update(merged_into=kept)

    status = standing.status(survey, now=OPEN)

    assert status.total.dispositions == NOBODY | {"not_returned": 1}
    assert status.unmatched == 1  # the answer is there, and belongs to nobody in the frame


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("now", [OPEN, CLOSED])
def test_totals_always_equal_the_frame(survey, seed, now):
    random, placed = Random(seed), Counter()
    for _ in range(random.randint(0, 25)):
        disposition = random.choice(Disposition.values)
        made = place(survey, disposition, region=random.choice("nyz"), type=random.choice("ud?"))
        if random.random() < 0.2:
            PersonFactory(organisation=made, email="before@example.org", until=date(2026, 1, 1))
        if random.random() < 0.15 and Organisation.objects.count() > 1:
            kept = Organisation.objects.exclude(pk=made.pk).first()
            Organisation.objects.filter(pk=made.pk).update(merged_into=kept)
            continue
        told = BEFORE_THE_END if now == OPEN else AT_THE_END
        placed[told.get(disposition, disposition)] += 1

    status = standing.status(survey, now=now)

    assert +Counter(status.total.dispositions) == placed
    frame = Organisation.objects.count()
    for parts in (status.by_region, status.by_type, status.cells.values()):
        assert sum(part.frame for part in parts) == frame
        assert sum((Counter(part.dispositions) for part in parts), Counter()) == placed


def test_parts_come_in_the_questionnaires_order_with_what_it_does_not_know_last(survey):
    for region, type_ in [("y", "d"), ("n", "d"), ("n", "x")]:
        place(survey, "complete", region=region, type=type_)

    status = standing.status(survey, now=OPEN)

    assert [(part.code, part.label, part.frame) for part in status.by_region] == [
        ("n", "North East", 2),
        ("y", "Yorkshire and the Humber", 1),
    ]
    assert [(part.code, part.label, part.frame) for part in status.by_type] == [
        ("d", "District / Borough", 2),
        ("x", "x", 1),
    ]
    assert {cell: part.frame for cell, part in status.cells.items()} == {("y", "d"): 1, ("n", "d"): 1, ("n", "x"): 1}


def test_ineligible_organisations_leave_the_base_of_rate_and_gap(survey):
    for disposition in ("complete", "not_returned", "not_returned", "ineligible"):
        place(survey, disposition)

    total = standing.status(survey, now=OPEN).total

    assert (total.frame, total.eligible, total.invited, total.complete) == (4, 3, 4, 1)
    assert total.rates["RR1"].share == Fraction(1, 3)
    assert (total.wanted(60), total.gap(60)) == (2, 1)


@pytest.mark.parametrize(
    ("complete", "eligible", "target", "gap"),
    [
        (142, 345, 60, 65),
        (0, 10, 1, 1),
        (5, 10, 50, 0),
        (6, 10, 50, 0),
        (0, 0, 60, 0),
        (2, 3, 67, 1),
        (1, 2, None, None),
    ],
)
def test_the_gap_is_the_least_number_that_reaches_the_target(complete, eligible, target, gap):
    part = Standing("", "", NOBODY | {"complete": complete, "not_returned": eligible - complete})

    assert part.gap(target) == gap


def test_those_to_chase_are_those_who_can_still_answer(survey):
    for disposition in Disposition.values:
        place(survey, disposition)

    chased = standing.status(survey, now=CLOSED).total

    assert chased.to_chase == 7  # all but complete, refusal, opted out, could not take part, ineligible
    assert standing.status(survey, now=OPEN).total.to_chase == chased.to_chase


def test_answers_that_came_without_a_reference_are_told_apart(survey):
    place(survey, "complete")
    for _ in range(2):
        enter(survey, {}, known={}, codes={}, channel="import", now=MONDAY)
    ResponseFactory(survey=survey)  # a draft is no answer

    status = standing.status(survey, now=OPEN)

    assert (status.total.complete, status.unmatched) == (1, 2)


def test_target_and_pause_are_those_of_the_fieldwork(survey):
    assert (standing.status(survey, now=OPEN).target, standing.status(survey, now=OPEN).paused_at) == (None, None)

    Fieldwork.objects.create(survey=survey, target_percent=60, paused_at=MONDAY)

    assert (standing.status(survey, now=OPEN).target, standing.status(survey, now=OPEN).paused_at) == (60, MONDAY)


@pytest.mark.parametrize(("now", "queries"), [(OPEN, 3), (CLOSED, 4)])
def test_it_costs_as_many_queries_whatever_the_frame(survey, django_assert_num_queries, now, queries):
    standing.status(survey, now=now)
    for disposition in Disposition.values:
        place(survey, disposition)

    with django_assert_num_queries(queries):
        standing.status(survey, now=now)
