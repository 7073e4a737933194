from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from contacts.models import Invitation, Organisation
from tests.contacts.tracking.placing import place
from tests.factories import MONDAY, SurveyFactory

pytestmark = pytest.mark.django_db

ONE = "/staff/organisations/A1/"
FORM, WITHDRAW = f"{ONE}outcome/", f"{ONE}outcome/withdraw/"


@pytest.fixture(autouse=True)
def survey(time_machine):
    time_machine.move_to(MONDAY + timedelta(days=2), tick=False)
    return SurveyFactory()


def text_of(answer):
    assert answer.status_code == 200
    return " ".join(BeautifulSoup(answer.content, "html.parser").main.get_text(" ", strip=True).split())


def test_an_outcome_is_recorded_with_its_reason_and_who_did(researcher, survey):
    place(survey, "not_returned", reference="A1")

    answer = researcher.post(FORM, {"outcome": "refusal", "reason": "No time this year"}, follow=True)

    assert answer.redirect_chain == [(ONE, 302)]
    assert "Recorded: Refusal." in text_of(answer)
    assert "Refusal : No time this year" in text_of(answer)
    assert "4 November 2026, 09:00, researcher@example.org: Refusal (No time this year)" in text_of(answer)


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"reason": "No time"}, "Select what came of it"),
        ({"outcome": "refusal", "reason": "  "}, "Enter the reason"),
        ({"outcome": "complete", "reason": "No time"}, "Select a valid choice"),
        ({"outcome": "refusal", "reason": "x" * 501}, "at most 500 characters"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_recorded(researcher, survey, sent, message):
    place(survey, "not_returned", reference="A1")

    assert message in text_of(researcher.post(FORM, sent))
    assert Invitation.objects.get().outcome == ""


def test_what_is_recorded_stands_in_the_form_to_be_corrected(researcher, survey):
    place(survey, "non_contact", reference="A1")

    form = BeautifulSoup(researcher.get(FORM).content, "html.parser").main

    assert form.select_one("input[name=outcome][checked]")["value"] == "non_contact"
    assert form.textarea.get_text(strip=True) == "Said so"


def test_who_has_answered_is_refused_in_a_sentence(researcher, survey):
    place(survey, "complete", reference="A1", name="Anytown")

    answer = researcher.post(FORM, {"outcome": "refusal", "reason": "No time"}, follow=True)

    assert "Anytown has sent its answers, so it counts as complete." in text_of(answer)
    assert "Recorded by hand" not in text_of(answer)


def test_an_outcome_is_withdrawn_and_stays_in_the_history(researcher, survey):
    place(survey, "not_returned", reference="A1")
    researcher.post(FORM, {"outcome": "refusal", "reason": "No time"})

    answer = researcher.post(WITHDRAW, follow=True)

    assert "What was recorded is withdrawn. It stays in the history." in text_of(answer)
    assert "researcher@example.org: withdrawn" in text_of(answer)
    assert Invitation.objects.get().outcome == ""


def test_withdrawing_nothing_is_refused_in_a_sentence(researcher, survey):
    place(survey, "not_returned", reference="A1", name="Anytown")

    assert "Nothing is recorded by hand for Anytown." in text_of(researcher.post(WITHDRAW, follow=True))


def test_one_that_was_merged_or_never_was_is_not_found(researcher, survey):
    kept = place(survey, "not_returned", reference="B2")
    place(survey, "not_returned", reference="A1")
    Organisation.objects.filter(reference="A1").update(merged_into=kept)

    assert researcher.get(FORM).status_code == 404
    assert researcher.post("/staff/organisations/C3/outcome/withdraw/").status_code == 404


def test_without_a_survey_there_is_nothing_to_record(researcher, survey):
    place(survey, "not_invited", reference="A1")
    survey.delete()

    assert "There is no survey that an outcome could be recorded for." in text_of(researcher.get(FORM, follow=True))
    assert researcher.post(WITHDRAW).status_code == 302


def test_a_get_withdraws_nothing(researcher, survey):
    place(survey, "refusal", reference="A1")

    assert researcher.get(WITHDRAW).status_code == 405
    assert Invitation.objects.get().outcome == "refusal"
