"""Rows of every kind, valid with no arguments."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import factory
from django.contrib.auth.models import User
from factory.django import DjangoModelFactory

from contacts import inviting
from contacts.models import Call, CallTask, Invitation, Mailing, Message, NamedContact, Organisation, Person, Query
from surveys import loading, opening, responses
from surveys.models import Questionnaire, Response, Survey
from surveys.questionnaire import definition
from surveys.questionnaire.definition import Kind, Option, Question
from tests.builders import chose, options, question, questionnaire

MONDAY = datetime(2026, 11, 2, 9, tzinfo=ZoneInfo("Europe/London"))

TYPES = (Option("u", "Unitary Council", short="Unitary"), Option("d", "District / Borough", aliases=("District",)))
REGIONS = (Option("n", "North East"), Option("y", "Yorkshire and the Humber", aliases=("Yorkshire & Humberside",)))


def with_facts(*more: Question) -> definition.Questionnaire:
    """A questionnaire that confirms name, type and region, and asks districts a question of their own."""
    return questionnaire(
        question("q1", Kind.TEXT, fact="name"),
        question("q2", options=TYPES, fact="type"),
        question("q3", options=REGIONS, fact="region"),
        question("q4", Kind.MULTIPLE, options=options("abc"), limit=2),
        question("q5", condition=chose("q2", "d")),
        question("q6", Kind.NUMBERS),
        question("q7_text", Kind.LONG_TEXT, required=False),
        *more,
    )


class QuestionnaireFactory(DjangoModelFactory):
    """A loaded draft; `definition` says of what."""

    class Meta:
        model = Questionnaire

    definition = factory.LazyFunction(with_facts)

    @classmethod
    def _create(cls, model_class, *args, definition, **kwargs):
        return loading.load(definition)


class SurveyFactory(DjangoModelFactory):
    """A survey in the field, open from a Monday morning for three weeks."""

    class Meta:
        model = Survey

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    opens_at = MONDAY
    closes_at = MONDAY + timedelta(weeks=3)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return opening.field(**kwargs)


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    reference = factory.Sequence(lambda number: f"R{number:04}")
    name = factory.Sequence(lambda number: f"Place {number}")
    type = "u"
    region = "n"


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda number: f"Pat Example {number}")
    email = factory.Sequence(lambda number: f"pat.{number}@example.org")


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    survey = factory.SubFactory(SurveyFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    created_at = MONDAY


class MailingFactory(DjangoModelFactory):
    """A round of emails: the first of its number is the invitation, number 0."""

    class Meta:
        model = Mailing
        django_get_or_create = ("survey", "number")

    survey = factory.SubFactory(SurveyFactory)
    number = 0
    kind = factory.LazyAttribute(lambda mailing: "reminder" if mailing.number else "invitation")
    due_at = MONDAY
    subject = part_done_subject = "Your survey"
    body = part_done_body = "Please answer: {link}"


class MessageFactory(DjangoModelFactory):
    """An email that went to the current person of an organisation."""

    class Meta:
        model = Message

    invitation = factory.SubFactory(InvitationFactory)
    mailing = factory.LazyAttribute(lambda message: MailingFactory(survey=message.invitation.survey))
    person = factory.LazyAttribute(lambda message: message.invitation.organisation.people.first())
    to = factory.LazyAttribute(lambda message: message.person.email)
    state = "sent"
    due_at = sent_at = MONDAY
    message_id = factory.Sequence(lambda number: f"<{number:032x}@example.org>")


class ResponseFactory(DjangoModelFactory):
    """A started response, tied to the invitation if one is given; `submitted` is when it was submitted."""

    class Meta:
        model = Response

    survey = factory.SubFactory(SurveyFactory)
    invitation = None
    answers = factory.LazyFunction(dict)
    submitted = None

    @classmethod
    def _create(cls, model_class, *args, survey, invitation, answers, submitted):
        known = inviting.known(invitation.organisation) if invitation else {}
        if submitted:
            made = responses.enter(survey, answers, known=known, codes={}, channel="web", now=submitted)
        else:
            made = responses.start(survey, known=known, now=MONDAY)
        Invitation.objects.filter(pk=getattr(invitation, "pk", None)).update(response=made)
        return made


class StaffFactory(DjangoModelFactory):
    """A researcher's account."""

    class Meta:
        model = User

    username = email = factory.Sequence(lambda number: f"staff.{number}@example.org")


class CallTaskFactory(DjangoModelFactory):
    """A contact to be checked by telephone, from Monday morning on."""

    class Meta:
        model = CallTask

    organisation = factory.SubFactory(OrganisationFactory)
    reason = "verification"
    opened_at = due_at = MONDAY


class CallFactory(DjangoModelFactory):
    class Meta:
        model = Call

    task = factory.SubFactory(CallTaskFactory)
    outcome = "no_answer"
    called_at = MONDAY


class QueryFactory(DjangoModelFactory):
    """A question that came by a personal link."""

    class Meta:
        model = Query

    invitation = factory.SubFactory(InvitationFactory)
    survey = factory.LazyAttribute(lambda query: query.invitation and query.invitation.survey)
    name = "Pat Example"
    email = "pat@example.org"
    text = "Whom do you mean?"
    asked_at = MONDAY


class NamedContactFactory(DjangoModelFactory):
    class Meta:
        model = NamedContact

    query = factory.SubFactory(QueryFactory)
    name = "Sam Sample"
    job_title = "Head"
    email = "sam@example.org"
    telephone = "01632 960001"
