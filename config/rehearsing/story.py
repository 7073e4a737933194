"""The three weeks, scene by scene. The clock is what a scene is told: nobody waits for anything. Only what comes in by
a web address, the wish for no more emails, bears the time of the machine."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple

from config.rehearsing import account, respondents, staff
from config.rehearsing.stage import CLOSES, OPENS, Part, Stage, at
from contacts.dispositions import Outcome

END = CLOSES + timedelta(hours=1)
Act = Callable[[Stage, datetime], str]

# How many answer and send in the early afternoon, day by day from the 8th, as returns come in after each mailing.
ANSWERS = (14, 11, 8, 6, 4, 1, 1, 4, 18, 12, 7, 5, 1, 1, 4, 3, 14, 8, 2, 1, 2, 8)
BY_THEMSELVES = ((8, 0), (10, 0), (12, 0), (22, 0))  # hours and minutes of a day's ticks
ON_THE_TELEPHONE = {
    Part.REFUSES: (Outcome.REFUSAL, 2, "Has no time for surveys."),
    Part.INELIGIBLE: (Outcome.INELIGIBLE, 2, "The partnership was dissolved."),
    Part.NOBODY_THERE: (Outcome.NON_CONTACT, 1, "Nobody answers the telephone."),
    Part.CANNOT: (Outcome.OTHER, 1, "The office was flooded."),
}
WHILE_MAIL_WAITS = {Part.REFUSES: (Outcome.REFUSAL, 1, "Rang to say no.")}


class Scene(NamedTuple):
    """Something that happens at a moment."""

    now: datetime
    act: Act


def play(stage: Stage, tell: Callable[[str], object]) -> None:
    """Play all days in order, telling what happens as it does."""
    for day, scenes in _by_day():
        tell(f"{day:%A} {day.day} {day:%B}")
        for scene in scenes:
            said = scene.act(stage, scene.now)
            for sentence in (said, *account.since_then(scene.now)):
                if sentence:
                    tell(f"  {scene.now:%H:%M}  {sentence}")
        tell(f"         {account.of_a_day(stage.survey, day)}")


def _by_day() -> Iterator[tuple[date, list[Scene]]]:
    days = [OPENS.date() + timedelta(days=number) for number in range((CLOSES.date() - OPENS.date()).days + 1)]
    scenes = sorted([*_script(), *_what_happens_by_itself(days)], key=lambda scene: scene.now)
    for day in days:
        yield day, [scene for scene in scenes if scene.now.date() == day]


def _script() -> Iterable[Scene]:
    yield Scene(at(8, 9), staff.launch)
    yield Scene(at(8, 9), staff.minute)
    yield Scene(at(8, 9, 5), respondents.come_back_from_the_invitation)
    yield Scene(at(8, 9, 6), staff.minute)
    yield Scene(at(9, 11), partial(staff.telephone, number=2))
    yield Scene(at(9, 16), partial(respondents.opt_out, number=3))
    yield Scene(at(10, 11), partial(respondents.begin, part=Part.STOPS_EARLY, pages=respondents.FEW_PAGES))
    yield Scene(at(10, 15), partial(respondents.name_another, pages=respondents.FEW_PAGES))
    yield Scene(at(11, 9, 30), staff.decide_about_the_named)
    yield Scene(at(12, 9), respondents.answer_as_named)
    yield Scene(at(12, 11), partial(staff.record, told=ON_THE_TELEPHONE))
    yield from _the_reminder()
    yield Scene(at(17, 9), partial(respondents.opt_out, number=2))
    yield Scene(at(17, 11), partial(respondents.begin, part=Part.STOPS_LATE, pages=respondents.MOST_PAGES))
    yield Scene(at(18, 11), staff.answer_where_put_right)
    yield Scene(at(24, 10, 5), respondents.come_back_again)
    yield Scene(at(25, 11), partial(respondents.answer_by_telephone, number=2))
    yield Scene(CLOSES, staff.minute)
    yield Scene(at(29, 17, 1), respondents.come_too_late)
    for day, number in enumerate(ANSWERS, start=OPENS.day):
        yield Scene(at(day, 14), partial(respondents.answer, number=number))


def _the_reminder() -> Iterable[Scene]:
    """Held back when it is due at ten, for an hour in which some of those on the list answer or say no."""
    yield Scene(at(16, 10), staff.hold_back)
    yield Scene(at(16, 10, 15), partial(respondents.answer, number=3))
    yield Scene(at(16, 10, 30), partial(respondents.opt_out, number=1))
    yield Scene(at(16, 10, 45), partial(staff.record, told=WHILE_MAIL_WAITS))
    yield Scene(at(16, 11), staff.resume)
    yield Scene(at(16, 11), staff.minute)
    yield Scene(at(16, 11, 5), respondents.come_back_again)


def _what_happens_by_itself(days: Iterable[date]) -> Iterator[Scene]:
    for day in days:
        for hour, minute in BY_THEMSELVES:
            yield Scene(at(day.day, hour, minute), staff.minute)
