from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest

from contacts.exceptions import Refused


@contextmanager
def told(request: HttpRequest) -> Iterator[None]:
    """What is refused within is told at the top of the next page."""
    try:
        yield
    except Refused as refusal:
        messages.error(request, str(refusal))
