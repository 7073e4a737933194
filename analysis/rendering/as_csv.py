"""Responses as a CSV file in UTF-8."""

from typing import BinaryIO

from analysis import exporting
from analysis.exporting import Values
from contacts.spreadsheets import writing_csv
from surveys.models import Survey


def write_responses(file: BinaryIO, survey: Survey, values: Values) -> None:
    """Write a row for each submitted response; the file stays open."""
    writing_csv.write(file, exporting.heads(survey), exporting.rows(survey, values))
