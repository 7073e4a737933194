"""Every route × every role × looking and sending, against config/rights.py."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import Client
from django.urls import path, reverse

from config.health import alive
from config.rights import RIGHTS
from config.roles import Role
from config.urls import urlpatterns as product
from tests.config.reaching import REACHED
from tests.config.routes import routes

GUARD = "config.access_middleware.Access"
REACHING = "tests.config.reaching.Reached"
# What becomes of a request.
IN, SIGN_IN, FORBIDDEN, NOT_THERE = "in", "has to sign in", "forbidden", "not there"

urlpatterns = [*product, path("new/", alive, name="a_route_without_a_line")]


@pytest.fixture(autouse=True)
def told_what_was_reached(settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, REACHING]


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever a request changes is undone, so that the next one finds the same study."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def outcome(client: Client, method: str, address: str) -> str:
    with taken_back():
        answer = client.generic(method, address)
        answer.getvalue()
    if REACHED in answer.headers:
        return IN
    if answer.status_code == 302 and answer.url.startswith(reverse("account_login")):
        return SIGN_IN
    return {401: SIGN_IN, 403: FORBIDDEN, 404: NOT_THERE}[answer.status_code]


def outcomes(study, role, method) -> dict[str, str]:
    """What becomes of a request of this role to each route; each time in a browser of its own."""
    found = {}
    for route, address in study.addresses.items():
        with taken_back():
            found[route] = outcome(study.browser(role), method, address)
    return found


def due(role: Role, route: str) -> str:
    """What should become of it, as the file says."""
    if role in RIGHTS[route]:
        return IN
    if not RIGHTS[route]:
        return NOT_THERE
    return SIGN_IN if role in {Role.NOBODY, Role.RESPONDENT} else FORBIDDEN


def test_every_route_has_its_line_in_the_file_and_every_line_its_route():
    assert routes() == sorted(RIGHTS)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("role", Role)
def test_each_role_gets_exactly_where_the_file_says(study, role, method):
    assert outcomes(study, role, method) == {route: due(role, route) for route in routes()}


def test_without_the_guard_anybody_gets_anywhere(study, settings):
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if each != GUARD]

    assert outcomes(study, Role.NOBODY, "GET") == dict.fromkeys(routes(), IN)


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("role", Role)
def test_a_route_without_a_line_is_not_there_for_anybody(study, role):
    assert outcome(study.browser(role), "GET", "/new/") == NOT_THERE


def test_the_routes_of_the_test_are_those_of_the_product(settings):
    assert routes(settings.ROOT_URLCONF) == routes()
