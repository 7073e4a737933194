"""Moments in words."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime


def in_words(moment: datetime) -> str:
    """By the clocks in England: 20 November 2026, 17:00."""
    return date_format(localtime(moment), "j F Y, H:i")
