"""How somebody answers who uses the keyboard alone: Tab to each control, then whatever keys it takes."""

from typing import Any

from playwright.sync_api import Page

from tests.stories.filling import Answers

DESCRIBE = "({ name, type, value, textContent }) => ({ name, type, value, words: textContent?.trim() })"


def answer_page(page: Page, answers: Answers) -> None:
    """Each control answered as the focus comes to it, and the page sent."""
    while (control := next_control(page))["type"] != "submit":
        enter(page, control, answers.get(control["name"] or "", ""))
    send(page)


def press_button(page: Page, words: str) -> None:
    while next_control(page)["words"] != words:
        pass
    send(page)


def next_control(page: Page) -> dict[str, Any]:
    page.keyboard.press("Tab")
    return in_focus(page)


def in_focus(page: Page) -> dict[str, Any]:
    return page.evaluate_handle("document.activeElement").evaluate(DESCRIBE)


def enter(page: Page, control: dict[str, Any], answer: str | list[str]) -> None:
    if control["type"] == "radio" and answer:
        page.keyboard.press("Space")
        while in_focus(page)["value"] != answer:
            page.keyboard.press("ArrowDown")
    elif control["type"] == "checkbox" and control["value"] in answer:
        page.keyboard.press("Space")
    elif control["type"] in {"text", "textarea"}:
        page.keyboard.type(str(answer))


def send(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")
