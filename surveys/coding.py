"""The packed record of a submitted response: written at submission, rebuilt by one command."""

from collections.abc import Iterator

from django.db import transaction

from surveys import compiling
from surveys.models import CodedResponse, Response, Survey
from surveys.questionnaire import packing, routing
from surveys.questionnaire.codebook import Record


def record(response: Response) -> Record:
    """The values of a response as its own path has them."""
    questionnaire = compiling.compiled(response.survey.questionnaire)
    asked = routing.route(questionnaire, response.answers)
    return Record(asked, response.answers, response.codes)


def packed(response: Response) -> bytes:
    """The bytes that tables are counted from."""
    variables = compiling.variables(response.survey.questionnaire)
    return packing.pack(variables, record(response))


def code(response: Response) -> CodedResponse:
    """Write the packed record of a submitted response, in place of the one it had."""
    CodedResponse.objects.filter(response=response).delete()
    return CodedResponse.objects.create(survey=response.survey, response=response, record=packed(response))


@transaction.atomic
def rebuild(survey: Survey) -> int:
    """Write every packed record anew from the answers; how many there are."""
    submitted = Response.objects.filter(survey=survey, submitted_at__isnull=False)
    rows = submitted.select_related("survey__questionnaire").order_by("pk")
    CodedResponse.objects.filter(survey=survey).delete()
    made = [CodedResponse(survey=survey, response=row, record=packed(row)) for row in rows]
    return len(CodedResponse.objects.bulk_create(made, batch_size=500))


def differences(survey: Survey) -> Iterator[Response]:
    """The submitted responses whose packed record is missing or is not what the answers say."""
    submitted = Response.objects.filter(survey=survey, submitted_at__isnull=False)
    for row in submitted.select_related("survey__questionnaire", "coded").iterator():
        if not hasattr(row, "coded") or bytes(row.coded.record) != packed(row):
            yield row
