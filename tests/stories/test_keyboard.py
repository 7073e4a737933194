"""A manager who uses no mouse answers."""

import pytest

from surveys.models import Response
from tests.stories.filling import DISTRICT
from tests.stories.keyboard import answer_page, press_button

pytestmark = [pytest.mark.story, pytest.mark.django_db(transaction=True)]


def test_a_survey_is_answered_by_keyboard_alone(new_page, link_of):
    page = new_page()
    page.goto(link_of("Anytown CDRP", type="d", region="f"))

    press_button(page, "Start now")
    while "/page/" in page.url:
        answer_page(page, DISTRICT)
    press_button(page, "Send my answers")

    assert page.locator(".canvass-panel__reference").inner_text() == Response.objects.get().reference
    assert Response.objects.get().answers["q21_4_sub_text"] == "Via visits"
