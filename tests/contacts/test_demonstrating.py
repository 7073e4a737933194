import csv
from collections import Counter

import pytest

from contacts import demonstrating, frame
from contacts.dispositions import Disposition
from contacts.exceptions import DemonstrationDoesNotFit, FrameIsInUse
from contacts.models import Organisation, Person
from contacts.tracking import standing
from surveys.models import Response
from tests.builders import appendix_a
from tests.factories import MONDAY, OrganisationFactory, QuestionnaireFactory, SurveyFactory

pytestmark = pytest.mark.django_db

FRAME_OF_TABLE_2 = {"a": 48, "b": 40, "c": 33, "d": 23, "e": 43, "f": 67, "g": 44, "h": 27, "i": 20}


@pytest.fixture
def survey():
    return SurveyFactory(questionnaire=QuestionnaireFactory(definition=appendix_a()))


def rows(name):
    with (demonstrating.FILES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_demonstration_is_the_frame_with_its_answers(survey):
    assert demonstrating.load(survey, now=MONDAY)

    assert frame.counts(survey)["region"] == FRAME_OF_TABLE_2
    assert standing.status(survey, now=MONDAY).total.dispositions == dict.fromkeys(Disposition.values, 0) | {
        "not_returned": 345 - 142 - demonstrating.IN_PROGRESS,
        "in_progress": demonstrating.IN_PROGRESS,
        "complete": 142,
    }
    assert Person.objects.filter(until__isnull=True, email__endswith="@example.org").count() == 345


def test_every_answer_agrees_with_the_frame_about_its_organisation(survey):
    demonstrating.load(survey, now=MONDAY)

    for response in Response.objects.filter(submitted_at__isnull=False):
        confirmed = {"name": response.answers["q1"], "type": response.answers["q2"], "region": response.answers["q3"]}
        assert confirmed == response.known


def test_those_in_the_middle_have_confirmed_their_details(survey):
    demonstrating.load(survey, now=MONDAY)

    for response in Response.objects.filter(submitted_at__isnull=True):
        assert {response.answers["q1"], response.answers["q2"], response.answers["q3"]} == set(response.known.values())


def test_loading_again_changes_nothing(survey, django_assert_num_queries):
    demonstrating.load(survey, now=MONDAY)
    Organisation.objects.filter(reference="DEMO-001").update(name="Changed since")

    assert not demonstrating.load(survey, now=MONDAY)
    assert Organisation.objects.get(reference="DEMO-001").name == "Changed since"
    assert Organisation.objects.count() == 345


def test_a_real_frame_is_left_alone(survey):
    OrganisationFactory(reference="A1")

    with pytest.raises(FrameIsInUse):
        demonstrating.load(survey, now=MONDAY)

    assert Organisation.objects.count() == 1


def test_another_questionnaire_gets_no_answers_that_do_not_fit():
    with pytest.raises(DemonstrationDoesNotFit):
        demonstrating.load(SurveyFactory(), now=MONDAY)

    assert Organisation.objects.count() == 0


def test_the_help_line_of_a_survey_is_kept(survey):
    survey.helpline_email = "help@real.example.org"
    survey.save()

    demonstrating.load(survey, now=MONDAY)

    survey.refresh_from_db()
    assert (survey.helpline_email, survey.helpline_phone) == ("help@real.example.org", "")


def test_nobody_in_the_files_can_be_reached_for_real():
    people = rows("frame.csv")

    assert all(row["email"].endswith("@example.org") for row in people)
    assert all(row["telephone"].startswith("01632 960") for row in people)  # kept free for drama
    assert all(row["postcode"].startswith("ZZ") for row in people)  # no such area
    assert all(row["reference"].startswith("DEMO-") for row in people)
    assert Counter(row["name"] for row in people).most_common(1)[0][1] == 1
