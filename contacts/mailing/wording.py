"""The texts that a new mailing begins with, and how dates stand in them. Researchers change them as they like. Pure."""

from datetime import datetime
from typing import NamedTuple

from contacts.mailing.calendar import INVITATION, LAST_CALL, LONDON, REMINDER


class Texts(NamedTuple):
    """Of one mailing: for those who have not started, and for those who are part done."""

    subject: str
    body: str
    part_done_subject: str
    part_done_body: str


INVITATIONS = Texts(
    subject="Please take part: {survey}",
    body="""Dear {name},

We are asking one person in each organisation to answer a questionnaire, {survey}. You are that person for \
{organisation}.

Your answers tell us how things are where you work and what help would be useful. We cannot get that from anybody else.

{link}

You do not have to finish in one go: each page is saved, and the link brings you back to where you stopped. It is \
meant for you alone, so please do not pass it on.

The survey closes at {closing_time} on {closing_day}. If you are not the right person to answer, the same link lets \
you tell us who is.

Thank you for your help.""",
    part_done_subject="You have begun: {survey}",
    part_done_body="""Dear {name},

Thank you for beginning the questionnaire {survey} for {organisation}. What you have entered so far is saved.

{link}

The link brings you back to where you stopped. The survey closes at {closing_time} on {closing_day}.

Thank you for your help.""",
)
REMINDERS = Texts(
    subject="A reminder: {survey}",
    body="""Dear {name},

We wrote to you about the questionnaire {survey} and have not had an answer from {organisation} yet. Yours counts: the \
results describe all kinds of organisation only if all kinds reply.

{link}

You can stop at any page and come back later. The survey closes at {closing_time} on {closing_day}, which leaves \
{days_left}.

If somebody else should answer for {organisation}, the same link lets you tell us who.

Thank you for your help.""",
    part_done_subject="Your answers are saved: {survey}",
    part_done_body="""Dear {name},

You have begun the questionnaire {survey} for {organisation}, and what you entered is saved. Please finish it and send \
it: until you do, we cannot count it.

{link}

The link brings you back to where you stopped. The survey closes at {closing_time} on {closing_day}, which leaves \
{days_left}.

Thank you for your help.""",
)
LAST_CALLS = Texts(
    subject="Closes on {closing_day}: {survey}",
    body="""Dear {name},

The survey {survey} closes at {closing_time} on {closing_day}. After that we cannot take an answer from {organisation}.

{link}

This is our last email about it. If you would rather answer on the telephone, please get in touch before then.

Thank you for your help.""",
    part_done_subject="Please send your answers by {closing_day}: {survey}",
    part_done_body="""Dear {name},

You have begun the questionnaire {survey} for {organisation}, but not sent it yet. The survey closes at {closing_time} \
on {closing_day}; after that we cannot take your answers.

{link}

The link brings you back to where you stopped. This is our last email about it.

Thank you for your help.""",
)
LINK_SUBJECT = "Your link: {survey}"
LINK_BODY = """Dear {name},

You asked for your link to the questionnaire {survey} for {organisation}.

{link}

What was saved so far is kept. The survey closes at {closing_time} on {closing_day}.

If you did not ask for it, you need do nothing: somebody at the page of your organisation did."""
DEFAULTS = {INVITATION: INVITATIONS, REMINDER: REMINDERS, LAST_CALL: LAST_CALLS}


def day_in_words(moment: datetime) -> str:
    """The day in London, such as “Monday 23 November”."""
    local = moment.astimezone(LONDON)
    return f"{local:%A} {local.day} {local:%B}"


def hour_in_words(moment: datetime) -> str:
    """The hour in London, such as “5pm” or “4:30pm”; “midday” and “midnight” are words."""
    local = moment.astimezone(LONDON)
    if local.minute == 0 and local.hour % 12 == 0:
        return "midday" if local.hour else "midnight"
    minutes = f":{local:%M}" if local.minute else ""
    return f"{local:%I}".lstrip("0") + minutes + f"{local:%p}".lower()


def days_left(closes_at: datetime, now: datetime) -> str:
    """How many days there still are, by the calendar: “4 days”, “1 day”, or “today”; never less."""
    days = (closes_at.astimezone(LONDON).date() - now.astimezone(LONDON).date()).days
    if days <= 0:
        return "today"
    return "1 day" if days == 1 else f"{days} days"
