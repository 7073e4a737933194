"""A respondent without a browser: reads each page's form, fills it in, presses its first button."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPSConnection
from http.cookies import SimpleCookie
from typing import Protocol
from urllib.parse import urlencode, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.test import Client

Answers = Mapping[str, str | list[str]]
MOST_PAGES = 60


@dataclass(frozen=True)
class Page:
    """What came back: where one is, and the page as parsed."""

    address: str
    status: int
    soup: BeautifulSoup

    @property
    def heading(self) -> str:
        found = self.soup.find("h1")
        return " ".join(found.get_text().split()) if found else ""

    @property
    def errors(self) -> list[str]:
        found = self.soup.select(".govuk-error-summary li")
        return [" ".join(error.get_text().split()) for error in found]


class Browser(Protocol):
    """Follows redirects and keeps cookies."""

    def get(self, address: str) -> Page: ...
    def post(self, address: str, data: Mapping[str, str | list[str]]) -> Page: ...


@dataclass
class TestBrowser:
    """Over Django's test client."""

    __test__ = False
    client: Client

    def get(self, address: str) -> Page:
        return self._page(address, self.client.get(address, follow=True))

    def post(self, address: str, data: Mapping[str, str | list[str]]) -> Page:
        return self._page(address, self.client.post(address, data, follow=True))

    def _page(self, address: str, answer) -> Page:
        redirects = getattr(answer, "redirect_chain", [])
        here = urljoin(address, redirects[-1][0]) if redirects else address
        return Page(here, answer.status_code, BeautifulSoup(answer.content, "html.parser"))


@dataclass
class HttpBrowser:
    """Over a connection of its own: for the processes of a running product. Behind a proxy that ends
    https, `headers` say so as the proxy would, and cookies are kept whatever they ask of the line."""

    origin: str
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, address: str) -> Page:
        return self._follow("GET", address, None)

    def post(self, address: str, data: Mapping[str, str | list[str]]) -> Page:
        return self._follow("POST", address, urlencode(data, doseq=True))

    def _follow(self, method: str, address: str, body: str | None) -> Page:
        for _ in range(10):
            status, location, text = self._send(method, address, body)
            if status not in {301, 302, 303}:
                return Page(address, status, BeautifulSoup(text, "html.parser"))
            method, address, body = "GET", urljoin(address, location), None
        raise AssertionError(f"{address} redirects without end")

    def _send(self, method: str, address: str, body: str | None) -> tuple[int, str, str]:
        parts = urlsplit(urljoin(self.origin, address))
        connect = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = connect(urlsplit(self.origin).netloc, timeout=30)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookie, "Referer": self.origin, **self.headers}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        for name, morsel in SimpleCookie(";".join(answer.headers.get_all("Set-Cookie", []))).items():
            self.cookies[name] = morsel.coded_value
        text = answer.read().decode()
        connection.close()
        return answer.status, answer.headers.get("Location", ""), text


def answer_survey(browser: Browser, link: str, answers: Answers | None = None) -> Page:
    """From the personal link to the receipt. What `answers` does not say, is answered somehow."""
    page = browser.get(link)
    for _ in range(MOST_PAGES):
        if page.soup.find(class_="govuk-panel--confirmation"):
            return page
        page = send(browser, page, answers or {})
        assert page.status == 200, f"{page.address}: {page.status} {page.heading}"
        assert not page.errors, f"{page.address}: {page.errors}"
    raise AssertionError(f"no receipt after {MOST_PAGES} pages; last was {page.address}")


def send(browser: Browser, page: Page, answers: Answers) -> Page:
    """Fill in the page's form and press its first button."""
    form = page.soup.find("form", method="post")
    assert form, f"no form on {page.address}: {page.heading}"
    return browser.post(urljoin(page.address, form.get("action") or page.address), filled(form, answers))


def filled(form: Tag, answers: Answers) -> dict[str, str | list[str]]:
    """The controls of a form with what a browser would send."""
    data: dict[str, str | list[str]] = {}
    for control in form.select("input[name], textarea[name]"):
        name, kind = control["name"], control.get("type", "text")
        if kind == "hidden":
            data[name] = control.get("value", "")
        elif name in answers:
            data[name] = answers[name]
        elif kind in {"radio", "checkbox"}:
            if control.has_attr("checked") or (name not in data and kind == "radio"):
                data[name] = control.get("value", "on")
            elif kind == "checkbox" and name not in data and name != "q23":
                data[name] = [control.get("value", "on")]
        else:
            data[name] = control.get("value") or control.get_text().strip() or _anything(name, control)
    return {name: value for name, value in data.items() if value != []}


def _anything(name: str, control: Tag) -> str:
    if control.get("inputmode") == "decimal":
        return "1"
    return "" if re.search("_text$", name) else "Anytown"


def reference(page: Page) -> str:
    """The reference on the receipt."""
    return page.soup.select_one(".canvass-panel__reference").get_text().strip()
