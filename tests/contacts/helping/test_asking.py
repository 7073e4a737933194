from datetime import timedelta

import pytest

from contacts.helping import asking
from contacts.models import NamedContact, Query
from tests.factories import MONDAY, InvitationFactory, PersonFactory
from tests.racing import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation():
    return InvitationFactory()


def ask(invitation=None, *, text="Whom do you mean?", now=MONDAY, **parts):
    who = {"name": "Pat", "email": "pat@example.org", "telephone": "", "organisation_name": "", "page": "page-q1"}
    survey = invitation.survey if invitation else None
    return asking.ask(survey=survey, invitation=invitation, text=text, now=now, **who | parts)


def name_another(invitation, *, email="sam@example.org", **parts):
    who = {"name": "Sam Sample", "job_title": "Head", "telephone": "", "note": "I moved", "page": "link"}
    return asking.name_another(invitation=invitation, email=email, now=MONDAY, **who | parts)


def test_a_question_is_tied_to_the_organisation_and_remembers_the_page(invitation):
    query = ask(invitation)

    assert (query.invitation, query.survey, query.page) == (invitation, invitation.survey, "page-q1")
    assert query.asked_at == MONDAY


def test_a_question_without_a_link_is_kept_with_what_they_call_their_organisation():
    assert ask(organisation_name="Anytown").organisation_name == "Anytown"


def test_a_question_that_is_sent_twice_is_one(invitation):
    first = ask(invitation)

    assert ask(invitation, now=MONDAY + timedelta(minutes=9)) == first
    assert ask(invitation, text="Another") != first
    assert ask(invitation, now=MONDAY + timedelta(minutes=11)) != first


def test_who_names_another_is_the_contact_that_we_know(invitation):
    PersonFactory(organisation=invitation.organisation, name="Pat Example", email="pat@example.org")

    query = name_another(invitation)

    assert (query.name, query.email, query.text, query.page) == ("Pat Example", "pat@example.org", "I moved", "link")
    assert (query.named_contact.name, query.named_contact.job_title) == ("Sam Sample", "Head")


def test_another_can_be_named_where_nobody_is_known(invitation):
    query = name_another(invitation)

    assert (query.name, query.email) == (invitation.organisation.name, "sam@example.org")


def test_naming_changes_no_contact(invitation):
    PersonFactory(organisation=invitation.organisation, name="Pat Example")

    name_another(invitation)

    assert [person.name for person in invitation.organisation.people.all()] == ["Pat Example"]


def test_the_same_person_is_named_once_until_staff_have_decided(invitation):
    first = name_another(invitation)

    assert name_another(invitation, email="Sam@Example.org") == first
    assert name_another(InvitationFactory(survey=invitation.survey)) != first
    NamedContact.objects.filter(query=first).update(declined_at=MONDAY)
    assert name_another(invitation) != first


@pytest.mark.django_db(transaction=True)
def test_somebody_named_eight_times_at_the_same_moment_is_named_once(invitation):
    at_once(lambda _: name_another(invitation))

    assert Query.objects.count() == NamedContact.objects.count() == 1
