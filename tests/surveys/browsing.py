"""The browser of a respondent, and the addresses of their pages."""

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.urls import reverse

from surveys import respondent_access


def respondent(client, response):
    """The browser in which the response's personal link was opened."""
    answer = HttpResponse()
    respondent_access.grant(answer, response.public_id)
    client.cookies.update(answer.cookies)
    return client


def page_at(response, code, then=""):
    address = reverse("surveys:page", args=[response.public_id, code])
    return f"{address}?then={then}" if then else address


def place(response, name):
    return reverse(f"surveys:{name}", args=[response.public_id])


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def words(answer):
    """What the main part of a page says."""
    return " ".join(soup(answer).main.get_text(" ").split())


def hidden(answer, name):
    """The value of a hidden control of the page."""
    return soup(answer).find("input", {"name": name})["value"]
