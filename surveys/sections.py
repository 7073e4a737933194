"""The sections of a questionnaire as a list of tasks: which are done, which are begun, and which cannot start yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from surveys import compiling
from surveys.journey import Journey
from surveys.models import HandOver
from surveys.questionnaire.definition import Section
from surveys.questionnaire.routing import Path


@dataclass(frozen=True, slots=True)
class Task:
    """A line of templates/components/task_list.html; `url` is missing where the section cannot start yet, `hand_over`
    is the last time that it was passed to a colleague, if it ever was."""

    section: Section
    status: str
    done: bool
    url: str
    hand_over: HandOver | None

    @property
    def code(self) -> str:
        return self.section.code

    @property
    def label(self) -> str:
        return self.section.title

    @property
    def language(self) -> str:
        """For `lang`, where the title is not in the language of the page."""
        return compiling.other_language(self.section)

    @property
    def is_with_a_colleague(self) -> bool:
        held = self.hand_over
        return held is not None and held.given_back_at is None and held.taken_back_at is None


def tasks(journey: Journey, hand_overs: dict[str, HandOver]) -> list[Task]:
    """The sections that this response is asked, in order."""
    return [
        _task(journey, section, pages, hand_overs.get(section.code)) for section, pages in _by_section(journey.pages)
    ]


def _by_section(pages: Path) -> Iterator[tuple[Section, Path]]:
    for _title, group in groupby(pages, key=lambda page: page.section.code):
        found = tuple(group)
        yield found[0].section, found


def _task(journey: Journey, section: Section, pages: Path, hand_over: HandOver | None) -> Task:
    left = [page for page in pages if page in journey.left]
    goal = left[0] if left else pages[0]
    opens = journey.reachable(goal.code) is not None
    status = _status(journey, pages, done=not left, opens=opens)
    return Task(section, status, not left, journey.address(goal) if opens else "", hand_over)


def _status(journey: Journey, pages: Path, *, done: bool, opens: bool) -> str:
    if done:
        return _("Done")
    if not opens:
        return _("Cannot start yet")
    response = journey.response
    begun = any(page.seen(response.working_answers) or page.code in response.drafts for page in pages)
    return _("In progress") if begun else _("Not started yet")
