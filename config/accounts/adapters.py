from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


class StaffAccounts(DefaultAccountAdapter):
    """Staff accounts are made by an administrator: nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Begins with our own address, not with what the request called us: that is for its sender to choose."""
        uidb36, token = key.split("-", 1)
        return settings.SITE_URL + reverse("account_reset_password_from_key", args=[uidb36, token])
