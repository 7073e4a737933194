from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from contacts import ticking
from contacts.models import Fieldwork
from surveys.models import PageSave, Response, Survey
from surveys.responses import enter
from tests.contacts.tracking.placing import place
from tests.factories import MONDAY, MailingFactory, SurveyFactory

pytestmark = pytest.mark.django_db

PAGES = {
    "/staff/": "Overview",
    "/staff/fieldwork/cells/": "Regions and types",
    "/staff/fieldwork/returns/": "Returns",
    "/staff/fieldwork/pages/": "Where people stop",
    "/staff/fieldwork/sample/": "Who answered",
    "/staff/fieldwork/chase/": "To chase",
}


@pytest.fixture(autouse=True)
def _moment(time_machine):
    time_machine.move_to(MONDAY + timedelta(days=2), tick=False)


@pytest.fixture
def survey():
    return SurveyFactory()


def page_of(answer):
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").main


def text_of(part):
    return " ".join(part.get_text(" ", strip=True).split())


def figures(page):
    numbers = [number.get_text(strip=True) for number in page.select(".canvass-figures__number")]
    labels = [label.get_text(strip=True) for label in page.select(".canvass-figures__label")]
    return dict(zip(labels, numbers, strict=True))


def cells(page, table):
    return [[text_of(cell) for cell in row(["th", "td"])] for row in page.select(f"#{table} tbody tr")]


@pytest.mark.parametrize("address", PAGES)
def test_each_page_leads_to_the_others_and_says_where_one_is(researcher, survey, address):
    links = page_of(researcher.get(address)).select(".canvass-places__link")

    assert {link["href"]: text_of(link) for link in links} == PAGES
    assert [link["href"] for link in links if link.get("aria-current") == "page"] == [address]


@pytest.mark.parametrize("address", PAGES)
def test_there_may_be_no_survey_yet(researcher, address):
    assert "There is no survey yet." in text_of(page_of(researcher.get(address)))


@pytest.mark.parametrize("address", PAGES)
def test_a_frame_of_many_costs_as_many_queries_as_a_frame_of_few(
    researcher, survey, address, django_assert_max_num_queries
):
    place(survey, "complete")
    place(survey, "in_progress")
    researcher.get(address)
    for disposition in ("complete", "in_progress", "not_returned", "bounced", "refusal"):
        place(survey, disposition, region="y", type="d")

    with django_assert_max_num_queries(11):
        researcher.get(address)


def test_the_overview_tells_how_the_survey_stands(researcher, survey):
    Fieldwork.objects.create(survey=survey, target_percent=60)
    for disposition in ("complete", "complete", "in_progress", "not_returned", "refusal", "ineligible"):
        place(survey, disposition)

    page = page_of(researcher.get("/staff/"))

    assert figures(page) == {
        "Organisations": "6",
        "Complete": "2",
        "Response rate": "40.0%",
        "Still needed for 60%": "1",
        "To chase": "2",
    }
    counted = {label: (number, group) for label, number, group in cells(page, "dispositions")}
    assert {label: both for label, both in counted.items() if both[0] != "0"} == {
        "Nothing returned": ("1", "NC"),
        "In progress": ("1", "O"),
        "Complete": ("2", "I"),
        "Refusal": ("1", "R"),
        "Ineligible": ("1", "not eligible"),
        "All": ("6", ""),
    }
    assert "open until 09:00 on Monday 23 November 2026" in text_of(page)


def test_every_rate_stands_there_with_its_formula_and_its_numbers(researcher, survey):
    place(survey, "complete")
    place(survey, "not_invited")

    rates = {
        text_of(rate.h3): [text_of(rate.select_one(f".canvass-rates__{part}")) for part in ("percent", "formula")]
        for rate in page_of(researcher.get("/staff/")).select(".canvass-rates__rate")
    }

    assert rates["RR1"] == ["50.0%", "I ÷ (I + P + R + NC + O + UO) = 1 ÷ (1 + 0 + 0 + 0 + 0 + 1)"]
    assert rates["RR6"] == ["100.0%", "(I + P) ÷ (I + P + R + NC + O) = (1 + 0) ÷ (1 + 0 + 0 + 0 + 0)"]
    assert list(rates) == ["RR1", "RR2", "RR5", "RR6", "REF1", "CON1", "COOP1"]


def test_its_links_lead_to_those_they_count(researcher, survey):
    place(survey, "not_returned", name="Anytown")
    place(survey, "refusal", name="Elsewhere")
    place(survey, "complete", name="Donetown")
    links = {text_of(link): link["href"] for link in page_of(researcher.get("/staff/")).select("#dispositions a")}

    def names(link):
        return [text_of(row) for row in page_of(researcher.get(links[link])).select("tbody th a")]

    assert names("Nothing returned") == ["Anytown"]
    assert names("Refusal") == ["Elsewhere"]
    assert names("Complete") == ["Donetown"]
    assert names("Partial") == []


def test_once_the_survey_is_closed_it_says_so_and_nothing_is_in_progress(researcher, survey):
    place(survey, "partial")
    place(survey, "break_off")
    Survey.objects.update(closes_at=MONDAY + timedelta(days=1))

    page = page_of(researcher.get("/staff/"))

    assert "closed since 09:00 on Tuesday 3 November 2026" in text_of(page)
    counted = {row[0]: row[1] for row in cells(page, "dispositions")}
    assert (counted["In progress"], counted["Partial"], counted["Break-off"]) == ("0", "1", "1")


def test_answers_of_no_organisation_are_told(researcher, survey):
    assert "no organisation of the frame" not in text_of(page_of(researcher.get("/staff/")))

    enter(survey, {}, known={}, codes={}, channel="import", now=MONDAY)

    assert "1 submitted response belongs to no organisation of the frame" in text_of(page_of(researcher.get("/staff/")))


def test_the_page_says_when_work_in_the_background_was_last_seen(researcher):
    assert "Work in the background has not been seen yet." in text_of(page_of(researcher.get("/staff/")))

    ticking.tick(now=MONDAY)

    text = text_of(page_of(researcher.get("/staff/")))
    assert "Work in the background was last seen at 09:00 on 2 November 2026." in text


def test_regions_and_types_have_rate_gap_and_whom_to_chase(researcher, survey):
    Fieldwork.objects.create(survey=survey, target_percent=60)
    for disposition in ("complete", "not_returned", "ineligible"):
        place(survey, disposition)
    place(survey, "not_invited", region="y", type="d")

    page = page_of(researcher.get("/staff/fieldwork/cells/"))

    assert cells(page, "by-region") == [
        ["North East", "3", "1 of 2", "50.0%", "", "1", "1 (North East)"],
        ["Yorkshire and the Humber", "1", "0 of 1", "0.0%", "", "1", "1 (Yorkshire and the Humber)"],
        ["All", "4", "1 of 3", "33.3%", "", "1", "2 (All)"],
    ]
    assert [row[0] for row in cells(page, "by-type")] == ["Unitary", "District / Borough", "All"]
    assert cells(page, "grid")[0] == [
        "North East",
        "50.0% of North East, Unitary: who is to chase small 1 of 2 1 to go",
        "– no such organisation",
        "50.0% of North East: who is to chase small 1 of 2 1 to go",
    ]


def test_a_cell_leads_to_its_chase_list(researcher, survey):
    place(survey, "not_returned", region="y", type="d", name="Anytown")
    place(survey, "not_returned", region="n", type="d", name="Elsewhere")

    page = page_of(researcher.get("/staff/fieldwork/cells/"))
    address = page.select("#grid tbody tr")[1].select("a")[0]["href"]

    assert address == "/staff/fieldwork/chase/?region=y&type=d"
    assert [text_of(row) for row in page_of(researcher.get(address)).select("tbody th a")] == ["Anytown"]


def test_without_a_target_there_is_no_gap_and_a_way_to_set_one(researcher, survey):
    place(survey, "not_returned")

    page = page_of(researcher.get("/staff/fieldwork/cells/"))

    assert cells(page, "by-region")[0] == ["North East", "1", "0 of 1", "0.0%", "", "1 (North East)"]
    assert page.select_one("a[href='/staff/mailings/settings/']") is not None


def test_returns_are_drawn_and_stand_in_a_table(researcher, survey):
    earlier = Survey.objects.create(
        code="before",
        title="Wave of 2007",
        questionnaire=survey.questionnaire,
        opens_at=MONDAY - timedelta(days=700),
        closes_at=MONDAY - timedelta(days=690),
    )
    Fieldwork.objects.create(survey=survey, target_percent=60, earlier=earlier)
    place(earlier, "complete", submitted=earlier.opens_at)
    for day in (0, 0, 1):
        place(survey, "complete", submitted=MONDAY + timedelta(days=day))
    MailingFactory(survey=survey, confirmed_at=MONDAY, queued_at=MONDAY)

    page = page_of(researcher.get("/staff/fieldwork/returns/"))

    assert cells(page, "returns") == [
        ["Mon 2 Nov 2026", "1", "2", "2", "1", "Invitation"],
        ["Tue 3 Nov 2026", "2", "1", "3", "1", ""],
        ["Wed 4 Nov 2026", "3", "0", "3", "1", ""],
    ]
    running, daily = page.select("svg[role=img]")
    assert text_of(running.desc).startswith(
        "3 of 4 eligible organisations have sent their answers. The target of 60% is 3"
    )
    assert len(running.select("path")) == 2
    assert [rect["height"] for rect in daily.select("rect")] == ["100.00%", "50.00%", "0.00%"]
    assert [text_of(line) for line in page.select(".canvass-chart__key li")] == [
        "This survey",
        "Wave of 2007",
        "Target: 3",
        "I Invitation",
    ]


def test_nothing_is_drawn_before_the_first_return(researcher, survey):
    page = page_of(researcher.get("/staff/fieldwork/returns/"))

    assert page.select("svg[role=img]") == []
    assert len(cells(page, "returns")) == 3


@pytest.mark.parametrize("address", PAGES)
def test_no_style_stands_in_a_page(researcher, survey, address):
    Fieldwork.objects.create(survey=survey, target_percent=60)
    place(survey, "complete")
    place(survey, "in_progress")

    page = page_of(researcher.get(address))

    assert page.select("[style], style, script") == []


def test_the_pages_where_people_stop_and_the_time_of_the_others(researcher, survey):
    place(survey, "in_progress")
    begun = Response.objects.get()
    PageSave.objects.create(response=begun, page="page-q2", answers={}, saved_at=MONDAY)
    place(survey, "complete")
    sent = Response.objects.exclude(pk=begun.pk).get()
    for minutes in (0, 12):
        PageSave.objects.create(response=sent, page="page-q1", answers={}, saved_at=MONDAY + timedelta(minutes=minutes))

    page = page_of(researcher.get("/staff/fieldwork/pages/"))

    assert figures(page) == {"Lower quartile": "12 min", "Median": "12 min", "Upper quartile": "12 min"}
    assert [row[:2] for row in cells(page, "stops") if row[1] != "0"] == [["2. Page", "1"], ["All unfinished", "1"]]
    assert "After more than 30 minutes without a page a new sitting begins" in text_of(page)


def test_nobody_can_be_timed_yet(researcher, survey):
    assert "Nobody can be timed yet" in text_of(page_of(researcher.get("/staff/fieldwork/pages/")))


def test_who_answered_stands_beside_who_was_asked(researcher, survey):
    place(survey, "complete")
    place(survey, "not_returned", type="d")

    page = page_of(researcher.get("/staff/fieldwork/sample/"))

    assert cells(page, "share-by-type") == [
        ["Unitary", "50.0%", "100.0%", "+50.0", ""],
        ["District / Borough", "50.0%", "0.0%", "−50.0", ""],
    ]
    assert [text_of(line) for line in page.select("ul.govuk-list--bullet li")] == [
        "Unitary answers more than others: 100.0% of the completes, 50.0% of the frame",
        "District / Borough answers less than others: 0.0% of the completes, 50.0% of the frame",
    ]


def test_a_sample_like_its_frame_is_said_to_be(researcher, survey):
    place(survey, "complete")

    text = text_of(page_of(researcher.get("/staff/fieldwork/sample/")))

    assert "No region’s or type’s share differs by 5 percentage points or more" in text


def test_without_completes_there_is_nothing_to_compare(researcher, survey):
    assert "Nobody has sent answers yet" in text_of(page_of(researcher.get("/staff/fieldwork/sample/")))
