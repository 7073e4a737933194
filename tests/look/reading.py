"""A page as a browser's accessibility tree would complain about it."""

from collections import Counter

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse

CONTROLS = "input:not([type=hidden]), select, textarea"
REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls")


def soup(page: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(page.content, "html.parser")


def faults(page: BeautifulSoup) -> list[str]:
    """What is wrong with the page as it stands, a line each."""
    ids = Counter(element["id"] for element in page.select("[id]"))
    return [
        *(f"id {id_} stands twice" for id_, number in ids.items() if number > 1),
        *(f"nothing labels {control}" for control in page.select(CONTROLS) if not labelled(page, control)),
        *(f"a label for {label['for']}" for label in page.select("label[for]") if label["for"] not in ids),
        *(f"{name} names {id_}" for name in REFERENCES for id_ in named(page, name) if id_ not in ids),
        *(f"a link to {link['href']}" for link in page.select("a[href^='#']") if link["href"][1:] not in ids),
        *(f"required on {control}" for control in page.select("[required]")),
        *(f"inline {name} on {element.name}" for element in page.select("*") for name in inline(element)),
        *(["not one h1 but " + str(len(page.select("h1")))] if len(page.select("h1")) != 1 else []),
    ]


def labelled(page: BeautifulSoup, control: Tag) -> bool:
    label = page.select_one(f"label[for='{control['id']}']")
    return label is not None and bool(label.get_text(strip=True))


def named(page: BeautifulSoup, attribute: str) -> list[str]:
    return [id_ for element in page.select(f"[{attribute}]") for id_ in element[attribute].split()]


def inline(element: Tag) -> list[str]:
    return [name for name in element.attrs if name == "style" or name.startswith("on")]


def words(element: Tag) -> str:
    return " ".join(element.get_text().split())
