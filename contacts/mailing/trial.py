"""The test email: any mailing, sent to somebody of the staff at once and not through the outbox. Its link proves that
emails arrive and that links lead here."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from contacts.exceptions import TrialRefused
from contacts.mailing import composing, transport
from contacts.mailing.transport import Fate
from contacts.models import Fieldwork, Mailing, Organisation

SALT = "contacts.mailing.trial"
LASTS = timedelta(days=14)


def send(mailing: Mailing, organisation: Organisation, *, to: str, part_done: bool, now: datetime) -> None:
    """Send what the contact of this organisation would get to a member of the staff instead. Raises ServerUnreachable
    or TrialRefused, with what the mail server said."""
    token = signing.dumps([mailing.survey_id, now.isoformat()], salt=SALT)
    link = f"{settings.SITE_URL}{reverse('contacts:trial', args=[token])}"
    preview = composing.preview(mailing, organisation, part_done=part_done, link=link, now=now)
    headers = {composing.IDENTITY: "test"}  # no message of the outbox
    email = EmailMultiAlternatives(f"Test: {preview.filled.subject}", preview.filled.text, to=[to], headers=headers)
    email.attach_alternative(preview.filled.html, "text/html")
    with transport.connected() as hand_over:
        handed = hand_over(hand_over.write(email), lambda: True)
    if handed.fate is not Fate.SENT:
        raise TrialRefused(f"The mail server did not take the test email: {handed.answer}")
    sent = {"trial_sent_to": to, "trial_sent_at": now, "trial_received_at": None}
    Fieldwork.objects.update_or_create(survey=mailing.survey, defaults=sent)


def find(token: str) -> Fieldwork | None:
    """The fieldwork whose latest test email has this link; None for an older one, or one that was never sent."""
    try:
        survey, sent_at = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    return Fieldwork.objects.filter(survey=survey, trial_sent_at=datetime.fromisoformat(sent_at)).first()


def receive(work: Fieldwork, *, now: datetime) -> None:
    """Remember that the link of the test email was opened; the first time counts."""
    Fieldwork.objects.filter(pk=work.pk, trial_received_at__isnull=True).update(trial_received_at=now)
