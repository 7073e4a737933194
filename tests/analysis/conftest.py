import io
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.test import Client

from analysis import matrix, outsiders, report
from analysis.disclosure import linking, protecting
from analysis.disclosure.rules import DEFAULT
from analysis.outsiders import Asked, Audience
from analysis.rendering import as_html, as_json, as_pdf, as_word, as_workbook
from analysis.rendering.sheets import cover
from analysis.report import Report
from analysis.respondents import Respondents
from analysis.table import Table
from analysis.writing import composing
from analysis.writing.document import Document
from contacts import answer_reading, demonstrating
from surveys.models import Survey
from surveys.questionnaire import codebook
from tests.analysis.grids import respondents
from tests.builders import appendix_a
from tests.factories import MONDAY, QuestionnaireFactory, SurveyFactory

PUBLIC = Asked(Audience.PUBLIC)
CDRPS = {"f": 67, "a": 48, "g": 44, "c": 33, "e": 43, "b": 40, "h": 27, "d": 23, "i": 20}


@pytest.fixture(scope="session")
def study() -> Respondents:
    """The 142 respondents of the demonstration, without a database."""
    questionnaire = appendix_a()
    data = (demonstrating.FILES / "responses.csv").read_bytes()
    file = answer_reading.read(data, questionnaire, codebook.variables(questionnaire))
    assert file.problems == ()
    answers = [entry.answers | entry.codes for entry in file.entries]
    return respondents(*answers, questionnaire=questionnaire, frame={"q3": CDRPS})


@pytest.fixture
def appendix_a_survey(db: None) -> Survey:
    """The study's questionnaire in the field; nobody has answered yet."""
    return SurveyFactory(questionnaire=QuestionnaireFactory(definition=appendix_a()))


@pytest.fixture(scope="module")
def demonstrated(django_db_setup: None, django_db_blocker) -> Iterator[int]:
    """The key of the demonstration's survey, for a module whose tests all ask for it: it is loaded once, and each of
    them finds it as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        survey = SurveyFactory(questionnaire=QuestionnaireFactory(definition=appendix_a()))
        demonstrating.load(survey, now=MONDAY)
        with django_db_blocker.block():
            yield survey.pk
        transaction.set_rollback(True)


@pytest.fixture
def demonstration(request, db: None) -> Survey:
    """The survey with the demonstration's 345 organisations and 142 answers."""
    if "demonstrated" in request.fixturenames:
        return Survey.objects.get(pk=request.getfixturevalue("demonstrated"))
    survey = request.getfixturevalue("appendix_a_survey")
    demonstrating.load(survey, now=MONDAY)
    return survey


@dataclass(frozen=True)
class Outputs:
    """The report of the demonstration in every form."""

    json: bytes
    html: bytes
    workbook: bytes
    tables_alone: bytes
    document: Document
    for_outsiders: Document
    word: bytes
    pdf: bytes


@pytest.fixture(scope="session")
def outputs(django_db_setup, django_db_blocker) -> Outputs:
    """Made once, on a database that is as empty afterwards as it was before."""
    with django_db_blocker.unblock(), transaction.atomic():
        survey = SurveyFactory(questionnaire=QuestionnaireFactory(definition=appendix_a()))
        demonstrating.load(survey, now=MONDAY)
        made = report.build(survey)
        workbook, tables_alone = io.BytesIO(), io.BytesIO()
        told = cover.lines(survey, made, Asked(), by="kim@example.org", now=MONDAY)
        as_workbook.write(workbook, survey, made, told, now=MONDAY)
        as_workbook.write_report(tables_alone, made, told)
        document = composing.document(survey, made, Asked(), now=MONDAY)
        for_outsiders = composing.document(survey, outsiders.build(survey, PUBLIC), PUBLIC, now=MONDAY)
        transaction.set_rollback(True)
    word, pdf = io.BytesIO(), io.BytesIO()
    as_word.write(word, document)
    as_pdf.write(pdf, document)
    html = as_html.rendered(made, made_at=MONDAY)
    return Outputs(
        as_json.rendered(made),
        html,
        workbook.getvalue(),
        tables_alone.getvalue(),
        document,
        for_outsiders,
        word.getvalue(),
        pdf.getvalue(),
    )


@dataclass(frozen=True)
class Published:
    """The demonstration's report as outsiders may see it, asked for twice; some of its tables alone; and its tables
    with only what is too small itself hidden."""

    usual: Report
    again: Report
    alone: Report
    small_alone: tuple[Table, ...]


@pytest.fixture(scope="session")
def published(django_db_setup, django_db_blocker) -> Published:
    """Made once, on a database that is as empty afterwards as it was before."""
    with django_db_blocker.unblock(), transaction.atomic():
        survey = SurveyFactory(questionnaire=QuestionnaireFactory(definition=appendix_a()))
        demonstrating.load(survey, now=MONDAY)
        usual, again = (outsiders.build(survey, PUBLIC) for _ in "ab")
        alone = outsiders.build(survey, PUBLIC, ids=["T07", "F02"])
        whole = report.build(survey)
        linked = linking.linked([each.specification for each in whole.tables], report.respondents(survey), DEFAULT)
        small = protecting.Protection(linked, linked.unsafe.keys() - linked.told)
        transaction.set_rollback(True)
    matrix.forget()
    return Published(usual, again, alone, tuple(map(small.applied, whole.tables)))


@pytest.fixture
def researcher(demonstration):
    user = User.objects.create_user("researcher@example.org", "researcher@example.org", "a long password of a test")
    user.groups.add(Group.objects.get_or_create(name="researcher")[0])
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
