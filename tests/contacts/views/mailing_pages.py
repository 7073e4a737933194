"""What the tests of the pages about mailings have in common."""

from bs4 import BeautifulSoup

from contacts.mailing import planning
from contacts.models import Mailing
from tests.factories import MONDAY


def page_of(answer, status=200):
    assert answer.status_code == status
    return BeautifulSoup(answer.content, "html.parser").main


def words(element):
    return " ".join(element.get_text(" ").split())


def errors(answer):
    """What is told beside the fields."""
    return [words(each).removeprefix("Error: ") for each in page_of(answer).select(".govuk-error-message")]


def told(answer):
    """What is told at the top of the page that a form leads to."""
    return [words(each) for each in page_of(answer).select(".canvass-notice")]


def launched(survey, now=MONDAY):
    """The mailings of a survey, planned and confirmed."""
    planning.make_plan(survey, now=now)
    planning.begin(planning.held(survey), by=None, now=now, at_once=False)
    return list(Mailing.objects.filter(survey=survey))
