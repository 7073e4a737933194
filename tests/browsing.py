"""A real browser, Debian's Chromium driven by Playwright, and the people who sit in front of it."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect, sync_playwright

from contacts import inviting
from contacts.models import Organisation, Person
from surveys import loading, opening
from surveys.models import Survey
from tests.builders import appendix_a

CHROMIUM = shutil.which("chromium") or "chromium"
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
REFUSALS = (403, 409, 410, 422)  # as is right: a link not opened, another window, a closed survey, a list without use
PASSWORD = "a long password of a story"

NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Playwright keeps an event loop in this thread, beside which Django would refuse to ask the database."""
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium: Browser, live_server) -> Iterator[NewPage]:
    """A page of a browser of its own. Whatever the console complains of fails the test, but for REFUSALS."""
    complaints: list[str] = []
    contexts = []

    def open_one(*, scripts: bool = True, width: int = 1280) -> Page:
        context = chromium.new_context(
            base_url=live_server.url, java_script_enabled=scripts, viewport={"width": width, "height": 900}
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda line: complaints.append(line.text) if complains(line) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


def follow(control: Locator) -> None:
    """Click, and wait for the page it leads to: what is read or filled next may stand on the page before as well."""
    with control.page.expect_navigation():
        control.click()


def tick(control: Locator) -> None:
    """Tick a box, or choose an answer. By keyboard, since what is seen of it is drawn beside it, and a page that is
    still being laid out moves under a click; once it is loaded, since it then puts the focus where its address says."""
    control.page.wait_for_load_state()
    control.press("Space")
    expect(control).to_be_checked()


def complains(line: ConsoleMessage) -> bool:
    """Whether the console says more than what a test means to happen: a refusal, or a network that is away."""
    expected = [*(f"status of {status}" for status in REFUSALS), "net::ERR_INTERNET_DISCONNECTED", "net::ERR_FAILED"]
    return line.type in {"error", "warning"} and not any(words in line.text for words in expected)


@pytest.fixture
def study(chromium: Browser, live_server) -> Survey:
    """Appendix A in the field, since an hour."""
    return field_appendix_a()


def field_appendix_a() -> Survey:
    opened = timezone.now() - timedelta(hours=1)
    return opening.field(
        loading.load(appendix_a()),
        opens_at=opened,
        closes_at=opened + timedelta(days=21),
        helpline_email="help@example.org",
        helpline_phone="01632 960123",
    )


@pytest.fixture
def link_of(study: Survey) -> Callable[..., str]:
    """The personal link of an organisation made for the story."""
    return partial(invite, study)


def invite(study: Survey, name: str, **facts: str) -> str:
    """The personal link of a new organisation."""
    reference = f"X{Organisation.objects.count()}"
    organisation = Organisation.objects.create(reference=reference, name=name, **facts)
    Person.objects.create(organisation=organisation, name="Pat Example", email=f"{reference}@example.org")
    (invitation,) = inviting.invite(study, [organisation], now=timezone.now())
    return inviting.path(inviting.issue(invitation, now=timezone.now()))


@pytest.fixture
def signed_in(new_page: NewPage) -> Callable[..., Page]:
    """A page in which the member of staff of this role has logged in."""

    def sign_in(role: str, **window: Any) -> Page:
        address = f"{role}@example.org"
        if not User.objects.filter(email=address).exists():
            group, _ = Group.objects.get_or_create(name=role)
            User.objects.create_user(role, address, PASSWORD).groups.add(group)
        page = new_page(**window)
        page.goto("/staff/")
        page.get_by_label("Email").fill(address)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.locator("main button").first.click()
        page.wait_for_url("**/staff/**")
        return page

    return sign_in
