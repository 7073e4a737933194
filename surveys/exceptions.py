"""What surveys refuse to do. Each says so in a sentence for its reader."""

from surveys.models import Questionnaire


class AlreadyFielded(Exception):
    """A version in the field never changes."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        super().__init__(
            f"{questionnaire} is in the field and cannot change. "
            f"Give the changed file the version {questionnaire.version + 1}."
        )


class LinkNotOpened(Exception):
    """This browser may not open the response."""
