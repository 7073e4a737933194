import re
from datetime import timedelta

import pytest
from django.core import mail

from contacts.exceptions import ServerUnreachable, TrialRefused
from contacts.mailing import planning, trial
from contacts.mailing.transport import Fate, Handed
from contacts.models import Fieldwork, Message, PersonalLink
from tests.factories import MONDAY, PersonFactory, SurveyFactory

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(minutes=5)
LINK = re.compile(r"/trial/([^/\s]+)/")


@pytest.fixture
def mailing():
    return planning.make_plan(SurveyFactory(helpline_email="help@example.org"), now=MONDAY)[0]


@pytest.fixture
def organisation():
    return PersonFactory(name="Pat Example", organisation__name="Anytown").organisation


def send(mailing, organisation, *, now=MONDAY, part_done=False):
    trial.send(mailing, organisation, to="staff@example.org", part_done=part_done, now=now)
    return LINK.search(mail.outbox[-1].body).group(1)


def test_a_test_email_is_what_the_contact_would_get(mailing, organisation):
    send(mailing, organisation)

    (email,) = mail.outbox
    assert email.to == ["staff@example.org"]
    assert email.subject == f"Test: Please take part: {mailing.survey.title}"
    assert email.body.startswith("Dear Pat Example,\n\n")
    assert [kind for _content, kind in email.alternatives] == ["text/html"]


def test_the_text_for_those_who_have_begun_can_be_tested(mailing, organisation):
    send(mailing, organisation, part_done=True)

    assert mail.outbox[0].subject == f"Test: You have begun: {mailing.survey.title}"


def test_a_test_email_leaves_no_message_and_no_personal_link(mailing, organisation):
    send(mailing, organisation)

    assert (Message.objects.count(), PersonalLink.objects.count()) == (0, 0)


def test_it_is_noted_that_a_test_email_was_sent_and_to_whom(mailing, organisation):
    send(mailing, organisation)

    work = Fieldwork.objects.get()
    assert (work.trial_sent_to, work.trial_sent_at, work.trial_received_at) == ("staff@example.org", MONDAY, None)


def test_opening_its_link_is_noted_once(mailing, organisation):
    token = send(mailing, organisation)

    trial.receive(trial.find(token), now=LATER)
    trial.receive(trial.find(token), now=LATER + timedelta(days=1))

    assert Fieldwork.objects.get().trial_received_at == LATER


def test_only_the_link_of_the_latest_test_email_counts(mailing, organisation):
    first = send(mailing, organisation)
    trial.receive(trial.find(first), now=LATER)
    second = send(mailing, organisation, now=LATER)

    assert trial.find(first) is None
    assert trial.find(second).trial_received_at is None


def test_a_link_that_was_tampered_with_opens_nothing(mailing, organisation):
    token = send(mailing, organisation)

    assert [trial.find(wrong) for wrong in ("", "a:b:c", token[:-1], token + "x", token.swapcase())] == [None] * 5


def test_a_link_is_good_for_two_weeks(mailing, organisation, time_machine):
    time_machine.move_to(MONDAY)
    token = send(mailing, organisation)

    time_machine.move_to(MONDAY + timedelta(days=13))
    assert trial.find(token) == Fieldwork.objects.get()
    time_machine.move_to(MONDAY + timedelta(days=15))
    assert trial.find(token) is None


@pytest.mark.parametrize("fate", [Fate.NO_SUCH_ADDRESS, Fate.REFUSED, Fate.LATER, Fate.UNKNOWN])
def test_what_the_server_says_against_it_is_told(mailing, organisation, monkeypatch, fate):
    answer = Handed(fate, "550 No such user here")
    monkeypatch.setattr(trial.transport._Whole, "__call__", lambda server, email, begin: answer)

    with pytest.raises(TrialRefused, match="did not take the test email: 550 No such user here"):
        send(mailing, organisation)

    assert Fieldwork.objects.get().trial_sent_at is None


def test_a_server_that_is_not_there_is_told(mailing, organisation, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # discard: nobody listens

    with pytest.raises(ServerUnreachable):
        trial.send(mailing, organisation, to="staff@example.org", part_done=False, now=MONDAY)
