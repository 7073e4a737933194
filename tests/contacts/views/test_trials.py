import re

import pytest
from django.core import mail
from django.test import Client

from contacts.mailing import planning, trial
from contacts.models import Fieldwork
from tests.contacts.views.mailing_pages import page_of, words
from tests.factories import MONDAY, PersonFactory, SurveyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(time_machine):
    time_machine.move_to(MONDAY, tick=False)
    mailing = planning.make_plan(SurveyFactory(), now=MONDAY)[0]
    trial.send(mailing, PersonFactory().organisation, to="me@example.org", part_done=False, now=MONDAY)
    return re.search(r"/trial/[^/\s]+/", mail.outbox[0].body).group()


def test_opening_the_link_notes_nothing(link):
    page = page_of(Client().get(link))

    assert page.select_one("button").get_text() == "Yes, I got the test email"
    assert Fieldwork.objects.get().trial_received_at is None


def test_pressing_the_button_notes_that_the_test_email_arrived(link):
    page = page_of(Client().post(link))

    assert "the test email arrived" in words(page)
    assert Fieldwork.objects.get().trial_received_at == MONDAY


def test_the_link_that_would_stop_emails_is_a_test_too(link):
    assert Client().get(f"{link}stop/").status_code == 200


def test_a_link_that_was_tampered_with_is_not_recognised(link):
    answer = Client().post(link.replace(":", ";"))

    assert answer.status_code == 404
    assert Fieldwork.objects.get().trial_received_at is None
