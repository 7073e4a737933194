"""Paper: the whole questionnaire, and a copy of one's answers, as tagged PDFs.

Typst sets them from templates/print/. What is to be set goes in as JSON and is shown as text, so nothing that a
respondent wrote is ever read as markup.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

import typst
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from surveys import check_answers, compiling, outline
from surveys.models import Response, Survey

TEMPLATES = Path(settings.BASE_DIR) / "templates" / "print"


def questionnaire(survey: Survey, sections: Iterable[outline.Section]) -> bytes:
    """The whole questionnaire, whoever is asked what. Anybody may ask for it, so it is set once."""
    read = compiling.compiled(survey.questionnaire)
    front = [
        *read.purpose,
        _("You answer online, by the link in your email. This copy is for reading and for asking colleagues."),
    ]
    return _set_once("questionnaire", _data(survey, compiling.title(survey), front, sections))


def answers(response: Response, sections: Iterable[check_answers.Section]) -> bytes:
    """What was sent."""
    sent = timezone.localtime(response.changed_at or response.submitted_at)
    front = [
        response.known.get("name", ""),
        _("Reference %(reference)s, sent on %(day)s at %(time)s")
        % {"reference": response.reference, "day": date_format(sent, "j F Y"), "time": date_format(sent, "H:i")},
    ]
    return _set("answers", _data(response.survey, _("A copy of your answers"), front, sections))


def _data(
    survey: Survey, title: str, front: Iterable[str], sections: Iterable[outline.Section | check_answers.Section]
) -> str:
    """All that a template is given, as JSON."""
    return json.dumps(
        {
            "title": title,
            "survey": compiling.title(survey),
            "language": compiling.active_language(),
            "page_word": _("Page"),
            "blank_word": _("Not answered"),
            "front": [paragraph for paragraph in front if paragraph],
            "sections": [asdict(section) for section in sections],
        }
    )


def _set(template: str, data: str) -> bytes:
    made: bytes = typst.compile(str(TEMPLATES / f"{template}.typ"), root=str(TEMPLATES), sys_inputs={"data": data})
    return made


_set_once = lru_cache(maxsize=8)(_set)
