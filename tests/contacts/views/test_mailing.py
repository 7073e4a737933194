from datetime import timedelta

import pytest
from django.core import mail

from contacts import ticking
from contacts.mailing import planning
from contacts.models import Fieldwork, Mailing, Message
from tests.contacts.views.mailing_pages import errors, launched, page_of, told, words
from tests.factories import MONDAY, InvitationFactory, PersonFactory, ResponseFactory, SurveyFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
TEXTS = {
    "subject": "Please answer",
    "body": "Dear {name}, {link}",
    "part_done_subject": "Please go on",
    "part_done_body": "{link}",
}


@pytest.fixture
def survey(time_machine):
    time_machine.move_to(MONDAY, tick=False)
    return SurveyFactory(helpline_email="help@example.org")


@pytest.fixture
def reminder(survey):
    return launched(survey)[1]


def address(mailing, page=""):
    return f"/staff/mailings/{mailing.pk}/{page}"


def again(mailing):
    return Mailing.objects.get(pk=mailing.pk)


# Changing -----------------------------------------------------------------------------------------


def test_time_and_texts_can_be_changed_and_are_confirmed_anew(researcher, reminder):
    data = TEXTS | {"due_at": "2026-11-10T09:30"}

    answer = researcher.post(address(reminder), data, follow=True)

    changed = again(reminder)
    assert told(answer) == ["The mailing is changed."]
    assert {name: getattr(changed, name) for name in TEXTS} == TEXTS
    assert (changed.due_at, changed.confirmed_at) == (MONDAY + 8 * DAY + timedelta(minutes=30), None)
    assert changed.history.first().history_user.username == "researcher"


def test_what_is_wrong_stands_beside_its_field(researcher, reminder):
    data = {
        "due_at": "2026-11-08T09:30",
        "subject": "Dear {nmae}",
        "body": "Please answer",
        "part_done_subject": "",
        "part_done_body": "{link} {{name}}",
    }

    assert errors(researcher.post(address(reminder), data)) == [
        "No mail goes out on a Saturday or Sunday.",
        "There is no field {nmae}.",
        "The text must contain {link}, the personal link.",
        "This field is required.",
        "Write each field with one { before it and one } after it; braces have no other use.",
    ]
    assert again(reminder) == reminder


def test_a_time_of_which_the_control_knows_no_seconds_is_unchanged(researcher, survey, reminder):
    moment = reminder.due_at + timedelta(seconds=12)
    Mailing.objects.filter(pk=reminder.pk).update(due_at=moment)
    texts = {name: getattr(reminder, name) for name in TEXTS}

    researcher.post(address(reminder), texts | {"due_at": "2026-11-09T10:00"})

    assert (again(reminder).due_at, again(reminder).confirmed_at) == (moment, MONDAY)


def test_the_texts_stand_in_the_form_as_they_are(researcher, reminder):
    planning.change(reminder, body="<script>alert(1)</script> {{ name }} {link}")

    page = page_of(researcher.get(address(reminder)))

    assert page.select_one("textarea[name=body]").get_text().strip() == "<script>alert(1)</script> {{ name }} {link}"
    assert page.select("script") == []


def test_what_is_on_its_way_is_shown_and_not_changed(researcher, reminder):
    Mailing.objects.filter(pk=reminder.pk).update(queued_at=MONDAY)

    page = page_of(researcher.get(address(reminder)))
    answer = researcher.post(address(reminder), TEXTS | {"due_at": "2026-11-10T09:30"}, follow=True)

    assert page.select("form") == []
    assert told(answer) == ["This mailing is on its way already, so nothing about it can be changed any more."]


def test_a_mailing_that_is_not_there_is_not_found(researcher, survey):
    assert researcher.get("/staff/mailings/999999/").status_code == 404


# Looking ------------------------------------------------------------------------------------------


def test_the_preview_is_the_letter_to_a_real_person(researcher, survey, reminder):
    person = PersonFactory(name="Pat <b>{link}</b>", organisation__name="Anytown")
    InvitationFactory(survey=survey, organisation=person.organisation)

    page = page_of(researcher.get(address(reminder, "preview/")))

    assert words(page.select_one(".canvass-letter p")) == "Dear Pat <b>{link}</b>,"
    assert page.select_one("pre").get_text().startswith("Dear Pat <b>{link}</b>,\n\n")
    assert "http://testserver/s/preview/" in page.select_one("pre").get_text()
    assert page.select(".canvass-letter b") == []


def test_the_preview_can_be_of_another_person_with_the_other_text(researcher, survey, reminder):
    PersonFactory(organisation__reference="A1")
    PersonFactory(name="Sam Sample", organisation__reference="B2")

    page = page_of(researcher.get(address(reminder, "preview/"), {"reference": "b2", "part_done": "on"}))

    assert "Dear Sam Sample, You have begun the questionnaire" in words(page.select_one("pre"))


def test_a_preview_of_nobody_says_so(researcher, survey, reminder):
    PersonFactory()

    answer = researcher.get(address(reminder, "preview/"), {"reference": "nobody"})

    assert errors(answer) == ["There is no organisation of this reference"]


def test_the_preview_counts_who_would_get_it(researcher, survey, reminder):
    for region in ("n", "n", "y"):
        person = PersonFactory(organisation__region=region)
        InvitationFactory(survey=survey, organisation=person.organisation)
    ResponseFactory(survey=survey, invitation=survey.invitations.first())

    page = page_of(researcher.get(address(reminder, "preview/")))

    assert "3 people get it if nobody answers until then; 1 of them" in words(page)
    tables = [[words(row) for row in table.select("tbody tr")] for table in page("table")]
    assert tables == [["North East 2", "Yorkshire and the Humber 1"], ["Unitary 3"]]


def test_a_preview_leaves_nothing_behind(researcher, survey, reminder):
    PersonFactory()

    researcher.get(address(reminder, "preview/"))

    assert (Message.objects.count(), len(mail.outbox)) == (0, 0)


def test_a_test_email_goes_to_the_address_given(researcher, survey, reminder):
    PersonFactory(name="Sam Sample", organisation__reference="B2")

    answer = researcher.post(
        address(reminder, "trial/?reference=B2&part_done=on"), {"to": "me@example.org"}, follow=True
    )

    assert told(answer) == ["A test email is on its way to me@example.org. Open the link in it."]
    assert [(email.to, email.subject) for email in mail.outbox] == [
        (["me@example.org"], f"Test: Your answers are saved: {survey.title}")
    ]
    assert Fieldwork.objects.get().trial_sent_to == "me@example.org"


@pytest.mark.parametrize("to", ["", "nobody", "a@example.org\nBcc: all@example.org"])
def test_a_test_email_to_no_address_is_refused(researcher, survey, reminder, to):
    PersonFactory()

    answer = researcher.post(address(reminder, "trial/"), {"to": to}, follow=True)

    assert told(answer) == ["Nothing was sent. Enter an email address, and see that the texts are right."]
    assert mail.outbox == []


# Deciding -----------------------------------------------------------------------------------------


def invited(survey, number):
    for person in PersonFactory.create_batch(number):
        InvitationFactory(survey=survey, organisation=person.organisation)


def test_a_mailing_is_confirmed_by_typing_for_how_many_it_is(researcher, survey, reminder):
    invited(survey, 3)
    planning.change(reminder, subject="Our own words")

    wrong = researcher.post(address(reminder, "confirm/"), {"number": "4"})
    before = again(reminder).confirmed_at
    right = researcher.post(address(reminder, "confirm/"), {"number": "3"}, follow=True)

    assert (errors(wrong), before) == (["It is 3 now, not 4."], None)
    assert told(right) == ["Reminder 1: confirmed."]
    assert (again(reminder).confirmed_at, again(reminder).confirmed_by.username) == (MONDAY, "researcher")


def test_a_mailing_whose_time_has_passed_is_not_confirmed(researcher, survey, reminder, time_machine):
    planning.change(reminder, subject="Our own words")
    time_machine.move_to(reminder.due_at + timedelta(minutes=1), tick=False)

    answer = researcher.post(address(reminder, "confirm/"), {"number": "0"})

    assert "This stands in the way: This time has passed." in words(page_of(answer))
    assert again(reminder).confirmed_at is None


def test_a_mailing_can_be_sent_at_once_at_any_hour(researcher, survey, reminder, time_machine):
    invited(survey, 1)
    ticking.tick(now=MONDAY)
    Message.objects.update(state="sent", sent_at=MONDAY)
    night = MONDAY + 4 * DAY + timedelta(hours=14)
    time_machine.move_to(night, tick=False)

    answer = researcher.post(address(reminder, "now/"), {"number": "1"}, follow=True)
    ticking.tick(now=night)

    assert told(answer) == ["Reminder 1 goes out now."]
    assert Message.objects.filter(mailing=reminder).count() == 1


def test_a_mailing_is_not_sent_at_once_too_soon_after_another(researcher, survey, reminder, time_machine):
    time_machine.move_to(MONDAY + DAY, tick=False)

    answer = researcher.get(address(reminder, "now/"))

    assert "Leave at least 3 days after the mailing before it." in words(page_of(answer))
    assert page_of(answer).select("input[name=number]") == []


def test_a_mailing_can_be_dropped(researcher, survey, reminder):
    answer = researcher.post(address(reminder, "drop/"), follow=True)

    assert told(answer) == ["The mailing is dropped: it will not go out."]
    assert again(reminder).dropped_at == MONDAY


def test_a_reminder_can_be_taken_out_of_the_calendar(researcher, survey, reminder):
    researcher.post(address(reminder, "remove/"))

    assert [planning.title(each) for each in survey.mailings.all()] == ["Invitation", "Reminder 1", "Last call"]


def test_the_invitation_cannot_be_taken_out(researcher, survey, reminder):
    answer = researcher.post(address(survey.mailings.get(number=0), "remove/"), follow=True)

    assert told(answer) == ["The invitation cannot be removed: without it nobody gets a link."]


@pytest.mark.parametrize("page", ["trial/", "drop/", "remove/"])
def test_what_changes_something_is_not_done_by_looking(researcher, survey, reminder, page):
    assert researcher.get(address(reminder, page)).status_code == 405
