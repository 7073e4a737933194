"""Simulated respondents, eight at once and without a pause: a page fetched, filled in, sent, the next fetched."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from random import Random
from urllib.parse import urlencode

AT_ONCE = 8
PAGE = "/page/"  # stands in the address of every page with questions
CONTROL = re.compile(r"<(?:input|textarea)\b[^>]*>")
ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True)
class Start:
    """Where a respondent begins, and the cookies that the browser has by then."""

    address: str
    cookies: dict[str, str]


@dataclass(frozen=True, slots=True)
class Site:
    """Where to ask, and a start for each respondent in turn; the iterator must not end."""

    port: int
    starts: Iterator[Start]


class Browser:
    """Keeps cookies, and opens a connection for each request, as sync workers of gunicorn want it."""

    def __init__(self, port: int, cookies: dict[str, str]) -> None:
        self.port = port
        self.cookies = dict(cookies)

    def get(self, address: str) -> str:
        """The page at the address. Raises RuntimeError where there is none."""
        page, _ = self._ask("GET", address, None, HTTPStatus.OK)
        return page

    def post(self, address: str, fields: dict[str, str]) -> str:
        """Where it leads. Raises RuntimeError where the page comes back instead."""
        _, location = self._ask("POST", address, urlencode(fields), HTTPStatus.FOUND)
        return location

    def _ask(self, method: str, address: str, body: str | None, expected: HTTPStatus) -> tuple[str, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookie, "Connection": "close"}
        connection.request(method, address, body, headers | FORM if body else headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        if answer.status != expected:
            raise RuntimeError(f"{method} {address}: {answer.status} instead of {expected.value}")
        for header in answer.headers.get_all("Set-Cookie", []):
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        return text, answer.headers.get("Location", "")


def pages_per_second(site: Site, seconds: float) -> float:
    """How many requests the site answers to all respondents together."""
    start = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        numbers = pool.map(lambda seed: _respond(site, seed, start + seconds), range(AT_ONCE))
    return sum(numbers) / (time.perf_counter() - start)


def _respond(site: Site, seed: int, until: float) -> int:
    """Walk after walk until then; gives the number of requests."""
    random = Random(seed)  # noqa: S311 - made-up answers are no secret
    requests = 0
    while time.perf_counter() < until:
        start = next(site.starts)
        browser, address = Browser(site.port, start.cookies), start.address
        page = browser.get(address)
        requests += 1
        while PAGE in address and time.perf_counter() < until:
            address = browser.post(address, filled(page, random))
            page = browser.get(address)
            requests += 2
    return requests


def filled(page: str, random: Random) -> dict[str, str]:
    """What a browser sends when every field of the form is filled in; of radios and boxes, one under each name."""
    offered: dict[str, list[str]] = {}
    fields: dict[str, str] = {}
    for control in CONTROL.findall(page):
        attributes = dict(ATTRIBUTE.findall(control))
        name, kind, value = attributes["name"], attributes.get("type"), attributes.get("value", "")
        if kind in {"radio", "checkbox"}:
            offered.setdefault(name, []).append(value)
        elif kind == "hidden":
            fields[name] = value
        else:
            fields[name] = "2.5" if attributes.get("inputmode") == "decimal" else "As we said"
    return fields | {name: random.choice(values) for name, values in offered.items()}
