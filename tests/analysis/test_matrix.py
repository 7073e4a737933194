import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from analysis import matrix
from analysis.exceptions import RecordsOutOfDate
from analysis.respondents import Respondents
from analysis.segments import Above, Asked, Chose, Gave
from surveys import coding, compiling
from surveys.models import CodedResponse, Survey
from tests.factories import MONDAY, ResponseFactory, SurveyFactory


@pytest.fixture
def survey(db):
    made = SurveyFactory()
    matrix.current(made)  # the questionnaire is compiled once
    return made


def answer(survey, **answers):
    return ResponseFactory(survey=survey, answers={"q2": "u", **answers}, submitted=MONDAY)


def towns(survey):
    """The bytes of q2, response by response."""
    found = matrix.current(survey)
    (column,) = [column for column in compiling.layout(survey.questionnaire) if column.name == "q2"]
    return found.codes(column).tolist()


def queries(survey):
    with CaptureQueriesContext(connection) as captured:
        matrix.current(survey)
    return len(captured)


def test_a_survey_without_responses_has_empty_columns(survey):
    assert matrix.current(survey).responses == 0


def test_a_response_is_there_at_the_next_look(survey):
    answer(survey)
    assert towns(survey) == [3]

    answer(survey, q2="d")

    assert towns(survey) == [3, 4]


def test_a_draft_is_not_there(survey):
    ResponseFactory(survey=survey, answers={"q2": "u"})

    assert matrix.current(survey).responses == 0


def test_another_survey_is_not_there(survey):
    other = Survey.objects.create(code="other", title="Other", questionnaire=survey.questionnaire)
    answer(other)

    assert matrix.current(survey).responses == 0


def test_one_query_where_nothing_is_new(survey):
    answer(survey)
    matrix.current(survey)

    assert queries(survey) == 1


def test_two_queries_where_something_is_new(survey):
    answer(survey)
    matrix.current(survey)
    answer(survey)

    assert queries(survey) == 2


def test_only_what_is_new_is_read(survey):
    answer(survey)
    matrix.current(survey)
    CodedResponse.objects.update(record=b"unread")
    answer(survey, q2="d")

    assert towns(survey) == [3, 4]


def test_nothing_is_read_twice(survey):
    answer(survey)
    kept = matrix.current(survey)

    assert matrix.current(survey) is kept


def test_a_rewritten_record_is_read_in_place_of_the_old_one(survey):
    response = answer(survey)
    answer(survey, q2="d")
    assert towns(survey) == [3, 4]

    response.answers["q2"] = "d"
    response.save()
    coding.code(response, now=MONDAY)

    assert towns(survey) == [4, 4]


def test_a_record_that_was_taken_out_is_gone(survey):
    response = answer(survey)
    answer(survey, q2="d")
    assert towns(survey) == [3, 4]

    response.coded.delete()

    assert towns(survey) == [4]


def test_a_record_with_an_earlier_key_that_came_later_is_there(survey):
    late, answered = answer(survey), answer(survey, q2="d")
    record = late.coded
    key = record.pk
    record.delete()
    assert towns(survey) == [4]

    CodedResponse.objects.create(pk=key, survey=survey, response=late, record=answered.coded.record, since=MONDAY)

    assert towns(survey) == [4, 4]


def test_all_records_written_anew_are_read_anew(survey):
    answer(survey)
    answer(survey, q2="d")
    assert towns(survey) == [3, 4]

    coding.rebuild(survey)

    assert towns(survey) == [3, 4]


def test_numbers_are_in_hundredths_and_below_zero_where_there_is_none(survey):
    answer(survey, q6_x=2.5)
    answer(survey, q6_x=None)
    (column,) = [column for column in compiling.layout(survey.questionnaire) if column.name == "q6_x"]

    assert matrix.current(survey).numbers(column).tolist() == [250, -3]


def test_records_of_the_wrong_length_are_refused_with_what_to_do(survey):
    answer(survey)
    CodedResponse.objects.update(record=b"short")

    with pytest.raises(RecordsOutOfDate, match="rebuild_records"):
        matrix.current(survey)


def everywhere(survey, found):
    """The sets of every kind, as they are taken from these columns."""
    respondents = Respondents(compiling.compiled(survey.questionnaire), found, {})
    segments = (
        Chose("q2", frozenset("u")),
        Chose("q2", frozenset("ud")),
        Asked("q6_x"),
        Gave("q6_x"),
        Above("q6_x", 1),
    )
    return [respondents.within(segment) for segment in segments]


def test_sets_grow_with_the_columns_and_are_those_of_a_new_look(survey):
    for town, number in (("u", 2.5), ("d", None), ("u", 0), ("d", 1.5)):
        answer(survey, q2=town, q6_x=number)
        grown = everywhere(survey, matrix.current(survey))
        matrix.forget()

        assert everywhere(survey, matrix.current(survey)) == grown


def test_what_is_being_counted_stays_as_it_was_while_more_comes_in(survey):
    answer(survey)
    before = matrix.current(survey)
    answer(survey)
    everywhere(survey, matrix.current(survey))

    assert before.responses == 1
    assert everywhere(survey, before)[0] == 0b1


def test_many_responses_at_once_and_one_by_one_are_the_same(survey):
    for place in range(70):
        answer(survey, q2="ud"[place % 2])
        matrix.current(survey)
    grown = towns(survey)
    matrix.forget()

    assert towns(survey) == grown == [3, 4] * 35
