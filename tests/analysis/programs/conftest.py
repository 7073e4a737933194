from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from analysis.models import Scope
from analysis.programs import tokens
from tests.factories import MONDAY, InvitationFactory, ResponseFactory, SurveyFactory


@pytest.fixture
def survey(db):
    made = SurveyFactory(title="Towns")
    for number in range(3):
        ResponseFactory(
            survey=made,
            invitation=InvitationFactory(survey=made),
            answers={"q2": "u", "q6_x": number, "q7_text": "=1+1"},
            submitted=MONDAY,
        )
    return made


@pytest.fixture
def owner(db) -> Callable[[str], User]:
    def employed(role: str) -> User:
        user = User.objects.create_user(f"{role}@example.org", f"{role}@example.org", "a long password of a test")
        user.groups.add(Group.objects.get_or_create(name=role)[0])
        return user

    return employed


@pytest.fixture
def program(owner) -> Callable[..., Client]:
    """A program that sends the token of somebody."""

    def of(role: str = "admin", scope: Scope = Scope.IDENTIFIED, *, days: int = 1, age: int = 0) -> Client:
        made = timezone.now() - timedelta(days=age)
        _token, secret = tokens.issue("Test", scope, days=days, owner=owner(role), now=made)
        return Client(headers={"Authorization": f"Bearer {secret}"})

    return of
