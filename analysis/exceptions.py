"""What the analysis refuses to do. Each says so in a sentence for its reader."""

from collections.abc import Iterable

from contacts.exceptions import Refused


class NotInQuestionnaire(Exception):
    """A table asks for a variable or an option that this questionnaire does not have."""

    def __init__(self, name: str) -> None:
        super().__init__(f"This questionnaire has no {name}.")


class UnknownTable(Refused):
    """A table was asked for that the report does not have."""

    def __init__(self, unknown: Iterable[str], known: Iterable[str]) -> None:
        super().__init__(f"There is no table {', '.join(unknown)}. The tables are {', '.join(known)}.")


class RecordsOutOfDate(Refused):
    """The packed records are not as long as the questionnaire says."""

    def __init__(self, survey: str) -> None:
        super().__init__(f"The coded records of {survey} do not fit its questionnaire. Run: manage.py rebuild_records")


class TooManyCells(Refused):
    """A crosstab was asked for that nobody could read."""

    def __init__(self, cells: int, most: int) -> None:
        super().__init__(
            f"This crosstab has {cells:,} cells on all its layers; {most:,} is the most that is shown. Take out a "
            "layer, or filter by one of its answers instead."
        )


class CannotBeWeighted(Refused):
    """The respondents cannot be made to add up to the margins of the list."""


class NotAReport(Refused):
    """A file was given that holds no report."""

    def __init__(self) -> None:
        super().__init__(
            "This file is no report in JSON. The link “The report as data” on the report’s page makes one, and so does "
            "`build_report --format json`."
        )


class ReasonMissing(Refused):
    """A file that names organisations was asked for, and nobody said why."""

    def __init__(self) -> None:
        super().__init__("Say what this file is for: it names organisations beside their answers.")


class NotWanted(Exception):
    """A file was cancelled while it was being made."""


class NotATemplate(Refused):
    """A file was given as a template for reports that none can be made from."""


class TooLargeForExcel(Refused):
    """More columns or rows were asked for than a sheet of Excel has."""

    def __init__(self, columns: int, rows: int) -> None:
        super().__init__(
            f"A sheet of Excel holds 16,384 columns and 1,048,575 responses; here are {columns:,} columns and {rows:,} "
            "responses. Ask for CSV instead: it has no limit."
        )
