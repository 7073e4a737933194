import pytest
from django.contrib.auth.models import User

from analysis.exports import asking
from analysis.exports.kinds import KINDS
from analysis.outsiders import Audience
from tests.factories import MONDAY, ResponseFactory, SurveyFactory


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.EXPORTS_FOLDER, settings.WEEKLY_EXPORTS_FOLDER = tmp_path / "exports", tmp_path / "weekly"


@pytest.fixture
def survey(db):
    made = SurveyFactory(title="Towns")
    ResponseFactory(survey=made, answers={"q2": "u", "q7_text": "=1+1"}, submitted=MONDAY)
    return made


@pytest.fixture
def researcher_account(db):
    return User.objects.create_user("kim@example.org", "kim@example.org", "a long password of a test")


@pytest.fixture
def wanted(survey, researcher_account):
    """Asks for a file as somebody does on the page."""

    def ask(kind="codes-csv", **parts):
        given = {"audience": Audience.INTERNAL, "why": "A test", "by": researcher_account, "now": MONDAY} | parts
        return asking.ask(survey, KINDS[kind], **given)

    return ask
