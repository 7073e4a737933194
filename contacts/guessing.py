"""A limit on wrong personal links from one network address, so that nobody goes looking for right ones."""

import ipaddress

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

MOST = 30
WITHIN = 600  # seconds
ONE_NETWORK = 64  # bits of an IPv6 address that one household or office has to itself


def network(request: HttpRequest) -> str:
    """Where the request comes from. X-Forwarded-For counts only with ALLAUTH_TRUSTED_PROXY_COUNT."""
    address = get_adapter().get_client_ip(request)
    if ":" in address:
        return str(ipaddress.ip_network(f"{address}/{ONE_NETWORK}", strict=False))
    return address


def too_many(origin: str) -> bool:
    """Whether as many wrong links as are allowed came from there of late."""
    return len(_recent(origin)) >= MOST


def note_failure(origin: str) -> None:
    """Count one wrong link."""
    now = timezone.now().timestamp()
    cache.set(_key(origin), [*_recent(origin), now][-MOST:], timeout=WITHIN)


def _recent(origin: str) -> list[float]:
    since = timezone.now().timestamp() - WITHIN
    return [moment for moment in cache.get(_key(origin), []) if moment > since]


def _key(origin: str) -> str:
    return f"contacts.guessing.{origin}"
