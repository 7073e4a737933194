"""Figures are drawn from tables, so every number of a drawing is one of its table."""

from dataclasses import replace
from xml.etree.ElementTree import fromstring

import pytest

from analysis.community_safety import DRAWINGS, FIGURES
from analysis.counts import count
from analysis.drawing import charts
from analysis.drawing.charts import NARROW, WIDE
from analysis.table import table
from tests.analysis.grids import respondents
from tests.builders import appendix_a

SVG = "{http://www.w3.org/2000/svg}"
BY_ID = {specification.heading.id: specification for specification in FIGURES}


def figure(study, name):
    return table(BY_ID[name], count(BY_ID[name], study))


def drawing(study, name, width=WIDE):
    return fromstring(charts.drawn(figure(study, name), DRAWINGS[name].kind, width=width))


def texts(svg):
    return [text.text for text in svg.iter(f"{SVG}text")]


def lengths(svg, fill):
    return [float(box.get("width")) for box in svg.iter(f"{SVG}rect") if box.get("fill") == fill]


@pytest.mark.parametrize("name", BY_ID)
def test_every_figure_of_the_report_has_a_drawing(name):
    assert name in DRAWINGS


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("name", BY_ID)
def test_nothing_is_drawn_beyond_the_sheet(study, name, width):
    svg = drawing(study, name, width)

    boxes = list(svg.find(f"{SVG}g").iter(f"{SVG}rect"))
    assert all(float(box.get("x")) + float(box.get("width")) <= width + 0.2 for box in boxes)
    assert all(float(box.get("y")) + float(box.get("height")) <= float(svg.get("height")) for box in boxes)


def test_the_numbers_of_bars_stand_beside_them(study):
    numbers = [text for text in texts(drawing(study, "F04")) if text.endswith("%")]

    assert numbers == [f"{cells[0].percent}%" for cells in figure(study, "F04").cells]


def test_bars_are_as_long_as_their_numbers(study):
    svg = drawing(study, "F04")

    whole = lengths(svg, charts.FAINT)[0]
    shares = [float(cells[0].percent) / 100 for cells in figure(study, "F04").cells]
    assert lengths(svg, charts.BLUES[1]) == pytest.approx([share * whole for share in shares], abs=0.06)


def test_stacked_bars_are_a_hundred_per_cent_long(study):
    svg = drawing(study, "F16")

    parts = sum(sum(lengths(svg, fill)) for fill in (*charts.BLUES, *charts.GREYS)) - 5 * charts.SIZE
    assert parts == pytest.approx(4 * WIDE, abs=15)


def test_answers_that_say_nothing_are_grey_and_told_apart():
    assert charts.fills(["Very", "Don't know", "Fairly", "N/A"]) == [
        charts.BLUES[0],
        charts.GREYS[0],
        charts.BLUES[1],
        charts.GREYS[1],
    ]


def test_the_map_has_a_tile_for_each_region(study):
    assert {"North East", "London", "South East", "Yorkshire"} <= set(texts(drawing(study, "F01", NARROW)))


def test_the_figure_is_described_in_words(study):
    assert drawing(study, "F02").findtext(f"{SVG}desc").startswith("Unitary: Always 8%, Often 38%, Sometimes 38%,")


def test_where_nobody_has_answered_the_figure_says_so():
    nobody = respondents(questionnaire=appendix_a())

    assert "Nobody has answered yet." in texts(drawing(nobody, "F02"))


def test_a_label_is_text_and_never_markup(study):
    specification = BY_ID["F04"]
    named = replace(specification, rows=("<script>", *specification.rows[1:]))

    assert "&lt;script&gt;" in charts.drawn(table(named, count(named, study)), DRAWINGS["F04"].kind)
