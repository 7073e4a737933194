"""Code frames while answers are read: the only writers of what researchers add to them.

What a questionnaire came with stays as it is. Every change is an edition of its own, and what is added stands behind
all that was there (`packing`), so that no record has to be written anew.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import F

from surveys import coding, compiling
from surveys.models import CodeFrame, Questionnaire, Response, Theme
from surveys.questionnaire import definition
from surveys.questionnaire.definition import option_of

MOST_THEMES = 120


class Result(StrEnum):
    """What became of a change to a code frame."""

    DONE = "done"
    LABEL_TAKEN = "label taken"
    NO_SUCH_THEME = "no such theme"
    CAME_WITH_QUESTIONNAIRE = "came with the questionnaire"
    IS_SUB_THEME = "is a sub-theme itself"
    HAS_SUB_THEMES = "has sub-themes"
    TOO_MANY = "too many themes"


def frame_of(questionnaire: Questionnaire, variable: str) -> definition.CodeFrame | None:
    """The code frame of the text that this control holds, as it is now; None if there is none yet."""
    frames = (question.frames for question in compiling.compiled(questionnaire).questions)
    return next((of_question[variable] for of_question in frames if variable in of_question), None)


@transaction.atomic
def begin(questionnaire: Questionnaire, variable: str) -> CodeFrame:
    """The code frame of this text, begun if there is none. The questionnaire comes back with its edition."""
    held = _held(questionnaire)
    known = CodeFrame.objects.filter(questionnaire=held, variable=variable).first()
    return known or CodeFrame.objects.create(
        questionnaire=held, variable=variable, edition=_next_edition(held, questionnaire)
    )


@transaction.atomic
def add(questionnaire: Questionnaire, variable: str, label: str, *, under: str = "") -> tuple[Result, str]:
    """A new theme, below another one if `under` names it; its code comes back. A theme of this label stays the one."""
    _held(questionnaire)
    frame = _frame(questionnaire, variable)
    same = next((code for code in frame.codes if _same(code.label, label) and not code.retired), None)
    if same:
        return Result.LABEL_TAKEN, same.code
    if len(frame.themes) >= MOST_THEMES:
        return Result.TOO_MANY, ""
    if under and (refused := _cannot_hold(frame, under)):
        return refused, ""
    row, code = begin(questionnaire, variable), _free_code(frame)
    edition = _next_edition(row.questionnaire, questionnaire)
    Theme.objects.create(frame=row, code=code, label=label, under=under, edition=edition)
    return Result.DONE, code


@transaction.atomic
def change(questionnaire: Questionnaire, variable: str, code: str, *, label: str, under: str) -> Result:
    """Rename a theme, or put it below another one."""
    held, frame = _held(questionnaire), _frame(questionnaire, variable)
    theme = _own(held, variable, code)
    if isinstance(theme, Result):
        return theme
    if any(_same(each.label, label) for each in frame.codes if each.code != code and not each.retired):
        return Result.LABEL_TAKEN
    if under and any(each.under == code for each in frame.codes):
        return Result.HAS_SUB_THEMES
    if under and (refused := _cannot_hold(frame, under, of=code)):
        return refused
    Theme.objects.filter(pk=theme.pk).update(label=label, under=under)
    _next_edition(held, questionnaire)
    return Result.DONE


@transaction.atomic
def merge(questionnaire: Questionnaire, variable: str, code: str, into: str, *, now: datetime) -> Result:
    """Let another theme stand wherever this one was given, from now on; this one is given no more. With `into` empty
    it is just taken away from the answers that have it."""
    held, frame = _held(questionnaire), _frame(questionnaire, variable)
    theme, heir = _own(held, variable, code), option_of(frame.codes, into)
    if isinstance(theme, Result):
        return theme
    if into and (heir is None or into == code):
        return Result.NO_SUCH_THEME
    if any(each.under == code for each in frame.codes if isinstance(each, definition.Theme) and not each.retired):
        return Result.HAS_SUB_THEMES
    for response in _with_code(held, frame.code, code):
        kept = [into if given == code else given for given in response.codes[frame.code]]
        codes = [each for each in dict.fromkeys(kept) if each]
        coding.give_codes(response.pk, frame.code, codes, now=now)
    Theme.objects.filter(frame__questionnaire=held, frame__variable=variable, merged_into=code).update(merged_into=into)
    Theme.objects.filter(pk=theme.pk).update(retired=True, merged_into=into)
    _next_edition(held, questionnaire)
    return Result.DONE


def heirs(questionnaire: Questionnaire, variable: str) -> Mapping[str, str]:
    """What stands for the themes that are given no more: code to code, empty where nothing does."""
    retired = Theme.objects.filter(frame__questionnaire=questionnaire, frame__variable=variable, retired=True)
    return dict(retired.values_list("code", "merged_into"))


def _held(questionnaire: Questionnaire) -> Questionnaire:
    """The row, locked until the transaction ends: of two who change its code frames, the second waits here. From then
    on nothing may be compiled once the edition has grown, for it would be kept even if the transaction came to nothing.
    """
    held = Questionnaire.objects.select_for_update(no_key=True).get(pk=questionnaire.pk)
    questionnaire.edition = held.edition
    return held


def _next_edition(held: Questionnaire, questionnaire: Questionnaire) -> int:
    Questionnaire.objects.filter(pk=held.pk).update(edition=F("edition") + 1)
    held.edition += 1
    questionnaire.edition = held.edition
    return held.edition


def _frame(questionnaire: Questionnaire, variable: str) -> definition.CodeFrame:
    """Of a locked questionnaire."""
    return frame_of(questionnaire, variable) or definition.CodeFrame(compiling.codes_name(variable), ())


def _own(held: Questionnaire, variable: str, code: str) -> Theme | Result:
    """A theme that a researcher added and that is still given."""
    theme = Theme.objects.filter(frame__questionnaire=held, frame__variable=variable, code=code, retired=False).first()
    if theme:
        return theme
    came_with = option_of(_frame(held, variable).codes, code)
    return Result.CAME_WITH_QUESTIONNAIRE if came_with and not came_with.retired else Result.NO_SUCH_THEME


def _cannot_hold(frame: definition.CodeFrame, under: str, *, of: str = "") -> Result | None:
    """Why this is no theme that the theme `of` can be put below; None if it is one."""
    above = option_of(frame.themes, under)
    if above is None or above.retired or under == of:
        return Result.NO_SUCH_THEME
    return Result.IS_SUB_THEME if above.under else None


def _free_code(frame: definition.CodeFrame) -> str:
    taken = {code.code for code in frame.codes}
    return next(code for number in range(1, len(taken) + 2) if (code := f"T{number}") not in taken)


def _same(label: str, other: str) -> bool:
    return label.casefold() == other.casefold()


def _with_code(questionnaire: Questionnaire, frame: str, code: str) -> list[Response]:
    coded = Response.objects.filter(survey__questionnaire=questionnaire, submitted_at__isnull=False)
    return [row for row in coded.filter(codes__has_key=frame).only("codes") if code in row.codes[frame]]
