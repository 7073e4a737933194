from random import Random

import pytest

from analysis import synthesising
from surveys import coding, responses
from surveys.models import Response
from surveys.questionnaire import validation
from tests.builders import appendix_a
from tests.factories import MONDAY

SEEDS = range(20)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_walk_leaves_nothing_unanswered_and_nothing_off_the_path(seed):
    questionnaire = appendix_a()

    answers = synthesising.walk(questionnaire, Random(seed))

    path = responses.routing.route(questionnaire, answers)
    assert validation.first_incomplete(path, answers) is None
    assert set(answers) == {control.name for page in path for control in page.controls if control.asked(answers)}


def test_the_same_seed_walks_the_same_way():
    assert synthesising.walk(appendix_a(), Random(1)) == synthesising.walk(appendix_a(), Random(1))


def test_so_many_submitted_responses_are_there_as_are_asked_for(appendix_a_survey):
    synthesising.respond(appendix_a_survey, 7, random=Random(1), now=MONDAY)

    assert Response.objects.filter(survey=appendix_a_survey, submitted_at=MONDAY).count() == 7
    assert list(coding.differences(appendix_a_survey)) == []
