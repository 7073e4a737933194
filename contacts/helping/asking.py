"""What people ask the help line, and whom they name in their place."""

from datetime import datetime, timedelta

from django.db import transaction

from contacts.limiting import Limit
from contacts.models import Invitation, NamedContact, Query
from surveys.models import Survey

LIMIT = Limit("asking", most=10, within=600)  # from one network
SENT_TWICE = timedelta(minutes=10)  # within which the same words are the same question


@transaction.atomic
def ask(
    *,
    survey: Survey | None,
    invitation: Invitation | None,
    name: str,
    email: str,
    telephone: str,
    organisation_name: str,
    text: str,
    page: str,
    now: datetime,
) -> Query:
    """The query in the inbox. The same words from the same person within ten minutes are one: a form sent twice."""
    who = {"survey": survey, "invitation": invitation, "name": name, "email": email, "telephone": telephone}
    asked = Query.objects.filter(**who, text=text, asked_at__gt=now - SENT_TWICE, named_contact__isnull=True)
    if before := asked.first():
        return before
    return Query.objects.create(**who, organisation_name=organisation_name, text=text, page=page, asked_at=now)


@transaction.atomic
def name_another(
    *,
    invitation: Invitation,
    name: str,
    job_title: str,
    email: str,
    telephone: str,
    note: str,
    page: str,
    now: datetime,
) -> Query:
    """“I am not the right person, it is …”: a query, on behalf of the contact that we know, with whom it names. As long
    as staff have not decided, the same person named again is the query that there is."""
    Invitation.objects.select_for_update().get(pk=invitation.pk)  # a form sent twice waits here for itself
    undecided = {"accepted_at": None, "declined_at": None}
    named = NamedContact.objects.filter(query__invitation=invitation, email__iexact=email, **undecided)
    if before := named.select_related("query").first():
        return before.query
    person = invitation.organisation.people.filter(until__isnull=True).first()
    query = Query.objects.create(
        survey=invitation.survey,
        invitation=invitation,
        name=person.name if person else invitation.organisation.name,
        email=person.email if person else email,
        text=note,
        page=page,
        asked_at=now,
    )
    NamedContact.objects.create(query=query, name=name, job_title=job_title, email=email, telephone=telephone)
    return query
