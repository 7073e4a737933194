"""What `serve` says once the product answers."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth import get_user_model

from config.demonstration_accounts import ACCOUNTS
from contacts import inviting


def lines() -> list[str]:
    """Where a newcomer goes, one line a place; ends with how to stop."""
    return ["", f"Canvass runs at {settings.SITE_URL}", "", *_places(), "", "Ctrl-C stops it."]


def _places() -> Iterator[str]:
    link = inviting.open_demonstration_link()
    if link:
        yield f"  Answer the survey   {settings.SITE_URL}{link}"
    yield f"  Read the report     {settings.SITE_URL}/report/"
    yield f"  Staff               {settings.SITE_URL}/staff/"
    for account in ACCOUNTS:
        if get_user_model().objects.filter(email=account.email).exists():
            yield f"     as {account.role:12}  {account.email}   password: {account.password}"
