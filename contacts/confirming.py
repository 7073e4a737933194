"""What respondents confirmed, beside what the frame says."""

from dataclasses import dataclass

from contacts.models import Organisation
from surveys import compiling
from surveys.models import Response
from surveys.questionnaire.definition import Question, option_of

FACTS = ("name", "type", "region")


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that the respondent gave otherwise than the frame has it, in words."""

    fact: str
    in_frame: str
    given: str


def differences(organisation: Organisation, response: Response) -> list[Difference]:
    """The facts that differ; a fact that was not asked or not answered does not."""
    questionnaire = compiling.compiled(response.survey.questionnaire)
    found = []
    for fact in FACTS:
        question = questionnaire.question_of_fact(fact)
        given = response.answers.get(question.code) if question else None
        in_frame = getattr(organisation, fact)
        if question and given not in (None, "", in_frame):
            found.append(Difference(question.text, _in_words(question, in_frame), _in_words(question, given)))
    return found


def _in_words(question: Question, answer: object) -> str:
    option = option_of(question.options, answer)
    return option.label if option else str(answer)
