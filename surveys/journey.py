"""Where somebody is among the pages that they are asked, and where they go from there."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse

from surveys import responses
from surveys.models import Response
from surveys.questionnaire import validation
from surveys.questionnaire.routing import AskedPage, Path
from surveys.respondent_access import Visit


@dataclass(frozen=True)
class Journey:
    """One visit to one response. Addresses begin with “/”; `then` is "check" for whoever came from there to change one
    answer and goes back."""

    visit: Visit
    response: Response

    @cached_property
    def path(self) -> Path:
        """All pages that the response is asked, in order."""
        return responses.path(self.response)

    @cached_property
    def pages(self) -> Path:
        """Those of them that this visitor may open: a colleague those of one section."""
        return tuple(page for page in self.path if self.visit.section in {"", page.section.code})

    @cached_property
    def left(self) -> Path:
        """The pages that are still to be answered, as far as this visitor is to answer them."""
        return tuple(page for page in self.pages if not validation.is_complete(page, self.response.working_answers))

    def reachable(self, code: str) -> AskedPage | None:
        """The page of that code, if this visitor may open it now."""
        page = responses.reachable(self.response, self.path, code)
        return page if page in self.pages else None

    def place(self, page: AskedPage) -> int:
        """The number of the page among those of this visitor; the first is 0. What was saved on it may have changed the
        way, but never the page's own place on it."""
        return [each.code for each in self.pages].index(page.code)

    def address(self, page: AskedPage, *, then: str = "") -> str:
        address = reverse("surveys:page", args=[self.visit.address, page.code])
        return f"{address}?{urlencode({'then': then})}" if then else address

    def next(self, *, then: str = "") -> str:
        """Where to go on: the first page that is still to be answered, or what follows when all are."""
        if not self.response.is_being_answered and not self.visit.section:
            return self._named("receipt")
        if self.left:
            return self.address(self.left[0], then=then)
        return self._named("give_back" if self.visit.section else "check")

    def after(self, page: AskedPage, *, then: str = "") -> str:
        """Where to go after this page was saved: to the next one, or where one came from."""
        following = self.pages[self.place(page) + 1 :]
        return self.address(following[0]) if following and not then else self.next(then=then)

    def before(self, page: AskedPage, *, then: str = "") -> str:
        """Where the back link of this page leads; empty from the first one."""
        if then:
            return self._named("check")
        place = self.place(page)
        return self.address(self.pages[place - 1]) if place else ""

    def _named(self, name: str) -> str:
        return reverse(f"surveys:{name}", args=[self.visit.address])


def next_address(response: Response) -> str:
    """Where the respondent of this response goes on."""
    return Journey(Visit(response.public_id), response).next()
