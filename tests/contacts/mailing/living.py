"""What the beat and a worker do as time goes by, in the tests of what goes out when.

All moments are UTC, as the beat tells them; the hours of sending are those of London."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr

from django.core import mail

from contacts import ticking
from contacts.mailing import delivering, planning
from contacts.models import Fieldwork
from surveys.models import Survey
from tests.factories import MONDAY, InvitationFactory, MailingFactory, PersonFactory, QuestionnaireFactory

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NINE = MONDAY.astimezone(UTC)
ELEVEN = NINE + 2 * HOUR
EVERYBODY = [f"pat.{number}@example.org" for number in range(6)]
HALF = len(EVERYBODY) // 2


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def moments(begin, end, step=MINUTE):
    """From one moment until before another."""
    return [begin + step * number for number in range((end - begin) // step)]


def addresses(emails):
    return [parseaddr(email.to[0])[1] for email in emails]


def work(now):
    """What the beat and a worker do in one minute; who got an email."""
    before = len(mail.outbox)
    ticking.tick(now=now)
    delivering.deliver(clock=lambda: now)
    return addresses(mail.outbox[before:])


def live(times):
    """The beat and a worker at all these times; when each address got an email, and how many."""
    return Counter((now, address) for now in times for address in work(now))


def survey_of(people, *, code="clock", opens_at=NINE):
    """A launched survey of three weeks, and who is to get its mailings."""
    questionnaire = QuestionnaireFactory()
    made = Survey.objects.create(
        code=code, title=code, questionnaire=questionnaire, opens_at=opens_at, closes_at=opens_at + 21 * DAY
    )
    Fieldwork.objects.create(survey=made, launched_at=opens_at)
    for address in people:
        InvitationFactory(survey=made, organisation=PersonFactory(email=address).organisation)
    return made


def due(survey, moment, *, now=False, **further):
    """A confirmed mailing, or one that somebody sends at that moment whatever the hour."""
    made = MailingFactory(survey=survey, due_at=moment, confirmed_at=None if now else survey.opens_at, **further)
    if now:
        planning.send_now(made, by=None, now=moment)
    return made
