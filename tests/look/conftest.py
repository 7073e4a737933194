import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory


@pytest.fixture
def request_for():
    """A request as it reaches a view, for an address."""

    def make(address="/"):
        request = RequestFactory().get(address)
        request.user = AnonymousUser()
        return request

    return make
