from datetime import timedelta

import pytest

from contacts import ticking
from contacts.mailing import folder_reading, planning, readiness, stopping
from contacts.mailing.readiness import Verdict
from contacts.models import CallTask, Fieldwork, Mailing
from surveys.models import Survey
from tests.factories import MONDAY, OrganisationFactory, PersonFactory, SurveyFactory

pytestmark = pytest.mark.django_db

OK, WARNING, STOPS = Verdict.OK, Verdict.WARNING, Verdict.STOPS


@pytest.fixture
def survey(settings):
    """A survey for which all is ready, on a site that others can open."""
    settings.SITE_URL = "https://survey.example.org"
    made = SurveyFactory(helpline_email="help@example.org", helpline_phone="01632 960999")
    planning.make_plan(made, now=MONDAY)
    PersonFactory.create_batch(2)
    ticking.tick(now=MONDAY)
    sent = {"trial_sent_to": "pat@example.org", "trial_sent_at": MONDAY, "trial_received_at": MONDAY}
    Fieldwork.objects.update(**sent)
    return made


def looked(survey, now=MONDAY):
    return {check.label: check for check in readiness.look(survey, now=now)}


def verdict(survey, label, now=MONDAY):
    return looked(survey, now)[label].verdict


def test_a_survey_for_which_all_is_ready_has_only_good_points(survey):
    checks = readiness.look(survey, now=MONDAY)

    assert [check.label for check in checks if check.verdict is not OK] == []
    assert readiness.stopped(checks) is False


def test_each_point_is_told_under_a_name_of_its_own(survey):
    assert list(looked(survey)) == [
        "Organisations",
        "Contacts",
        "Addresses",
        "One address, one organisation",
        "Types and regions",
        "Verification by telephone",
        "Questionnaire",
        "Help line",
        "Calendar",
        "Texts",
        "Mail server",
        "Work in the background",
        "Test email",
    ]


def test_an_empty_frame_stops():
    checks = readiness.look(SurveyFactory(), now=MONDAY)

    assert (checks[0].label, checks[0].verdict) == ("Organisations", STOPS)
    assert readiness.stopped(checks) is True


def test_organisations_without_a_contact_or_with_a_stopped_one_are_warned_of(survey):
    OrganisationFactory()
    stopping.stop(PersonFactory().email, reason="hard_bounce", now=MONDAY)

    contacts = looked(survey)["Contacts"]

    assert contacts.verdict is WARNING
    assert contacts.text.startswith("2 organisations would get no email")


def test_a_frame_without_any_contact_stops(survey):
    OrganisationFactory()
    for person in list(PersonFactory._meta.model.objects.all()):
        stopping.stop(person.email, reason="opted_out", now=MONDAY)

    assert verdict(survey, "Contacts") is STOPS


def test_addresses_that_look_mistyped_are_named(survey):
    PersonFactory(email="pat@gmial.com")

    addresses = looked(survey)["Addresses"]

    assert addresses.verdict is WARNING
    assert addresses.text == "These look mistyped: pat@gmial.com (perhaps pat@gmail.com)."


def test_of_many_addresses_that_look_mistyped_a_few_are_named(survey):
    for number in range(5):
        PersonFactory(email=f"pat{number}@gmial.com")

    assert looked(survey)["Addresses"].text.endswith("pat2@gmial.com (perhaps pat2@gmail.com) and 2 more.")


def test_a_contact_who_has_left_is_not_looked_at(survey):
    PersonFactory(email="pat@gmial.com", until=MONDAY.date())

    assert verdict(survey, "Addresses") is OK


def test_one_address_at_two_organisations_is_warned_of_whatever_its_case(survey):
    PersonFactory(email="same@example.org")
    PersonFactory(email="Same@Example.org")

    same = looked(survey)["One address, one organisation"]

    assert same.verdict is WARNING
    assert same.text == "1 address at several organisations, each of which gets an email: same@example.org."


@pytest.mark.parametrize("detail", [{"type": "x"}, {"region": "x"}])
def test_types_and_regions_that_the_questionnaire_does_not_know_are_warned_of(survey, detail):
    OrganisationFactory(**detail)

    assert verdict(survey, "Types and regions") is WARNING


def test_records_that_are_not_verified_are_counted(survey):
    task = {"reason": CallTask.Reason.VERIFICATION, "opened_at": MONDAY, "due_at": MONDAY}
    CallTask.objects.create(organisation=OrganisationFactory(), **task)

    assert looked(survey)["Verification by telephone"].text == "1 record still to be checked by telephone."


@pytest.mark.parametrize(
    ("help_line", "expected"),
    [
        ({"helpline_email": "", "helpline_phone": ""}, STOPS),
        ({"helpline_email": ""}, WARNING),
        ({"helpline_phone": ""}, WARNING),
    ],
)
def test_a_survey_needs_a_help_line(survey, help_line, expected):
    Survey.objects.update(**help_line)
    survey.refresh_from_db()

    assert verdict(survey, "Help line") is expected


def test_a_survey_without_a_calendar_stops(survey):
    Mailing.objects.all().delete()

    assert verdict(survey, "Calendar") is STOPS


def test_a_calendar_with_problems_stops_and_names_them(survey):
    planning.change(survey.mailings.get(number=1), due_at=MONDAY + timedelta(days=1))

    calendar = looked(survey)["Calendar"]

    assert calendar.verdict is STOPS
    assert calendar.text == "Reminder 1: Leave at least 3 days after the mailing before it."


def test_a_survey_that_is_closed_stops(survey):
    assert verdict(survey, "Calendar", survey.closes_at) is STOPS


def test_texts_with_problems_stop(survey):
    planning.change(survey.mailings.get(number=1), part_done_body="Dear {nmae}, {link}")

    texts = looked(survey)["Texts"]

    assert texts.verdict is STOPS
    assert texts.text == "Reminder 1: There is no field {nmae}."


def test_emails_that_go_to_a_folder_are_warned_of(survey, settings):
    settings.EMAIL_BACKEND = folder_reading.BACKEND

    assert verdict(survey, "Mail server") is WARNING


def test_links_that_nobody_else_can_open_stop_where_there_is_a_mail_server(survey, settings):
    settings.SITE_URL = "http://127.0.0.1:8000"

    assert verdict(survey, "Mail server") is STOPS


@pytest.mark.parametrize(("minutes", "expected"), [(4, OK), (6, WARNING)])
def test_work_in_the_background_was_seen_lately_or_is_warned_of(survey, minutes, expected):
    assert verdict(survey, "Work in the background", MONDAY + timedelta(minutes=minutes)) is expected


def test_a_test_email_that_was_not_sent_is_warned_of(survey):
    Fieldwork.objects.update(trial_sent_at=None, trial_received_at=None)

    assert verdict(survey, "Test email") is WARNING


def test_a_test_email_whose_link_was_not_opened_is_warned_of(survey):
    Fieldwork.objects.update(trial_received_at=None)

    trial = looked(survey)["Test email"]

    assert trial.verdict is WARNING
    assert trial.text == "It went to pat@example.org; its link was not opened yet."


def test_looking_costs_the_same_whatever_the_frame(survey, django_assert_max_num_queries):
    PersonFactory.create_batch(30)

    with django_assert_max_num_queries(45):
        readiness.look(survey, now=MONDAY)
