"""What the commands of the analysis have in common."""

from argparse import ArgumentParser
from pathlib import Path

from contacts import frame
from surveys.models import Survey


def add_survey(parser: ArgumentParser) -> None:
    parser.add_argument("--survey", default="", metavar="CODE", help="the survey's code; the newest one if left out")


def add_output(parser: ArgumentParser) -> None:
    parser.add_argument("--output", required=True, type=Path, metavar="PATH", help="the file to write")


def survey_called(code: str) -> Survey:
    """The survey of that code, or the newest. Raises NoSurvey."""
    newest = None if code else frame.current_survey()
    return newest or frame.survey_called(code)
