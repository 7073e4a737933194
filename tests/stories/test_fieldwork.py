"""A researcher runs fieldwork: the list, the launch, reminders, the help line, the telephone, the close."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from contacts import fieldwork, importing
from contacts.models import Organisation
from tests.browsing import follow, tick
from tests.factories import MONDAY
from tests.stories.desk import counts, open_mailing, open_place, rows, told, type_the_number
from tests.stories.filling import DISTRICT, answer_page, answer_without_browser
from tests.stories.post import deliver, letter_to, letters_to

pytestmark = [pytest.mark.story, pytest.mark.django_db(transaction=True)]

LIST = """reference,name,type,region,contact_name,job_title,email,telephone
A1,Anytown,District,East of England,Ann Archer,Manager,ann@example.org,01632 960001
B1,Brookham,District,East of England,Bob Baker,Manager,bob@example.org,01632 960002
C1,Castleton,District,South West,Cat Cooper,Manager,cat@example.org,01632 960003
D1,Dunwick,District,South West,Dan Draper,Manager,dan@example.org,01632 960004
E1,Elmford,District,South West,Eve Ellis,Manager,eve@example.org,01632 960005
"""
EVERYBODY = ["ann@example.org", "bob@example.org", "cat@example.org", "dan@example.org", "eve@example.org"]
BEGINNING = {"q1": "Anytown", "q2": "d", "q3": "f"}


@pytest.fixture(autouse=True)
def clock(chromium):
    """The study's time, which a story can move on: whatever the day, it begins on a Monday morning at nine."""
    with time_machine.travel(MONDAY) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def mail_folder(live_server, settings, tmp_path):
    """Emails go to a folder, and lead back here."""
    settings.EMAIL_BACKEND = "contacts.mailing.folder.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    settings.SITE_URL = live_server.url


@pytest.fixture
def invited(study):
    """Five organisations have their invitations."""
    now = timezone.now()
    importing.apply(importing.check(LIST.encode()).entries, today=now.date())
    fieldwork.launch(study, now=now)
    assert deliver() == len(EVERYBODY)


def upload(page, text):
    page.get_by_label("Contact list").set_input_files(
        {"name": "l.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    follow(page.get_by_role("button", name="Check the list"))


def begin(page, address):
    """By the link of the newest email to the first page, which is answered."""
    page.goto(letter_to(address).link)
    follow(page.get_by_role("button", name="Start now"))
    answer_page(page, BEGINNING)
    follow(page.get_by_role("button", name="Save and continue"))


def send_answers(page, address):
    """By the link of the newest email to the check of all answers, and away with them."""
    page.goto(letter_to(address).link)
    follow(page.get_by_role("button", name="Continue"))
    follow(page.get_by_role("button", name="Send my answers"))


def organisation(page, name):
    """To the page of an organisation, as one finds it."""
    open_place(page, "Organisations")
    page.get_by_label("Name, reference, county or contact").fill(name)
    follow(page.get_by_role("button", name="Search"))
    follow(page.get_by_role("link", name=name, exact=True))


def test_a_list_is_imported_and_corrected_and_its_people_are_invited_without_scripts(study, signed_in, new_page, clock):
    page = signed_in("researcher", scripts=False)

    open_place(page, "Organisations")
    follow(page.get_by_role("link", name="Import a contact list"))
    upload(page, LIST.replace("dan@example.org", "dan at example.org"))
    assert page.locator("#problems li").all_inner_texts() == [
        "Row 5, email: “dan at example.org” is not an email address, such as name@example.org"
    ]
    assert not Organisation.objects.exists()
    upload(page, LIST)
    assert page.locator(".canvass-figures__number").all_inner_texts() == ["5", "0", "0", "0"]
    follow(page.get_by_role("button", name="Import the list"))
    assert page.locator("#found").inner_text() == "5 organisations"

    follow(page.get_by_role("link", name="Elmford"))
    follow(page.get_by_role("link", name="Change the contact"))
    page.get_by_label("Job title").fill("Head of Community Safety")
    follow(page.get_by_role("button", name="Save"))
    follow(page.get_by_role("link", name="Who changed what, and when"))
    assert "Manager → Head of Community Safety" in page.locator("#history").inner_text()

    open_place(page, "Mailings")
    page.get_by_label("The survey opens").fill("2026-11-02T10:00")
    page.get_by_label("The survey closes").fill("2026-11-23T17:00")
    follow(page.get_by_role("button", name="Make the calendar"))
    assert [cells[0] for cells in rows(page, "main").values()] == [
        *("Mon 2 November, 10:00", "Mon 9 November, 10:00", "Fri 13 November, 10:00", "Thu 19 November, 10:00")
    ]

    open_mailing(page, "Invitation", "Preview")
    assert "Dear Ann Archer" in page.locator(".canvass-letter--plain").inner_text()
    follow(page.get_by_role("button", name="Send the test email"))
    colleague = new_page(scripts=False)
    colleague.goto(letter_to("researcher@example.org").link)
    follow(colleague.get_by_role("button", name="Yes, I got the test email"))

    open_place(page, "Mailings")
    follow(page.get_by_role("link", name="Look it over and launch"))
    assert "It reached researcher@example.org, and its link works." in page.locator("main").inner_text()
    tick(page.get_by_label("As planned: Monday 2 November 2026, 10:00"))
    page.get_by_label("Type the number to confirm").fill("4")
    follow(page.get_by_role("button", name="Launch", exact=True))
    assert page.locator("#id_number_error, .govuk-error-message").first.inner_text().endswith("It is 5 now, not 4.")
    page.get_by_label("Type the number to confirm").fill("5")
    follow(page.get_by_role("button", name="Launch", exact=True))
    assert told(page) == "5 organisations are invited."

    assert deliver() == 0
    clock.move_to(MONDAY + timedelta(hours=1))
    assert deliver() == 5
    page.reload()
    assert rows(page, "main")["Invitation"][1] == "Sent: 5 of 5"
    respondent = new_page(scripts=False)
    respondent.goto(letter_to("eve@example.org").link)
    assert respondent.locator(".govuk-caption-l").inner_text() == "Elmford"


def test_reminders_go_to_those_who_have_not_answered_and_tracking_shows_who_has(invited, signed_in, new_page, clock):
    began, answered, stops = new_page(width=320), new_page(), new_page(width=320)
    begin(began, "ann@example.org")
    answer_without_browser(letter_to("bob@example.org").link, DISTRICT)
    send_answers(answered, "bob@example.org")
    stops.goto(letter_to("cat@example.org").stop_link)
    follow(stops.get_by_role("button", name="Stop these emails"))
    assert stops.get_by_role("heading", level=1).inner_text() == "You get no more emails from us"

    clock.move_to(datetime(2026, 11, 6, 15, tzinfo=MONDAY.tzinfo))
    friday = signed_in("researcher")
    open_place(friday, "Mailings")
    follow(friday.get_by_role("link", name="Reminder 1", exact=True))
    friday.get_by_label("Goes out").fill("2026-11-08T10:00")
    follow(friday.get_by_role("button", name="Save"))
    assert "No mail goes out on a Saturday or Sunday." in friday.locator(".govuk-error-summary").inner_text()
    friday.get_by_label("Goes out").fill("2026-11-10T10:00")
    follow(friday.get_by_role("button", name="Save"))
    open_mailing(friday, "Reminder 1", "Preview")
    tick(friday.get_by_label("Text for those who have begun"))
    follow(friday.get_by_role("button", name="Show"))
    assert "You have begun the questionnaire" in friday.locator(".canvass-letter--plain").inner_text()
    open_place(friday, "Mailings")
    open_mailing(friday, "Reminder 1", "Confirm")
    assert type_the_number(friday, "Confirm") == 3

    clock.move_to(datetime(2026, 11, 10, 10, tzinfo=MONDAY.tzinfo))
    assert deliver() == 3
    assert [len(letters_to(address)) for address in EVERYBODY] == [2, 1, 1, 2, 2]
    assert letter_to("ann@example.org").subject.startswith("Your answers are saved")
    assert letter_to("dan@example.org").subject.startswith("A reminder")

    answer_without_browser(letter_to("ann@example.org").link, DISTRICT)
    send_answers(began, "ann@example.org")

    tuesday = signed_in("researcher")
    assert counts(tuesday, "#dispositions") == {
        "Complete": 2,
        "Opted out of emails": 1,
        "Nothing returned": 2,
        "All": 5,
    }
    follow(tuesday.get_by_role("link", name="To chase", exact=True))
    assert list(rows(tuesday, "main")) == ["Dunwick", "Elmford"]
    follow(tuesday.get_by_role("link", name="Dunwick"))
    follow(tuesday.get_by_role("link", name="Record an outcome"))
    tick(tuesday.get_by_label("Refusal"))
    tuesday.get_by_label("Reason").fill("The chief executive says that nobody has the time.")
    follow(tuesday.get_by_role("button", name="Record", exact=True))
    open_place(tuesday, "Fieldwork")
    assert counts(tuesday, "#dispositions") == {
        "Complete": 2,
        "Opted out of emails": 1,
        "Nothing returned": 1,
        "Refusal": 1,
        "All": 5,
    }
    open_place(tuesday, "Mailings")
    open_mailing(tuesday, "Reminder 2", "Preview")
    assert tuesday.locator("#recipients + p").inner_text().startswith("1 person gets it")


def test_a_question_is_answered_and_the_right_person_goes_on_with_the_draft(invited, signed_in, new_page):
    asks, hands_over = new_page(width=320), new_page()
    begin(asks, "ann@example.org")
    follow(asks.get_by_role("link", name="Ask a question"))
    asks.get_by_label("Your question").fill("Whom do you mean by the chair?")
    asks.get_by_label("Your name").fill("Ann Archer")
    asks.get_by_label("Email address").fill("ann@example.org")
    follow(asks.get_by_role("button", name="Send the question"))
    assert asks.get_by_role("heading", level=1).inner_text() == "Your question has been sent"
    follow(asks.get_by_role("link", name="Go back to where you were"))
    assert asks.url.endswith("/page/your-role/")
    begin(hands_over, "bob@example.org")
    hands_over.goto(letter_to("bob@example.org").link)
    follow(hands_over.get_by_role("link", name="I am not the right person to answer"))
    hands_over.get_by_label("Their name").fill("Wil Watson")
    hands_over.get_by_label("Their email address").fill("wil@example.org")
    follow(hands_over.get_by_role("button", name="Send"))

    page = signed_in("researcher")
    open_place(page, "Help line")
    assert page.locator("#found").inner_text() == "2 queries"
    follow(page.get_by_role("link", name="Ann Archer"))
    page.get_by_label("Answer").fill("Whoever leads the meetings of your CDRP.")
    follow(page.get_by_role("button", name="Send the answer"))
    follow(page.get_by_role("button", name="Close the query"))
    follow(page.get_by_role("link", name="Bob Baker"))
    follow(page.get_by_role("button", name="Make Wil Watson the contact"))
    assert deliver() == 2

    assert "Whoever leads the meetings of your CDRP." in letter_to("ann@example.org").text
    takes_over = new_page()
    takes_over.goto(letter_to("wil@example.org").link)
    follow(takes_over.get_by_role("button", name="Continue"))
    assert takes_over.url.endswith("/page/your-role/")
    organisation(page, "Brookham")
    assert "Wil Watson" in page.locator("main").inner_text()


def test_a_contact_is_corrected_by_telephone_and_the_survey_sent_for_another(invited, signed_in):
    page = signed_in("researcher", width=320)

    open_place(page, "Calls")
    follow(page.get_by_role("link", name="Put organisations on the list"))
    follow(page.get_by_role("button", name="Put them on the list"))
    assert page.locator("#due").inner_text() == "5 organisations are to be called now."
    follow(page.get_by_role("button", name="Call the next one"))
    assert page.get_by_role("heading", level=1).inner_text() == "Anytown"
    tick(page.get_by_label("Corrected"))
    page.get_by_label("Email address").fill("ann.archer@example.org")
    follow(page.get_by_role("button", name="Record the call"))
    assert told(page) == "The call is recorded: Corrected."
    assert page.locator("#due").inner_text() == "4 organisations are to be called now."
    assert deliver() == 1
    assert letter_to("ann.archer@example.org").subject.startswith("Please take part")

    organisation(page, "Brookham")
    follow(page.get_by_role("button", name="Fill in by telephone"))
    assert page.locator(".canvass-telephone").inner_text() == "You are filling this in for Brookham by telephone."
    answer_page(page, BEGINNING)
    follow(page.get_by_role("button", name="Save and continue"))
    answer_without_browser(letter_to("bob@example.org").link, DISTRICT)
    page.goto("/staff/")
    organisation(page, "Brookham")
    follow(page.get_by_role("button", name="Fill in by telephone"))
    follow(page.get_by_role("button", name="Send my answers"))
    follow(page.get_by_role("link", name="Back to Brookham"))
    assert "entered by researcher@example.org" in " ".join(page.locator("main").inner_text().split())
    open_place(page, "Fieldwork")
    assert counts(page, "#dispositions") == {"Complete": 1, "Nothing returned": 4, "All": 5}


def test_a_survey_that_is_closed_early_leaves_each_organisation_in_one_final_disposition(
    invited, signed_in, new_page, clock
):
    breaks_off, answers = new_page(), new_page()
    begin(breaks_off, "ann@example.org")
    answer_without_browser(letter_to("bob@example.org").link, DISTRICT)
    answer_without_browser(letter_to("cat@example.org").link, DISTRICT)
    send_answers(answers, "cat@example.org")

    clock.move_to(MONDAY + timedelta(days=9))
    page = signed_in("researcher")
    assert counts(page, "#dispositions") == {"Complete": 1, "In progress": 2, "Nothing returned": 2, "All": 5}
    open_place(page, "Mailings")
    follow(page.get_by_role("link", name="Extend the survey, or close it early"))
    follow(page.get_by_role("link", name="Close the survey now"))
    assert type_the_number(page, "Close the survey") == 4
    assert told(page).startswith("The survey is closed.")

    open_place(page, "Fieldwork")
    final = counts(page, "#dispositions")
    assert final == {"Complete": 1, "Partial": 1, "Break-off": 1, "Nothing returned": 2, "All": 5}
    assert deliver() == 0
    breaks_off.goto(letter_to("ann@example.org").link)
    assert breaks_off.get_by_role("heading", level=1).inner_text() == "This survey has closed"
