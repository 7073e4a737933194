import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from surveys import compiling, loading, models
from surveys.exceptions import AlreadyFielded
from surveys.questionnaire.definition import Kind
from tests.builders import appendix_a, chose, question, questionnaire
from tests.surveys.fielding import fielded

pytestmark = pytest.mark.django_db


def same(one, other):
    return loading.digest(one) == loading.digest(other)


def test_rows_hold_the_whole_questionnaire():
    study = appendix_a()

    assert same(compiling.compiled(loading.load(study)), study)


def test_a_draft_is_written_anew():
    loading.load(questionnaire(question("q1"), question("q2", condition=chose("q1", "a"))))
    changed = questionnaire(question("q1"), question("q3", Kind.MULTIPLE, condition=chose("q1", "b")))

    row = loading.load(changed)

    assert same(compiling.compiled(row), changed)
    assert models.Questionnaire.objects.count() == 1
    assert models.Condition.objects.count() == 1


def test_a_version_in_the_field_cannot_be_loaded_again():
    made = questionnaire(question("q1"))
    fielded(made)

    with pytest.raises(AlreadyFielded) as refused:
        loading.load(made)

    assert str(refused.value) == (
        "Test (version 1) is in the field and cannot change. Give the changed file the version 2."
    )


def test_what_depends_on_the_version_alone_is_read_once(django_assert_num_queries):
    row = loading.load(questionnaire(question("q1", Kind.TICK)))
    first = compiling.compiled(row)

    with django_assert_num_queries(0):
        assert compiling.compiled(row) is first


def statements_to_read(made):
    row = loading.load(made)
    compiling._compiled.cache_clear()
    with CaptureQueriesContext(connection) as statements:
        compiling.compiled(row)
    return len(statements)


def test_a_long_questionnaire_takes_no_more_statements_to_read_than_a_short_one():
    def of(length):
        conditional = [question(f"q{n}", condition=chose("q1", "a")) for n in range(2, length)]
        return questionnaire(question("q1"), *conditional)

    assert statements_to_read(of(40)) == statements_to_read(of(3))


def test_the_database_refuses_a_question_that_stands_nowhere():
    with pytest.raises(IntegrityError, match="question_on_a_page_or_under_an_option"):
        models.Question.objects.create(position=0, code="q", kind=Kind.TEXT, text="?")


def test_the_database_refuses_a_limit_on_a_single_choice():
    row = loading.load(questionnaire(question("q1")))

    with pytest.raises(IntegrityError, match="limit_of_a_multiple_choice"):
        models.Question.objects.filter(page__section__questionnaire=row).update(limit=3)
