"""What the pages of a survey weigh on their way to a browser."""

from dataclasses import dataclass

from playwright.sync_api import Page, Response

from tests.stories.filling import DISTRICT, answer_page


@dataclass(frozen=True)
class Step:
    """One page on the way: its address, what came over the wire for it and all that it needs, and its HTML."""

    address: str
    wire: int
    html: bytes


def walk(page: Page, link: str) -> list[Step]:
    """Every page from the personal link to the check of all answers, as one browser gets them one after the other."""
    sizes: list[int] = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    network.on("Network.requestWillBeSent", lambda event: sizes.append(redirect(event)))
    steps = [arrived(page.goto(link, wait_until="networkidle"), sizes)]
    while True:
        answer_page(page, DISTRICT)
        with page.expect_navigation() as arriving:
            page.locator("main form button").first.click()
        steps.append(arrived(arriving.value, sizes))
        if "/check/" in page.url:
            return steps


def arrived(answer: Response | None, sizes: list[int]) -> Step:
    """What came since the step before."""
    assert answer is not None
    step = Step(answer.url, sum(sizes), answer.body())
    sizes.clear()
    return step


def redirect(event: dict) -> int:
    """The size of the answer that led to this request, if one did."""
    return event.get("redirectResponse", {}).get("encodedDataLength", 0)
