from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User

from contacts.calling import tasks
from contacts.models import Call, CallTask, Organisation, Person, StoppedAddress
from tests.contacts.views.conftest import signed_in
from tests.factories import MONDAY, CallFactory, CallTaskFactory, OrganisationFactory, PersonFactory, SurveyFactory
from tests.walking import filled

pytestmark = pytest.mark.django_db
LIST = "/staff/calls/"
LATER = MONDAY + timedelta(hours=1)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(LATER, tick=False)


@pytest.fixture(autouse=True)
def survey():
    return SurveyFactory()


@pytest.fixture
def caller(researcher):
    return User.objects.get(username="researcher")


@pytest.fixture
def task():
    made = CallTaskFactory(organisation__reference="A1", organisation__name="Anytown")
    PersonFactory(
        organisation=made.organisation, name="Pat Example", email="pat@example.org", telephone="01632 960 000"
    )
    return made


@pytest.fixture
def address(task, caller):
    """The page of a call that the researcher has in hand."""
    tasks.take(task, by=caller, now=LATER)
    return f"{LIST}{task.pk}/"


def page_of(answer):
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").main


def text_of(answer):
    return page_of(answer).get_text(" ", strip=True)


def names(client, query=""):
    return [link.get_text(strip=True) for link in page_of(client.get(LIST + query)).select("tbody th a")]


def errors(answer):
    return [error.get_text(strip=True) for error in page_of(answer).select(".govuk-error-summary li")]


def controls(client, address):
    """What a browser sends of the call page as it stands."""
    form = page_of(client.get(address)).select_one("form[method=post]")
    chosen = {select["name"]: select.select_one("option[selected]")["value"] for select in form.select("select")}
    shown = {name: value for name, value in filled(form, {}).items() if name not in ("day", "time", "note", "outcome")}
    empty = {control["name"]: "" for control in form.select("input[type=text]") if not control.get("value")}
    return shown | empty | chosen


def send(client, address, **changes):
    return client.post(address, controls(client, address) | changes)


def test_the_list_shows_whom_to_call_and_why(researcher, task):
    (row,) = page_of(researcher.get(LIST)).select("tbody tr")

    assert [cell.get_text(" ", strip=True) for cell in row(["th", "td"])] == [
        *("Anytown North East", "Pat Example 01632 960 000", "Check the contact", "To call", "2 November, 09:00")
    ]
    assert "1 organisation is to be called now." in text_of(researcher.get(LIST))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Bounced", "North"]),
        ("?show=later", ["Later"]),
        ("?show=hard", ["Hard"]),
        ("?show=all", ["Bounced", "North", "Hard", "Later"]),
        ("?region=y", ["Bounced"]),
        ("?type=d", ["Bounced"]),
        ("?reason=bounced", ["Bounced"]),
        ("?region=nonsense&page=9", ["Bounced", "North"]),
    ],
)
def test_the_list_is_filtered(researcher, query, found):
    CallTaskFactory(organisation__name="North")
    CallTaskFactory(organisation__name="Bounced", organisation__region="y", organisation__type="d", reason="bounced")
    CallTaskFactory(organisation__name="Later", due_at=LATER + timedelta(hours=1))
    CallFactory.create_batch(5, task=CallTaskFactory(organisation__name="Hard"))

    assert names(researcher, query) == found


def test_a_long_list_has_pages_and_costs_as_many_queries_as_a_short_one(researcher, django_assert_max_num_queries):
    CallTaskFactory.create_batch(51)

    assert (len(names(researcher)), len(names(researcher, "?page=2"))) == (50, 1)
    with django_assert_max_num_queries(11):
        researcher.get(LIST)


def test_the_one_button_leads_to_the_next_call(researcher, task, caller):
    answer = researcher.post(f"{LIST}next/")

    task.refresh_from_db()
    assert (answer.url, task.taken_by) == (f"{LIST}{task.pk}/", caller)


def test_the_one_button_keeps_to_the_filter(researcher, task):
    there = CallTaskFactory(organisation__region="y")

    assert researcher.post(f"{LIST}next/", {"region": "y"}).url == f"{LIST}{there.pk}/"


def test_with_nobody_to_call_the_button_says_so(researcher):
    assert "Nobody is to be called at this moment." in text_of(researcher.post(f"{LIST}next/", follow=True))


def test_the_page_of_a_call_has_what_a_caller_needs(researcher, task, address):
    CallFactory(task=task, note="Rang for a while")
    StoppedAddress.objects.create(address="pat@example.org", reason="hard_bounce", stopped_at=MONDAY)

    page = page_of(researcher.get(address))

    assert page.select_one("a.canvass-dial")["href"] == "tel:01632960000"
    said = page.get_text(" ", strip=True)
    for part in ("Pat Example", "Rang for a while", "No mail goes to this address: emails come back"):
        assert part in said


def test_looking_at_a_call_takes_nothing_and_offers_to(researcher, task):
    page = page_of(researcher.get(f"{LIST}{task.pk}/"))

    assert [button.get_text(strip=True) for button in page.select("button")] == ["Take this call"]
    task.refresh_from_db()
    assert task.taken_by is None


def test_a_call_of_somebody_else_shows_who_has_it(researcher, address):
    page = page_of(signed_in("admin").get(address))

    assert page.select("button") == []
    assert "researcher@example.org has had this call in hand since 10:00." in page.get_text(" ", strip=True)


def test_somebody_else_cannot_take_it(researcher, task, address):
    answer = signed_in("admin").post(f"{address}take/", follow=True)

    assert "Somebody else has this call in hand, or it is settled." in text_of(answer)


def test_a_call_is_put_back_without_a_call(researcher, task, address):
    researcher.post(f"{address}release/")

    task.refresh_from_db()
    assert (task.taken_by, task.closed_at, Call.objects.count()) == (None, None, 0)


def test_a_contact_that_is_confirmed_is_settled(researcher, task, address):
    answer = send(researcher, address, outcome="confirmed", note="All well")

    task.refresh_from_db()
    assert (answer.url, task.closed_at, Call.objects.get().note) == (LIST, LATER, "All well")


def test_a_correction_has_who_and_when(researcher, task, address, caller):
    send(
        researcher, address, outcome="corrected", **{"person-telephone": "01632 960111", "details-name": "Anytown Sea"}
    )

    assert Person.objects.get().telephone == "01632 960111"
    assert Organisation.objects.get().name == "Anytown Sea"
    last = Person.history.latest()
    assert (last.history_user, last.history_date, Organisation.history.latest().history_user) == (caller, LATER, caller)


def test_a_person_who_took_over_is_entered_from_the_call(researcher, task, address):
    taken_over = {"person-who": "another", "person-name": "Sam Sample", "person-email": "sam@example.org"}

    send(researcher, address, outcome="corrected", **taken_over)

    assert list(Person.objects.values_list("name", "until")) == [("Sam Sample", None), ("Pat Example", MONDAY.date())]


def test_a_contact_who_left_is_replaced_by_whom_the_form_names(researcher, task, address):
    send(researcher, address, outcome="left_post", **{"person-name": "Sam Sample", "person-email": "sam@example.org"})

    assert list(Person.objects.filter(until=None).values_list("name", flat=True)) == ["Sam Sample"]
    assert CallTask.objects.filter(closed_at=None).count() == 0


def test_a_contact_who_left_without_a_name_is_called_about(researcher, task, address):
    send(researcher, address, outcome="left_post")

    assert CallTask.objects.get(closed_at=None).reason == "left_post"


def test_a_call_back_is_due_at_its_time_in_london(researcher, task, address):
    send(researcher, address, outcome="call_back", day="2026-11-05", time="14:30")

    task.refresh_from_db()
    assert task.due_at == MONDAY.replace(day=5, hour=14, minute=30)


@pytest.mark.parametrize(
    ("changes", "messages"),
    [
        ({}, ["Outcome of the call: Choose one"]),
        (
            {"outcome": "call_back"},
            ["Call back on: Enter the day to call back on", "Call back at: Enter the time to call back at"],
        ),
        (
            {"outcome": "call_back", "day": "2026-11-02", "time": "09:59"},
            ["Call back on: This time has passed. Enter one that is still to come"],
        ),
        (
            {"outcome": "confirmed", "person-job_title": "Head"},
            ["Outcome of the call: You have changed something below. Choose “Corrected”, or take the change back."],
        ),
        (
            {"outcome": "corrected"},
            ["Outcome of the call: Nothing is changed below. Choose “Confirmed as it is”, or correct what is wrong."],
        ),
        (
            {"outcome": "left_post", "person-job_title": "Head"},
            ["Name: Enter the name of the new person. If nobody was named, leave what is known as it is."],
        ),
    ],
)
def test_what_does_not_go_together_is_said_and_nothing_recorded(researcher, task, address, changes, messages):
    assert errors(send(researcher, address, **changes)) == messages
    assert Call.objects.count() == 0


def test_what_was_typed_is_kept_on_an_error(researcher, task, address):
    page = page_of(send(researcher, address, note="She is away until May"))

    assert page.select_one("textarea[name=note]").get_text(strip=True) == "She is away until May"


def test_an_organisation_without_anybody_can_be_called_in_vain(researcher, caller):
    task = CallTaskFactory()
    tasks.take(task, by=caller, now=LATER)

    assert send(researcher, f"{LIST}{task.pk}/", outcome="no_answer").url == LIST
    tasks.take(task, by=caller, now=LATER)
    assert errors(send(researcher, f"{LIST}{task.pk}/", outcome="confirmed")) == [
        "Outcome of the call: Nobody is known here. Enter who it is and choose “Corrected”."
    ]


def test_a_call_that_was_taken_over_says_so_and_keeps_the_note(researcher, task, address):
    sent = controls(researcher, address) | {"outcome": "no_answer", "note": "Nobody there"}
    tasks.take(task, by=User.objects.create_user("other"), now=LATER + timedelta(minutes=31))

    answer = researcher.post(address, sent)

    page = page_of(answer)
    assert "somebody else has taken it over. Nothing was saved." in page.get_text(" ", strip=True)
    assert page.select_one("textarea[name=note]").get_text(strip=True) == "Nobody there"
    assert Call.objects.count() == 0


def test_an_organisation_is_called_from_its_page(researcher, caller):
    OrganisationFactory(reference="A1")

    first = researcher.post("/staff/organisations/A1/call/")
    second = researcher.post("/staff/organisations/A1/call/")

    task = CallTask.objects.get()
    assert (first.url, second.url, task.taken_by) == (f"{LIST}{task.pk}/", f"{LIST}{task.pk}/", caller)


def test_calls_are_told_on_the_page_of_the_organisation(researcher, task):
    CallFactory(task=task, note="Rang for a while")

    section = text_of(researcher.get("/staff/organisations/A1/"))

    assert "2 November 2026, 09:00: No answer Rang for a while" in section


def test_a_region_is_put_on_the_list(researcher):
    OrganisationFactory(region="n")
    there = OrganisationFactory(region="y")

    answer = researcher.post(f"{LIST}start/", {"region": "y"}, follow=True)

    assert "1 organisation was put on the list." in text_of(answer)
    assert CallTask.objects.get().organisation == there


def test_the_progress_is_told_by_region_and_by_caller(researcher, task, address):
    OrganisationFactory(region="y")
    send(researcher, address, outcome="confirmed")

    page = page_of(researcher.get(f"{LIST}progress/"))

    rows = {row.th.get_text(): [cell.get_text() for cell in row("td")] for row in page.select("#by-region tbody tr")}
    assert rows == {
        "North East": ["1", "0", "0", "0", "0", "0", "1", "0", "0", "0"],
        "Yorkshire and the Humber": ["1", "0", "0", "0", "0", "0", "0", "0", "0", "1"],
        "All": ["2", "0", "0", "0", "0", "0", "1", "0", "0", "1"],
    }
    callers = [[cell.get_text() for cell in row(["th", "td"])] for row in page.select("#by-caller tbody tr")]
    assert callers == [[name, "1", "1", "0", "0", "0", "0"] for name in ("researcher@example.org", "All")]
    bars = [(bar["value"], bar["max"]) for bar in page.select("progress")]
    assert bars == [("1", "1"), ("0", "1"), ("1", "2")]
