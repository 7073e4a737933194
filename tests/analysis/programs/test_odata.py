"""The feed as Excel and Power BI ask for it."""

from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client

from analysis import report
from analysis.models import Scope, TokenUse
from analysis.programs import feeding
from analysis.views import odata
from tests.factories import MONDAY, ResponseFactory

FEED = "/odata/v1/test/"
EDM = "{http://docs.oasis-open.org/odata/ns/edm}"


def asked(client, what="", **query):
    answer = client.get(FEED + what, query)
    assert (answer.status_code, answer.headers["OData-Version"]) == (200, "4.0"), answer.content
    return answer.json()


def test_the_service_names_its_sets(program, survey):
    told = asked(program())

    assert told["@odata.context"] == "http://testserver/odata/v1/test/$metadata"
    assert [each["name"] for each in told["value"]] == ["Responses", "Cells", "ResponseRates", "Variables"]


def test_every_property_of_every_record_is_described(program, survey):
    client = program()
    schema = fromstring(client.get(f"{FEED}$metadata").content)

    for kind in schema.iter(f"{EDM}EntityType"):
        properties = {each.get("Name"): each.get("Type") for each in kind.iter(f"{EDM}Property")}
        records = asked(client, kind.get("Name").removesuffix("Record"))["value"]
        assert records
        for record in records:
            assert list(record) == list(properties)
            assert all(value is None or isinstance(value, TYPES[properties[name]]) for name, value in record.items())


TYPES = {"Edm.String": str, "Edm.Int64": int, "Edm.Double": (int, float)}


def test_every_cell_of_the_report_is_a_record(program, survey):
    made = report.build(survey)
    cells = sum(len(row) for table in (*made.tables, *made.figures) for row in table.cells)

    assert asked(program(), "Cells", **{"$count": "true"})["@odata.count"] == cells


def test_some_records_and_some_properties(program, survey):
    found = asked(program(), "Responses", **{"$skip": "1", "$top": "1", "$select": "q2,q6_x"})

    assert found["value"] == [{"q2": "Unitary Council", "q6_x": 1}]


def test_what_is_too_much_for_one_answer_goes_on_at_the_next(program, survey, monkeypatch):
    monkeypatch.setattr(odata, "MOST", 2)
    client = program()
    first = asked(client, "Responses", **{"$select": "q6_x"})
    ResponseFactory(survey=survey, answers={"q2": "d"}, submitted=MONDAY)

    second = client.get(first["@odata.nextLink"].removeprefix("http://testserver")).json()

    assert [[row["q6_x"] for row in page["value"]] for page in (first, second)] == [[0, 1], [2, None]]
    assert "@odata.nextLink" not in second


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"$filter": "q2 eq 'u'"}, 501),
        ({"$top": "-1"}, 400),
        ({"$skip": "many"}, 400),
        ({"$select": "secret"}, 400),
        ({"$count": "yes"}, 400),
        ({"$format": "xml"}, 406),
    ],
)
def test_what_is_not_understood_is_said_and_never_passed_over(program, survey, query, status):
    answer = program().get(f"{FEED}Responses", query)

    assert_refused(answer, status)


def assert_refused(answer, status):
    assert (answer.status_code, answer.headers["OData-Version"]) == (status, "4.0")
    assert set(answer.json()["error"]) == {"code", "message"}


def test_whatever_is_refused_has_the_shape_of_a_feed(program, survey):
    assert_refused(Client().get(f"{FEED}Cells"), 401)
    assert_refused(program(scope=Scope.TABLES).get(f"{FEED}Responses"), 403)
    assert_refused(program("researcher").get(f"{FEED}Responses"), 403)
    assert_refused(program("nobody").get(f"{FEED}Cells"), 403)


def test_a_set_or_survey_that_is_not_there_has_the_shape_of_a_feed_too(program, survey):
    client = program()

    for address in (f"{FEED}Cell", "/odata/v1/other/Cells"):
        assert_refused(client.get(address), 404)


def test_no_open_text_is_in_the_feed(survey):
    assert "q7_text" not in feeding.sets(survey, now=MONDAY)["Responses"].properties


def test_that_answers_are_read_is_on_record_and_that_tables_are_is_not(program, survey):
    client = program()
    asked(client, "Cells")
    asked(client, "Responses", **{"$top": "1"})

    assert [use.path for use in TokenUse.objects.all()] == [f"{FEED}Responses?%24top=1"]


@pytest.mark.parametrize("option", ["$orderby=", "$filter="])
def test_an_option_without_a_value_is_not_passed_over(program, survey, option):
    assert program().get(f"/odata/v1/test/Cells?{option}").status_code == 501


@pytest.mark.parametrize("address", ["Responses(1)", "Responses/$count", "Cells/", "a/b/c"])
def test_an_address_that_is_none_is_told_as_odata_tells_errors(program, survey, address):
    answer = program().get(f"/odata/v1/test/{address}")

    assert (answer.status_code, answer["OData-Version"]) == (404, "4.0")
    assert answer.json()["error"]["message"].startswith(f"There is nothing at “test/{address}”.")


def test_the_feed_without_its_last_slash_leads_to_it(program, survey):
    assert program().get("/odata/v1/test").url == "/odata/v1/test/"
