import pytest
from django.contrib.auth.models import Group, User
from django.test import Client


def signed_in(role):
    user = User.objects.create_user(role, f"{role}@example.org")
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def researcher():
    return signed_in("researcher")


@pytest.fixture
def admin():
    return signed_in("admin")
