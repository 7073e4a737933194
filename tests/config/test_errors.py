from django.core.exceptions import SuspiciousOperation
from django.test import Client

from config import errors


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


def test_the_page_for_a_suspicious_request_asks_nothing_of_the_product(rf):
    answer = errors.bad_request(rf.get("/"), SuspiciousOperation("?"))

    assert answer.status_code == 400
    assert b"<html" in answer.content
