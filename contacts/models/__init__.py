"""The organisations of the frame, the people in them, what ties them to a survey, and what was sent, said and asked."""

from contacts.models.addresses import StoppedAddress
from contacts.models.background import Heartbeat
from contacts.models.calls import Call, CallTask
from contacts.models.duplicates import DistinctPair
from contacts.models.invitations import Fieldwork, Invitation, Mailing
from contacts.models.lists_taken import ListTaken
from contacts.models.messages import DeliveryNotice, Message, PersonalLink
from contacts.models.organisations import DEMONSTRATION, Organisation, Person
from contacts.models.queries import NamedContact, Query, QueryEntry

__all__ = [
    "DEMONSTRATION",
    "Call",
    "CallTask",
    "DeliveryNotice",
    "DistinctPair",
    "Fieldwork",
    "Heartbeat",
    "Invitation",
    "ListTaken",
    "Mailing",
    "Message",
    "NamedContact",
    "Organisation",
    "Person",
    "PersonalLink",
    "Query",
    "QueryEntry",
    "StoppedAddress",
]
