"""Settings of mail that depend on each other: the mailbox of returned mail, and a mail provider instead of SMTP."""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config import embedded

ON_A_SERVER = ("imaps", "imap")  # the second without encryption: for a server on the same machine
PREFIX = "ANYMAIL_"
NEEDS = {"amazon_ses": "boto3"}  # of the providers' own packages, those that no lock has


def returned_mail(url: str, *, otherwise: Path) -> str:
    """The mailbox of returned mail as an address; without one, the folder `otherwise`, which is made."""
    if not url:
        return f"maildir{embedded.folder(otherwise).as_uri().removeprefix('file')}"
    if not _is_mailbox(url):
        raise ImproperlyConfigured(
            "BOUNCE_MAILBOX must be like imaps://user:password@host/INBOX, where @ in user and password is %40 and : "
            "is %3A, or like maildir:///a/folder."
        )
    return url


def _is_mailbox(url: str) -> bool:
    try:
        parts = urlsplit(url)
        on_a_server = parts.scheme in ON_A_SERVER and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:  # brackets or a port that are none
        return False
    return on_a_server or (parts.scheme == "maildir" and bool(parts.path) and not parts.netloc)


def provider(name: str, environ: Mapping[str, str], *, timeout: int) -> dict[str, Any]:
    """EMAIL_BACKEND and ANYMAIL for the provider of this name; ANYMAIL holds every variable ANYMAIL_… of the
    environment, as django-anymail's documentation names them. Raises ImproperlyConfigured."""
    _need_the_packages(name)
    own = {key.removeprefix(PREFIX): value for key, value in environ.items() if key.startswith(PREFIX)}
    user, separator, password = own.get("WEBHOOK_SECRET", "").partition(":")
    if not (user and separator and password):
        raise ImproperlyConfigured(
            f"EMAIL_PROVIDER is set, so ANYMAIL_WEBHOOK_SECRET must be two random words with a colon between, which "
            f"{name} then sends with each notice: https://ONE:OTHER@your.host/anymail/{name}/tracking/"
        )
    return {
        "EMAIL_BACKEND": "contacts.mailing.provider_sending.EmailBackend",
        "ANYMAIL": own | {"REQUESTS_TIMEOUT": timeout},
    }


def _need_the_packages(name: str) -> None:
    if find_spec("anymail") is None:
        raise ImproperlyConfigured(
            "EMAIL_PROVIDER is set, so django-anymail must be installed: "
            "pip install --require-hashes -r requirements/providers.txt"
        )
    if not name.isidentifier() or not all(find_spec(f"anymail.{part}.{name}") for part in ("backends", "webhooks")):
        raise ImproperlyConfigured(
            f"EMAIL_PROVIDER is {name!r}, which django-anymail does not know or has no notices from. It is the name in "
            "small letters, such as mailgun, postmark, sendgrid, brevo or sparkpost."
        )
    if (package := NEEDS.get(name)) and find_spec(package) is None:
        raise ImproperlyConfigured(f"EMAIL_PROVIDER={name} needs the package {package} too: pip install {package}")
