"""The people who work with Canvass: the only writers of accounts, roles and what was done to them."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from analysis.exports import asking
from analysis.programs import tokens
from config.accounts.exceptions import AddressTaken, LastAdministrator, OwnAccount
from config.accounts.models import AccountChange, What
from config.roles import Role


def people() -> QuerySet[User]:
    """Everybody who has or had an account, those who may sign in first."""
    return User.objects.prefetch_related("groups").order_by("-is_active", "first_name", "email")


@transaction.atomic
def add(*, email: str, name: str, role: Role, by: User | None, now: datetime) -> User:
    """A new account without a password: nobody can sign in to it until a link to choose one was followed.
    Raises AddressTaken."""
    address = email.lower()
    try:
        with transaction.atomic():
            # The user name is the address, and thereby unique; Django splits names into two, which people's are not.
            person = User.objects.create_user(username=address, email=address, first_name=name)
    except IntegrityError as taken:
        raise AddressTaken from taken
    _give(person, role)
    _record(person, What.ADDED, role=role, by=by, now=now)
    return person


@transaction.atomic
def change_role(person: User, *, role: Role, by: User | None, now: datetime) -> None:
    """Give the person another role. Raises OwnAccount or LastAdministrator."""
    _hold_administrators()
    _refuse_own(person, by)
    if role is not Role.ADMIN:
        _refuse_last(person)
    _give(person, role)
    if role is not Role.ADMIN:
        asking.stop_all(person, by=by, now=now, only_personal=True)
    _record(person, What.ROLE, role=role, by=by, now=now)


@transaction.atomic
def deactivate(person: User, *, by: User | None, now: datetime) -> None:
    """End the person's access, from the next request on, that of their programs too, and what is made for them each
    week. Raises OwnAccount or LastAdministrator."""
    _hold_administrators()
    _refuse_own(person, by)
    _refuse_last(person)
    person.is_active = False
    person.set_unusable_password()  # or sessions of before would live again when the account is switched on
    person.save(update_fields=["is_active", "password"])
    tokens.revoke_all(person, by=by, now=now)
    asking.stop_all(person, by=by, now=now)
    _record(person, What.DEACTIVATED, by=by, now=now)


@transaction.atomic
def reactivate(person: User, *, by: User | None, now: datetime) -> None:
    """Let the person in again, with a new password to be chosen by link."""
    person.is_active = True
    person.save(update_fields=["is_active"])
    _record(person, What.REACTIVATED, by=by, now=now)


@transaction.atomic
def forget_second_factor(person: User, *, by: User | None, now: datetime) -> None:
    """Let somebody without their phone set up another; their recovery codes go too. Raises OwnAccount."""
    _refuse_own(person, by)
    Authenticator.objects.filter(user=person).delete()
    _record(person, What.SECOND_FACTOR, by=by, now=now)


def record_link(person: User, *, by: User | None, now: datetime) -> None:
    """Note that a link to choose a password was sent."""
    _record(person, What.LINK_SENT, by=by, now=now)


def _hold_administrators() -> None:
    """Whoever changes who is an administrator waits here for whoever is doing so at the moment."""
    Group.objects.select_for_update().get_or_create(name=Role.ADMIN)


def _refuse_own(person: User, by: User | None) -> None:
    if person == by:
        raise OwnAccount


def _refuse_last(person: User) -> None:
    """Asks the database, not the given object, which may be older than the wait for the lock."""
    left = User.objects.filter(Q(is_superuser=True) | Q(groups__name=Role.ADMIN), is_active=True)
    if left.filter(pk=person.pk).exists() and not left.exclude(pk=person.pk).exists():
        raise LastAdministrator


def _give(person: User, role: Role) -> None:
    group, _ = Group.objects.get_or_create(name=role)
    person.groups.set([group])
    if person.is_superuser and role is not Role.ADMIN:
        person.is_superuser = False
        person.save(update_fields=["is_superuser"])


def _record(person: User, what: What, *, role: str = "", by: User | None, now: datetime) -> None:
    AccountChange.objects.create(person=person, what=what, role=role, by=by, at=now)
