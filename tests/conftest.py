import shutil

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db.models.signals import post_save
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from analysis import matrix
from surveys import compiling
from surveys.models import CodeFrame

DATABASE = {"db", "transactional_db", "django_db_setup"}  # the fixtures by which a test says that it uses it

pytest_plugins = ["tests.browsing"]

# How fast the machine is decides nothing.
hypothesis_settings.register_profile("canvass", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("canvass")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what uses the database, before anything is chosen by its marks."""
    for item in items:
        if item.get_closest_marker("django_db") or DATABASE.intersection(item.fixturenames):
            item.add_marker(pytest.mark.database)


@pytest.fixture(autouse=True)
def fresh_cache():
    """Log-in attempts of one test are not counted in the next, nor are its respondents timed there."""
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(autouse=True)
def no_columns_kept():
    """A rolled-back database gives its keys to the next test, so what was read for tables must not outlive a test."""
    matrix.forget()


@pytest.fixture(autouse=True)
def no_code_frames_kept():
    """Nor must what was compiled with code frames that a test let grow."""
    grown = []

    def note(**parts):
        grown.append(parts["instance"])

    post_save.connect(note, sender=CodeFrame)
    yield
    post_save.disconnect(note, sender=CodeFrame)
    if grown:
        compiling.forget()


def pytest_unconfigure():
    """Take away the data folder: a worker of xdist ends without the handler that tests/settings.py leaves for it."""
    shutil.rmtree(settings.CANVASS_DATA, ignore_errors=True)
