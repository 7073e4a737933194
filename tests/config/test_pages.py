"""What every answer has in common, whatever route it comes from and whatever went wrong."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.http import HttpRequest
from django.test import Client
from django.urls import path

from config import urls
from config.rights import ANYONE, RIGHTS
from config.roles import Role
from tests.walking import TestBrowser, answer_survey

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}
HEADERS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def breaks(request: HttpRequest):
    raise RuntimeError("A view that breaks")


urlpatterns = [*urls.urlpatterns, path("broken/", breaks, name="broken")]
handler404, handler500 = urls.handler404, urls.handler500


class Recording(Client):
    """A browser that remembers every answer."""

    def __init__(self):
        super().__init__()
        self.answers = []

    def request(self, **request):
        self.answers.append(super().request(**request))
        return self.answers[-1]


def wrong_headers(answer) -> list[str]:
    """What is wrong with the headers that protect whoever looks at the answer."""
    policy = set(answer.headers.get("Content-Security-Policy", "").split("; "))
    others = [name for name, value in HEADERS.items() if answer.headers.get(name) != value]
    return others + ["Content-Security-Policy"] * (policy != POLICY)


def wrong_markup(answer) -> list[str]:
    """What the policy would block on a page, or what every page has and this one has not."""
    if not answer.headers.get("Content-Type", "").startswith("text/html") or answer.status_code in {301, 302, 405}:
        return []
    page = BeautifulSoup(answer.getvalue(), "html.parser")
    found = [
        *(f"inline {tag.name}" for tag in page.find_all(["script", "style"]) if not tag.get("src")),
        *(f"{name} of {tag.name}" for tag in page.find_all(True) for name in tag.attrs if _is_code(name, tag[name])),
    ]
    if page.html.get("lang", "").lower() != "en-gb":
        found.append(f"language {page.html.get('lang')}")
    if len(page.find_all("h1")) != 1:
        found.append(f"{len(page.find_all('h1'))} first-level headings")
    if len(page.find_all("main")) != 1 or not page.title.get_text().strip():
        found.append("main part or title")
    return found


def _is_code(name: str, value: str | list[str]) -> bool:
    return name == "style" or name.startswith("on") or str(value).strip().lower().startswith(("javascript:", "data:"))


def faults(client: Client, addresses: dict[str, str]) -> dict[str, list[str]]:
    answers = {route: client.get(address) for route, address in addresses.items()}
    found = {route: wrong_headers(answer) + wrong_markup(answer) for route, answer in answers.items()}
    for answer in answers.values():
        answer.getvalue()  # a file to take away is open until it is read
    return {route: wrong for route, wrong in found.items() if wrong}


@pytest.mark.parametrize("role", Role)
def test_every_page_keeps_the_policy_and_has_what_a_page_has(study, role):
    assert faults(study.browser(role), study.addresses) == {}


def test_a_form_that_comes_back_with_errors_keeps_the_policy(study):
    browser = study.browser(Role.ADMIN)
    sent = [browser.post(study.addresses[route]) for route in ("accounts:add", "contacts:import", "contacts:details")]

    assert [wrong_headers(answer) + wrong_markup(answer) for answer in sent] == [[], [], []]


def test_every_page_from_the_link_to_the_receipt_keeps_the_policy(study):
    browser = Recording()

    answer_survey(TestBrowser(browser), study.link)

    assert [fault for answer in browser.answers for fault in wrong_headers(answer) + wrong_markup(answer)] == []


def test_each_page_of_the_log_in_keeps_the_policy(study):
    addresses = {name: study.addresses[name] for name in study.addresses if name.startswith(("account_", "mfa_"))}

    assert faults(Client(), addresses) == {}


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("address", "status"), [("/broken/", 500), ("/no/such/page/", 404)])
def test_a_page_about_what_went_wrong_keeps_the_policy(db, monkeypatch, address, status):
    monkeypatch.setitem(RIGHTS, "broken", ANYONE)

    answer = Client(raise_request_exception=False).get(address)

    assert answer.status_code == status
    assert wrong_headers(answer) + wrong_markup(answer) == []


def test_a_refused_form_keeps_the_policy(db):
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {})

    assert answer.status_code == 403
    assert wrong_headers(answer) + wrong_markup(answer) == []


def test_a_page_that_one_may_not_open_keeps_the_policy(study):
    answer = study.browser(Role.RESEARCHER).get(study.addresses["accounts:people"])

    assert answer.status_code == 403
    assert wrong_headers(answer) + wrong_markup(answer) == []


def test_a_static_file_bears_the_headers(settings):
    Path(settings.STATIC_ROOT, "a.css").write_text("a {}")

    answer = Client().get("/static/a.css")

    assert answer.getvalue() == b"a {}"
    assert wrong_headers(answer) == ["X-Frame-Options"]  # for browsers that do not know frame-ancestors; it is no page


def test_what_the_policy_would_block_is_found():
    class Answer:
        status_code = 200
        headers = {"Content-Type": "text/html"}

        def getvalue(self):
            return b"<html><title>T</title><main><p style='x' onclick='y'><a href='javascript:z'></p><script>s</script>"

    assert wrong_markup(Answer()) == [
        "inline script",
        "style of p",
        "onclick of p",
        "href of a",
        "language None",
        "0 first-level headings",
    ]
