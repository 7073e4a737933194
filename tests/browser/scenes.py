"""What a state of a respondent's page is made of: a study in the field, and a browser that knows nothing of it yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from surveys import respondent_access, timing
from surveys.models import Response, Survey
from tests.browsing import invite
from tests.stories.filling import EVERY_PAGE, answer_without_browser

PLACE = {"type": "d", "region": "f"}
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 3 + " and all that is near it" * 2
TOO_LONG = LONG * 60
ENTER = """(controls, text) => controls.forEach((control) => {
  if (control.matches("[type=radio], [type=checkbox]")) control.checked = true;
  else control.value = control.inputMode === "decimal" ? "9999.75" : text;
  for (const kind of ["input", "change"]) control.dispatchEvent(new Event(kind, { bubbles: true }));
})"""


@dataclass(frozen=True)
class Scene:
    page: Page
    study: Survey

    def link(self) -> str:
        """A personal link that nobody opened yet."""
        return invite(self.study, "Anytown and Villages Community Safety Partnership", **PLACE)

    def answer(self, code: str = "", *, link: str = "") -> None:
        """Be at the page of this code with all before it answered; without a code, past the last."""
        response = answer_without_browser(link or self.link(), EVERY_PAGE, until=code)
        self._let_in(response)
        route, more = ("surveys:page", [code]) if code else ("surveys:check", [])
        self.page.goto(reverse(route, args=[response.public_id, *more]))

    def enter(self, text: str = LONG) -> None:
        """Tick all that can be ticked and write in all that can be written in."""
        self.page.locator("main form").locator("input:not([type=hidden]), textarea").evaluate_all(ENTER, text)

    def tick(self) -> None:
        """Tick all that can be ticked, and write nothing."""
        self.page.locator("main form").locator("[type=checkbox], [type=radio]").evaluate_all(ENTER, "")

    def write(self, texts: Mapping[str, str]) -> None:
        for label, text in texts.items():
            self.page.get_by_label(label, exact=True).fill(text)

    def press(self, name: str = "") -> None:
        """Press the button of this name, or the page's first: the one that goes on."""
        button = self.page.get_by_role("button", name=name) if name else self.page.locator("main form button").first
        with self.page.expect_navigation():
            button.click()

    def go(self, name: str, *more: str) -> None:
        """Be at another page of the response that is open, by the name of its route."""
        address = self.page.url.split("/answer/")[1].split("/")[0]
        self.page.goto(reverse(name, args=[address, *more]))

    def submit(self, *, link: str = "") -> None:
        """Be at the receipt."""
        self.answer(link=link)
        self.press()

    def close(self) -> None:
        self._move(opens_in=timedelta(days=-22), closes_in=timedelta(hours=-1))

    def put_off(self) -> None:
        self._move(opens_in=timedelta(days=7), closes_in=timedelta(days=28))

    def open(self) -> None:
        self._move(opens_in=timedelta(hours=-1), closes_in=timedelta(days=21))

    def time_others(self) -> None:
        """As many as it takes have answered before, a page a minute."""
        for _ in range(timing.ENOUGH):
            response = answer_without_browser(self.link(), EVERY_PAGE)
            for minutes, save in enumerate(response.saves.all(), start=1):
                save.saved_at = response.started_at + timedelta(minutes=minutes)
                save.save()

    def _let_in(self, response: Response) -> None:
        """As its personal link would, without the time that its page takes."""
        granted = HttpResponse()
        respondent_access.grant(granted, response.public_id)
        (cookie,) = granted.cookies.values()
        there = {"domain": "localhost", "path": cookie["path"]}
        self.page.context.add_cookies([{"name": cookie.key, "value": cookie.coded_value, **there}])

    def _move(self, *, opens_in: timedelta, closes_in: timedelta) -> None:
        now = timezone.now()
        Survey.objects.filter(pk=self.study.pk).update(opens_at=now + opens_in, closes_at=now + closes_in)
