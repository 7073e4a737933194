import io
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from django.db import connection

from analysis import exporting, report, synthesising
from analysis.exporting import Identity, Values
from analysis.rendering import as_csv
from contacts import response_importing
from contacts.models import Invitation
from surveys import coding, compiling, responses
from surveys.models import Channel, Response
from surveys.questionnaire.codebook import Measure, Missing
from surveys.questionnaire.definition import Kind
from tests.builders import options, question, questionnaire
from tests.factories import MONDAY, InvitationFactory, QuestionnaireFactory, ResponseFactory, SurveyFactory


@pytest.fixture
def survey(db):
    return SurveyFactory()


def exported(survey, values=Values.CODES):
    heads = exporting.heads(survey)
    return [dict(zip(heads, row, strict=True)) for row in exporting.rows(survey, values)]


def csv_of(survey):
    file = io.BytesIO()
    as_csv.write_responses(file, survey, Values.CODES)
    return file.getvalue()


def test_columns_are_who_and_then_the_variables_in_the_questionnaires_order(survey):
    assert exporting.heads(survey) == (
        *("reference", "respondent_id", "q1", "q2", "q3", "q4_a", "q4_b", "q4_c", "q5", "q6_x", "q6_y", "q7_text"),
    )


def test_a_row_begins_with_the_organisation_and_the_receipt(survey):
    invitation = InvitationFactory(survey=survey)
    response = ResponseFactory(survey=survey, invitation=invitation, submitted=MONDAY)

    (row,) = exported(survey)

    assert (row["reference"], row["respondent_id"]) == (invitation.organisation.reference, response.reference)


def test_a_row_that_was_imported_keeps_its_id(survey):
    responses.enter(survey, {}, known={}, codes={}, channel=Channel.IMPORT, source_id="R001", now=MONDAY)

    (row,) = exported(survey)

    assert (row["reference"], row["respondent_id"]) == ("", "R001")


def test_drafts_stay_where_they_are(survey):
    ResponseFactory(survey=survey, answers={"q2": "u"})

    assert exported(survey) == []


ANSWERS = {"q2": "d", "q4": ["a"], "q6_x": 2.5, "q6_y": 3, "q7_text": "Plain words"}


def test_codes_are_those_of_the_codebook(survey):
    ResponseFactory(survey=survey, answers=ANSWERS, submitted=MONDAY)

    (row,) = exported(survey)

    assert list(row.values())[2:] == [None, "d", None, 1, 0, 0, None, 2.5, 3, "Plain words"]


def test_labels_are_the_words_of_the_questionnaire(survey):
    ResponseFactory(survey=survey, answers=ANSWERS, submitted=MONDAY)

    (row,) = exported(survey, Values.LABELS)

    assert list(row.values())[2:] == [
        *(None, "District / Borough", None, "Ticked", "Not ticked", "Not ticked", None, 2.5, 3, "Plain words"),
    ]


def test_what_was_not_asked_is_empty_and_not_zero(survey):
    ResponseFactory(survey=survey, answers={"q2": "u", "q5": "a"}, submitted=MONDAY)

    assert exported(survey)[0]["q5"] is None


def test_several_codes_of_an_open_answer_stand_in_one_cell(appendix_a_survey):
    codes = {"q18_codes": ["F1", "S3"]}
    answers = {"q18_text": "Both"}
    responses.enter(appendix_a_survey, answers, known={}, codes=codes, channel=Channel.IMPORT, now=MONDAY)

    assert exported(appendix_a_survey)[0]["q18_codes"] == "F1;S3"
    assert exported(appendix_a_survey, Values.LABELS)[0]["q18_codes"] == (
        "Funding – increased long term and clarity over budgets; Better two-tier working"
    )


def as_the_record_has_it(response, variable):
    value = coding.record(response).value(variable)
    return None if isinstance(value, Missing) else value


def test_every_cell_is_what_the_record_of_the_response_says(demonstration):
    synthesising.respond(demonstration, 200, random=Random(1), now=MONDAY)
    variables = compiling.variables(demonstration.questionnaire)
    submitted = Response.objects.filter(submitted_at__isnull=False)
    everybody = submitted.select_related("survey__questionnaire").order_by("pk")

    rows = [row[2:] for row in exporting.rows(demonstration, Values.CODES)]

    assert rows == [[as_the_record_has_it(response, variable) for variable in variables] for response in everybody]


def test_every_word_is_the_label_of_its_code(demonstration):
    variables = compiling.variables(demonstration.questionnaire)
    both = [exporting.rows(demonstration, values) for values in Values]

    for codes, words in zip(*both, strict=True):
        for variable, code, word in zip(variables, codes[2:], words[2:], strict=True):
            labels = {option.code: option.label for option in variable.options}
            parts = str(code).split(";") if variable.measure is Measure.CODES else [str(code)]
            assert word == (code if code is None or not labels else "; ".join(labels[part] for part in parts))


def test_rows_cost_the_same_queries_however_many_they_are(survey, django_assert_num_queries):
    for _ in range(3):
        ResponseFactory(survey=survey, answers=ANSWERS, submitted=MONDAY)
    exported(survey)

    with django_assert_num_queries(3):
        exported(survey)


def test_an_export_can_be_imported_again_and_gives_the_same_tables_and_file(demonstration):
    before, made = csv_of(demonstration), report.build(demonstration)
    Invitation.objects.update(response=None)
    for response in Response.objects.all():
        response.delete()

    file = response_importing.check(demonstration, before)
    response_importing.apply(demonstration, file.entries, now=MONDAY)

    assert file.problems == ()
    assert report.build(demonstration).tables == made.tables
    assert csv_of(demonstration) == before


def test_without_names_there_is_a_case_and_no_open_text(survey):
    ResponseFactory(survey=survey, answers=ANSWERS, submitted=MONDAY)
    heads = {identity: exporting.heads(survey, identity) for identity in Identity}
    rows = {identity: next(exporting.rows(survey, Values.CODES, identity)) for identity in Identity}
    plain, with_case = (
        dict(zip(heads[each], rows[each], strict=True)) for each in (Identity.DEIDENTIFIED, Identity.WITH_CASE)
    )

    assert set(heads[Identity.WITH_CASE]) - set(heads[Identity.DEIDENTIFIED]) == {
        "reference",
        "respondent_id",
        "q1",
        "q7_text",
    }
    assert plain == {name: with_case[name] for name in plain}


@pytest.mark.django_db(transaction=True)
def test_who_answers_while_a_file_is_written_is_in_the_next_one():
    survey = SurveyFactory()
    for _ in range(3):
        ResponseFactory(survey=survey, answers=ANSWERS, submitted=MONDAY)
    rows = exporting.rows(survey, Values.CODES)
    next(rows)

    in_another_process(lambda: ResponseFactory(survey=survey, answers=ANSWERS, submitted=MONDAY))

    assert len(list(rows)) == 2
    assert len(list(exporting.rows(survey, Values.CODES))) == 4


def in_another_process(work):
    """As near as a test comes to it: on a connection of its own."""

    def connected():
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(connected).result()


def test_texts_like_formulas_go_out_and_come_back_to_the_same_bytes(survey):
    for text in ("=1+1", "'=1+1", "''@x", "{=1}", "-1", "＝x", 'a,b"c', "line\nnext", "é 🦊 שלום", "x" * 10_000):
        ResponseFactory(survey=survey, answers=ANSWERS | {"q7_text": text}, submitted=MONDAY)
    before = csv_of(survey)
    Response.objects.all().delete()

    file = response_importing.check(survey, before)
    response_importing.apply(survey, file.entries, now=MONDAY)

    assert file.problems == ()
    assert csv_of(survey) == before


@pytest.mark.parametrize("kinds", [[Kind.SINGLE], [Kind.SINGLE, Kind.LONG_TEXT], [Kind.LONG_TEXT]])
def test_without_names_whatever_few_questions_there_are(db, kinds):
    asked = [question(f"q{place}", kind, options=options("ab")) for place, kind in enumerate(kinds)]
    survey = SurveyFactory(questionnaire=QuestionnaireFactory(definition=questionnaire(*asked)))
    response = ResponseFactory(survey=survey, answers={"q0": "a"}, submitted=MONDAY)

    (row,) = exporting.rows(survey, Values.CODES, Identity.DEIDENTIFIED)

    assert row == [response.pk, *(["a"] if kinds[0] is Kind.SINGLE else [])]
    assert len(row) == len(exporting.heads(survey, Identity.DEIDENTIFIED))
