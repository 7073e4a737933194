"""From a message to the email that goes out: its text is made at this moment, with a personal link of its own."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from contacts import inviting
from contacts.mailing import letters, wording
from contacts.mailing.letters import Filled, Span
from contacts.models import Invitation, Mailing, Message, Organisation, Person
from surveys.models import Survey

IDENTITY = "X-Canvass-Message"  # what comes back often has lost the Message-ID
METADATA = IDENTITY.lower()


class Email(EmailMultiAlternatives):
    """An email; a mail provider hands its `metadata` back with whatever it tells of it."""

    metadata: dict[str, str]


class Preview(NamedTuple):
    """A letter to one person, as an email and as a page shows it."""

    person: Person
    filled: Filled
    paragraphs: list[list[Span]]


class Addressed(NamedTuple):
    """A message to somebody who was invited."""

    message: Message
    invitation: Invitation
    person: Person


def composed(messages: Collection[Message], *, now: datetime) -> Iterator[tuple[Message, Email]]:
    """Each message with its email; those to somebody who was invited bear a new personal link, of which only the hash
    is kept."""
    addressed = {each.message.pk: each for each in map(_addressed, messages) if each}
    tokens = inviting.issue_for([each.message for each in addressed.values()], now=now)
    links = {key: f"{settings.SITE_URL}{inviting.path(token)}" for key, token in zip(addressed, tokens, strict=True)}
    invitations = _texts_of_invitations(addressed.values())
    for message in messages:
        if to := addressed.get(message.pk):
            email = _personal(to, _texts_for(to, invitations), links[message.pk], now)
        else:
            email = _reply(message)
        email.metadata = {METADATA: message.message_id}
        yield message, email


def _addressed(message: Message) -> Addressed | None:
    if message.kind == Message.Kind.REPLY or not message.invitation or not message.person:
        return None
    return Addressed(message, message.invitation, message.person)


def _texts_for(to: Addressed, invitations: Mapping[int, Mailing]) -> tuple[str, str]:
    """Subject and body, with merge fields."""
    if to.message.kind == Message.Kind.LINK:
        return wording.LINK_SUBJECT, wording.LINK_BODY
    mailing = to.message.mailing or invitations[to.invitation.survey_id]
    return _texts(mailing, part_done=to.message.part_done)


def _texts_of_invitations(addressed: Iterable[Addressed]) -> dict[int, Mailing]:
    """The invitation of each survey in which somebody gets it at a new address."""
    surveys = {each.invitation.survey_id for each in addressed if each.message.kind == Message.Kind.HANDOVER}
    return {mailing.survey_id: mailing for mailing in Mailing.objects.filter(survey__in=surveys, number=0)}


def _personal(to: Addressed, texts: tuple[str, str], link: str, now: datetime) -> Email:
    message, invitation, person = to
    letter = letters.compiled(*texts)
    filled = letter.filled(_values(invitation.survey, invitation.organisation, person, link=link, now=now))
    email = Email(
        filled.subject,
        filled.text,
        to=[_named(person.name, message.to)],
        reply_to=_help_line(invitation.survey),
        headers=_identity(message)
        | {"List-Unsubscribe": f"<{link}stop/>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )
    email.attach_alternative(filled.html, "text/html")
    return email


def _reply(message: Message) -> Email:
    reply_to = _help_line(message.invitation.survey) if message.invitation else []
    return Email(message.subject, message.body, to=[message.to], reply_to=reply_to, headers=_identity(message))


def preview(mailing: Mailing, organisation: Organisation, *, part_done: bool, link: str, now: datetime) -> Preview:
    """What the contact of this organisation would get, with that link in it. Nothing is written down anywhere."""
    person = organisation.people.filter(until__isnull=True).first() or Person(name="", email="")
    letter = letters.compiled(*_texts(mailing, part_done=part_done))
    values = _values(mailing.survey, organisation, person, link=link, now=now)
    return Preview(person, letter.filled(values), letter.laid_out(values))


def _texts(mailing: Mailing, *, part_done: bool) -> tuple[str, str]:
    return (mailing.part_done_subject, mailing.part_done_body) if part_done else (mailing.subject, mailing.body)


def _values(survey: Survey, organisation: Organisation, person: Person, *, link: str, now: datetime) -> dict[str, str]:
    """All merge fields for one person."""
    return {
        "name": person.name,
        "job_title": person.job_title,
        "organisation": organisation.name,
        "survey": survey.title,
        "link": link,
        letters.STOP: f"{link}stop/",
        "closing_day": wording.day_in_words(survey.closes_at) if survey.closes_at else "",
        "closing_time": wording.hour_in_words(survey.closes_at) if survey.closes_at else "",
        "days_left": wording.days_left(survey.closes_at, now) if survey.closes_at else "",
        "helpline_email": survey.helpline_email,
        "helpline_phone": survey.helpline_phone,
    }


def _identity(message: Message) -> dict[str, str]:
    return {"Message-ID": message.message_id, IDENTITY: message.message_id.strip("<>")}


def _named(name: str, address: str) -> str:
    """The address with the name in quotation marks, whatever signs the name has."""
    quoted = name.replace("\\", "").replace('"', "")
    return f'"{quoted}" <{address}>'


def _help_line(survey: Survey) -> list[str]:
    return [survey.helpline_email] if survey.helpline_email else []
