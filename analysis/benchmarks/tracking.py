"""The fieldwork page over a large frame, and the same counts by one statement that somebody wrote by hand."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeVar

from django.contrib.auth.models import Group, User
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from analysis import synthesising
from analysis.benchmarks.measuring import Comparison, compare
from analysis.benchmarks.pages import expect
from contacts.models import Invitation, Mailing, Message, Organisation, Person, StoppedAddress
from surveys import compiling
from surveys.models import Questionnaire, Response, Survey
from surveys.questionnaire.definition import Answer

NAME = "the fieldwork page, {:,} organisations"
REFERENCE = "one grouped statement, by hand"
BATCH = 5000
DIFFERENT = 200  # walks through the questionnaire; all others are copies of these
STOPPED = 50  # one in so many has an address that mail came back from
Row = TypeVar("Row", bound=models.Model)

BY_HAND = """
    SELECT o.region, o.type,
        CASE WHEN i.id IS NULL THEN 'not_invited' WHEN r.submitted_at IS NOT NULL THEN 'complete'
            WHEN i.outcome <> '' THEN i.outcome WHEN r.id IS NOT NULL THEN 'in_progress'
            WHEN s.reason = 'hard_bounce' THEN 'bounced' WHEN s.reason IS NOT NULL THEN 'opted_out'
            ELSE 'not_returned' END AS disposition,
        COUNT(*)
    FROM contacts_organisation o
    LEFT JOIN contacts_person p ON p.organisation_id = o.id AND p.until IS NULL
    LEFT JOIN contacts_stoppedaddress s ON s.address = LOWER(p.email)
    LEFT JOIN contacts_invitation i ON i.organisation_id = o.id AND i.survey_id = %s
    LEFT JOIN surveys_response r ON r.id = i.response_id
    WHERE o.merged_into_id IS NULL
    GROUP BY 1, 2, 3
"""


def comparisons(questionnaire: Questionnaire, number: int, *, rounds: int, now: datetime) -> Iterator[Comparison]:
    """The overview as a researcher's browser gets it. Of so many organisations two fifths have answered, a tenth has
    begun, and all were mailed."""
    survey = Survey.objects.create(
        code="bench-tracking",
        title="Benchmark of tracking",
        questionnaire=questionnaire,
        opens_at=now,
        closes_at=now + timedelta(weeks=3),
    )
    _fill(survey, number, random=Random(2009), now=now)  # noqa: S311 - made-up answers are no secret
    client, address = _researcher(), reverse("contacts:fieldwork")
    yield compare(
        NAME.format(number),
        lambda: expect(client.get(address), 200),
        REFERENCE,
        lambda: _by_hand(survey),
        rounds=rounds,
    )


def _by_hand(survey: Survey) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND, [survey.pk])
        return cursor.fetchall()


def _researcher() -> Client:
    user = User.objects.create_user("bench", "bench@example.org")
    user.groups.add(Group.objects.get_or_create(name="researcher")[0])
    client = Client()
    client.force_login(user)
    return client


def _fill(survey: Survey, number: int, *, random: Random, now: datetime) -> None:
    organisations = _stored(Organisation, _organisations(survey, number, random))
    people = _stored(Person, (Person(organisation=o, name="Pat", email=f"P{o.pk}@example.org") for o in organisations))
    _stored(
        StoppedAddress,
        (StoppedAddress(address=p.email.lower(), reason="hard_bounce", stopped_at=now) for p in people[::STOPPED]),
    )
    responses = _stored(Response, _responses(survey, number, random, now))
    theirs = [*responses, *[None] * (number - len(responses))]
    invitations = _stored(
        Invitation,
        (
            Invitation(survey=survey, organisation=organisation, response=response, created_at=now)
            for organisation, response in zip(random.sample(organisations, number), theirs, strict=True)
        ),
    )
    _mail(survey, invitations, now)


def _organisations(survey: Survey, number: int, random: Random) -> Iterator[Organisation]:
    questionnaire = compiling.compiled(survey.questionnaire)
    asked = {fact: questionnaire.question_of_fact(fact) for fact in ("region", "type")}
    codes = {fact: [option.code for option in question.options] for fact, question in asked.items() if question}
    for place in range(number):
        facts = {fact: random.choice(theirs) for fact, theirs in codes.items()}
        yield Organisation(reference=f"BENCH-{place}", name=f"Place {place}", **facts)


def _responses(survey: Survey, number: int, random: Random, now: datetime) -> Iterator[Response]:
    questionnaire = compiling.compiled(survey.questionnaire)
    walks = [synthesising.walk(questionnaire, random) for _ in range(DIFFERENT)]
    for place in range(number // 2):
        answers = walks[place % DIFFERENT]
        if place < number * 2 // 5:
            sent = {"reference": f"BT{place}", "submitted_at": now}
            yield Response(survey=survey, answers=answers, started_at=now, **sent)
        else:
            yield Response(survey=survey, answers=_part(answers, random), started_at=now)


def _part(answers: dict[str, Answer], random: Random) -> dict[str, Answer]:
    """The answers up to a point."""
    return dict(list(answers.items())[: random.randrange(len(answers))])


def _mail(survey: Survey, invitations: Iterable[Invitation], now: datetime) -> None:
    texts = dict.fromkeys(("subject", "body", "part_done_subject", "part_done_body"), "text")
    done = dict.fromkeys(("due_at", "confirmed_at", "queued_at"), now)
    mailing = Mailing.objects.create(survey=survey, number=0, kind="invitation", **texts, **done)
    sent = {"mailing": mailing, "state": Message.State.SENT, "due_at": now, "sent_at": now}
    _stored(Message, (Message(invitation=invitation, **sent) for invitation in invitations))


def _stored(model: type[Row], rows: Iterable[Row]) -> list[Row]:
    """The rows, stored past all verbs."""
    return model._default_manager.bulk_create(rows, batch_size=BATCH)  # noqa: SLF001 - of any model
