from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from contacts import importing
from contacts.models import Organisation, Person
from tests.factories import OrganisationFactory, PersonFactory, QuestionnaireFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 2)
HEADS = "reference,name,type,region,contact_name,job_title,email"
ANYTOWN = "A1,Anytown,Unitary,North East,Pat Example,Manager,pat@example.org"


@pytest.fixture(autouse=True)
def questionnaire():
    return QuestionnaireFactory()


def entries(*rows, heads=HEADS):
    contact_list = importing.check("\n".join([heads, *rows]).encode())
    assert contact_list.problems == ()
    return contact_list.entries


def apply(*rows, heads=HEADS, **details):
    return importing.apply(entries(*rows, heads=heads), today=TODAY, **details)


def counts(plan):
    return (plan.added, plan.changed, plan.replaced, plan.unchanged)


def test_a_new_organisation_is_added_with_its_contact():
    plan = apply(ANYTOWN)

    organisation = Organisation.objects.get()
    person = organisation.people.get()
    assert counts(plan) == (1, 0, 0, 0)
    assert (organisation.reference, organisation.name, organisation.type, organisation.region) == (
        "A1",
        "Anytown",
        "u",
        "n",
    )
    assert (person.name, person.job_title, person.email) == ("Pat Example", "Manager", "pat@example.org")
    assert (person.from_date, person.until) == (TODAY, None)


def test_the_same_list_again_changes_nothing():
    apply(ANYTOWN)

    assert counts(apply(ANYTOWN)) == (0, 0, 0, 1)
    assert Organisation.history.count() == Person.history.count() == 1


def test_an_organisation_that_is_there_is_changed():
    apply(ANYTOWN)

    plan = apply("a1,Anytown on Sea,District,Yorkshire and the Humber,Pat Example,Manager,pat@example.org")

    organisation = Organisation.objects.get()
    assert counts(plan) == (0, 1, 0, 0)
    assert (organisation.reference, organisation.name, organisation.type, organisation.region) == (
        *("A1", "Anytown on Sea"),
        *("d", "y"),
    )


@pytest.mark.parametrize(
    "contact",
    ["Pat Example,Head,new@example.org", "Pat Smith,Head,pat@example.org", "PAT EXAMPLE,Head,pat@example.org"],
)
def test_a_contact_with_the_same_name_or_address_is_corrected(contact):
    apply(ANYTOWN)

    plan = apply(f"A1,Anytown,Unitary,North East,{contact}")

    assert counts(plan) == (0, 1, 0, 0)
    assert Person.objects.get().job_title == "Head"


def test_a_contact_with_another_name_and_address_takes_over():
    apply(ANYTOWN)

    plan = apply("A1,Anytown,Unitary,North East,Sam Sample,Manager,sam@example.org")

    assert counts(plan) == (0, 1, 1, 0)
    assert list(Person.objects.values_list("name", "until")) == [("Sam Sample", None), ("Pat Example", TODAY)]


def test_an_organisation_without_a_contact_gets_one():
    OrganisationFactory(reference="A1", name="Anytown")

    assert counts(apply(ANYTOWN)) == (0, 1, 0, 0)
    assert Person.objects.get().name == "Pat Example"


def test_a_missing_column_leaves_what_is_known_and_an_empty_cell_empties_it():
    organisation = OrganisationFactory(reference="A1", name="Anytown")
    PersonFactory(
        organisation=organisation, name="Pat Example", email="pat@example.org", job_title="Manager", postcode="ZZ1 1AA"
    )

    apply("A1,Anytown,u,n,Pat Example,,pat@example.org")

    person = Person.objects.get()
    assert (person.job_title, person.postcode) == ("", "ZZ1 1AA")


def test_a_plan_stores_nothing():
    plan = importing.plan(entries(ANYTOWN), today=TODAY)

    assert counts(plan) == (1, 0, 0, 0)
    assert Organisation.objects.count() == 0


def test_nothing_is_stored_when_one_row_fails():
    first, second = entries(ANYTOWN, ANYTOWN.replace("A1", "A2"))

    with pytest.raises(IntegrityError), transaction.atomic():
        importing.apply([first, second, second], today=TODAY)

    assert Organisation.objects.count() == 0


def test_the_history_says_who_imported():
    user = User.objects.create_user("admin")

    apply(ANYTOWN, user=user)

    assert Organisation.history.get().history_user == Person.history.get().history_user == user


def test_the_number_of_queries_does_not_grow_with_the_list():
    small = entries(*(ANYTOWN.replace("A1", f"B{number}") for number in range(2)))
    large = entries(*(ANYTOWN.replace("A1", f"C{number}") for number in range(50)))

    with CaptureQueriesContext(connection) as few:
        importing.apply(small, today=TODAY)
    with CaptureQueriesContext(connection) as many:
        importing.apply(large, today=TODAY)

    assert len(few) == len(many)


def test_ten_thousand_rows_are_imported():
    rows = [ANYTOWN.replace("A1", f"A{number}") for number in range(10_000)]

    assert counts(apply(*rows)) == (10_000, 0, 0, 0)
    assert Person.objects.filter(until__isnull=True).count() == 10_000
