"""Every number opens what it is made of."""

import pytest

from analysis import behind
from contacts import inviting
from contacts.models import Invitation, Organisation
from tests.analysis.reading import page, words
from tests.factories import MONDAY

pytestmark = pytest.mark.usefixtures("demonstrated")


def listed(found):
    return [words(row.th) for row in found.select("tbody tr")]


def test_a_number_leads_to_the_responses_it_is_made_of(researcher):
    table = page(researcher.get("/report/T06/"))
    link = table.select_one("tbody td a")

    found = page(researcher.get(link["href"]))

    assert (words(link), words(found.h1), words(found.caption)) == ("14", "Always", "14 responses")
    assert len(listed(found)) == 14


def test_the_organisation_of_a_response_is_named_and_linked(researcher, demonstration):
    organisation = Organisation.objects.create(reference="X1", name="Anytown", type="d", region="f")
    (invitation,) = inviting.invite(demonstration, [organisation], now=MONDAY)
    first, *_ = behind.behind(demonstration, "T03", 0, 0).responses
    Invitation.objects.filter(response=first).update(response=None)
    Invitation.objects.filter(pk=invitation.pk).update(response=first)

    row = page(researcher.get("/report/T03/0/0/")).select_one("tbody tr")

    assert (words(row.th), row.a["href"]) == ("Anytown", "/staff/organisations/X1/")


def test_a_response_that_nobody_was_invited_for_is_not_tied_to_an_organisation(researcher, demonstration):
    first, *_ = behind.behind(demonstration, "T03", 0, 0).responses
    Invitation.objects.filter(response=first).update(response=None)

    row = page(researcher.get("/report/T03/0/0/")).select_one("tbody tr")

    assert words(row.th) == "Not tied to an organisation"


def test_the_list_comes_in_pages(researcher):
    assert len(listed(page(researcher.get("/report/T03/0/0/")))) == 50
    assert len(listed(page(researcher.get("/report/T03/0/0/?page=3")))) == 3


def test_a_cell_of_nobody_says_so(researcher):
    assert "Nobody is behind this number at the moment." in words(page(researcher.get("/report/T06/4/0/")).main)


def test_there_is_nothing_behind_what_is_no_cell(researcher):
    assert researcher.get("/report/T06/60/0/").status_code == 404
    assert researcher.get("/report/T06/0/9/").status_code == 404
    assert researcher.get("/report/T99/0/0/").status_code == 404


def test_looking_behind_a_number_costs_few_statements(researcher, django_assert_max_num_queries):
    researcher.get("/report/T03/0/0/")

    with django_assert_max_num_queries(12):
        researcher.get("/report/T03/0/0/")
