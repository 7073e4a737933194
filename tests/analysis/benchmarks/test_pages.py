from datetime import timedelta

from django.utils import timezone

from analysis.benchmarks import pages
from tests.builders import appendix_a
from tests.factories import QuestionnaireFactory, SurveyFactory


def test_a_page_is_shown_and_saved_beside_a_bare_view(db):
    now = timezone.now()
    questionnaire = QuestionnaireFactory(definition=appendix_a())
    survey = SurveyFactory(questionnaire=questionnaire, opens_at=now, closes_at=now + timedelta(days=1))

    found = pages.comparisons(survey, now=now, rounds=1)

    assert [comparison.name for comparison in found] == ["a respondent's page, shown", "a respondent's page, saved"]
