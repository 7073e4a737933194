import pytest
from django.test import RequestFactory

from contacts import limiting
from contacts.limiting import Limit
from tests.factories import MONDAY

LIMIT = Limit("test", most=2, within=60)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(MONDAY, tick=False)


def test_a_limit_is_reached_at_its_number():
    reached = []
    for _ in range(3):
        reached.append(LIMIT.is_reached("here"))
        LIMIT.count("here")

    assert reached == [False, False, True]


def test_networks_and_limits_are_counted_apart():
    LIMIT.count("here")
    LIMIT.count("here")

    assert not LIMIT.is_reached("there")
    assert not Limit("other", most=2, within=60).is_reached("here")


def test_after_a_while_a_limit_is_open_again(time_machine):
    LIMIT.count("here")
    time_machine.shift(30)
    LIMIT.count("here")
    assert LIMIT.is_reached("here")

    time_machine.shift(31)

    assert not LIMIT.is_reached("here")


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.1", "192.0.2.1"), ("2001:db8::1", "2001:db8::/64"), ("2001:db8::ffff:1", "2001:db8::/64")],
)
def test_an_ipv6_household_is_one_network(address, network):
    assert limiting.network(RequestFactory().get("/", REMOTE_ADDR=address)) == network
