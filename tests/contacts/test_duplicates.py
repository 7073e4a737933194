import pytest
from django.contrib.auth.models import User

from contacts import duplicates
from contacts.models import DistinctPair
from tests.factories import MONDAY, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    return [
        PersonFactory(organisation__reference=reference, organisation__name=name, email="pat@example.org").organisation
        for reference, name in (("A1", "Anytown"), ("A2", "Elsewhere"))
    ]


def found():
    return [(pair.first.reference, pair.second.reference) for pair in duplicates.pairs()]


def test_two_with_the_same_contact_address_are_found(two):
    OrganisationFactory(name="Somewhere")

    assert found() == [("A1", "A2")]


def test_the_address_of_an_earlier_contact_does_not_count(two):
    two[0].people.update(until=MONDAY)

    assert found() == []


def test_what_was_told_apart_is_not_shown_again(two):
    user = User.objects.create_user("researcher")

    for pair in (two, two[::-1]):
        duplicates.tell_apart(*pair, by=user, now=MONDAY)

    assert found() == []
    assert DistinctPair.objects.get().decided_by == user


def test_a_merged_organisation_is_no_duplicate_any_more(two):
    one, other = two
    other.merged_into = one
    other.save()

    assert found() == []


def test_pairs_are_found_in_two_queries_whatever_the_frame(two, django_assert_num_queries):
    PersonFactory.create_batch(10)

    with django_assert_num_queries(2):
        duplicates.pairs()
