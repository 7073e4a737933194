"""The text of a mailing with its merge fields, and the email it becomes for one person. Pure.

Fields come from a fixed list and are filled in one pass: whatever a name contains, it stays text. What hangs on the
text of a mailing alone is worked out once for all its recipients."""

import html
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

FIELDS = {
    "name": "the person’s name",
    "job_title": "their job title",
    "organisation": "the name of the organisation",
    "survey": "the title of the survey",
    "link": "the personal link",
    "closing_day": "the day on which the survey closes, such as Monday 23 November",
    "closing_time": "the hour at which it closes, such as 5pm",
    "days_left": "how long there still is to answer, such as 4 days",
    "helpline_email": "the email address of the help line",
    "helpline_phone": "the telephone number of the help line",
}
STOP = "stop_link"  # what a letter's frame needs beside the fields: the link that stops the emails
LONGEST_SUBJECT, LONGEST_BODY = 150, 10_000
FIELD = re.compile(r"\{([^{}\n]*)\}")
JOINERS = "\u200c\u200d"  # not printed, but part of words in some scripts

# The frame of every letter. Its own fields: the help line in a sentence, and STOP.
TEXT_FOOT = "\n\n-- \n{survey}\n{help}To get no more emails about this survey: {stop_link}\n"
HTML_HEAD = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{subject}</title></head>\n'
    '<body style="margin:0;padding:24px;color:#0b0c0c;font:16px/1.5 Arial,sans-serif">\n<div style="max-width:36em">\n'
)
HTML_FOOT = (
    '<p style="margin-top:32px;padding-top:12px;border-top:1px solid #b1b4b6;color:#484949;font-size:14px">\n'
    '{survey}<br>\n{help}<a href="{stop_link}" style="color:#484949">Get no more emails about this survey</a></p>\n'
    "</div>\n</body></html>\n"
)
BUTTON = (
    '<a href="{link}" style="display:inline-block;padding:10px 16px;background:#0f612d;color:#ffffff;'
    'font-weight:bold;text-decoration:none">Open the questionnaire</a>'
)

Values = Mapping[str, str]
Parts = tuple[str, ...]  # text, field, text, field, … text


class Filled(NamedTuple):
    """An email to one person: a subject of one line, and the same letter as text and as HTML."""

    subject: str
    text: str
    html: str


class Span(NamedTuple):
    """A stretch of a paragraph; the personal link is shown as a button."""

    text: str
    is_link: bool


class Letter(NamedTuple):
    """The texts of a mailing, taken apart at their fields."""

    subject: Parts
    text: Parts
    html: Parts
    paragraphs: tuple[Parts, ...]

    def filled(self, values: Values) -> Filled:
        """The email for the person whose `values` these are: all of FIELDS, and STOP."""
        plain = _plain(values)
        subject = _fill(self.subject, plain)
        escaped = {name: html.escape(value) for name, value in plain.items()}
        framed = {"help": escaped["help"].replace("\n", "<br>\n"), "subject": html.escape(subject)}
        return Filled(subject, _fill(self.text, plain), _fill(self.html, escaped | framed))

    def laid_out(self, values: Values) -> list[list[Span]]:
        """The letter without its frame, paragraph by paragraph, for a page that shows it."""
        plain = _plain(values)
        return [
            [Span(plain[part] if at % 2 else part, bool(at % 2) and part == "link") for at, part in enumerate(parts)]
            for parts in self.paragraphs
        ]


@lru_cache(maxsize=64)
def compiled(subject: str, body: str) -> Letter:
    """The letter of these two texts, which must be without `problems`."""
    paragraphs = _paragraphs(body)
    formatted = [html.escape(each).replace("\n", "<br>\n").replace("{link}", BUTTON) for each in paragraphs]
    return Letter(
        subject=_parts(subject.strip()),
        text=_parts("\n\n".join(paragraphs) + TEXT_FOOT),
        html=_parts(HTML_HEAD + "".join(f"<p>{each}</p>\n" for each in formatted) + HTML_FOOT),
        paragraphs=tuple(_parts(each) for each in paragraphs),
    )


def problems(subject: str, body: str) -> list[str]:
    """What is wrong with the texts of a mailing, each in a sentence; empty when they can be sent."""
    return [*subject_problems(subject), *body_problems(body)]


def subject_problems(subject: str) -> list[str]:
    """What is wrong with a subject: empty, too long, not one line, a field that does not exist or belongs below."""
    found = _field_problems(subject)
    if not subject.strip():
        found.append("Enter a subject.")
    if _one_line(subject) != subject.strip():
        found.append("The subject must be one line, without tabs or double spaces.")
    if len(subject) > LONGEST_SUBJECT:
        found.append(f"The subject must be {LONGEST_SUBJECT} characters or fewer.")
    if "{link}" in subject:
        found.append("The personal link belongs in the text, not in the subject.")
    return found


def body_problems(body: str) -> list[str]:
    """What is wrong with the text below a subject: too long, no personal link, a field that does not exist."""
    found = _field_problems(body)
    if "{link}" not in body:
        found.append("The text must contain {link}, the personal link.")
    if len(body) > LONGEST_BODY:
        found.append(f"The text must be {LONGEST_BODY:,} characters or fewer.")
    return found


def _field_problems(text: str) -> list[str]:
    unknown = dict.fromkeys(name for name in FIELD.findall(text) if name not in FIELDS)
    found = [f"There is no field {{{name}}}." for name in unknown]
    if re.search(r"[{}]", FIELD.sub("", text)):
        found.append("Write each field with one { before it and one } after it; braces have no other use.")
    return found


def _plain(values: Values) -> dict[str, str]:
    plain = {name: _one_line(value) for name, value in values.items()}
    ways = [plain["helpline_email"], plain["helpline_phone"]]
    plain["help"] = f"Help: {', '.join(filter(None, ways))}\n" if any(ways) else ""
    return plain


def _one_line(value: str) -> str:
    """The value without line breaks and other signs that are not printed, so that it begins neither a line of its own
    nor a mail header."""
    if not value.isprintable():
        value = "".join(sign if sign.isprintable() or sign in JOINERS else " " for sign in value)
    return " ".join(value.split())


def _paragraphs(body: str) -> list[str]:
    lines = "\n".join(line.rstrip() for line in body.strip().splitlines())
    return re.split(r"\n{2,}", lines)


def _parts(text: str) -> Parts:
    return tuple(FIELD.split(text))


def _fill(parts: Parts, values: Values) -> str:
    filled = list(parts)
    filled[1::2] = [values[name] for name in parts[1::2]]
    return "".join(filled)
