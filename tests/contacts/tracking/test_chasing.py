from datetime import date, timedelta

import pytest

from contacts.dispositions import Disposition
from contacts.models import Invitation, Organisation
from contacts.tracking import chasing, standing
from tests.contacts.tracking.placing import place
from tests.factories import (
    MONDAY,
    CallFactory,
    CallTaskFactory,
    MailingFactory,
    MessageFactory,
    PersonFactory,
    SurveyFactory,
)

pytestmark = pytest.mark.django_db

OPEN, CLOSED = MONDAY + timedelta(days=1), MONDAY + timedelta(weeks=4)
DAY = timedelta(days=1)


@pytest.fixture
def survey():
    return SurveyFactory()


def listed(survey, now=OPEN, **filters):
    found = chasing.found(survey, filters=filters, now=now)
    return list(chasing.lines(found, survey, now=now))


def names(survey, now=OPEN, **filters):
    return [line.organisation.name for line in listed(survey, now, **filters)]


def test_those_who_can_still_answer_are_chased(survey):
    for disposition in Disposition.values:
        place(survey, disposition, name=disposition)

    assert sorted(names(survey)) == sorted(
        ["not_invited", "not_returned", "in_progress", "partial", "break_off", "non_contact", "bounced"]
    )


@pytest.mark.parametrize("disposition", ["refusal", "opted_out", "other", "ineligible"])
def test_those_who_are_not_asked_again_are_shown_only_where_one_asks_for_them(survey, disposition):
    place(survey, disposition, name="Quiet")

    assert names(survey) == []
    assert names(survey, disposition=disposition) == ["Quiet"]


def test_who_has_answered_is_never_chased(survey):
    place(survey, "complete")

    assert names(survey, disposition="complete") == []


@pytest.mark.parametrize("now", [OPEN, CLOSED])
def test_there_are_as_many_as_the_page_counts(survey, now):
    for disposition in Disposition.values:
        place(survey, disposition)

    total = standing.status(survey, now=now).total

    assert len(names(survey, now)) == total.to_chase
    for disposition, organisations in total.dispositions.items():
        if disposition != "complete":
            assert len(names(survey, now, disposition=disposition)) == organisations


def test_once_the_survey_is_closed_partial_and_break_off_are_told_apart(survey):
    place(survey, "partial", name="Half")
    place(survey, "break_off", name="Hardly")

    assert [line.disposition for line in listed(survey, OPEN)] == ["in_progress", "in_progress"]
    assert [line.disposition for line in listed(survey, CLOSED)] == ["partial", "break_off"]
    assert names(survey, CLOSED, disposition="partial") == ["Half"]


def test_regions_and_types_can_be_asked_for(survey):
    for region, type_ in ("nu", "nd", "yd"):
        place(survey, "not_returned", region=region, type=type_, name=region + type_)

    assert names(survey, region="n") == ["nu", "nd"]
    assert names(survey, region="n", type="d") == ["nd"]
    assert names(survey, region="", type="") == ["nu", "nd", "yd"]


def test_a_line_has_the_person_who_is_there_now(survey):
    organisation = place(survey, "not_returned")
    organisation.people.update(job_title="Head", telephone="01632 960001", name="Pat Example")
    PersonFactory(organisation=organisation, name="Sam Before", until=date(2026, 1, 1))

    (line,) = listed(survey)

    shown = line.organisation
    assert (shown.person_name, shown.person_job_title, shown.person_telephone) == (
        "Pat Example",
        "Head",
        "01632 960001",
    )


def test_a_line_has_the_last_email_and_how_many_there_were(survey):
    organisation = place(survey, "not_returned")
    invitation = Invitation.objects.get(organisation=organisation)
    for number in (0, 1):
        mailing = MailingFactory(survey=survey, number=number)
        MessageFactory(invitation=invitation, mailing=mailing, sent_at=MONDAY + number * DAY)
    MessageFactory(
        invitation=invitation, mailing=MailingFactory(survey=survey, number=2), state="refused", sent_at=None
    )

    (line,) = listed(survey)

    assert line.mailed == (2, MONDAY + DAY, "Reminder 1")


def test_an_invitation_of_a_new_contact_is_an_email_and_an_answer_of_the_help_line_is_none(survey):
    organisation = place(survey, "not_returned")
    invitation = Invitation.objects.get(organisation=organisation)
    MessageFactory(invitation=invitation, mailing=None, kind="handover")
    MessageFactory(invitation=invitation, mailing=None, kind="reply", body="Yes", sent_at=MONDAY + DAY)

    assert listed(survey)[0].mailed == (1, MONDAY, "Invitation at a new address")


def test_who_was_not_mailed_has_no_email(survey):
    place(survey, "not_returned")

    assert listed(survey)[0].mailed is None


def test_emails_to_an_organisation_that_was_merged_count_for_the_one_that_stayed(survey):
    kept, merged = place(survey, "not_returned"), place(survey, "not_returned")
    MessageFactory(invitation=Invitation.objects.get(organisation=merged))
    Organisation.objects.filter(pk=merged.pk).update(merged_into=kept)

    (line,) = listed(survey)

    assert (line.organisation, line.mailed.emails) == (kept, 1)


def test_notes_are_the_reason_of_the_outcome_and_the_last_call(survey):
    organisation = place(survey, "non_contact")
    task = CallTaskFactory(organisation=organisation)
    CallFactory(task=task, note="the first", called_at=MONDAY)
    CallFactory(task=task, note="Try after four", called_at=MONDAY + DAY, outcome="call_back")

    assert listed(survey)[0].notes == ["Said so", "03 November 2026, Call back later: Try after four"]


def test_a_call_without_a_note_is_told_too(survey):
    CallFactory(task=CallTaskFactory(organisation=place(survey, "not_returned")))

    assert listed(survey)[0].notes == ["02 November 2026, No answer"]


def test_many_lines_cost_as_many_queries_as_one(survey, django_assert_num_queries):
    place(survey, "not_returned")
    for _ in range(4):
        place(survey, "in_progress")

    with django_assert_num_queries(4):
        listed(survey)
