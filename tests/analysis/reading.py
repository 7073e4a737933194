"""What a page says."""

from bs4 import BeautifulSoup


def words(tag):
    return " ".join(tag.get_text().split())


def page(answer):
    return BeautifulSoup(answer.content, "html.parser")
