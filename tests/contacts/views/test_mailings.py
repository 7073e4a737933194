from datetime import timedelta

import pytest

from contacts import fieldwork
from contacts.mailing import planning
from contacts.models import Fieldwork, Invitation, Mailing
from surveys.models import Survey
from tests.contacts.views.mailing_pages import errors, launched, page_of, told, words
from tests.factories import (
    MONDAY,
    InvitationFactory,
    MessageFactory,
    OrganisationFactory,
    PersonFactory,
    SurveyFactory,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def survey(time_machine):
    time_machine.move_to(MONDAY, tick=False)
    return SurveyFactory(helpline_email="help@example.org", helpline_phone="01632 960999")


def rows(answer):
    table = page_of(answer).select_one("tbody")
    return [[words(cell) for cell in row(["th", "td"])] for row in table("tr")]


def plan_data(**changes):
    return {"opens_at": "2026-11-02T09:00", "closes_at": "2026-11-23T17:00", "reminders": "3"} | changes


# The calendar -------------------------------------------------------------------------------------


def test_without_a_survey_there_is_nothing_to_plan(researcher):
    assert "There is no survey yet." in words(page_of(researcher.get("/staff/mailings/")))
    assert researcher.get("/staff/mailings/launch/").status_code == 404


def test_looking_at_the_calendar_makes_none(researcher, survey):
    page = page_of(researcher.get("/staff/mailings/"))

    assert page.select_one("form")["action"] == "/staff/mailings/plan/"
    assert page.select_one("#id_closes_at")["value"] == "2026-11-23T09:00"
    assert Mailing.objects.count() == 0


def test_a_calendar_is_made_from_two_dates(researcher, survey):
    answer = researcher.post("/staff/mailings/plan/", plan_data(), follow=True)

    assert [row[:3] for row in rows(answer)] == [
        ["Invitation", "Mon 2 November, 09:00", "Planned, not confirmed"],
        ["Reminder 1", "Mon 9 November, 10:00", "Planned, not confirmed"],
        ["Reminder 2", "Fri 13 November, 10:00", "Planned, not confirmed"],
        ["Last call", "Thu 19 November, 10:00", "Planned, not confirmed"],
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"opens_at": ""}, "Enter a day and a time"),
        ({"closes_at": "soon"}, "Enter a day and a time"),
        ({"closes_at": "2026-11-01T09:00"}, "This time has passed. Enter one that is still to come"),
        ({"opens_at": "2026-11-24T09:00"}, "The survey must close after it opens"),
        ({"closes_at": "2028-11-24T09:00"}, "A survey is open for a year at most"),
    ],
)
def test_dates_that_cannot_be_are_told_beside_the_field(researcher, survey, changes, message):
    answer = researcher.post("/staff/mailings/plan/", plan_data(**changes))

    assert errors(answer) == [message]
    assert Mailing.objects.count() == 0


def test_the_number_of_reminders_has_a_limit(researcher, survey):
    assert errors(researcher.post("/staff/mailings/plan/", plan_data(reminders="6"))) == [
        "Ensure this value is less than or equal to 5."
    ]


def test_a_survey_in_the_field_is_not_planned_anew(researcher, survey):
    launched(survey)

    answer = researcher.post("/staff/mailings/plan/", plan_data(), follow=True)

    assert told(answer) == ["The survey was launched already. Change its mailings one by one."]


def test_the_calendar_tells_how_far_each_mailing_has_come(researcher, survey):
    invitation = launched(survey)[0]
    for state in ("sent", "queued", "refused"):
        MessageFactory(
            invitation=InvitationFactory(survey=survey),
            mailing=invitation,
            person=None,
            to="a@example.org",
            state=state,
            sent_at=MONDAY if state == "sent" else None,
        )
    Mailing.objects.filter(pk=invitation.pk).update(queued_at=MONDAY)

    answer = researcher.get("/staff/mailings/")

    assert rows(answer)[0][2] == "Being sent: 1 of 3 2 Refused by the mail server: 1"
    meter = page_of(answer).select_one("meter")
    assert (meter["value"], meter["max"]) == ("2", "3")
    assert "data-fresh" in page_of(answer).select_one("#mailings").attrs


def test_nothing_is_kept_fresh_while_nothing_goes_out(researcher, survey, time_machine):
    launched(survey)
    time_machine.move_to(MONDAY - DAY, tick=False)

    assert "data-fresh" not in researcher.get("/staff/mailings/").content.decode()


def test_what_is_wrong_with_a_time_stands_beside_it(researcher, survey):
    plan = planning.make_plan(survey, now=MONDAY)
    planning.change(plan[1], due_at=MONDAY + 12 * DAY)

    assert rows(researcher.get("/staff/mailings/"))[1][1] == (
        "Sat 14 November, 09:00 Problem: No mail goes out on a Saturday or Sunday."
    )


def test_what_is_overdue_can_be_decided(researcher, survey, time_machine):
    invitation = launched(survey)[0]
    time_machine.move_to(MONDAY + 2 * DAY, tick=False)

    page = page_of(researcher.get("/staff/mailings/"))

    assert page.select_one(f"a[href='/staff/mailings/{invitation.pk}/now/']").get_text() == (
        "Send now, or drop: Invitation"
    )


def test_the_calendar_costs_the_same_queries_whatever_the_frame(researcher, survey, django_assert_max_num_queries):
    launched(survey)
    PersonFactory.create_batch(10)
    fieldwork.launch(survey, now=MONDAY)

    with django_assert_max_num_queries(20):
        researcher.get("/staff/mailings/")


# The launch ---------------------------------------------------------------------------------------


def launch(researcher, **data):
    return researcher.post("/staff/mailings/launch/", {"when": "now", "number": "2"} | data, follow=True)


@pytest.fixture
def planned(survey, settings):
    """A survey that can be launched, with two contacts."""
    settings.SITE_URL = "https://survey.example.org"
    PersonFactory.create_batch(2)
    planning.make_plan(survey, now=MONDAY)
    return survey


def test_the_launch_page_lists_what_to_look_at(researcher, planned):
    page = page_of(researcher.get("/staff/mailings/launch/"))

    listed = {
        words(item.select_one(".govuk-task-list__name-and-hint")): words(item.select_one(".canvass-tag"))
        for item in page.select(".govuk-task-list__item")
    }
    assert listed["Contacts Every organisation has a contact whom mail may be sent to."] == "Ready"
    assert "2 organisations get the invitation." in words(page)


def test_a_launch_is_confirmed_by_typing_how_many_are_invited(researcher, planned):
    answer = launch(researcher)

    assert told(answer) == ["2 organisations are invited."]
    assert Invitation.objects.count() == 2
    invitation = planned.mailings.get(number=0)
    assert (invitation.confirmed_by.username, invitation.due_at, invitation.any_hour) == ("researcher", MONDAY, True)


def test_a_launch_for_the_planned_time_leaves_the_calendar_as_it_is(researcher, planned):
    launch(researcher, when="planned")

    assert planned.mailings.get(number=0).any_hour is False


@pytest.mark.parametrize(
    ("typed", "message"),
    [("3", "It is 2 now, not 3."), ("", "Type the number that is shown"), ("two", "Type the number in digits")],
)
def test_a_wrong_number_launches_nothing(researcher, planned, typed, message):
    answer = launch(researcher, number=typed)

    assert errors(answer) == [message]
    assert Invitation.objects.count() == 0


def test_when_to_send_has_to_be_chosen(researcher, planned):
    assert errors(launch(researcher, when="")) == ["Choose when the invitation goes out"]


def test_what_stands_in_the_way_keeps_from_launching(researcher, planned):
    Survey.objects.update(helpline_email="", helpline_phone="")

    answer = launch(researcher)

    assert "The survey can be launched once what stands in the way is put right." in words(page_of(answer))
    assert Invitation.objects.count() == 0


def test_clicking_launch_twice_launches_once(researcher, planned):
    launch(researcher)

    answer = launch(researcher)

    assert "Everybody who can be written to is invited." in words(page_of(answer))
    assert (Invitation.objects.count(), Mailing.objects.count()) == (2, 4)


def test_organisations_that_were_added_can_be_invited(researcher, planned):
    launch(researcher)
    PersonFactory()
    calendar = words(page_of(researcher.get("/staff/mailings/")))

    answer = launch(researcher, number="1")

    assert "1 organisation was added since the launch and is not invited" in calendar
    assert told(answer) == ["1 organisation is invited."]


# Held back, closed, called ------------------------------------------------------------------------


def test_mailings_can_be_held_back_and_let_go(researcher, survey):
    launched(survey)

    held = researcher.post("/staff/mailings/pause/", follow=True)
    paused_at = Fieldwork.objects.get().paused_at
    freed = researcher.post("/staff/mailings/resume/", follow=True)

    assert (told(held), paused_at) == (["Mailings are held back. Answering goes on."], MONDAY)
    assert (told(freed), Fieldwork.objects.get().paused_at) == (["Mailings go out again."], None)


def test_mailings_of_a_closed_survey_are_not_held_back(researcher, survey, time_machine):
    launched(survey)
    time_machine.move_to(survey.closes_at)

    answer = researcher.post("/staff/mailings/pause/", follow=True)

    assert told(answer) == ["The survey was closed on 23 November 2026 at 09:00 already."]


def test_the_close_can_be_moved_and_takes_the_last_call_along(researcher, survey):
    launched(survey)

    answer = researcher.post("/staff/mailings/close/", {"closes_at": "2026-11-30T17:00"}, follow=True)

    assert told(answer) == [
        "The survey closes at another time now. The last call moved along, to Thursday 26 November, 10:00."
    ]
    assert rows(answer)[3][1] == "Thu 26 November, 10:00"


def test_a_close_in_the_past_is_told_beside_the_field(researcher, survey):
    launched(survey)

    assert errors(researcher.post("/staff/mailings/close/", {"closes_at": "2026-11-01T17:00"})) == [
        "This time has passed. Enter one that is still to come"
    ]


def test_closing_now_is_confirmed_by_typing_how_many_can_still_answer(researcher, survey, time_machine):
    InvitationFactory.create_batch(3, survey=survey)
    time_machine.move_to(MONDAY + DAY, tick=False)

    wrong = researcher.post("/staff/mailings/close/now/", {"number": "2"})
    early = Survey.objects.get().closes_at
    researcher.post("/staff/mailings/close/now/", {"number": "3"})

    assert errors(wrong) == ["It is 3 now, not 2."]
    assert (early, Survey.objects.get().closes_at) == (survey.closes_at, MONDAY + DAY)


def test_a_reminder_can_be_added_at_a_time_that_fits(researcher, survey):
    launched(survey)

    wrong = researcher.post("/staff/mailings/add/", {"due_at": "2026-11-14T10:00"})
    right = researcher.post("/staff/mailings/add/", {"due_at": "2026-11-16T10:00"})

    assert errors(wrong) == [
        "No mail goes out on a Saturday or Sunday. Leave at least 3 days after the mailing before it."
    ]
    assert right["Location"] == f"/staff/mailings/{survey.mailings.get(number=3).pk}/"


def test_what_people_read_about_the_survey_can_be_changed(researcher, survey):
    earlier = Survey.objects.create(code="before", title="Before", questionnaire=survey.questionnaire)
    data = {"title": "Community safety", "helpline_email": "help@example.net", "helpline_phone": "01632 960111"}

    researcher.post("/staff/mailings/settings/", data | {"target_percent": "45", "earlier": earlier.pk})

    survey.refresh_from_db()
    work = Fieldwork.objects.get()
    assert (survey.title, survey.helpline_email, survey.helpline_phone) == tuple(data.values())
    assert (work.target_percent, work.earlier) == (45, earlier)


def test_a_target_beyond_everybody_is_told_beside_the_field(researcher, survey):
    data = {"title": "T", "target_percent": "101"}

    assert errors(researcher.post("/staff/mailings/settings/", data)) == [
        "Ensure this value is less than or equal to 100."
    ]
    assert Fieldwork.objects.count() == 0


def test_an_empty_frame_cannot_be_launched(researcher, survey):
    planning.make_plan(survey, now=MONDAY)
    OrganisationFactory()

    assert "Put this right first" in words(page_of(researcher.get("/staff/mailings/launch/")))
