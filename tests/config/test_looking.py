"""A GET changes nothing: mail gateways, browsers and search engines follow links ahead of people."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from config.roles import Role

# What a browser is in the middle of: signing in, confirming a password. It is the browser's own, and goes with it.
OF_ONE_BROWSER = {"django_session"}
ON_RECORD = {"analysis_tokenuse"}  # that answers were read is written down, which is no change to them


def everything() -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    tables = set(connection.introspection.table_names()) - OF_ONE_BROWSER - ON_RECORD
    return {table: rows(table) for table in sorted(tables)}


def rows(table: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        found = [tuple(bytes(value) if isinstance(value, memoryview) else value for value in row) for row in cursor]
    return sorted(found, key=repr)


@pytest.mark.parametrize("role", Role)
def test_looking_changes_nothing(study, role):
    browser = study.browser(role)
    before = everything()

    for address in study.addresses.values():
        browser.get(address).getvalue()

    assert everything() == before


def test_a_change_would_be_seen(study):
    before = everything()

    Group.objects.create(name="new")

    assert everything() != before
