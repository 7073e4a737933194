"""Two administrators act at the same moment."""

import threading

import pytest
from django.contrib.auth.models import User
from django.db import connection

from config.accounts import staffing
from config.accounts.exceptions import LastAdministrator
from config.roles import Role, role_of
from tests.config.visitors import employ


def switch_off(person: User, *, by: User, now) -> None:
    staffing.deactivate(person, by=by, now=now)


def demote(person: User, *, by: User, now) -> None:
    staffing.change_role(person, role=Role.RESEARCHER, by=by, now=now)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", [switch_off, demote])
def test_two_administrators_who_act_against_each_other_leave_one(act, now):
    one, other = employ(Role.ADMIN, name="one"), employ(Role.ADMIN, name="other")
    together, refused = threading.Barrier(2), []

    def at_once(person: User, by: User) -> None:
        together.wait()
        try:
            act(person, by=by, now=now)
        except LastAdministrator:
            refused.append(person)
        finally:
            connection.close()

    threads = [threading.Thread(target=at_once, args=pair) for pair in ((one, other), (other, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert [person for person in User.objects.all() if role_of(person) is Role.ADMIN] == refused
