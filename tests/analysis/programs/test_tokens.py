"""The page on which tokens are made."""

from django.test import Client

from analysis.models import Token
from tests.analysis.reading import page, words

TOKENS = "/exports/programs/"


def signed_in(user):
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_token_is_told_once_and_opens(owner, survey):
    client = signed_in(owner("researcher"))
    made = page(client.post(TOKENS, {"name": "Excel", "scope": "tables", "days": "30"}))
    secret = words(made.select_one("#secret"))

    assert page(client.get(TOKENS)).select_one("#secret") is None
    assert Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/surveys/").status_code == 200


def test_a_token_is_revoked_by_its_owner_alone(owner, survey):
    client, other = signed_in(owner("researcher")), signed_in(owner("admin"))
    client.post(TOKENS, {"name": "Excel", "scope": "tables", "days": "30"})
    address = f"{TOKENS}{Token.objects.get().pk}/revoke/"

    assert other.post(address).status_code == 404
    assert Token.objects.get().revoked_at is None
    client.post(address)
    assert Token.objects.get().revoked_by.email == "researcher@example.org"


def test_an_administrator_sees_everybodys_tokens_and_can_revoke_them(owner, survey):
    signed_in(owner("researcher")).post(TOKENS, {"name": "Excel", "scope": "tables", "days": "30"})
    admin = signed_in(owner("admin"))

    listed = page(admin.get(f"{TOKENS}everybody/"))
    left = page(admin.post(listed.select_one(".govuk-summary-list form")["action"], follow=True))

    assert [words(each) for each in listed.select(".govuk-summary-list__key")] == ["Excel"]
    assert "researcher@example.org. Tables and response rates" in words(listed.select_one(".govuk-summary-list"))
    assert Token.objects.get().revoked_by.email == "admin@example.org"
    assert "No token opens anything now." in words(left.main)


def test_a_token_without_a_name_is_not_made(owner, survey):
    answer = signed_in(owner("admin")).post(TOKENS, {"name": "", "scope": "tables", "days": "30"})

    assert (answer.status_code, Token.objects.count()) == (422, 0)
    assert "Say what the token is for" in words(page(answer).select_one(".govuk-error-summary"))
