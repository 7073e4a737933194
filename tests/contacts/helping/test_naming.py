import pytest

from contacts.exceptions import DecidedBefore
from contacts.helping import naming
from contacts.models import Invitation, Person, QueryEntry
from tests.factories import MONDAY, InvitationFactory, NamedContactFactory, PersonFactory, ResponseFactory, StaffFactory
from tests.racing import AT_ONCE, at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return StaffFactory()


@pytest.fixture
def named():
    """Sam, whom Pat's organisation names, in mid-fieldwork."""
    invitation = InvitationFactory()
    PersonFactory(organisation=invitation.organisation, name="Pat Example")
    ResponseFactory(survey=invitation.survey, invitation=invitation)
    return NamedContactFactory(query__invitation=invitation)


def people(named):
    return list(named.query.invitation.organisation.people.values_list("name", "until"))


def test_who_is_accepted_becomes_the_contact_and_keeps_what_was_begun(named, staff):
    naming.accept(named, by=staff, now=MONDAY)

    sam = Person.objects.get(until=None)
    assert (sam.name, sam.job_title, sam.email, sam.telephone) == (
        *("Sam Sample", "Head", "sam@example.org", "01632 960001"),
    )
    assert people(named) == [("Sam Sample", None), ("Pat Example", MONDAY.date())]
    assert Invitation.objects.get().response is not None
    named.refresh_from_db()
    assert named.accepted_at == MONDAY


def test_the_decision_stands_in_the_thread(named, staff):
    naming.accept(named, by=staff, now=MONDAY)

    entry = QueryEntry.objects.get()
    assert (entry.text, entry.written_by) == ("Sam Sample was made the contact.", staff)


def test_who_is_declined_becomes_nothing(named, staff):
    naming.decline(named, by=staff, now=MONDAY)

    assert people(named) == [("Pat Example", None)]
    assert QueryEntry.objects.get().text == "Sam Sample was not made the contact."


@pytest.mark.parametrize("decide", [naming.accept, naming.decline])
def test_a_decision_that_is_taken_twice_is_one(named, staff, decide):
    decide(named, by=staff, now=MONDAY)
    before = people(named)

    decide(named, by=staff, now=MONDAY)

    assert people(named) == before
    assert QueryEntry.objects.count() == 1


@pytest.mark.parametrize(("first", "second"), [(naming.accept, naming.decline), (naming.decline, naming.accept)])
def test_a_decision_is_not_turned_over(named, staff, first, second):
    first(named, by=staff, now=MONDAY)
    before = people(named)

    with pytest.raises(DecidedBefore):
        second(named, by=staff, now=MONDAY)
    assert people(named) == before


@pytest.mark.django_db(transaction=True)
def test_who_is_accepted_eight_times_at_the_same_moment_replaces_once(named, staff):
    at_once(lambda _: naming.accept(named, by=staff, now=MONDAY))

    assert people(named) == [("Sam Sample", None), ("Pat Example", MONDAY.date())]


@pytest.mark.django_db(transaction=True)
def test_accepted_and_declined_at_the_same_moment_is_one_of_the_two(named, staff):
    def decide(number):
        try:
            (naming.accept if number % 2 else naming.decline)(named, by=staff, now=MONDAY)
        except DecidedBefore:
            return "refused"
        return "done"

    outcomes = at_once(decide)

    named.refresh_from_db()
    assert bool(named.accepted_at) != bool(named.declined_at)
    assert outcomes.count("refused") == AT_ONCE // 2
    assert QueryEntry.objects.count() == 1
