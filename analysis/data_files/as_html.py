"""The codebook as one page that needs no other file."""

from typing import BinaryIO

from django.template.loader import render_to_string
from django.utils import timezone

from analysis.data_files.codebook import entries
from analysis.exporting import Values, Watching, unwatched
from surveys.models import Survey


def write(file: BinaryIO, survey: Survey, values: Values, *, watching: Watching = unwatched) -> None:
    """Each column with its question, who was asked, base and frequencies. The file stays open."""
    every = entries(survey, watching=watching)
    context = {"survey": survey, "entries": every, "responses": every[0].base, "made_at": timezone.now()}
    file.write(render_to_string("analysis/codebook.html", context).encode())
