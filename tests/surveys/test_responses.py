from datetime import timedelta

import pytest

from surveys import coding, fingerprints, responses
from surveys.models import Channel, CodedResponse, PageSave
from surveys.questionnaire.definition import Kind, Page
from surveys.responses import Result, Source
from tests.builders import chose, options, question, questionnaire
from tests.factories import StaffFactory
from tests.surveys.fielding import CLOSING, MONDAY, fielded, started

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(hours=1)
BRANCHING = questionnaire(
    question("q1"),
    Page("only-b", "Only b", (question("q2"),), chose("q1", "b")),
    question("q3", Kind.MULTIPLE, options=options("ab", b=chose("q1", "b"))),
)


@pytest.fixture
def response():
    return started(fielded(BRANCHING), name="Anytown")


def save(response, page, *, shown="", now=LATER, **raw):
    return responses.save_page(response.public_id, page, raw, shown=shown, now=now)


def test_a_page_is_saved_with_its_history(response):
    outcome = save(response, "page-q1", q1="a")

    assert outcome.result is Result.SAVED
    assert outcome.response.answers == {"q1": "a"}
    assert list(PageSave.objects.values_list("page", "answers", "channel", "saved_at")) == [
        ("page-q1", {"q1": "a"}, Channel.WEB, LATER)
    ]


def test_the_answers_are_the_fold_of_the_saves(response):
    save(response, "page-q1", q1="b")
    save(response, "only-b", q2="a")
    save(response, "page-q1", q1="a")

    response.refresh_from_db()
    folded = {}
    for answers in response.saves.values_list("answers", flat=True):
        folded |= answers
    assert response.answers == folded == {"q1": "a", "q2": "a"}


def test_a_page_with_a_problem_saves_nothing(response):
    outcome = save(response, "page-q1", q1="z")

    assert outcome.result is Result.HAS_PROBLEMS
    assert [problem.control for problem in outcome.problems] == ["q1"]
    assert PageSave.objects.count() == 0


def test_a_page_ahead_of_the_path_saves_nothing(response):
    assert save(response, "page-q3", q3=["a"]).result is Result.NOT_ASKED
    assert PageSave.objects.count() == 0


def test_a_page_off_the_path_saves_nothing(response):
    save(response, "page-q1", q1="a")

    assert save(response, "only-b", q2="a").result is Result.NOT_ASKED
    assert PageSave.objects.count() == 1


def test_a_stale_form_is_not_saved_over_what_another_window_saved(response):
    shown = fingerprints.of_page(responses.path(response)[0], response)
    save(response, "page-q1", shown=shown, q1="a")

    outcome = save(response, "page-q1", shown=shown, q1="b")

    assert outcome.result is Result.CHANGED_ELSEWHERE
    assert outcome.answers == {"q1": "b"}
    assert outcome.response.answers == {"q1": "a"}


def test_the_same_answer_sent_twice_is_no_conflict(response):
    shown = fingerprints.of_page(responses.path(response)[0], response)
    save(response, "page-q1", shown=shown, q1="a")

    assert save(response, "page-q1", shown=shown, q1="a").result is Result.SAVED


def test_nothing_is_saved_from_the_closing_hour_on(response):
    assert save(response, "page-q1", q1="a", now=CLOSING).result is Result.CLOSED
    assert save(response, "page-q1", q1="a", now=CLOSING - timedelta(seconds=1)).result is Result.SAVED


def complete(response):
    save(response, "page-q1", q1="b")
    save(response, "only-b", q2="a")
    save(response, "page-q3", q3=["a", "b"])


def test_a_complete_response_is_submitted_and_counted(response):
    complete(response)

    outcome = responses.submit(response.public_id, shown="", now=LATER)

    response.refresh_from_db()
    assert outcome.result is Result.SUBMITTED
    assert (response.submitted_at, len(response.reference)) == (LATER, 8)
    assert bytes(response.coded.record) == bytes([4, 3, 4, 4])


def test_a_response_came_through_what_it_was_submitted_through(response):
    complete(response)

    responses.submit(response.public_id, shown="", now=LATER, source=Source(Channel.TELEPHONE, None))

    response.refresh_from_db()
    assert response.channel == Channel.TELEPHONE


def test_an_incomplete_response_is_not_submitted(response):
    save(response, "page-q1", q1="b")

    outcome = responses.submit(response.public_id, shown="", now=LATER)

    assert outcome.result is Result.HAS_PROBLEMS
    assert outcome.page.code == "only-b"
    assert CodedResponse.objects.count() == 0


def test_a_second_submission_changes_nothing(response):
    complete(response)
    first = responses.submit(response.public_id, shown="", now=LATER).response

    second = responses.submit(response.public_id, shown="", now=LATER + timedelta(days=1)).response

    assert (second.reference, second.submitted_at) == (first.reference, LATER)
    assert CodedResponse.objects.count() == 1


def test_nothing_is_saved_after_submission(response):
    complete(response)
    responses.submit(response.public_id, shown="", now=LATER)

    assert save(response, "page-q1", q1="a").result is Result.SUBMITTED
    assert PageSave.objects.count() == 3


def test_answers_off_the_path_are_left_out_at_submission(response):
    complete(response)
    save(response, "page-q1", q1="a")
    responses.submit(response.public_id, shown="", now=LATER)

    response.refresh_from_db()
    assert response.answers == {"q1": "a", "q3": ["a"]}


def test_an_answer_comes_back_if_the_respondent_turns_back(response):
    complete(response)
    save(response, "page-q1", q1="a")

    outcome = save(response, "page-q1", q1="b")

    assert outcome.response.answers == {"q1": "b", "q2": "a", "q3": ["a", "b"]}


def test_a_change_that_leaves_a_question_without_answer_must_be_answered_first(response):
    complete(response)
    save(response, "page-q3", q3=["b"])
    save(response, "page-q1", q1="a")

    assert responses.submit(response.public_id, shown="", now=LATER).page.code == "page-q3"


def test_a_whole_response_is_entered_at_once(response):
    entered = responses.enter(
        response.survey,
        {"q1": "a", "q3": []},
        known={},
        codes={},
        channel=Channel.IMPORT,
        source_id="R1",
        now=LATER,
    )

    assert entered.submitted_at == LATER
    assert [save.channel for save in entered.saves.all()] == [Channel.IMPORT]


def test_records_rebuilt_are_what_submission_wrote(response):
    complete(response)
    responses.submit(response.public_id, shown="", now=LATER)
    before = bytes(CodedResponse.objects.get().record)

    assert coding.rebuild(response.survey) == 1

    assert bytes(CodedResponse.objects.get().record) == before


def test_a_record_that_does_not_fit_its_answers_is_found(response):
    complete(response)
    responses.submit(response.public_id, shown="", now=LATER)
    assert list(coding.differences(response.survey)) == []

    CodedResponse.objects.update(record=b"\x00" * 4)

    assert list(coding.differences(response.survey)) == [response]


def test_saving_a_page_takes_five_statements(response, django_assert_num_queries):
    save(response, "page-q1", q1="b")

    with django_assert_num_queries(5):
        save(response, "only-b", q2="a")


def test_a_page_entered_by_telephone_says_so_and_by_whom(response):
    staff = StaffFactory()

    responses.save_page(
        response.public_id, "page-q1", {"q1": "a"}, shown="", now=LATER, source=Source(Channel.TELEPHONE, staff.pk)
    )

    assert list(PageSave.objects.values_list("channel", "entered_by")) == [("telephone", staff.pk)]
    response.refresh_from_db()
    assert response.channel == Channel.WEB  # until it is submitted


def test_a_save_outlives_the_account_of_who_entered_it(response):
    staff = StaffFactory()
    PageSave.objects.create(response=response, answers={}, entered_by=staff, saved_at=LATER)

    staff.delete()

    assert PageSave.objects.get().entered_by is None
