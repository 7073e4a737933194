"""Mail through a provider, by django-anymail; the backend of emails only where EMAIL_PROVIDER names one.

What a provider answers is said as a mail server would say it, so that sending knows one language."""

from collections.abc import Sequence
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRecipientsRefused
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string
from requests import ConnectionError as NotConnected
from requests import ConnectTimeout
from urllib3.exceptions import MaxRetryError, NewConnectionError

LATER, NEVER = 451, 554
# The key is wrong or the account held back, there were too many, or the provider has no time: nothing of the email.
TRY_AGAIN = {401, 403, 429, 503}
REFUSED = range(400, 500)
Provider: Any = import_string(f"anymail.backends.{settings.EMAIL_PROVIDER}.EmailBackend")


class EmailBackend(Provider):
    """The provider's own backend. Raises SMTPRecipientsRefused where the provider takes no mail to an address, and
    SMTPResponseException where it did not take the email; anything else leaves open whether it did."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        try:
            return super().send_messages(email_messages)
        except AnymailRecipientsRefused as refusal:
            raise SMTPRecipientsRefused(
                {to: (NEVER, str(refusal).encode()) for to in email_messages[0].to}
            ) from refusal
        except AnymailAPIError as answer:
            if code := _code(answer):
                raise SMTPResponseException(code, str(answer)) from answer
            raise
        except AnymailError as misuse:  # before anything was posted
            raise SMTPResponseException(NEVER, str(misuse)) from misuse


def _code(answer: AnymailAPIError) -> int | None:
    """What a mail server would have answered; None where the provider may have taken the email."""
    if answer.status_code in TRY_AGAIN or _never_reached(answer):
        return LATER
    return NEVER if answer.status_code in REFUSED else None


def _never_reached(answer: AnymailAPIError) -> bool:
    if isinstance(answer, ConnectTimeout):
        return True
    cause = answer.__cause__.args[0] if isinstance(answer, NotConnected) and answer.__cause__ else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)
