from datetime import date

import pytest

from contacts import recording
from contacts.models import Organisation, Person
from tests.factories import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 2)


def test_details_are_changed_with_their_history():
    organisation = OrganisationFactory(name="Anytown")

    recording.change_details(organisation, name="Anytown on Sea", type="d")

    assert list(Organisation.history.values_list("name", "type")) == [("Anytown on Sea", "d"), ("Anytown", "u")]


def test_a_person_is_corrected_in_place():
    person = PersonFactory(job_title="Manager")

    recording.correct_person(person, job_title="Head")

    assert Person.objects.get().job_title == "Head"
    assert Person.history.count() == 2


def test_somebody_who_takes_over_leaves_the_one_before_in_the_record():
    person = PersonFactory(name="Pat Example")

    recording.replace_person(person.organisation, today=TODAY, name="Sam Sample", email="sam@example.org")

    assert list(Person.objects.values_list("name", "from_date", "until")) == [
        ("Sam Sample", TODAY, None),
        ("Pat Example", None, TODAY),
    ]


def test_somebody_can_be_entered_where_nobody_was():
    recording.replace_person(OrganisationFactory(), today=TODAY, name="Sam Sample", email="sam@example.org")

    assert Person.objects.get().until is None
