"""What respondents do in a rehearsal, and what their mail systems send back. Each scene tells in a sentence."""

from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus

from django.test import Client

from analysis import synthesising
from config.rehearsing import returning
from config.rehearsing.post import Mail
from config.rehearsing.stage import Part, Stage
from contacts import inviting
from contacts.helping import asking
from contacts.models import Invitation, Organisation
from surveys import responses
from surveys.models import Channel, Response
from surveys.questionnaire.routing import AskedPage
from surveys.responses import RESPONDENT, Result, Source

A_PAGE = timedelta(seconds=40)
A_RESPONDENT = timedelta(minutes=7)  # from one to the next
FEW_PAGES, MOST_PAGES = 4, 17
STOP = {"List-Unsubscribe": "One-Click"}

FOR_GOOD = {"status": "5.1.1", "said": "550 5.1.1 User unknown"}
FOR_NOW = {"status": "4.2.2", "said": "452 4.2.2 Mailbox full"}


class NotAsRehearsedError(Exception):
    """A step of the rehearsal had another result than it must have."""


# Answering ----------------------------------------------------------------------------------------


def answer(stage: Stage, now: datetime, *, number: int, source: Source = RESPONDENT) -> str:
    """So many open the link of their latest email, answer all pages and send."""
    for place, organisation in enumerate(stage.next(Part.ANSWERS, number)):
        send_all(stage, organisation, now + place * A_RESPONDENT, source)
    return f"{number} answer and send."


def answer_by_telephone(stage: Stage, now: datetime, *, number: int) -> str:
    """So many answer on the telephone; staff enter it."""
    answer(stage, now, number=number, source=Source(Channel.TELEPHONE, stage.staff.pk))
    return f"{number} answer on the telephone; staff enter it for them."


def send_all(stage: Stage, organisation: Organisation, now: datetime, source: Source = RESPONDENT) -> Response:
    """Answer whatever is still to be answered there, and submit."""
    response = go_on(stage, organisation, now, source=source)
    sent_at = now + response.saves.count() * A_PAGE
    return _must_be(Result.SUBMITTED, responses.submit(response.public_id, shown="", now=sent_at, source=source))


def begin(stage: Stage, now: datetime, *, part: Part, pages: int) -> str:
    """All of a part begin, and stop after so many pages."""
    for place, organisation in enumerate(stage.cast[part]):
        go_on(stage, organisation, now + place * A_RESPONDENT, pages=pages)
    return f"{len(stage.cast[part])} begin and stop after {pages} pages."


def go_on(
    stage: Stage, organisation: Organisation, now: datetime, *, pages: int = 99, source: Source = RESPONDENT
) -> Response:
    """Open the personal link and save the next pages that were not seen yet, one after the other."""
    response = inviting.accept(_invitation(stage, organisation), now=now)
    for number in range(pages):
        page = next((page for page in responses.path(response) if not page.seen(response.answers)), None)
        if page is None:
            break
        raw, moment = _filled(stage, page, response), now + number * A_PAGE
        outcome = responses.save_page(response.public_id, page.code, raw, shown="", now=moment, source=source)
        response = _must_be(Result.SAVED, outcome)
    return response


def _filled(stage: Stage, page: AskedPage, response: Response) -> dict[str, object]:
    """Anything at all, but what the frame knows is confirmed."""
    known = {control.name: response.known.get(control.question.fact) for control in page.controls}
    return synthesising.given(page, stage.random) | {name: fact for name, fact in known.items() if fact}


def come_too_late(stage: Stage, now: datetime) -> str:
    """Somebody who is in the middle wants to go on after the close."""
    response = inviting.accept(_invitation(stage, stage.cast[Part.STOPS_LATE][0]), now=now)
    page = next(page for page in responses.path(response) if not page.seen(response.answers))
    raw = _filled(stage, page, response)
    _must_be(Result.CLOSED, responses.save_page(response.public_id, page.code, raw, shown="", now=now))
    return "1 wants to go on with a draft, and is told that the survey is closed."


def _must_be(result: Result, outcome: responses.Outcome) -> Response:
    if outcome.result is not result:
        raise NotAsRehearsedError(f"A response was to be “{result}”, and is “{outcome.result}”.")
    return outcome.response


def _invitation(stage: Stage, organisation: Organisation) -> Invitation:
    """What the link opens that the latest email bears."""
    invitation = inviting.find(stage.mail_of(organisation).secret)
    if invitation is None or invitation.organisation_id != organisation.pk:
        raise NotAsRehearsedError(f"The link of the last email to {organisation} does not open its survey.")
    return invitation


# Not wanting to, or not being the right person ----------------------------------------------------


def opt_out(stage: Stage, now: datetime, *, number: int) -> str:
    """The mail program posts to the address of the List-Unsubscribe header, without cookies or a page before it."""
    for organisation in stage.next(Part.OPTS_OUT, number):
        answered = Client(enforce_csrf_checks=True).post(stage.mail_of(organisation).stop, STOP)
        if answered.status_code != HTTPStatus.OK:
            raise NotAsRehearsedError(f"The stop address answered {answered.status_code}.")
    return f"{number} want no more emails, by the button of their mail program."


def name_another(stage: Stage, now: datetime, *, pages: int) -> str:
    """Two say who the right person is; the first has begun to answer."""
    for place, organisation in enumerate(stage.cast[Part.NAMES_ANOTHER]):
        if place == 0:
            go_on(stage, organisation, now, pages=pages)
        asking.name_another(
            invitation=_invitation(stage, organisation),
            name=f"Robin Rehearsed {place}",
            job_title="Head of Safety",
            email=f"robin.rehearsed.{place}@example.org",
            telephone="",
            note="I am not the right person.",
            page="",
            now=now,
        )
    return f"2 name somebody else; one of them has saved {pages} pages before."


def answer_as_named(stage: Stage, now: datetime) -> str:
    """The person who was named goes on where the one before stopped."""
    send_all(stage, stage.cast[Part.NAMES_ANOTHER][0], now)
    return "The new contact goes on with the draft, and sends it."


# Coming back --------------------------------------------------------------------------------------


def come_back_from_the_invitation(stage: Stage, now: datetime) -> str:
    """What the mail systems send after the first mailing."""
    _return(stage, Part.BOUNCES, _bounce)
    _return(stage, Part.FULL_FOR_WEEKS, _full)
    _return(stage, Part.FULL_ONCE, _full)
    _return(stage, Part.AWAY, returning.automatic_reply)
    _return(stage, Part.COMPLAINS, returning.complaint)
    return ""


def come_back_again(stage: Stage, now: datetime) -> str:
    """A mailbox is full still."""
    _return(stage, Part.FULL_FOR_WEEKS, _full)
    return ""


def _return(stage: Stage, part: Part, written: Callable[[Mail], bytes]) -> None:
    for organisation in stage.cast[part]:
        mail = stage.mail_of(organisation)
        returning.put(stage.returned, mail, written(mail))


def _bounce(mail: Mail) -> bytes:
    return returning.undeliverable(mail, **FOR_GOOD)


def _full(mail: Mail) -> bytes:
    return returning.undeliverable(mail, **FOR_NOW)
