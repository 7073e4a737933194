"""A page in a state, looked at once in all the ways that the tests ask about."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

TOOLS = Path(__file__).parent / "node_modules"
AXE = TOOLS / "axe-core/axe.min.js"  # not there before `make test-browser` had it installed
MEASURING = (Path(__file__).parent / "measuring.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = "rules => axe.run({ runOnly: rules, resultTypes: ['violations'] })"

TELEPHONE, WINDOW, TABLET, DESK = 320, 640, 768, 1280
PLAIN = {"color_scheme": "light", "forced_colors": "none", "reduced_motion": "no-preference"}
LOOKS = {
    "dark": PLAIN | {"color_scheme": "dark"},
    "forced colours": PLAIN | {"forced_colors": "active"},
    "reduced motion": PLAIN | {"reduced_motion": "reduce"},
}


@dataclass(frozen=True)
class Visit:
    """What was found. Each list holds faults, a line each."""

    html: str
    title: str
    complaints: list[str]
    focus_on_arrival: str
    summaries: int
    error_messages: int
    error_links: int
    broken_error_links: list[str]
    violations: list[str]
    sideways: list[str]
    small_targets: list[str]
    unseen_focus: list[str]


def look_at(page: Page, *, html: str, complaints: list[str], in_every_look: bool) -> Visit:
    """The page as it stands in a window of DESK width, and then in others."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate(MEASURING)
    return Visit(
        html=html,
        title=page.title(),
        complaints=complaints,
        focus_on_arrival=page.evaluate("nameOf(document.activeElement)"),
        summaries=page.locator("[data-error-summary]").count(),
        error_messages=page.locator(".govuk-error-message").count(),
        error_links=page.locator("[data-error-summary] a[href^='#']").count(),
        violations=violations(page, in_every_look=in_every_look),
        sideways=sideways(page),
        small_targets=small_targets(page),
        unseen_focus=unseen_focus(page),
        broken_error_links=page.evaluate("brokenErrorLinks()"),  # last, for it moves about the page
    )


def violations(page: Page, *, in_every_look: bool) -> list[str]:
    """What axe finds, beginning with where."""
    found = []
    for width in (DESK, TABLET, TELEPHONE):
        resize(page, width)
        found += [f"{width} px, {line}" for line in violations_now(page)]
    for name, look in LOOKS.items() if in_every_look else ():
        page.emulate_media(**look)
        found += [f"{name}, {line}" for line in violations_now(page)]
    page.emulate_media(**PLAIN)
    return found


def violations_now(page: Page) -> list[str]:
    found = page.evaluate(RUN_AXE, RULES)["violations"]
    return [f"{rule['id']}: {node['html']}: {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def sideways(page: Page) -> list[str]:
    """What sticks out to the side: at 320 pixels, which is 1280 at 400%, and with letters twice as large."""
    found = []
    for width, letters in ((TELEPHONE, "100%"), (WINDOW, "200%"), (DESK, "200%")):
        resize(page, width)
        page.evaluate("size => { document.documentElement.style.fontSize = size }", letters)
        found += [f"{width} px, letters at {letters}: {line}" for line in page.evaluate("sideways()")]
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found


def small_targets(page: Page) -> list[str]:
    found = []
    for width in (DESK, TELEPHONE):
        resize(page, width)
        found += [f"{width} px: {line}" for line in page.evaluate("smallTargets()")]
    return found


def unseen_focus(page: Page) -> list[str]:
    page.keyboard.press("Tab")
    return page.evaluate("unseenFocus()")


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
