import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError

from analysis.exports import asking
from analysis.exports.kinds import KINDS
from analysis.models import Scope, WeeklyExport
from analysis.outsiders import Audience
from analysis.programs import tokens
from config.accounts import staffing
from config.accounts.exceptions import AddressTaken, LastAdministrator, OwnAccount
from config.accounts.models import AccountChange, What
from config.roles import Role, role_of
from tests.config.visitors import employ
from tests.factories import SurveyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> User:
    return employ(Role.ADMIN)


@pytest.fixture
def researcher() -> User:
    return employ(Role.RESEARCHER)


def fresh(person: User) -> User:
    return User.objects.get(pk=person.pk)


def recorded(person: User) -> list[tuple[str, str, User | None]]:
    return [(change.what, change.role, change.by) for change in person.account_changes.all()]


def test_a_new_account_has_its_role_and_no_password(admin, now):
    person = staffing.add(email="Anna@Example.org", name="Anna Smith", role=Role.RESEARCHER, by=admin, now=now)

    assert (person.email, person.username, person.get_full_name()) == (
        "anna@example.org",
        "anna@example.org",
        "Anna Smith",
    )
    assert role_of(fresh(person)) == Role.RESEARCHER
    assert not person.has_usable_password()


def test_an_address_has_one_account_whatever_its_case(admin, now):
    with pytest.raises(AddressTaken):
        staffing.add(email="ADMIN@example.org", name="Admin", role=Role.ADMIN, by=admin, now=now)

    assert User.objects.count() == 1


def test_a_changed_role_replaces_the_one_before(admin, researcher, now):
    staffing.change_role(researcher, role=Role.ADMIN, by=admin, now=now)

    assert [group.name for group in fresh(researcher).groups.all()] == ["admin"]


def test_a_superuser_who_becomes_a_researcher_is_one(admin, now):
    root = User.objects.create_superuser("root@example.org", "root@example.org")

    staffing.change_role(root, role=Role.RESEARCHER, by=admin, now=now)

    assert role_of(fresh(root)) == Role.RESEARCHER


def test_nobody_changes_their_own_role(admin, now):
    employ(Role.ADMIN, name="other")

    with pytest.raises(OwnAccount):
        staffing.change_role(admin, role=Role.RESEARCHER, by=admin, now=now)

    assert role_of(fresh(admin)) == Role.ADMIN


def test_nobody_switches_off_their_own_account(admin, now):
    employ(Role.ADMIN, name="other")

    with pytest.raises(OwnAccount):
        staffing.deactivate(admin, by=admin, now=now)

    assert fresh(admin).is_active


def test_the_last_administrator_stays_one(admin, researcher, now):
    with pytest.raises(LastAdministrator):
        staffing.change_role(admin, role=Role.RESEARCHER, by=None, now=now)

    assert role_of(fresh(admin)) == Role.ADMIN


def test_the_last_administrator_cannot_be_switched_off(admin, researcher, now):
    with pytest.raises(LastAdministrator):
        staffing.deactivate(admin, by=None, now=now)

    assert fresh(admin).is_active


def test_an_administrator_who_is_switched_off_does_not_count(admin, now):
    other = employ(Role.ADMIN, name="other")
    staffing.deactivate(other, by=admin, now=now)

    with pytest.raises(LastAdministrator):
        staffing.deactivate(admin, by=other, now=now)


def test_a_superuser_counts_as_an_administrator_who_is_left(admin, now):
    User.objects.create_superuser("root@example.org", "root@example.org")

    staffing.deactivate(admin, by=None, now=now)

    assert not fresh(admin).is_active


def test_what_the_caller_holds_may_be_older_than_what_is_so(admin, now):
    other = employ(Role.ADMIN, name="other")
    User.objects.filter(pk=other.pk).update(is_active=False)

    with pytest.raises(LastAdministrator):
        staffing.deactivate(admin, by=other, now=now)


def test_an_account_that_was_switched_off_comes_back_without_its_password(admin, researcher, now):
    staffing.deactivate(researcher, by=admin, now=now)
    staffing.reactivate(researcher, by=admin, now=now)

    assert fresh(researcher).is_active
    assert not fresh(researcher).has_usable_password()


@pytest.fixture
def every_week(now):
    """Asks for a file each week; gives what tells whether it is still made."""
    survey = SurveyFactory()

    def ask(kind, person):
        wanted = {"audience": Audience.INTERNAL, "why": "The board", "by": person, "now": now}
        made = asking.ask_weekly(survey, KINDS[kind], weekday=0, hour=6, **wanted)
        return lambda: WeeklyExport.objects.filter(pk=made.pk, stopped_at__isnull=True).exists()

    return ask


def test_whoever_is_switched_off_has_nothing_made_each_week(admin, researcher, now, every_week):
    theirs, others = every_week("report-word", researcher), every_week("codes-csv", admin)

    staffing.deactivate(researcher, by=admin, now=now)

    assert (theirs(), others()) == (False, True)


def test_who_is_no_longer_administrator_has_no_answers_made_each_week(admin, now, every_week):
    other = employ(Role.ADMIN, name="other")
    answers, report = every_week("codes-csv", other), every_week("report-word", other)

    staffing.change_role(other, role=Role.ADMIN, by=admin, now=now)
    assert (answers(), report()) == (True, True)

    staffing.change_role(other, role=Role.RESEARCHER, by=admin, now=now)
    assert (answers(), report()) == (False, True)


def test_tokens_of_an_account_that_was_switched_off_stay_revoked_when_it_comes_back(admin, researcher, now):
    _, secret = tokens.issue("Power BI", Scope.TABLES, days=30, owner=researcher, now=now)
    assert tokens.find(f"Bearer {secret}", now=now) is not None

    staffing.deactivate(researcher, by=admin, now=now)
    staffing.reactivate(researcher, by=admin, now=now)

    assert tokens.find(f"Bearer {secret}", now=now) is None


def test_everything_done_to_an_account_is_recorded_with_who_did_it(admin, now):
    person = staffing.add(email="anna@example.org", name="Anna", role=Role.RESEARCHER, by=admin, now=now)
    staffing.record_link(person, by=admin, now=now)
    staffing.change_role(person, role=Role.ADMIN, by=admin, now=now)
    staffing.deactivate(person, by=admin, now=now)
    staffing.reactivate(person, by=admin, now=now)

    assert recorded(person) == [
        (What.REACTIVATED, "", admin),
        (What.DEACTIVATED, "", admin),
        (What.ROLE, "admin", admin),
        (What.LINK_SENT, "", admin),
        (What.ADDED, "researcher", admin),
    ]


def test_what_was_refused_is_not_recorded(admin, now):
    before = recorded(admin)

    with pytest.raises(LastAdministrator):
        staffing.deactivate(admin, by=None, now=now)

    assert recorded(admin) == before


def test_only_known_changes_can_be_recorded(admin, now):
    with pytest.raises(IntegrityError, match="account_change_what"):
        AccountChange.objects.create(person=admin, what="promoted", at=now)
