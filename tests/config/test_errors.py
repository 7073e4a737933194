import pytest
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.test import Client

from config import errors
from config.roles import Role
from tests.config.visitors import employ


def templates_of(answer):
    return [template.name for template in answer.templates]


def test_an_unknown_address_gets_the_page_for_it(client, db):
    answer = client.get("/no/such/page/")

    assert answer.status_code == 404
    assert templates_of(answer)[0] == "errors/404.html"


def test_a_form_without_its_token_gets_a_page_that_says_so(db):
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@example.org", "password": "x"})

    assert answer.status_code == 403
    assert templates_of(answer)[0] == "errors/403.html"
    assert answer.context["form_not_accepted"] is True


def test_the_page_for_a_broken_product_asks_nothing_of_the_product(rf):
    answer = errors.server_error(rf.get("/"))

    assert answer.status_code == 500
    assert b"<html" in answer.content


def test_what_an_address_has_wrong_is_said(rf):
    answer = errors.bad_request(rf.get("/"), BadRequest("There is no <day> of this name."))

    assert "There is no &lt;day&gt; of this name." in answer.content.decode()


@pytest.mark.parametrize(("method", "told"), [("get", "the address of a button"), ("post", "takes no forms")])
def test_an_address_that_is_used_in_the_wrong_way_says_so(client, db, method, told):
    client.force_login(employ(Role.RESEARCHER))

    answer = client.get("/report/crosstabs/1/remove/") if method == "get" else client.post("/report/")

    assert (answer.status_code, answer["Allow"]) == (405, "POST" if method == "get" else "GET, HEAD")
    assert told in answer.content.decode()


def test_the_page_for_a_suspicious_request_asks_nothing_of_the_product(rf):
    answer = errors.bad_request(rf.get("/"), SuspiciousOperation("?"))

    assert answer.status_code == 400
    assert b"<html" in answer.content
