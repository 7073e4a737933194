from datetime import timedelta

from django.utils import timezone

from analysis.benchmarks import weights
from surveys.questionnaire.definition import Kind
from tests.builders import items, question, questionnaire
from tests.factories import QuestionnaireFactory, SurveyFactory


def test_the_page_with_most_radios_is_weighed(db):
    now = timezone.now()
    made = questionnaire(question("q1", Kind.GRID), question("q2", Kind.GRID, items=items("xyz")), question("q3"))
    row = QuestionnaireFactory(definition=made)
    survey = SurveyFactory(questionnaire=row, opens_at=now, closes_at=now + timedelta(days=1))

    found = weights.of_pages(survey, now=now)

    assert (found.radios, found.to_show, found.to_save) == (6, 1, 5)
    assert found.packed < found.raw
