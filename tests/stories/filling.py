"""How a community safety manager fills in the survey: page by page, with mouse and keyboard."""

from collections.abc import Mapping

from django.utils import timezone
from playwright.sync_api import Page

from contacts import inviting
from surveys import responses
from surveys.models import Response
from surveys.questionnaire import validation
from surveys.responses import Result
from tests.browsing import follow, tick

Answers = Mapping[str, str | list[str]]

UNITARY_AND_ALIKE = ("police", "fire", "pct", "prob", "yos")
DISTRICTS_TOO = ("police", "fire", "pct", "county", "daat", "prob", "yos")
POSTS = ("cso", "daat", "asb", "wardens", "pcso", "ppo", "analysts", "dv", "police", "admin")
AGENCIES = ("go", "riep", "idea", "moj", "ho", "lga")

EVERYBODY: Answers = {
    "q4": "a",
    "q5": "d",
    **{f"q6_{post}": "1" for post in POSTS},
    "q6_cso": "2.5",
    "q6_wardens": "0",
    "q11": "b",
    "q12": "a",
    "q13": "b",
    "q15": "c",
    "q17": ["go", "ho"],
    "q18_text": "=SUM(A1:A9) and some plain words",
    **{f"q19_{agency}": "c" for agency in AGENCIES},
    "q20_text": "",
    "q22_text": "Longer notice.\nFewer initiatives.",
    "q23": [],
}

DISTRICT: Answers = {
    **EVERYBODY,
    "q1": "Anytown CDRP",
    "q2": "d",
    "q3": "f",
    "q7": ["c", "d"],
    **{f"q8_c_{line}": "a" for line in "1234"},
    **{f"q8_d_{line}": "c" for line in "1234"},
    **{f"q9_{partner}": "a" for partner in DISTRICTS_TOO},
    "q9_other": "b",
    "q9_other_text": "Housing association",
    **{f"q10_{partner}": "b" for partner in DISTRICTS_TOO},
    **{f"q14_{aspect}": "b" for aspect in ("asb", "ppo", "dv", "enviro", "cctv")},
    "q16": ["c", "h", "o"],
    "q16_o_text": "Staff turnover",
    "q21": ["4", "6"],
    "q21_4_sub": "g",
    "q21_4_sub_text": "Via visits",
    "q21_6_sub": "e",
}

LONDON_BOROUGH: Answers = {
    **EVERYBODY,
    "q1": "Thornbridge CDRP",
    "q2": "c",
    "q3": "c",
    "q7": ["a"],
    **{f"q8_a_{line}": "b" for line in "1234"},
    **{f"q9_{partner}": "a" for partner in UNITARY_AND_ALIKE},
    **{f"q10_{partner}": "b" for partner in UNITARY_AND_ALIKE},
    **{f"q14_{aspect}": "a" for aspect in ("asb", "ppo", "daat", "dv", "enviro", "cctv")},
    "q16": ["c", "m"],
    "q21": ["1", "12"],
}

EVERY_PAGE: Answers = {
    **DISTRICT,
    "q7": list("abcdefg"),
    "q7_g_text": "A magistrate",
    **{f"q8_{chair}_{line}": "a" for chair in "abcdefg" for line in "1234"},
}


def fill_in(page: Page, link: str, answers: Answers) -> list[str]:
    """From the personal link to the check of all answers; the pages on the way, by code."""
    page.goto(link)
    follow(page.get_by_role("button", name="Start now"))
    return answer_pages(page, answers)


def answer_pages(page: Page, answers: Answers) -> list[str]:
    """From the page that is open to the check of all answers; the pages on the way, by code."""
    pages = []
    while "/page/" in page.url:
        pages.append(page.url.rstrip("/").rpartition("/")[2])
        answer_page(page, answers)
        follow(page.get_by_role("button", name="Save and continue"))
        assert page.locator(".govuk-error-summary").count() == 0, page.locator(".govuk-error-summary").inner_text()
    return pages


def answer_without_browser(link: str, answers: Answers, *, until: str = "", send: bool = False) -> Response:
    """All that a personal link asks for, or all before the page of a code, saved and perhaps sent: for tests in which
    something else is looked at. Gives the response."""
    invitation = inviting.find(link.rstrip("/").rpartition("/")[2])
    assert invitation is not None
    response = inviting.accept(invitation, now=timezone.now())
    while (page := validation.first_incomplete(responses.path(response), response.answers)) and page.code != until:
        outcome = responses.save_page(response.public_id, page.code, answers, shown="", now=timezone.now())
        assert outcome.result is Result.SAVED
        response = outcome.response
    if send:
        responses.submit(response.public_id, shown="", now=timezone.now())
    return response


def answer_page(page: Page, answers: Answers) -> None:
    """What the page asks, answered; boxes that open only now are filled in after what opens them."""
    names = page.locator("form input:not([type=hidden]), form textarea").evaluate_all(
        "controls => [...new Set(controls.map(control => control.name))]"
    )
    for name in sorted(names, key=len):
        answer = answers.get(name)
        controls = page.locator(f'[name="{name}"]')
        if controls.first.get_attribute("type") in {"radio", "checkbox"}:
            choose(page, name, [answer] if isinstance(answer, str) else answer or [])
        elif answer is not None:
            controls.fill(str(answer))


def choose(page: Page, name: str, codes: list[str]) -> None:
    """Have these answers chosen, and leave those that are."""
    for code in codes:
        control = page.locator(f'[name="{name}"][value="{code}"]')
        if not control.is_checked():
            tick(control)
