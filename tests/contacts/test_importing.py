from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts import importing
from contacts.comparing import Change
from contacts.exceptions import FrameChanged
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
    return (plan.added.number, plan.changed.number, plan.replaced.number, plan.unchanged)


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

    with pytest.raises(FrameChanged):
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


def test_county_and_covered_authorities_are_stored():
    heads = f"{HEADS},county,covers"

    apply(f"{ANYTOWN},Anyshire,Anytown;Elsewhere", heads=heads)

    organisation = Organisation.objects.get()
    assert (organisation.county, organisation.covers) == ("Anyshire", "Anytown; Elsewhere")


def test_an_organisation_without_a_contact_stays_without_one():
    OrganisationFactory(reference="A1", name="Anytown")

    assert counts(apply("A1,Anytown,Unitary,North East,,,")) == (0, 0, 0, 1)
    assert Person.objects.count() == 0


def test_a_difference_tells_what_was_before_and_what_would_be():
    apply(ANYTOWN)

    plan = importing.plan(entries("A1,Anytown,District,North East,Sam Sample,,sam@example.org"), today=TODAY)

    (found,) = plan.replaced.first
    assert plan.changed.first == [found]
    assert (found.row, found.reference, found.name) == (2, "A1", "Anytown")
    assert (found.replaced, found.successor) == ("Pat Example, pat@example.org", "Sam Sample, sam@example.org")
    assert found.changes == (
        Change("type", "Unitary", "District / Borough"),
        Change("contact_name", "Pat Example", "Sam Sample"),
        Change("job_title", "Manager", ""),
        Change("email", "pat@example.org", "sam@example.org"),
    )


def test_a_reference_of_an_organisation_that_was_merged_is_a_problem():
    stays = OrganisationFactory(reference="A1")
    OrganisationFactory(reference="A2", merged_into=stays)

    contact_list = importing.check("\n".join([HEADS, ANYTOWN.replace("A1", "a2")]).encode())

    assert [str(problem) for problem in contact_list.problems] == [
        "Row 2, reference: “a2” was merged into A1; take this row out, or give A1"
    ]


def test_what_was_not_shown_is_not_stored():
    shown = importing.plan(entries(ANYTOWN), today=TODAY)
    OrganisationFactory(reference="A1", name="Anytown")

    with pytest.raises(FrameChanged):
        importing.apply(entries(ANYTOWN), today=TODAY, shown=shown.digest)

    assert Person.objects.count() == 0


def test_a_plan_is_known_again_until_it_would_change_something_else():
    one, again = (importing.plan(entries(ANYTOWN), today=TODAY) for _ in range(2))
    other = importing.plan(entries(ANYTOWN.replace("A1", "A2")), today=TODAY)

    assert one.digest == again.digest != other.digest


@pytest.mark.django_db(transaction=True)
def test_of_two_imports_of_the_same_new_organisations_one_is_refused(questionnaire):
    """Both were shown the same, and both are applied at the same moment."""
    rows = entries(*(ANYTOWN.replace("A1", f"A{number}") for number in range(700)))
    shown = importing.plan(rows, today=TODAY).digest
    both_are_here = Barrier(2)

    def store(_):
        both_are_here.wait(timeout=10)
        try:
            return str(importing.apply(rows, today=TODAY, shown=shown))
        except FrameChanged:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as imports:
        outcomes = sorted(imports.map(store, range(2)))

    assert outcomes == ["700 added, 0 changed, 0 unchanged", "refused"]
    assert Organisation.objects.count() == Person.objects.count() == Organisation.history.count() == 700
