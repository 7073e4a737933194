"""Letting programs in: tokens are made, found and revoked here, and nowhere else."""

import base64
import hashlib
import secrets
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import QuerySet

from analysis.models import Scope, Token, TokenUse

SECRET_BYTES = 24
ORDER = list(Scope)


def issue(name: str, scope: Scope, *, days: int, owner: User, now: datetime) -> tuple[Token, str]:
    """A new token and its secret, which is told this once."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    token = Token.objects.create(
        name=name,
        hashed=_hashed(secret),
        scope=scope,
        owner=owner,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    return token, secret


def usable(*, now: datetime) -> QuerySet[Token]:
    """Those that open something, the newest first."""
    return Token.objects.filter(revoked_at__isnull=True, expires_at__gt=now).select_related("owner")


def revoke(token: Token, *, by: User, now: datetime) -> None:
    """Let it open nothing more."""
    Token.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=now, revoked_by=by)


def revoke_all(owner: User, *, by: User | None, now: datetime) -> None:
    """Let none of this person's tokens open anything more."""
    Token.objects.filter(owner=owner, revoked_at__isnull=True).update(revoked_at=now, revoked_by=by)


def find(header: str, *, now: datetime) -> Token | None:
    """The token that an Authorization header names, as a bearer's or as the password of basic authentication; None
    where it is not known, over, or revoked."""
    secret = _secret(header)
    if not secret:
        return None
    return usable(now=now).filter(hashed=_hashed(secret)).first()


def note(token: Token, path: str, *, now: datetime) -> None:
    """Put on record what is read with it."""
    TokenUse.objects.create(token=token, path=path, at=now)


def opens(token: Token, scope: Scope) -> bool:
    """Whether it is made for this, or for more."""
    return ORDER.index(Scope(token.scope)) >= ORDER.index(scope)


def _secret(header: str) -> str:
    kind, _, rest = header.partition(" ")
    if kind.lower() == "bearer":
        return rest.strip()
    if kind.lower() != "basic":
        return ""
    try:
        return base64.b64decode(rest, validate=True).decode().partition(":")[2]
    except ValueError:  # no base64, or no text
        return ""


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
