"""The mail by which somebody gets into a new account, or into one that was switched on again."""

from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse

from config.accounts import staffing


def send_link(person: User, *, by: User, now: datetime) -> None:
    """Mail the person a link to choose a password, the same that the page for forgotten passwords sends, and note it.
    Raises OSError where the mail server does not take it."""
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    adapter = get_adapter()
    context = {
        "person": person,
        "by": by,
        "choose_password": adapter.get_reset_password_from_key_url(key),
        "minutes": settings.PASSWORD_RESET_TIMEOUT // 60,
        "ask_again": settings.SITE_URL + reverse("account_reset_password"),
    }
    adapter.send_mail("accounts/email/choose_password", person.email, context)
    staffing.record_link(person, by=by, now=now)
