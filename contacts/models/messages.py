from django.conf import settings
from django.db import models
from django.db.models import Q

from contacts.models.invitations import Invitation, Mailing
from contacts.models.organisations import Person


class Message(models.Model):
    """One email: a row first, then sent. The row holds neither a personal link nor, but for replies, any text: a
    mailing's text is made at the moment of sending. `claim` is the worker that holds it."""

    class Kind(models.TextChoices):
        MAILING = "mailing", "Mailing"
        HANDOVER = "handover", "Invitation at a new address"
        REPLY = "reply", "Answer to a query"
        LINK = "link", "Link that was asked for"

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        CLAIMED = "claimed", "About to be sent"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        REFUSED = "refused", "Refused by the mail server"
        UNKNOWN = "unknown", "Not known whether it was sent"
        CANCELLED = "cancelled", "Not sent"
        DROPPED = "dropped", "Dropped by staff"

    ASKED_FOR = (Kind.REPLY, Kind.LINK)  # somebody waits for these: they go out at any hour, held back by nothing

    kind = models.CharField(max_length=20, choices=Kind, default=Kind.MAILING)
    invitation = models.ForeignKey(Invitation, models.PROTECT, null=True, blank=True, related_name="messages")
    mailing = models.ForeignKey(Mailing, models.PROTECT, null=True, blank=True, related_name="messages")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="messages")
    to = models.EmailField(blank=True)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    part_done = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=State, default=State.QUEUED)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.CharField(max_length=32, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)  # if a provider says so
    message_id = models.CharField(max_length=120, blank=True)
    detail = models.CharField(max_length=500, blank=True)  # why it was not sent, or what the server said

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "mailing"], condition=Q(mailing__isnull=False), name="message_once_in_a_mailing"
            ),
            models.UniqueConstraint(
                fields=["invitation", "to"],
                condition=Q(kind="handover") & ~Q(state="cancelled"),
                name="message_one_handover_to_an_address",
            ),
            models.UniqueConstraint(fields=["message_id"], condition=~Q(message_id=""), name="message_id_once"),
            models.CheckConstraint(
                condition=Q(kind="mailing", mailing__isnull=False, invitation__isnull=False)
                | Q(kind="handover", mailing__isnull=True, invitation__isnull=False) & ~Q(to="")
                | Q(kind="link", mailing__isnull=True, invitation__isnull=False, person__isnull=False) & ~Q(to="")
                | Q(kind="reply", mailing__isnull=True) & ~Q(to="") & ~Q(body=""),
                name="message_has_what_its_kind_needs",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["queued", "claimed", "sending", "sent", "refused", "unknown", "cancelled", "dropped"]
                ),
                name="message_state",
            ),
            models.CheckConstraint(
                condition=Q(claim="", claimed_at__isnull=True) | ~Q(claim="") & Q(claimed_at__isnull=False),
                name="message_claimed_by_somebody_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(state="sent") | Q(sent_at__isnull=False), name="message_sent_at"),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="queued"), name="message_due"),
            models.Index(fields=["state", "claimed_at"], condition=~Q(claim=""), name="message_held"),
            models.Index(fields=["mailing", "state"], name="message_of_a_mailing"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}: {self.state}"


class PersonalLink(models.Model):
    """A secret that opens one invitation, new in each message. Only its hash is kept: a link cannot be shown a second
    time. `message` is empty where staff asked for it. One that staff withdrew opens nothing."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="links")
    message = models.ForeignKey(Message, models.SET_NULL, null=True, blank=True, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return self.token_hash[:6]


class DeliveryNotice(models.Model):
    """What came back after a message was handed over: from the mail server at once, from a provider, or as an email in
    the mailbox of returned mail. Append-only; `source_id` keeps one from being taken up twice."""

    class Kind(models.TextChoices):
        HARD = "hard", "Came back for good"
        SOFT = "soft", "Came back for now"
        AUTO_REPLY = "auto_reply", "Automatic reply"
        COMPLAINT = "complaint", "Reported as unwanted"
        UNCLEAR = "unclear", "Unclear"

    class Source(models.TextChoices):
        SERVER = "server", "mail server"
        PROVIDER = "provider", "mail provider"
        MAILBOX = "mailbox", "mailbox"

    message = models.ForeignKey(Message, models.PROTECT, null=True, blank=True, related_name="notices")
    kind = models.CharField(max_length=20, choices=Kind)
    source = models.CharField(max_length=20, choices=Source)
    source_id = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=254, blank=True)
    detail = models.CharField(max_length=500, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=~Q(source_id=""), name="delivery_notice_taken_up_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} about {self.message_id}"
