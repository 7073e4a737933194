from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who works with Canvass, and what was done to their accounts. Signing in itself is django-allauth's."""

    name = "config.accounts"
    label = "accounts"
