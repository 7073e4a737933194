from collections.abc import Iterator, Mapping

import pytest
from django.core.cache import caches
from django.core.management import call_command
from playwright.sync_api import Browser, ConsoleMessage, Page, Response

from surveys.models import Survey
from tests.browser import markup
from tests.browser.scenes import Scene
from tests.browser.serving import Served, served
from tests.browser.states import IN_EVERY_LOOK, STATES
from tests.browser.visiting import DESK, Visit, look_at
from tests.browser.weighing import Step, walk
from tests.browsing import field_appendix_a


@pytest.fixture
def visit(visits: Mapping[str, Visit], state: str) -> Visit:
    return visits[state]


@pytest.fixture(scope="session")
def visits(request, chromium: Browser, django_db_setup, django_db_blocker) -> Mapping[str, Visit]:
    """Each state that a chosen test asks about, visited once, in a study that is gone again afterwards."""
    chosen = {item.callspec.params["state"] for item in request.session.items if "visits" in item.fixturenames}
    with django_db_blocker.unblock():
        # Asked for here and not by name: who does that gets a database emptied after each of a thousand tests.
        server = request.getfixturevalue("live_server")
        study = field_appendix_a()
        found = {state: visited(chromium, server.url, study, state) for state in STATES if state in chosen}
        call_command("flush", interactive=False, verbosity=0)
    return found


@pytest.fixture(scope="session")
def markup_faults(visits: Mapping[str, Visit], tmp_path_factory) -> Mapping[str, list[str]]:
    """What the Nu checker says of the HTML of each state."""
    return markup.faults({state: visit.html for state, visit in visits.items()}, tmp_path_factory.mktemp("pages"))


def visited(chromium: Browser, address: str, study: Survey, state: str) -> Visit:
    """The state as a browser of its own finds it."""
    for cache in caches.all(initialized_only=True):
        cache.clear()
    with chromium.new_context(base_url=address, viewport={"width": DESK, "height": 900}) as context:
        page = context.new_page()
        page.set_default_timeout(30_000)
        complaints: list[str] = []
        pages: list[Response] = []
        page.on("console", lambda line: complaints.append(line.text) if complains(line) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("response", lambda answer: pages.append(answer) if answer.request.is_navigation_request() else None)
        scene = Scene(page, study)
        scene.open()
        STATES[state](scene)
        return look_at(page, html=pages[-1].text(), complaints=complaints, in_every_look=state in IN_EVERY_LOOK)


@pytest.fixture(scope="session")
def product(tmp_path_factory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture(scope="session")
def telephone(chromium: Browser, product: Served) -> Iterator[Page]:
    """A page of the browser in which the personal link is followed."""
    with chromium.new_context(base_url=product.origin, viewport={"width": 390, "height": 844}) as context:
        yield context.new_page()


@pytest.fixture(scope="session")
def steps(telephone: Page, product: Served) -> list[Step]:
    """The pages of a survey, all of them answered, nothing sent yet."""
    return walk(telephone, product.link)


@pytest.fixture(scope="session")
def cookie(telephone: Page, steps: list[Step]) -> str:
    """What lets another browser open the pages too."""
    return "; ".join(f"{each['name']}={each['value']}" for each in telephone.context.cookies())


def complains(line: ConsoleMessage) -> bool:
    """Whether the console says more than the page does: that something could not be had, the page says itself."""
    return line.type in {"error", "warning"} and "Failed to load resource" not in line.text
