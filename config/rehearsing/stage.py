"""What a rehearsal begins with: made-up organisations, a survey that is planned, and who plays which part."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from random import Random

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from config import preparing
from config.accounts import staffing
from config.rehearsing.place import Folders
from config.rehearsing.post import Mail, Post
from config.roles import Role
from contacts import demonstrating, frame, importing
from contacts.mailing import planning
from contacts.mailing.calendar import LONDON
from contacts.models import Organisation
from surveys.models import Survey

QUESTIONNAIRES = settings.BASE_DIR / "surveys" / "questionnaires"
FRAME = 345  # organisations of the demonstration
SEED = 2027
REMINDERS = 2


class Part(StrEnum):
    """What an organisation does in the play; who has none of these returns nothing."""

    ANSWERS = "answers"
    STOPS_EARLY = "begins, and stops after a few pages"
    STOPS_LATE = "begins, and stops before the end"
    BOUNCES = "emails come back for good"
    FULL_FOR_WEEKS = "the mailbox is full at every email"
    FULL_ONCE = "the mailbox is full once"
    AWAY = "an automatic reply comes"
    OPTS_OUT = "wants no more emails"
    COMPLAINS = "reports the email as unwanted"
    NAMES_ANOTHER = "names somebody else"
    REFUSES = "says no on the telephone"
    INELIGIBLE = "does not belong in the survey"
    NOBODY_THERE = "nobody can be reached"
    CANNOT = "cannot take part"


SIZES = {
    Part.ANSWERS: 140,
    Part.STOPS_EARLY: 6,
    Part.STOPS_LATE: 8,
    Part.BOUNCES: 8,
    Part.FULL_FOR_WEEKS: 1,
    Part.FULL_ONCE: 2,
    Part.AWAY: 12,
    Part.OPTS_OUT: 6,
    Part.COMPLAINS: 1,
    Part.NAMES_ANOTHER: 2,
    Part.REFUSES: 3,
    Part.INELIGIBLE: 2,
    Part.NOBODY_THERE: 1,
    Part.CANNOT: 1,
}


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March 2027 in London, where clocks go forward on the 28th, Easter Sunday."""
    return datetime(2027, 3, day, hour, minute, tzinfo=LONDON)


PREPARED, OPENS, CLOSES = at(5, 15), at(8, 9), at(29, 17)


@dataclass
class Stage:
    """All that a scene needs. `waiting` has, for each part, who has not had a scene yet; `put_right` are organisations
    whose address was corrected on the telephone."""

    survey: Survey
    staff: User
    post: Post
    returned: Path
    random: Random
    cast: dict[Part, list[Organisation]]
    waiting: dict[Part, Iterator[Organisation]]
    put_right: list[Organisation] = field(default_factory=list)

    def next(self, part: Part, number: int) -> list[Organisation]:
        """The next so many of this part. Raises StopIteration where there are no more."""
        return [next(self.waiting[part]) for _ in range(number)]

    def mail_of(self, organisation: Organisation) -> Mail:
        """The latest email to whoever is the contact there now."""
        return self.post.last_to(organisation.people.get(until__isnull=True).email)


def built(folders: Folders) -> Stage:
    """The stage as it stands on the Friday before: all is imported and planned, nothing is launched."""
    list(preparing.field_questionnaires(QUESTIONNAIRES, now=PREPARED))
    preparing.make_roles()
    staff = staffing.add(email="staff@example.org", name="Sam Staff", role=Role.RESEARCHER, by=None, now=PREPARED)
    contact_list = importing.check((demonstrating.FILES / "frame.csv").read_bytes())
    importing.apply(contact_list.entries, today=timezone.localdate(PREPARED), user=staff)
    survey = frame.survey_called(demonstrating.SURVEY)
    Survey.objects.filter(pk=survey.pk).update(**demonstrating.HELP_LINE)
    planning.plan_anew(survey, opens_at=OPENS, closes_at=CLOSES, reminders=REMINDERS, now=PREPARED)
    random = Random(SEED)  # noqa: S311 - made-up answers are no secret
    cast = _cast(random)
    waiting = {part: iter(organisations) for part, organisations in cast.items()}
    return Stage(survey, staff, Post(folders.mail), folders.returned, random, cast, waiting)


def _cast(random: Random) -> dict[Part, list[Organisation]]:
    everybody = list(Organisation.objects.order_by("reference"))
    random.shuffle(everybody)
    places = iter(everybody)
    return {part: [next(places) for _ in range(size)] for part, size in SIZES.items()}
