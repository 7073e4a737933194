"""The packed record of a submitted response: written at submission and with each change, rebuilt by one command."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction

from surveys import compiling
from surveys.models import CodedResponse, FormerRecord, Response, Survey
from surveys.questionnaire import back_coding, packing, routing
from surveys.questionnaire.codebook import Record


def record(response: Response) -> Record:
    """The values of a response as its own path has them."""
    questionnaire = compiling.compiled(response.survey.questionnaire)
    asked = routing.route(questionnaire, response.answers)
    return Record(asked, response.answers, response.codes)


def packed(response: Response) -> bytes:
    """The bytes that tables are counted from, with every “other” where researchers put it back to."""
    questionnaire = compiling.compiled(response.survey.questionnaire)
    asked = routing.route(questionnaire, response.answers)
    counted = back_coding.counted(questionnaire, response.answers, response.codes)
    values = Record(asked, response.answers, response.codes, counted=counted)
    return packing.pack(compiling.variables(response.survey.questionnaire), values)


def code(response: Response, *, now: datetime) -> CodedResponse:
    """Write the packed record of a submitted response. The one it had is kept as what it was until now."""
    before = CodedResponse.objects.filter(response=response).first()
    new = packed(response)
    if before and bytes(before.record) == new:
        return before
    if before:
        _keep_former(before, now)
        before.delete()
    return CodedResponse.objects.create(survey=response.survey, response=response, record=new, since=now)


@transaction.atomic
def give_codes(response_id: int, variable: str, codes: Sequence[str], *, now: datetime) -> None:
    """Let these be the codes of an open answer of a submitted response; `variable` is that of its code frame."""
    of_survey = Response.objects.select_related("survey__questionnaire").filter(submitted_at__isnull=False)
    response = of_survey.select_for_update(of=("self",), no_key=True).get(pk=response_id)
    response.codes = {name: given for name, given in response.codes.items() if name != variable}
    if codes:
        response.codes[variable] = list(codes)
    response.save(update_fields=["codes"])
    code(response, now=now)


@transaction.atomic
def rebuild(survey: Survey) -> int:
    """Write every packed record anew from the answers; how many there are. What they were before stays as it is."""
    submitted = Response.objects.filter(survey=survey, submitted_at__isnull=False)
    rows = submitted.select_related("survey__questionnaire").order_by("pk")
    since = dict(CodedResponse.objects.filter(survey=survey).values_list("response_id", "since"))
    CodedResponse.objects.filter(survey=survey).delete()
    made = [
        CodedResponse(survey=survey, response=row, record=packed(row), since=since.get(row.pk) or sent)
        for row in rows
        if (sent := row.changed_at or row.submitted_at)
    ]
    return len(CodedResponse.objects.bulk_create(made, batch_size=500))


def differences(survey: Survey) -> Iterator[Response]:
    """The submitted responses whose packed record is missing or is not what the answers say."""
    columns = compiling.layout(survey.questionnaire)
    submitted = Response.objects.filter(survey=survey, submitted_at__isnull=False)
    for row in submitted.select_related("survey__questionnaire", "coded").iterator():
        if not hasattr(row, "coded") or packing.fitted(bytes(row.coded.record), columns) != packed(row):
            yield row


def _keep_former(coded: CodedResponse, now: datetime) -> None:
    if coded.since < now:
        FormerRecord.objects.create(
            survey_id=coded.survey_id,
            response_id=coded.response_id,
            record=coded.record,
            since=coded.since,
            until=now,
        )
