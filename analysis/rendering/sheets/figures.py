"""Figures as charts of Excel's own, each on a sheet with the numbers that it is drawn from."""

from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout as ChartLayout
from openpyxl.chart.layout import ManualLayout
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils.units import cm_to_EMU

from analysis.drawing import charts
from analysis.drawing.kinds import Kind
from analysis.rendering.laying_out import HIDDEN, base_line
from analysis.table import Cell, Table
from contacts.spreadsheets.writing_workbooks import (
    BOLD,
    HEAD,
    LINK,
    OVER_NUMBERS,
    WRAP,
    Sheet,
    append_across,
    append_wrapped,
    number_cell,
    text_cell,
)

LEAST_ACROSS = 6  # columns for texts: about as wide as a chart
HEADS = 5  # the row of the heads: what the chart begins below
SHOWN = '0"%"'
CONTENTS = "Contents"
WIDTH, LEAST, EACH = 26.0, 8.0, 0.62  # of a chart, in centimetres: its width, and its height by bars


class Described(OneCellAnchor):
    """The place of a chart on its sheet, below that many rows, with what it shows in words: openpyxl has nowhere to
    put these, and makes the frame that holds them only as it writes."""

    tagname, __elements__ = OneCellAnchor.tagname, OneCellAnchor.__elements__  # the library forgets these in between

    def __init__(self, chart: BarChart, words: str, rows: int) -> None:
        self.words = words
        size = XDRPositiveSize2D(cm_to_EMU(chart.width), cm_to_EMU(chart.height))
        super().__init__(_from=AnchorMarker(col=0, row=rows), ext=size)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "graphicFrame" and value is not None:
            value.nvGraphicFramePr.cNvPr.descr = self.words
        super().__setattr__(name, value)


def write(sheet: Sheet, figure: Table, kind: Kind) -> None:
    """Title, numbers and chart; numbers that are hidden are gaps in it."""
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "portrait", 1
    heading, columns = figure.specification.heading, figure.specification.columns
    across = max(LEAST_ACROSS, 1 + len(columns))
    append_across(sheet, text_cell(sheet, heading.title, font=BOLD), columns=across, row=1)
    append_across(sheet, text_cell(sheet, f"{base_line(figure.base)}. In per cent."), columns=across, row=2)
    sheet.append([text_cell(sheet, CONTENTS, font=LINK, link=CONTENTS)])
    sheet.append([text_cell(sheet, _hidden(figure))])
    labels = [column.label or "Per cent" for column in columns]
    heads = [text_cell(sheet, label, font=BOLD, fill=HEAD, alignment=OVER_NUMBERS) for label in labels]
    append_wrapped(sheet, [text_cell(sheet, "", fill=HEAD), *heads], row=HEADS)
    for row, (label, cells) in enumerate(zip(figure.specification.rows, figure.cells, strict=True), start=HEADS + 1):
        texts = [text_cell(sheet, label, alignment=WRAP), *(_number(sheet, cell) for cell in cells)]
        append_wrapped(sheet, texts, row=row)
    if figure.cells:
        chart = _chart(sheet, figure, kind)
        placed: Any = chart  # the types of openpyxl know of cells alone
        placed.anchor = Described(chart, f"{heading.title}. {charts.described(figure)}", HEADS + len(figure.cells) + 1)
        sheet.add_chart(chart)


def _hidden(figure: Table) -> str:
    return f"{HIDDEN}: hidden, a gap in the chart" if any(cell.hidden for row in figure.cells for cell in row) else ""


def _number(sheet: Sheet, cell: Cell) -> object:
    if cell.percent is None:
        return text_cell(sheet, HIDDEN) if cell.hidden else None
    return number_cell(sheet, cell.percent, SHOWN)


def _chart(sheet: Sheet, figure: Table, kind: Kind) -> BarChart:
    series, rows = len(figure.specification.columns), len(figure.cells)
    chart: Any = BarChart()  # openpyxl's types want whole centimetres
    chart.type, chart.style = "bar", 10
    chart.title = None
    if kind is Kind.STACKED:
        chart.grouping, chart.overlap = "percentStacked", 100
    numbers = Reference(sheet, min_col=2, max_col=series + 1, min_row=HEADS, max_row=HEADS + rows)
    chart.add_data(numbers, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=HEADS + 1, max_row=HEADS + rows))
    chart.width = WIDTH
    chart.height = max(LEAST, EACH * (rows * series if kind is Kind.GROUPED else rows) + 3)
    chart.gapWidth = 50
    _axes(chart, kind)
    _look(chart, [column.label for column in figure.specification.columns])
    return chart


def _axes(chart: BarChart, kind: Kind) -> None:
    """The first row on top, the scale below; both are shown, which is not the library's habit."""
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format = "0%" if kind is Kind.STACKED else SHOWN  # of a whole, or of the numbers
    chart.y_axis.majorGridlines = None
    chart.y_axis.title = "Per cent"
    chart.y_axis.scaling.min = 0
    chart.y_axis.crosses = "max"


def _look(chart: BarChart, labels: list[str]) -> None:
    chart.layout = ChartLayout(ManualLayout(x=0.32, y=0.04, h=0.78, w=0.62))
    alone = len(labels) == 1
    if alone:
        chart.legend = None
    else:
        chart.legend.position = "b"
    colours = [charts.BLUES[1]] if alone else charts.fills(labels)  # as in the pictures
    for series, colour in zip(chart.series, colours, strict=True):
        series.graphicalProperties = GraphicalProperties(solidFill=colour.removeprefix("#").upper())
        series.dLbls = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
        if not alone:
            series.dLbls.txPr = _letters("FFFFFF" if colour in charts.BLUES[: charts.DARK] else "000000")


def _letters(colour: str) -> RichText:
    """Small letters of that colour, for what stands on a bar."""
    look = ParagraphProperties(defRPr=CharacterProperties(solidFill=colour, sz=800))
    return RichText(p=[Paragraph(pPr=look, endParaRPr=CharacterProperties())])
