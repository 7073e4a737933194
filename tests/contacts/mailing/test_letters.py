from html.parser import HTMLParser

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from contacts.mailing import letters
from contacts.mailing.letters import Span

VALUES = {
    "name": "Pat Example",
    "job_title": "Partnership Officer",
    "organisation": "Anytown CDRP",
    "survey": "Community safety",
    "link": "https://survey.example.org/s/abc/",
    "closing_day": "Monday 23 November",
    "closing_time": "5pm",
    "days_left": "4 days",
    "helpline_email": "help@example.org",
    "helpline_phone": "01632 960999",
    "stop_link": "https://survey.example.org/stop/abc/",
}
SUBJECT, BODY = "{survey} for {name}", "Dear {name},\n\nPlease answer:\n{link}\n\nThank you."


def filled(subject=SUBJECT, body=BODY, **values):
    return letters.compiled(subject, body).filled(VALUES | values)


def seen(letter):
    """What a reader of the HTML sees, in one line."""
    return " ".join(BeautifulSoup(letter.html, "html.parser").body.get_text(" ").split())


# Filling in ---------------------------------------------------------------------------------------


def test_fields_are_filled_in():
    assert filled().subject == "Community safety for Pat Example"


def test_the_text_ends_with_who_writes_where_help_is_and_how_to_stop():
    assert filled().text == (
        "Dear Pat Example,\n\nPlease answer:\nhttps://survey.example.org/s/abc/\n\nThank you.\n\n"
        "-- \nCommunity safety\nHelp: help@example.org, 01632 960999\n"
        "To get no more emails about this survey: https://survey.example.org/stop/abc/\n"
    )


def test_the_html_says_what_the_text_says():
    assert seen(filled()) == (
        "Dear Pat Example, Please answer: Open the questionnaire Thank you. Community safety "
        "Help: help@example.org, 01632 960999 Get no more emails about this survey"
    )


def test_the_links_of_the_html_lead_where_those_of_the_text_do():
    page = BeautifulSoup(filled().html, "html.parser")

    assert [each["href"] for each in page.find_all("a")] == [VALUES["link"], VALUES["stop_link"]]


@pytest.mark.parametrize(
    ("ways", "line"),
    [
        ({"helpline_phone": ""}, "Help: help@example.org\n"),
        ({"helpline_email": ""}, "Help: 01632 960999\n"),
        ({"helpline_phone": "", "helpline_email": ""}, ""),
    ],
)
def test_the_foot_names_the_ways_to_help_that_there_are(ways, line):
    assert filled(**ways).text.partition("-- \n")[2] == (
        f"Community safety\n{line}To get no more emails about this survey: https://survey.example.org/stop/abc/\n"
    )


def test_the_text_of_a_researcher_is_no_html():
    assert seen(filled(body="A <b>bold</b> & early {link}")).startswith("A <b>bold</b> & early Open")


def test_line_breaks_of_a_browser_make_the_same_letter():
    assert filled(body=BODY.replace("\n", "\r\n")) == filled()


def test_a_page_can_show_the_letter_paragraph_by_paragraph():
    assert letters.compiled(SUBJECT, BODY).laid_out(VALUES) == [
        [Span("Dear ", False), Span("Pat Example", False), Span(",", False)],
        [Span("Please answer:\n", False), Span(VALUES["link"], True), Span("", False)],
        [Span("Thank you.", False)],
    ]


def test_a_text_is_taken_apart_once():
    assert letters.compiled(SUBJECT, BODY) is letters.compiled(SUBJECT, BODY)


# Values are text, whatever they contain -----------------------------------------------------------


@pytest.mark.parametrize("name", ["{link}", "{{ link }}", "{% load x %}", "{stop_link}{subject}", "<script>", "&amp;"])
def test_a_name_stays_text(name):
    letter = filled(name=name)

    assert letter.subject == f"Community safety for {name}"
    assert letter.text.startswith(f"Dear {name},\n\n")
    assert seen(letter).startswith(f"Dear {name}, Please answer:")


@pytest.mark.parametrize(
    "name", ["Pat\r\nBcc: all@example.org", "Pat\nBcc: all@example.org", "Pat\u2028Bcc: all@example.org"]
)
def test_a_name_begins_no_line_of_its_own(name):
    letter = filled(name=name)

    assert letter.subject == "Community safety for Pat Bcc: all@example.org"
    assert letter.text.startswith("Dear Pat Bcc: all@example.org,\n\n")


def test_a_long_name_is_kept_whole():
    assert filled(name="n" * 300).subject == f"Community safety for {'n' * 300}"


def test_a_link_cannot_leave_its_attribute():
    page = BeautifulSoup(filled(link='https://x/" onclick="y').html, "html.parser")

    assert page.a["href"] == 'https://x/" onclick="y'
    assert "onclick" not in page.a.attrs


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.seen = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, [name for name, _ in attrs]))


@given(st.dictionaries(st.sampled_from(sorted(letters.FIELDS)), st.text(max_size=300)))
def test_no_value_changes_the_shape_of_the_letter(values):
    values = {**values, "helpline_email": "help@example.org"}

    letter = filled(**values)

    assert Tags(letter.html).seen == Tags(filled().html).seen
    assert letter.text.count("\n") == filled().text.count("\n")
    assert letter.subject.splitlines() in ([letter.subject], [])


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1))
def test_printable_names_come_out_as_they_went_in(name):
    letter = filled(name=name)

    assert letter.subject == f"Community safety for {name}"
    assert BeautifulSoup(letter.html, "html.parser").p.get_text() == f"Dear {name},"


@given(st.text(max_size=200), st.text(max_size=500))
def test_any_text_without_problems_can_be_filled_in(subject, body):
    body += "{link}"
    if letters.problems(subject, body) == []:
        assert VALUES["link"] in filled(subject, body).text


# What is wrong with a text ------------------------------------------------------------------------


def test_a_good_text_has_no_problems():
    assert letters.problems(SUBJECT, BODY) == []


@pytest.mark.parametrize(
    ("subject", "message"),
    [
        ("", "Enter a subject."),
        ("Answer\nnow", "The subject must be one line, without tabs or double spaces."),
        ("Answer\r\nBcc: all@example.org", "The subject must be one line, without tabs or double spaces."),
        ("a" * 151, "The subject must be 150 characters or fewer."),
        ("Answer {link}", "The personal link belongs in the text, not in the subject."),
        ("Dear {nmae}", "There is no field {nmae}."),
        ("Dear {stop_link}", "There is no field {stop_link}."),
        ("Dear {}", "There is no field {}."),
        ("Dear {{name}}", "Write each field with one { before it and one } after it; braces have no other use."),
        ("Dear {name", "Write each field with one { before it and one } after it; braces have no other use."),
    ],
)
def test_a_subject_that_cannot_be_sent_is_told_why(subject, message):
    assert letters.problems(subject, BODY) == [message]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("Please answer.", "The text must contain {link}, the personal link."),
        ("", "The text must contain {link}, the personal link."),
        ("{link} {name.__class__}", "There is no field {name.__class__}."),
        ("{link}" + "a" * 10_000, "The text must be 10,000 characters or fewer."),
    ],
)
def test_a_body_that_cannot_be_sent_is_told_why(body, message):
    assert letters.problems(SUBJECT, body) == [message]
