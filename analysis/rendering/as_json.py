"""The report as JSON: the shape that scripts rely on."""

import json
from decimal import Decimal
from typing import Any, BinaryIO

from analysis.open_answers.quoting import Quoted
from analysis.prose import Said
from analysis.report import Report
from analysis.specification import Column, Figure
from analysis.table import Cell, Table, TableBase

Document = dict[str, Any]

KEYS = {Figure.COUNT: "count", Figure.PERCENT: "pct", Figure.MEAN: "mean"}


def rendered(report: Report) -> bytes:
    """The document as UTF-8 text, one line ending at the end."""
    return (json.dumps(document(report), ensure_ascii=False, indent=1) + "\n").encode()


def write(file: BinaryIO, report: Report) -> None:
    """The same into a file, which stays open."""
    file.write(rendered(report))


def document(report: Report) -> Document:
    """The report as plain data. A key that does not apply to a cell is left out; `head` is what stands over its last
    number where that is not the usual one, `mark` what stands beside it; where outsiders are not shown some of them,
    `hidden` names these. A base that is hidden is null."""
    return {
        "tables": [_table(table) for table in report.tables],
        "figures": [_figure(table) for table in report.figures],
        **({"statements": [_statement(said) for said in report.statements]} if report.statements else {}),
        **({"quotations": [_quotation(quoted) for quoted in report.quotations]} if report.quotations else {}),
    }


def _quotation(quoted: Quoted) -> Document:
    """Words of an open answer, what was asked, and the type and region of who wrote them as far as can be said."""
    return {"question": quoted.question.variable, "asked": quoted.question.text, "text": quoted.text, "by": quoted.by}


def _statement(said: Said) -> Document:
    """A sentence with its numbers, each as the sentence has it and with its base."""
    numbers = [{"shown": told.shown, "base": told.base} for told in said.numbers]
    return {
        "id": said.statement.id,
        "section": said.statement.section,
        "sentence": said.sentence,
        "numbers": numbers,
    }


def _table(table: Table) -> Document:
    specification = table.specification
    heading = specification.heading
    columns = specification.columns
    return {
        "id": heading.id,
        "title": heading.title,
        "section": heading.section,
        "question": heading.question,
        "base": _base(table.base),
        **({"note": specification.note} if specification.note else {}),
        "row_labels": list(specification.rows),
        "column_labels": list(specification.heads) or [column.label for column in columns],
        "cells": [
            _cell(row, column, cell)
            for row, cells in zip(specification.rows, table.cells, strict=True)
            for column, cell in zip(columns, cells, strict=True)
        ],
    }


def _base(base: TableBase) -> Document:
    document: Document = {"definition": base.definition, "n": base.n}
    if base.by_row:
        document["n_by_row"] = dict(base.by_row)
    if base.by_column:
        document["n_by_col"] = dict(base.by_column)
    return document


def _cell(row: str, column: Column, cell: Cell) -> Document:
    numbers = {"count": cell.count, "base": cell.base, "pct": _number(cell.percent), "mean": _number(cell.mean)}
    applying = {name: number for name, number in numbers.items() if number is not None}
    hidden = {"hidden": sorted(KEYS[figure] for figure in cell.hidden)} if cell.hidden else {}
    head = {"head": column.heads[-1]} if column.heads else {}
    mark = {"mark": cell.mark} if cell.mark else {}
    return {"row": row, "col": column.label, **head, **applying, **mark, **hidden}


def _figure(table: Table) -> Document:
    """A figure: for each category (row), the percentage of each series (column)."""
    heading = table.specification.heading
    names = [column.label for column in table.specification.columns]
    return {
        "id": heading.id,
        "title": heading.title,
        "question": heading.question,
        "base": _base(table.base),
        "categories": list(table.specification.rows),
        "series": {name: [_number(row[place].percent) for row in table.cells] for place, name in enumerate(names)},
    }


def _number(shown: Decimal | None) -> int | float | None:
    """As it is shown: a whole number where no decimals are."""
    if shown is None:
        return None
    return int(shown) if shown == shown.to_integral_value() and not _decimals(shown) else float(shown)


def _decimals(shown: Decimal) -> int:
    exponent = shown.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
