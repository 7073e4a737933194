"""Staff's pages of the report and the builder: nothing for axe to find, and no sideways scrolling."""

import pytest

from analysis.exports import making
from analysis.models import ReportEntry, ResearchReport, SavedCrosstab
from contacts import demonstrating
from surveys import framing
from surveys.models import Response
from tests.browser.visiting import AXE, MEASURING, sideways, violations
from tests.browsing import follow, tick
from tests.factories import MONDAY

pytestmark = pytest.mark.story
PROGRAMS = ("/exports/programs/", "/exports/programs/everybody/", "/exports/record/")


@pytest.fixture
def addresses(study):
    demonstrating.load(study, now=MONDAY)
    query = {"rows": ["q13"], "columns": ["q2"]}
    crosstab = SavedCrosstab.objects.create(survey=study, name="Capacity", query=query, made_at=MONDAY)
    own = ResearchReport.objects.create(survey=study, title="Board", made_at=MONDAY)
    ReportEntry.objects.create(report=own, position=1, crosstab=crosstab)
    ReportEntry.objects.create(report=own, position=2, table="T01")
    return [
        "/report/",
        "/report/F02/",
        "/report/T06/",
        "/report/T06/0/0/",
        "/report/reconciliation/",
        "/report/earlier/",
        "/report/?audience=public",
        "/report/since/?as-at=2026-01-01",
        "/report/crosstab/",
        "/report/crosstab/?rows=q13&columns=q2&test=5&intervals=on",
        "/report/crosstab/?rows=q9&columns=q2",
        "/report/crosstabs/",
        crosstab.get_absolute_url(),
        own.get_absolute_url(),
        "/report/own/new/",
        *open_answers(study),
    ]


def open_answers(study):
    framing.add(study.questionnaire, "q18_text", "Training")
    response = Response.objects.filter(answers__q18_text__isnull=False).exclude(answers__q18_text=None).first()
    return [
        "/open-answers/",
        "/open-answers/q18_text/",
        "/open-answers/q18_text/?search=fund",
        f"/open-answers/q18_text/code/{response.pk}/",
        "/open-answers/q18_text/agreement/",
        "/open-answers/q18_text/frame/",
        "/open-answers/q18_text/frame/T1/",
        f"/open-answers/q18_text/quote/{response.pk}/",
        "/open-answers/quotations/",
    ]


def faults(page, addresses):
    found = []
    for address in addresses:
        page.goto(address)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        page.evaluate(MEASURING)
        found += [f"{address}: {fault}" for fault in violations(page, in_every_look=False) + sideways(page)]
    return found


def test_no_page_of_the_report_shuts_anybody_out(addresses, signed_in):
    assert faults(signed_in("researcher"), addresses) == []


def test_no_page_of_files_shuts_anybody_out(study, signed_in):
    page = signed_in("admin")
    page.goto("/exports/responses/")
    tick(page.get_by_label("Responses as codes (CSV)"))
    page.get_by_label("What is it for?").fill("The board")
    follow(page.get_by_role("button", name="Make the file"))
    page.get_by_role("button", name="Cancel it").wait_for()
    waiting = page.url

    found = faults(page, [waiting, "/exports/", "/exports/responses/", *PROGRAMS])
    making.make_all()
    assert found + faults(page, [waiting]) == []
