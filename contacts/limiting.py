"""Limits on what one network may do in a while. Counted in the cache, which all processes share."""

import ipaddress
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

ONE_NETWORK = 64  # bits of an IPv6 address that one household or office has to itself


@dataclass(frozen=True)
class Limit:
    """At most so many of a thing from one network within so many seconds."""

    name: str
    most: int
    within: int

    def is_reached(self, origin: str) -> bool:
        """Whether as many as are allowed came from there of late."""
        return len(self._recent(origin)) >= self.most

    def count(self, origin: str) -> None:
        """Count one more."""
        now = timezone.now().timestamp()
        cache.set(self._key(origin), [*self._recent(origin), now][-self.most :], timeout=self.within)

    def _recent(self, origin: str) -> list[float]:
        since = timezone.now().timestamp() - self.within
        return [moment for moment in cache.get(self._key(origin), []) if moment > since]

    def _key(self, origin: str) -> str:
        return f"contacts.{self.name}.{origin}"


def network(request: HttpRequest) -> str:
    """Where the request comes from. X-Forwarded-For counts only with ALLAUTH_TRUSTED_PROXY_COUNT."""
    address = get_adapter().get_client_ip(request)
    if ":" in address:
        return str(ipaddress.ip_network(f"{address}/{ONE_NETWORK}", strict=False))
    return address
