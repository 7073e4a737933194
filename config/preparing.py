"""Making an installation ready: questionnaires in the field, roles, and the accounts of the demonstration."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.contrib.auth.models import Group, User
from django.db import transaction

from config.accounts import staffing
from config.demonstration_accounts import ACCOUNTS
from config.roles import Role
from contacts import fieldwork
from surveys import loading, opening
from surveys.models import Questionnaire, Survey
from surveys.questionnaire import reading


class BrokenQuestionnaireError(Exception):
    """A questionnaire file that cannot be loaded."""


def field_questionnaires(folder: Path, *, now: datetime) -> Iterator[Survey]:
    """Load every questionnaire file of the folder and open its survey for three weeks; the surveys that are new. A
    version that is in the field already stays as it is. Raises BrokenQuestionnaireError or AlreadyFielded."""
    for file in sorted(folder.glob("*.yaml")):
        questionnaire = _loaded(file)
        if not Survey.objects.filter(code=questionnaire.code).exists():
            yield opening.field(questionnaire, opens_at=now, closes_at=fieldwork.closing(now))


def _loaded(file: Path) -> Questionnaire:
    read, problems = reading.read(file.read_text(encoding="utf-8"))
    if read is None:
        raise BrokenQuestionnaireError(f"{file.name}, {problems[0]}")
    before = Questionnaire.objects.filter(code=read.code, version=read.version, digest=loading.digest(read)).first()
    return before or loading.load(read)


def make_roles() -> None:
    """The groups that staff accounts belong to."""
    for role in (Role.RESEARCHER, Role.ADMIN):
        Group.objects.get_or_create(name=role)


@transaction.atomic
def make_demonstration_accounts(*, now: datetime) -> None:
    """The accounts that the demonstration shows. Those that are there stay as they are."""
    for account in ACCOUNTS:
        if not User.objects.filter(email=account.email).exists():
            person = staffing.add(email=account.email, name=account.name, role=account.role, by=None, now=now)
            person.set_password(account.password)
            person.save(update_fields=["password"])
