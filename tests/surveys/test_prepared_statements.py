"""A prepared statement does what the ORM's own does."""

import uuid

import pytest
from django.db.models import UUIDField
from django.forms import model_to_dict

from surveys.models import Channel, PageSave, Response
from surveys.prepared_statements import Find, Insert, Slot, Update
from tests.builders import appendix_a
from tests.surveys.fielding import MONDAY, fielded, started

pytestmark = pytest.mark.django_db


def by_public_id():
    rows = Response.objects.select_related("survey__questionnaire")
    return rows.filter(public_id=Slot("public_id", UUIDField()))


@pytest.fixture
def response():
    response = started(fielded(appendix_a()))
    Response.objects.filter(pk=response.pk).update(answers={"q1": "Île de Môn", "q2": ["a", "b"]}, drafts={"p": {}})
    return Response.objects.get()


def test_a_row_is_found_with_those_it_refers_to(response, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = Find(by_public_id)(public_id=response.public_id)
        survey, questionnaire = found.survey, found.survey.questionnaire

    assert model_to_dict(found) == model_to_dict(response)
    assert (found.public_id, found.submitted_at) == (response.public_id, None)
    assert model_to_dict(survey) == model_to_dict(response.survey)
    assert model_to_dict(questionnaire) == model_to_dict(response.survey.questionnaire)


def test_what_is_found_can_be_saved(response):
    found = Find(by_public_id)(public_id=response.public_id)
    found.known = {"name": "Anytown"}
    found.save()

    assert Response.objects.get().known == {"name": "Anytown"}


def test_where_there_is_no_such_row_its_model_says_so():
    with pytest.raises(Response.DoesNotExist):
        Find(by_public_id)(public_id=uuid.uuid4())


def test_a_new_row_is_the_one_that_the_orm_would_make(response):
    values = {
        "response_id": response.pk,
        "page": "page-q1",
        "answers": {"q1": "Île de Môn", "q2": None},
        "channel": Channel.WEB,
        "entered_by_id": None,
        "hand_over_id": None,
        "saved_at": MONDAY,
    }
    PageSave.objects.create(**values)
    Insert(PageSave)(**values)

    first, second = PageSave.objects.values(*values)
    assert first == second == values


def test_an_update_gives_the_keys_of_what_it_changed(response):
    known = Slot("known", Response._meta.get_field("known"))
    update = Update(by_public_id, known=known)

    assert update(public_id=response.public_id, known={"name": "Anytown"}) == {response.pk}
    assert update(public_id=uuid.uuid4(), known={"name": "Othertown"}) == set()
    assert Response.objects.get().known == {"name": "Anytown"}
