"""What programs read, and what they are not let read."""

import base64
import json

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from analysis import report
from analysis.models import Scope, Token, TokenUse
from analysis.programs import describing, tokens
from analysis.rendering import as_json
from tests.factories import MONDAY, ResponseFactory

API = "/api/v1/surveys/"
RESPONSES = f"{API}test/responses/"


def asked(client, address, **query):
    answer = client.get(address, query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_the_tables_are_those_of_the_report(program, survey):
    assert asked(program(), f"{API}test/tables/") == json.loads(as_json.rendered(report.build(survey)))


def test_one_table_alone(program, survey):
    found = asked(program(), f"{API}test/tables/Q2/")

    assert [table["id"] for table in found["tables"]] == ["Q2"]


def test_what_did_not_change_is_not_sent_again(program, survey):
    client = program()
    first = client.get(f"{API}test/tables/")

    again = client.get(f"{API}test/tables/", headers={"If-None-Match": first.headers["ETag"]})
    ResponseFactory(survey=survey, answers={"q2": "d"}, submitted=MONDAY)
    newer = client.get(f"{API}test/tables/", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, newer.status_code) == (304, 200)


def test_responses_come_some_at_a_time_and_each_once(program, survey):
    client = program()
    first = asked(client, RESPONSES, limit=2)
    ResponseFactory(survey=survey, answers={"q2": "d"}, submitted=MONDAY)
    second = asked(client, first["next"].removeprefix("http://testserver"))

    assert [row["q6_x"] for row in first["responses"]] == [0, 1]
    assert [(row["q2"], row["q6_x"]) for row in second["responses"]] == [("u", 2), ("d", None)]
    assert second["next"] is None


def test_names_and_open_texts_are_left_out_unless_asked_for(program, survey):
    client = program()
    plain, whole = (asked(client, RESPONSES, identified=value)["responses"][0] for value in ("", "true"))

    assert {"reference", "respondent_id", "q7_text"} & set(plain) == set()
    assert (whole["case"], whole["q7_text"]) == (plain["case"], "=1+1")
    assert whole["reference"] != ""


def test_what_is_read_of_responses_is_on_record(program, survey):
    asked(program(), RESPONSES, identified="true")

    (use,) = TokenUse.objects.all()
    assert (use.token.owner.email, use.path) == ("admin@example.org", f"{RESPONSES}?identified=true")


def test_nothing_is_pushed_off_the_record_by_a_long_address(program, survey):
    asked(program(), RESPONSES, after="0" * 400, identified="true")

    assert TokenUse.objects.get().path.endswith("&identified=true")


def test_a_page_costs_few_statements_however_many_there_are(program, survey, django_assert_max_num_queries):
    client = program()
    asked(client, RESPONSES)

    with django_assert_max_num_queries(9):
        asked(client, RESPONSES)


@pytest.mark.parametrize(
    ("role", "scope", "address", "status"),
    [
        ("admin", Scope.TABLES, f"{API}test/rates/", 200),
        ("admin", Scope.TABLES, RESPONSES, 403),
        ("admin", Scope.RESPONSES, RESPONSES, 200),
        ("admin", Scope.RESPONSES, f"{RESPONSES}?identified=1", 403),
        ("researcher", Scope.IDENTIFIED, f"{API}test/rates/", 200),
        ("researcher", Scope.IDENTIFIED, RESPONSES, 403),
        ("researcher", Scope.IDENTIFIED, "/odata/v1/test/Responses", 403),
        ("nobody", Scope.IDENTIFIED, f"{API}test/rates/", 403),
    ],
)
@pytest.mark.usefixtures("survey")
def test_a_token_opens_what_it_is_for_and_no_more_than_its_owner_may(program, role, scope, address, status):
    assert program(role, scope).get(address).status_code == status


def test_a_token_that_is_over_revoked_or_of_somebody_who_left_opens_nothing(program, survey, owner):
    over = program(days=1, age=2)
    revoked = program("researcher")
    newest = Token.objects.first()
    tokens.revoke(newest, by=newest.owner, now=timezone.now())
    left = program("other")
    User.objects.filter(username="other@example.org").update(is_active=False)

    for client in (over, revoked, left, Client(headers={"Authorization": "Bearer wrong"})):
        answer = client.get(API)
        assert (answer.status_code, answer.json()["title"]) == (401, "Not a token")
        assert "Basic" in answer.headers["WWW-Authenticate"]


def test_who_sends_no_token_is_told_how(survey):
    answer = Client().get(API)

    assert (answer.status_code, answer.json()["title"]) == (401, "No token")
    assert "Basic" in answer.headers["WWW-Authenticate"]


def test_who_is_signed_in_does_not_get_in_without_a_token(survey, owner):
    client = Client()
    client.force_login(owner("admin"), backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.get(API).status_code == 401


def test_a_token_can_be_the_password_of_basic_access(owner, survey):
    secret = tokens.issue("Basic", Scope.TABLES, days=1, owner=owner("admin"), now=timezone.now())[1]
    basic = base64.b64encode(f"anybody:{secret}".encode()).decode()

    assert Client(headers={"Authorization": f"Basic {basic}"}).get(API).status_code == 200
    assert Client(headers={"Authorization": "Basic §"}).get(API).status_code == 401


def test_wrong_tokens_are_told_to_wait_and_a_right_one_of_the_same_office_is_not(program, survey):
    right, wrong = program(), Client(headers={"Authorization": "Bearer wrong"})
    for _ in range(29):
        assert wrong.get(API).status_code == 401

    answer = wrong.get(API)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "600")
    assert right.get(API).status_code == 200


def test_only_a_hash_of_a_token_is_kept(owner):
    token, secret = tokens.issue("Test", Scope.TABLES, days=1, owner=owner("admin"), now=timezone.now())

    assert secret not in json.dumps([str(value) for value in Token.objects.values_list().get(pk=token.pk)])
    assert len(secret) >= 32


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ({"limit": "0"}, "limit: Ensure this value is greater than or equal to 1."),
        ({"limit": "1001"}, "limit: Ensure this value is less than or equal to 1000."),
        ({"after": "-1"}, "after: Ensure this value is greater than or equal to 0."),
        ({"after": "9" * 40}, f"after: Ensure this value is less than or equal to {2**62}."),
        ({"identified": "maybe"}, "identified: Say true or false."),
        ({"values": "'; DROP"}, "values: Select a valid choice. '; DROP is not one of the available choices."),
    ],
)
def test_what_cannot_be_read_is_said(program, survey, query, detail):
    answer = program().get(RESPONSES, query)

    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["detail"] == detail


@pytest.mark.parametrize("address", [f"{API}other/tables/", f"{API}test/tables/T99/"])
def test_what_is_not_there_is_said(program, survey, address):
    answer = program().get(address)

    assert (answer.status_code, answer.json()["title"]) == (404, "Not found")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(program, survey, method):
    answer = strict(program()).generic(method, RESPONSES)

    assert (answer.status_code, answer.headers["Allow"], answer.json()["title"]) == (405, "GET, HEAD", "Only reading")


def strict(client):
    """With the check for forms of other sites that a test client leaves out."""
    client.handler.enforce_csrf_checks = True
    return client


def test_who_may_not_read_responses_is_told_so_as_a_program(program, survey):
    answer = program("researcher").get(RESPONSES)

    assert (answer.status_code, answer.headers["Content-Type"]) == (403, "application/problem+json")
    assert answer.json()["title"] == "Not for you"


@pytest.mark.parametrize(
    ("address", "status"), [(f"{API}test/tables/T99/", 404), (f"{API}test/tables/?as-at=soon", 400)]
)
def test_what_is_not_there_cannot_be_unchanged(program, survey, address, status):
    answer = program().get(address, headers={"If-None-Match": "*"})

    assert (answer.status_code, answer.has_header("ETag")) == (status, False)


def test_every_path_that_is_described_is_there(program, survey):
    client = program()
    paths = asked(client, "/api/v1/openapi.json")["paths"]

    assert len(paths) == 6
    for path, described in paths.items():
        found = asked(client, path.format(code="test", table_id="Q2"))
        schema = described["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert set(schema["required"]) <= set(found)
        for name, part in schema.get("properties", {}).items():
            if part.get("type") == "array":
                assert all(set(part["items"].get("required", ())) <= set(each) for each in found[name])


def test_the_description_is_of_the_version_that_names_its_dialect():
    assert describing.description("1")["openapi"] == "3.1.0"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/api/v1/", "There is nothing at “”. What there is stands in openapi.json."),
        ("/api/v1/nope/", "There is nothing at “nope/”. What there is stands in openapi.json."),
        (f"{API}test/nope/", "There is nothing at “surveys/test/nope/”. What there is stands in openapi.json."),
    ],
)
def test_an_address_that_is_none_is_told_as_programs_understand(program, survey, address, told):
    answer = program().get(address)

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["detail"] == told


@pytest.mark.parametrize("address", [f"{API}test/tables/", f"{API}test/rates/", RESPONSES, API])
def test_a_parameter_that_is_not_understood_is_refused(program, survey, address):
    answer = program().get(address, {"as_at": "2026-11-02"})

    assert (answer.status_code, answer.json()["detail"]) == (400, "There is no parameter as_at here.")
