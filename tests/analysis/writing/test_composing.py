"""The report as a document: what is in it, and what outsiders are not told."""

import re

import pytest

from analysis.writing.document import Bullets, Heading, Paragraph, Picture, Tabled

pytestmark = pytest.mark.django_db


def chapters(document):
    return [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]


def captions(document):
    return [block.table.caption for block in document.blocks if isinstance(block, Tabled)]


def words(document):
    return " ".join(block.text for block in document.blocks if isinstance(block, Paragraph))


def test_the_chapters_follow_the_study(outputs):
    assert chapters(outputs.document) == [
        "Method",
        "4 Overview of respondents",
        "5.3 CDRP capacity to deliver",
        "5.4 Leadership and decision-making",
        "5.5 The role of partner organisations",
        "5.6 The role of national and regional organisations",
        "6.1 Generic support requirements",
        "6.2 Support requirements of CDRPs reporting limited capacity",
        "Appendix D",
        "Appendix: the questionnaire",
        "Appendix: organisations that answered",
    ]


def test_the_response_rate_stands_there_with_its_formula(outputs):
    assert (
        "142 of 345 organisations answered: a response rate of 41.2% (RR1 of the American Association for Public "
        "Opinion Research: I ÷ (I + P + R + NC + O + UO) = 142 ÷ "
    ) in words(outputs.document)


def test_all_tables_and_figures_are_in_it(outputs):
    tables = [caption for caption in captions(outputs.document) if caption.startswith("Table ")]
    pictures = {
        block.caption.removesuffix(", continued") for block in outputs.document.blocks if isinstance(block, Picture)
    }

    assert (len(tables), len({caption.removesuffix(", continued") for caption in pictures})) == (34, 18)


def test_a_figure_that_is_longer_than_a_page_goes_on_with_what_is_left(outputs):
    title = "Current sources of policy information for community safety managers, by region."
    parts = [each for each in outputs.document.blocks if isinstance(each, Picture) and each.caption.startswith(title)]

    assert [each.caption for each in parts] == [title, f"{title}, continued"]
    assert [region for each in parts for region in re.findall(r"([A-Z][A-Za-z ]+): Gov", each.alt)] == [
        *("East of England", "East Midlands", "London", "North East", "North West", "South East"),
        *("South West", "West Midlands", "Yorkshire and Humber"),
    ]


def test_the_sentences_of_the_report_tell_their_numbers(outputs):
    (first,) = [block for block in outputs.document.blocks if isinstance(block, Bullets)][:1]

    assert first.items[0].startswith("70% of the sample are based in a district or borough council")


def test_who_answered_is_listed_by_type(outputs):
    place = next(n for n, each in enumerate(outputs.document.blocks) if each == Heading(2, "Metropolitan (4)"))

    assert len(outputs.document.blocks[place + 1].items) == 4


def test_outsiders_are_told_neither_who_answered_nor_how_many_of_a_type(outputs):
    told = captions(outputs.for_outsiders)

    assert "Appendix: organisations that answered" not in chapters(outputs.for_outsiders)
    assert [caption for caption in told if caption.startswith("Response by")] == []
    assert "Response by type" in captions(outputs.document)
    assert "What the answers say" not in [each.text for each in outputs.for_outsiders.headings]
