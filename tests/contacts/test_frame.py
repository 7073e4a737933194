from datetime import timedelta

import pytest

from contacts import frame, importing
from contacts.exceptions import NoQuestionnaire, NoSurvey
from tests.builders import question, questionnaire
from tests.factories import (
    MONDAY,
    InvitationFactory,
    OrganisationFactory,
    QuestionnaireFactory,
    ResponseFactory,
    SurveyFactory,
)

pytestmark = pytest.mark.django_db


def another_survey(code="other", **parts):
    definition = questionnaire(question("q1"))
    object.__setattr__(definition, "code", code)
    return SurveyFactory(questionnaire=QuestionnaireFactory(definition=definition), **parts)


def test_the_frame_is_counted_by_region_and_type():
    for region, type_ in [("n", "u"), ("n", "d"), ("y", "d")]:
        OrganisationFactory(region=region, type=type_)

    assert frame.counts(SurveyFactory()) == {"region": {"n": 2, "y": 1}, "type": {"u": 1, "d": 2}}


def test_a_response_has_the_reference_of_its_organisation():
    survey = SurveyFactory()
    tied = ResponseFactory(survey=survey, invitation=InvitationFactory(survey=survey, organisation__reference="A1"))
    ResponseFactory(survey=survey)
    InvitationFactory(survey=survey)

    assert frame.references(survey) == {tied.pk: "A1"}


def test_the_current_survey_is_the_one_that_opened_last():
    SurveyFactory()
    later = another_survey(opens_at=MONDAY + timedelta(days=1))

    assert frame.current_survey() == later


def test_there_may_be_no_survey_at_all():
    assert frame.current_survey() is None
    with pytest.raises(NoSurvey, match="There is no survey yet"):
        frame.survey_called("")


def test_the_only_survey_need_not_be_named():
    survey = SurveyFactory()

    assert frame.survey_called("") == frame.survey_called("test") == survey


def test_one_of_several_surveys_must_be_named():
    SurveyFactory()
    other = another_survey()

    assert frame.survey_called("other") == other
    with pytest.raises(NoSurvey, match="Say which survey: other, test"):
        frame.survey_called("")
    with pytest.raises(NoSurvey, match="There is no survey “third”; there are: other, test"):
        frame.survey_called("third")


def test_types_and_regions_are_those_of_the_newest_questionnaire_that_asks_for_them():
    SurveyFactory()
    another_survey(opens_at=MONDAY + timedelta(days=1))

    assert [option.code for option in frame.frame_facts().type.options] == ["u", "d"]


def test_without_a_questionnaire_no_list_can_be_checked():
    with pytest.raises(NoQuestionnaire):
        importing.check(b"")
