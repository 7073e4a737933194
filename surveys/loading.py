"""A definition into rows. Only a draft can be written."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict

from django.db import transaction

from surveys import models
from surveys.exceptions import AlreadyFielded
from surveys.questionnaire import definition

LEARNED_LATER = {"other_frames", "under", "edition", "listed", "retired"}


@transaction.atomic
def load(questionnaire: definition.Questionnaire) -> models.Questionnaire:
    """The draft with this content, written anew if it was there before.

    Raises AlreadyFielded when this version is in the field."""
    code, version = questionnaire.code, questionnaire.version
    before = models.Questionnaire.objects.filter(code=code, version=version).first()
    if before and before.fielded_at:
        raise AlreadyFielded(before)
    row, _ = models.Questionnaire.objects.update_or_create(
        code=code,
        version=version,
        defaults={
            "title": questionnaire.title,
            "purpose": list(questionnaire.purpose),
            "minutes": questionnaire.minutes,
            "privacy": list(questionnaire.privacy),
            "digest": digest(questionnaire),
        },
    )
    _clear(row)
    _Writer().write(row, questionnaire)
    for language, texts in questionnaire.translations.items():
        models.Translation.objects.create(questionnaire=row, language=language, texts=texts)
    return row


def digest(questionnaire: definition.Questionnaire) -> str:
    """A fingerprint of the content, 64 hexadecimal digits. What definitions learned to say later does not show in it
    where it is not said: a questionnaire in the field keeps its fingerprint."""
    content = json.dumps(asdict(questionnaire, dict_factory=_said), sort_keys=True, default=sorted)
    return hashlib.sha256(content.encode()).hexdigest()


def _said(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    return {name: value for name, value in pairs if value or name not in LEARNED_LATER}


def _clear(row: models.Questionnaire) -> None:
    """Take the draft's parts out. Conditions go first: they protect the questions they name."""
    under = {"question__page__section__questionnaire": row}
    models.Condition.objects.filter(**under).delete()
    row.sections.all().delete()
    row.translations.all().delete()


class _Writer:
    """Writes a tree of parts; remembers the questions that later conditions name."""

    def __init__(self) -> None:
        self._questions: dict[str, models.Question] = {}

    def write(self, row: models.Questionnaire, questionnaire: definition.Questionnaire) -> None:
        for position, section in enumerate(questionnaire.sections):
            written = models.Section.objects.create(
                questionnaire=row,
                title=section.title,
                **self._common(section, position),
            )
            for place, page in enumerate(section.pages):
                self._page(written, page, place)

    def _page(self, section: models.Section, page: definition.Page, position: int) -> None:
        written = models.Page.objects.create(section=section, title=page.title, **self._common(page, position))
        for place, question in enumerate(page.questions):
            self._questions[question.code] = self._question(question, place, page=written)

    def _question(
        self,
        question: definition.Question,
        position: int,
        *,
        page: models.Page | None = None,
        parent: models.Option | None = None,
    ) -> models.Question:
        written = models.Question.objects.create(
            page=page,
            parent=parent,
            number=question.number,
            kind=question.kind,
            text=question.text,
            hint=question.hint,
            introduction=list(question.introduction),
            limit=question.limit,
            required=question.required,
            fact=question.fact,
            code_frame=question.code_frame.code if question.code_frame else "",
            **self._common(question, position),
        )
        self._items(written, question.items)
        self._options(written, question.options)
        if question.code_frame:
            self._options(written, question.code_frame.codes)
        return written

    def _items(self, question: models.Question, items: Iterable[definition.Item]) -> None:
        for position, item in enumerate(items):
            models.Item.objects.create(
                question=question,
                label=item.label,
                short=item.short,
                hint=item.hint,
                specify=item.specify,
                required=item.required,
                **self._common(item, position),
            )

    def _options(self, question: models.Question, options: Iterable[definition.Option]) -> None:
        for position, option in enumerate(options):
            theme = option if isinstance(option, definition.Theme) else None
            written = models.Option.objects.create(
                question=question,
                label=option.label,
                short=option.short,
                hint=option.hint,
                aliases=list(option.aliases),
                specify=option.specify,
                in_code_frame=theme is not None,
                under=theme.under if theme else "",
                **self._common(option, position),
            )
            if option.sub:
                self._question(option.sub, 0, parent=written)

    def _common(self, part: definition.Part, position: int) -> dict[str, object]:
        condition = part.condition and self._condition(part.condition)
        return {"position": position, "code": part.code, "condition": condition}

    def _condition(self, condition: definition.Condition) -> models.Condition:
        question = self._questions[condition.question]
        written = models.Condition.objects.create(question=question)
        written.options.set(question.options.filter(code__in=condition.options))
        return written
