from datetime import datetime

import pytest
from django.utils import timezone

from tests.config.visitors import Study, make_study


@pytest.fixture
def study(db) -> Study:
    return make_study()


@pytest.fixture
def now() -> datetime:
    return timezone.now()
