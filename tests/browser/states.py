"""Every page that a respondent can see, in every state. A new state is a function here and a line in STATES.

The name of a state says “with errors” exactly where something that was entered is wrong.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from urllib.parse import urlsplit

from django.test import override_settings
from django.urls import reverse

from contacts import guessing
from contacts.helping.asking import LIMIT
from surveys.questionnaire import routing, validation
from surveys.questionnaire.controls import ControlKind
from surveys.questionnaire.routing import AskedPage
from tests.browser.scenes import LONG, TOO_LONG, Scene
from tests.browsing import tick
from tests.builders import appendix_a
from tests.stories.filling import EVERY_PAGE, answer_without_browser

State = Callable[[Scene], None]

OTHERS = 20  # respondents, so that a comparison can be shown

QUESTION = {"Your question": "May two of us answer?", "Your name": "Pat Example", "Email address": "pat@example.org"}
SOMEBODY = {"Their name": "Sam Sample", "Their email address": "sam@example.org"}


# Before and after the questionnaire -------------------------------------------------------------------


def start(scene: Scene) -> None:
    scene.page.goto(scene.link())


def started(scene: Scene) -> None:
    link = scene.link()
    scene.answer("your-team", link=link)
    scene.page.goto(link)


def not_open_yet(scene: Scene) -> None:
    scene.put_off()
    scene.page.goto(scene.link())


def check(scene: Scene) -> None:
    scene.answer()


def check_changed_meanwhile(scene: Scene) -> None:
    scene.answer()
    with scene.page.context.new_page() as other:
        other.goto(scene.page.url)
        other.get_by_role("link", name="Change question 4").click()
        tick(other.get_by_label("Other", exact=True))
        other.get_by_role("button", name="Save and continue").click()
    scene.press()


def receipt(scene: Scene) -> None:
    scene.submit()


def receipt_after_another_page(scene: Scene) -> None:
    """A page was sent from another window once the answers had been sent."""
    scene.answer("following-up")
    with scene.page.context.new_page() as other:
        other.goto(scene.page.url)
        other.locator("main form button").first.click()
        other.get_by_role("button", name="Send my answers").click()
        other.wait_for_url("**/receipt/")
    scene.press()


def already_answered(scene: Scene) -> None:
    link = scene.link()
    scene.submit(link=link)
    scene.page.goto(link)


def receipt_with_changes_under_way(scene: Scene) -> None:
    scene.submit()
    scene.press("Change my answers")
    scene.go("surveys:receipt")


def check_of_changes(scene: Scene) -> None:
    scene.submit()
    scene.press("Change my answers")


def check_with_something_not_saved(scene: Scene) -> None:
    scene.answer()
    with scene.page.expect_navigation():
        scene.page.get_by_role("link", name="Change question 22").click()
    scene.page.locator("main textarea").fill("More words")
    scene.page.get_by_text("Kept at").wait_for()
    scene.go("surveys:check")


def sent_elsewhere(scene: Scene) -> None:
    """A page says something else than what was sent from another window."""
    scene.answer("following-up")
    with scene.page.context.new_page() as other:
        other.goto(scene.page.url)
        other.locator("main form button").first.click()
        other.get_by_role("button", name="Send my answers").click()
        other.wait_for_url("**/receipt/")
    scene.tick()
    scene.press()


def answers(scene: Scene) -> None:
    scene.submit()
    scene.go("surveys:answers")


def beside_too_few_others(scene: Scene) -> None:
    scene.submit()
    scene.go("analysis:beside_others")


def beside_others(scene: Scene) -> None:
    for _ in range(OTHERS):
        answer_without_browser(scene.link(), EVERY_PAGE, send=True)
    beside_too_few_others(scene)


def closed(scene: Scene) -> None:
    scene.close()
    scene.page.goto(scene.link())


def closed_with_late_text(scene: Scene) -> None:
    scene.answer("improving-capacity")
    scene.enter()
    scene.close()
    scene.press()


# Leaving, coming back, and colleagues ---------------------------------------------------------------------


def later(scene: Scene) -> None:
    scene.answer("your-team")
    scene.press("Save and finish later")


def link_asked_for(scene: Scene) -> None:
    later(scene)
    scene.press("Email me my link")


def link_to_be_asked_for(scene: Scene) -> None:
    scene.answer("your-team")
    scene.go("contacts:mail_link")


def sections_at_the_beginning(scene: Scene) -> None:
    scene.answer("your-cdrp")
    scene.go("surveys:sections")


def sections(scene: Scene) -> None:
    """Done, begun and not begun, and one with a colleague."""
    handed_over(scene)
    scene.page.get_by_role("link", name="Back to all sections").click()


def hand_over(scene: Scene) -> None:
    scene.answer("impact")
    scene.go("surveys:hand_over", "support")


def handed_over(scene: Scene) -> None:
    hand_over(scene)
    scene.write({"Your colleague’s name (optional)": LONG[:120]})
    scene.press()


def section_start(scene: Scene) -> None:
    handed_over(scene)
    scene.page.goto(urlsplit(scene.page.get_by_label("Link to copy").input_value()).path)


def section_page(scene: Scene) -> None:
    section_start(scene)
    scene.press()


def give_back(scene: Scene) -> None:
    section_page(scene)
    scene.go("surveys:give_back")


def given_back(scene: Scene) -> None:
    give_back(scene)
    scene.press()


# The questionnaire --------------------------------------------------------------------------------------


def draft(scene: Scene) -> None:
    """Something was typed and kept, and the page opened again."""
    scene.answer("improving-capacity")
    scene.enter()
    scene.page.get_by_text("Kept at").wait_for()
    scene.page.reload()


def kept(scene: Scene) -> None:
    scene.answer("improving-capacity")
    scene.enter()
    scene.page.get_by_text("Kept at").wait_for()


def not_kept(scene: Scene) -> None:
    scene.answer("improving-capacity")
    scene.page.context.set_offline(offline=True)
    scene.enter()
    scene.page.get_by_text("Not kept: no connection.").wait_for()


def time_nearly_over(scene: Scene) -> None:
    scene.page.clock.install()
    scene.answer("improving-capacity")
    scene.page.clock.fast_forward("11:50:01")


def time_known(scene: Scene) -> None:
    """How long it still takes is known by those who answered before."""
    scene.time_others()
    scene.answer("your-team")


def whole_questionnaire(scene: Scene) -> None:
    scene.page.goto(reverse("surveys:questionnaire", args=[scene.study.code]))


def accessibility(scene: Scene) -> None:
    scene.page.goto(reverse("accessibility"))


def in_welsh(scene: Scene, state: State) -> None:
    scene.page.goto(f"{reverse('accessibility')}?language=cy")
    state(scene)


def two_windows(scene: Scene, code: str) -> None:
    """What is sent differs from what another window saved since the page was shown."""
    scene.answer(code)
    scene.tick()
    with scene.page.context.new_page() as other:
        other.goto(scene.page.url)
        tick(other.locator("main [type=checkbox]").first)
        with other.expect_navigation():
            other.get_by_role("button", name="Save and continue").click()
    scene.press()


def empty(scene: Scene, code: str) -> None:
    scene.answer(code)


def filled(scene: Scene, code: str) -> None:
    scene.answer(code)
    scene.enter()


def left_blank(scene: Scene, code: str) -> None:
    scene.answer(code)
    scene.page.locator("main input:checked").evaluate_all("chosen => chosen.forEach((one) => (one.checked = false))")
    scene.page.locator("main input[type=text]").evaluate_all("boxes => boxes.forEach((box) => (box.value = ''))")
    scene.press()


def overfilled(scene: Scene, code: str) -> None:
    scene.answer(code)
    scene.enter(TOO_LONG)
    scene.press()


def opened_but_left_blank(scene: Scene, code: str) -> None:
    scene.answer(code)
    scene.tick()
    scene.press()


def of_page(asked: AskedPage) -> Iterator[tuple[str, State]]:
    """The states of one page of the questionnaire, by name."""
    name, kinds = f"page {asked.code}", {control.kind for control in asked.controls}
    yield f"{name}, empty", partial(empty, code=asked.code)
    yield f"{name}, filled", partial(filled, code=asked.code)
    if validation.read_page(asked, {}).problems:
        yield f"{name}, left blank, with errors", partial(left_blank, code=asked.code)
    if kinds & {ControlKind.TEXT, ControlKind.LONG_TEXT}:
        yield f"{name}, overfilled, with errors", partial(overfilled, code=asked.code)
    if any(control.parent and control.required for control in asked.controls):
        yield f"{name}, opened parts left blank, with errors", partial(opened_but_left_blank, code=asked.code)


def questionnaire_pages() -> dict[str, State]:
    return dict(state for asked in routing.route(appendix_a(), EVERY_PAGE) for state in of_page(asked))


# Help, and no more emails ---------------------------------------------------------------------------------


def help_form(scene: Scene, under: str = "help/") -> None:
    """A form that stands under the personal link."""
    scene.page.goto(scene.link() + under)


def help_form_for_anybody(scene: Scene) -> None:
    scene.page.goto("/help/")


def help_form_in_survey(scene: Scene) -> None:
    scene.answer("your-team")
    scene.page.get_by_role("link", name="Ask a question").click()


def help_form_left_blank(scene: Scene) -> None:
    help_form_for_anybody(scene)
    scene.press()


def help_form_overfilled(scene: Scene) -> None:
    help_form_for_anybody(scene)
    scene.enter(TOO_LONG)
    scene.press()


def too_many_questions(scene: Scene) -> None:
    for _ in range(LIMIT.most):
        LIMIT.count("127.0.0.1")
    help_form(scene)
    scene.write(QUESTION)
    scene.press()


def asked(scene: Scene) -> None:
    help_form(scene)
    scene.write(QUESTION)
    scene.press()


def someone_else(scene: Scene) -> None:
    help_form(scene, "someone-else/")


def someone_else_left_blank(scene: Scene) -> None:
    someone_else(scene)
    scene.press()


def someone_else_overfilled(scene: Scene) -> None:
    someone_else(scene)
    scene.enter(TOO_LONG)
    scene.press()


def someone_else_named(scene: Scene) -> None:
    someone_else(scene)
    scene.write(SOMEBODY)
    scene.press()


def stop_emails(scene: Scene) -> None:
    help_form(scene, "stop/")


def stopped(scene: Scene) -> None:
    stop_emails(scene)
    scene.press()


def stopped_and_said_why(scene: Scene) -> None:
    stopped(scene)
    scene.write({"Would you tell us why?": "I have left."})
    scene.press()


def stopped_and_said_too_much(scene: Scene) -> None:
    stopped(scene)
    scene.enter(TOO_LONG)
    scene.press()


# What went wrong ----------------------------------------------------------------------------------------------


def link_not_recognised(scene: Scene) -> None:
    scene.page.goto("/s/abcdefghijklmnopqrstuv/")


def too_many_links(scene: Scene) -> None:
    for _ in range(guessing.MOST):
        guessing.note_failure("127.0.0.1")
    link_not_recognised(scene)


def open_your_link_again(scene: Scene) -> None:
    scene.answer("your-team")
    scene.page.context.clear_cookies()
    scene.page.reload()


def form_not_accepted(scene: Scene) -> None:
    start(scene)
    scene.page.context.clear_cookies()
    scene.press()


def bad_request(scene: Scene) -> None:
    """By a host name that Canvass does not answer to."""
    start(scene)
    port = urlsplit(scene.page.url).port
    scene.page.goto(f"http://elsewhere.localhost:{port}/help/")


def not_found(scene: Scene) -> None:
    scene.page.goto("/no/such/page/")


def broken(scene: Scene) -> None:
    with override_settings(ROOT_URLCONF="tests.browser.broken_urls"):
        scene.page.goto("/broken/")


STATES: Mapping[str, State] = {
    "start": start,
    "start again": started,
    "not open yet": not_open_yet,
    **questionnaire_pages(),
    "two windows": partial(two_windows, code="chair"),
    "two windows, with errors": partial(two_windows, code="future-support"),
    "check": check,
    "check, changed meanwhile": check_changed_meanwhile,
    "receipt": receipt,
    "receipt, after another page": receipt_after_another_page,
    "receipt, with changes under way": receipt_with_changes_under_way,
    "check of changes": check_of_changes,
    "check, with something not saved": check_with_something_not_saved,
    "sent elsewhere": sent_elsewhere,
    "answers": answers,
    "beside too few others": beside_too_few_others,
    "beside others": beside_others,
    "later": later,
    "link asked for": link_asked_for,
    "link to be asked for": link_to_be_asked_for,
    "sections at the beginning": sections_at_the_beginning,
    "sections": sections,
    "hand over": hand_over,
    "handed over": handed_over,
    "start of a section": section_start,
    "page of a section": section_page,
    "give back": give_back,
    "given back": given_back,
    "page with a draft": draft,
    "page kept": kept,
    "page not kept": not_kept,
    "time nearly over": time_nearly_over,
    "time known": time_known,
    "whole questionnaire": whole_questionnaire,
    "accessibility": accessibility,
    "start in Welsh": partial(in_welsh, state=start),
    "page in Welsh": partial(in_welsh, state=partial(empty, code="chair")),
    "already answered": already_answered,
    "closed": closed,
    "closed with late text": closed_with_late_text,
    "help form": help_form,
    "help form for anybody": help_form_for_anybody,
    "help form in the survey": help_form_in_survey,
    "help form, left blank, with errors": help_form_left_blank,
    "help form, overfilled, with errors": help_form_overfilled,
    "help form, too many questions, with errors": too_many_questions,
    "question asked": asked,
    "someone else": someone_else,
    "someone else, left blank, with errors": someone_else_left_blank,
    "someone else, overfilled, with errors": someone_else_overfilled,
    "someone else named": someone_else_named,
    "stop emails": stop_emails,
    "emails stopped": stopped,
    "emails stopped, and why": stopped_and_said_why,
    "emails stopped, too much said, with errors": stopped_and_said_too_much,
    "link not recognised": link_not_recognised,
    "too many links": too_many_links,
    "open your link again": open_your_link_again,
    "form not accepted": form_not_accepted,
    "bad request": bad_request,
    "not found": not_found,
    "broken": broken,
}
# In every look that somebody may have chosen: dark, with few colours, without motion.
IN_EVERY_LOOK: Mapping[str, State] = {
    name: STATES[name]
    for name in (
        "start",
        "page chair-a, left blank, with errors",
        "page future-support, filled",
        "two windows",
        "check",
        "receipt",
        "closed with late text",
        "emails stopped",
    )
}
