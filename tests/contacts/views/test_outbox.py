from datetime import timedelta

import pytest
from django.core.mail import EmailMessage

from contacts.mailing import folder_reading
from contacts.mailing.composing import IDENTITY
from contacts.mailing.folder import EmailBackend
from contacts.models import Message
from tests.contacts.views.mailing_pages import errors, launched, page_of, told, words
from tests.factories import MONDAY, InvitationFactory, MessageFactory, SurveyFactory

pytestmark = pytest.mark.django_db

NOW = MONDAY + timedelta(days=4)


@pytest.fixture
def survey(time_machine):
    time_machine.move_to(NOW, tick=False)
    return SurveyFactory()


@pytest.fixture
def mailings(survey):
    return launched(survey)


def message(mailing, state, name="Anytown", **further):
    invitation = InvitationFactory(survey=mailing.survey, organisation__name=name)
    parts = {"person": None, "to": "a@example.org", "sent_at": MONDAY if state == "sent" else None} | further
    return MessageFactory(invitation=invitation, mailing=mailing, state=state, **parts)


def names(answer):
    return [words(row.th) for row in page_of(answer).select("tbody tr")]


def decide(researcher, message, **data):
    return researcher.post(f"/staff/mailings/outbox/{message.pk}/", data, follow=True)


def test_the_outbox_lists_messages_and_what_became_of_them(researcher, mailings):
    message(mailings[0], "sent", to="pat@example.org")

    (row,) = page_of(researcher.get("/staff/mailings/outbox/")).select("tbody tr")

    assert [words(cell) for cell in row(["th", "td"])] == [
        "Anytown",
        "Invitation",
        "pat@example.org",
        "Sent, 2 November, 09:00",
    ]


def test_the_outbox_can_be_filtered(researcher, mailings):
    message(mailings[0], "sent", "One", to="pat@example.org")
    message(mailings[0], "refused", "Two")
    message(mailings[1], "unknown", "Three")
    message(mailings[1], "queued", "Four", due_at=MONDAY)
    message(mailings[1], "queued", "Five", due_at=NOW)

    def listed(**wanted):
        return sorted(names(researcher.get("/staff/mailings/outbox/", wanted)))

    assert listed() == ["Five", "Four", "One", "Three", "Two"]
    assert listed(state="refused") == ["Two"]
    assert listed(state="to_decide") == ["Four", "Three"]
    assert listed(mailing=mailings[0].pk) == ["One", "Two"]
    assert listed(mailing=mailings[1].pk, state="unknown") == ["Three"]
    assert listed(q="pat@") == ["One"]
    assert listed(q="two") == ["Two"]
    assert listed(state="nonsense", mailing="nonsense") == ["Five", "Four", "One", "Three", "Two"]


def test_the_outbox_costs_the_same_queries_whatever_its_length(researcher, mailings, django_assert_max_num_queries):
    for _ in range(10):
        message(mailings[0], "sent")

    with django_assert_max_num_queries(13):
        researcher.get("/staff/mailings/outbox/")


def test_a_message_of_unknown_fate_can_be_found_to_be_delivered(researcher, mailings):
    unknown = message(mailings[0], "unknown", claim="c", claimed_at=MONDAY)

    answer = decide(researcher, unknown, decision="sent", reason="It is in the log")

    unknown.refresh_from_db()
    assert told(answer) == ["Your decision is recorded."]
    assert (unknown.state, unknown.sent_at) == ("sent", MONDAY)
    assert unknown.detail == "Found to be delivered, says researcher: It is in the log"


def test_a_message_of_unknown_fate_can_be_sent_again(researcher, mailings):
    unknown = message(mailings[0], "unknown", claim="c", claimed_at=MONDAY)

    decide(researcher, unknown, decision="resend", reason="They did not get it")

    unknown.refresh_from_db()
    assert (unknown.state, unknown.due_at, unknown.claim) == ("queued", NOW, "")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"decision": "resend"}, ["Say why"]),
        ({"reason": "Because"}, ["Choose what becomes of it"]),
        (
            {"decision": "drop", "reason": "Because"},
            ["Select a valid choice. drop is not one of the available choices."],
        ),
    ],
)
def test_a_decision_needs_a_reason(researcher, mailings, data, expected):
    unknown = message(mailings[0], "unknown")

    assert errors(decide(researcher, unknown, **data)) == expected
    assert Message.objects.get().state == "unknown"


def test_a_message_whose_fate_is_known_has_nothing_to_decide(researcher, mailings):
    sent = message(mailings[0], "sent")

    answer = decide(researcher, sent, decision="resend", reason="Once more")

    assert page_of(answer).select("form") == []
    assert Message.objects.get().state == "sent"


def test_messages_that_waited_too_long_are_decided_together(researcher, mailings):
    for _ in range(3):
        message(mailings[0], "queued", due_at=MONDAY)

    shown = words(page_of(researcher.get("/staff/mailings/outbox/late/")))
    answer = researcher.post(
        "/staff/mailings/outbox/late/", {"decision": "drop", "reason": "The reminder is near"}, follow=True
    )

    assert "3 emails were due more than a working day ago" in shown
    assert told(answer) == ["3 messages are decided."]
    assert set(Message.objects.values_list("state", flat=True)) == {"dropped"}


# The folder of the embedded mode ------------------------------------------------------------------


@pytest.fixture
def folder(settings, tmp_path, survey):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = folder_reading.BACKEND, str(tmp_path)
    body = "Open http://127.0.0.1:8000/s/Ab1-_5678901234567890x/ <script>alert(1)</script>"
    email = EmailMessage("Please answer", body, "a@example.org", ["b@example.org"], headers={IDENTITY: "1"})
    EmailBackend().send_messages([email])
    return tmp_path


def test_emails_of_the_folder_can_be_read(researcher, folder):
    page = page_of(researcher.get("/staff/mailings/folder/"))
    mail = page_of(researcher.get(page.select_one("tbody a")["href"]))

    assert words(page.select_one("tbody tr")) == "Please answer b@example.org 6 November, 09:00:00"
    assert mail.pre.get_text().strip() == "Open http://127.0.0.1:8000/s/…/ <script>alert(1)</script>"
    assert [link["href"] for link in mail.select("pre a")] == ["http://127.0.0.1:8000/s/Ab1-_5678901234567890x/"]
    assert mail.select("script") == []


def test_an_email_that_is_not_in_the_folder_is_not_found(researcher, folder):
    assert researcher.get("/staff/mailings/folder/20261102-120000-000000-none/").status_code == 404
    assert researcher.get("/staff/mailings/folder/..%2Fsecret_key/").status_code == 404


def test_with_a_mail_server_no_email_can_be_read(researcher, folder, settings):
    name = folder_reading.newest(1)[0].name
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

    assert researcher.get("/staff/mailings/folder/").status_code == 404
    assert researcher.get(f"/staff/mailings/folder/{name}/").status_code == 404
