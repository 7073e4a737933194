import shutil

import pytest
from django.conf import settings
from django.core.cache import caches
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from analysis import matrix

pytest_plugins = ["tests.browsing"]

# How fast the machine is decides nothing.
hypothesis_settings.register_profile("canvass", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("canvass")


@pytest.fixture(autouse=True)
def fresh_cache():
    """Log-in attempts of one test are not counted in the next, nor are its respondents timed there."""
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(autouse=True)
def no_columns_kept():
    """A rolled-back database gives its keys to the next test, so what was read for tables must not outlive a test."""
    matrix.forget()


def pytest_unconfigure():
    """Take away the data folder: a worker of xdist ends without the handler that tests/settings.py leaves for it."""
    shutil.rmtree(settings.CANVASS_DATA, ignore_errors=True)
