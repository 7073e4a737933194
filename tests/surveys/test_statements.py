"""How often a page asks the database. Beginning and end of a transaction are not counted; what stands for them inside a
test, a savepoint and its release, is.
"""

import pytest
from django.http import HttpResponse
from django.urls import reverse

from surveys import respondent_access
from tests.builders import appendix_a
from tests.surveys.fielding import MONDAY, fielded, started

pytestmark = pytest.mark.django_db


@pytest.fixture
def response(time_machine):
    time_machine.move_to(MONDAY)
    return started(fielded(appendix_a()))


@pytest.fixture
def address(response):
    return reverse("surveys:page", args=[response.public_id, "your-cdrp"])


@pytest.fixture
def browser(client, response, address):
    """One in which the personal link was opened, and a process that has read the questionnaire."""
    answer = HttpResponse()
    respondent_access.grant(answer, response.public_id)
    client.cookies.update(answer.cookies)
    client.get(address)
    return client


def test_a_page_is_shown_with_three_statements_at_most(browser, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        assert browser.get(address).status_code == 200


def test_a_page_is_saved_with_five_statements_at_most(browser, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        assert browser.post(address, {"q1": "Anytown", "q2": "d", "q3": "a"}).status_code == 302
