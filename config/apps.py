from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Holds the commands that concern the whole product; it has no models."""

    name = "config"
