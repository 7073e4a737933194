"""The outbox draining into a mail server, and a bare smtplib loop that fills the same server with the same emails."""

import smtplib
from collections.abc import Iterator
from datetime import datetime, timedelta
from multiprocessing import get_context

from django.test import override_settings
from django.utils import timezone

from analysis.benchmarks import database, mail_catcher
from analysis.benchmarks.measuring import Comparison, compare
from contacts import inviting, tasks
from contacts.mailing import claiming, composing, delivering, queueing, transport
from contacts.models import Fieldwork, Mailing, Message, Organisation, Person, PersonalLink
from surveys.models import Questionnaire, Survey

BATCH = 500
TEXTS = {
    "subject": "{survey}: please answer for {organisation}",
    "body": "Dear {name},\n\n" + "We would like to hear how things are with you. " * 12 + "\n\n{link}\n\nThank you.",
}


def comparisons(questionnaire: Questionnaire, number: int, *, rounds: int, now: datetime) -> Iterator[Comparison]:
    mailing = _mailing(questionnaire, number, now)
    with mail_catcher.running() as port, override_settings(**_through(port)):
        emails = _as_bytes(mailing)
        yield compare(
            f"{number:,} emails out of the outbox, {tasks.SENDERS} senders",
            _drain,
            "smtplib alone, emails ready-made, one connection",
            lambda: _send(emails, port),
            rounds=rounds,
            before=lambda: _queue_anew(mailing),
        )


def _through(port: int) -> dict[str, object]:
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": "",
        "EMAIL_HOST_PASSWORD": "",
        "EMAIL_USE_TLS": False,
        "EMAIL_USE_SSL": False,
    }


def _mailing(questionnaire: Questionnaire, number: int, now: datetime) -> Mailing:
    survey = Survey.objects.create(
        code="bench-outbox",
        title="Benchmark of the outbox",
        questionnaire=questionnaire,
        opens_at=now,
        closes_at=now + timedelta(weeks=3),
    )
    Fieldwork.objects.create(survey=survey, launched_at=now)
    places = Organisation.objects.bulk_create(
        [Organisation(reference=f"M{each}", name=f"Place {each}", type="a", region="a") for each in range(number)],
        BATCH,
    )
    Person.objects.bulk_create(
        [Person(organisation=place, name="Pat Example", email=f"{place.reference}@example.org") for place in places],
        BATCH,
    )
    inviting.invite(survey, places, now=now)
    part_done = {f"part_done_{name}": text for name, text in TEXTS.items()}
    return Mailing.objects.create(
        survey=survey,
        number=0,
        kind=Mailing.Kind.INVITATION,
        due_at=now,
        any_hour=True,
        confirmed_at=now,
        **TEXTS | part_done,
    )


def _as_bytes(mailing: Mailing) -> list[bytes]:
    """The emails themselves, so that both send the same."""
    _queue_anew(mailing)
    claimed = claiming.claim(mailing.messages.count(), now=timezone.now())
    return [transport.as_bytes(email) for _, email in composing.composed(claimed, now=timezone.now())]


def _queue_anew(mailing: Mailing) -> None:
    PersonalLink.objects.all().delete()
    Message.objects.all().delete()
    queueing.queue(mailing, now=timezone.now())


def _drain() -> None:
    """By as many processes as a worker has."""
    database.leave()  # a process that is forked must not share a connection
    senders = [get_context("fork").Process(target=_deliver) for _ in range(tasks.SENDERS)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()


def _deliver() -> None:
    delivering.deliver(clock=timezone.now)
    database.leave()


def _send(emails: list[bytes], port: int) -> None:
    with smtplib.SMTP("127.0.0.1", port) as server:
        for number, email in enumerate(emails):
            server.sendmail("canvass@example.org", f"M{number}@example.org", email)
