import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_cache():
    """Log-in attempts of one test are not counted in the next."""
    cache.clear()
