"""What writes each kind of file: from an export's row to the renderers."""

import io
from collections.abc import Callable
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.utils import timezone

from analysis import outsiders
from analysis.data_files import as_spss_syntax
from analysis.data_files.formats import FORMATS
from analysis.exporting import Identity, Values
from analysis.exports.making import Watch
from analysis.models import Export
from analysis.outsiders import Asked, Audience
from analysis.rendering import as_csv, as_folder, as_html, as_json, as_pdf, as_sheet, as_word, as_workbook
from analysis.rendering.sheets import cover
from analysis.rendering.sheets.cover import Lines
from analysis.report import Report
from analysis.writing import composing
from analysis.writing.document import Document


def report_of(export: Export) -> Report:
    """The report as it stands now, for whom the export is."""
    return outsiders.build(export.survey, Asked(Audience(export.audience)))


def _cover(export: Export, made: Report) -> Lines:
    asked = Asked(Audience(export.audience))
    return cover.lines(export.survey, made, asked, by=export.asked_by.email, now=timezone.now())


def report_word(file: BinaryIO, export: Export, watch: Watch) -> None:
    as_word.write(file, _document(export), template=settings.REPORT_TEMPLATE, watching=watch)


def report_pdf(file: BinaryIO, export: Export, watch: Watch) -> None:
    as_pdf.write(file, _document(export))


def _document(export: Export) -> Document:
    return composing.document(export.survey, report_of(export), Asked(Audience(export.audience)), now=timezone.now())


def report_workbook(file: BinaryIO, export: Export, watch: Watch) -> None:
    made = report_of(export)
    as_workbook.write_report(file, made, _cover(export, made))


def report_folder(file: BinaryIO, export: Export, watch: Watch) -> None:
    as_folder.write(file, outsiders.build(export.survey, Asked(Audience.PUBLIC)), made_at=timezone.now())


def report_page(file: BinaryIO, export: Export, watch: Watch) -> None:
    file.write(as_html.rendered(report_of(export), made_at=timezone.now()))


def report_data(file: BinaryIO, export: Export, watch: Watch) -> None:
    file.write(as_json.rendered(report_of(export)))


def workbook(file: BinaryIO, export: Export, watch: Watch) -> None:
    made = report_of(export)
    as_workbook.write(file, export.survey, made, _cover(export, made), now=timezone.now(), watching=watch)


def codes_workbook(file: BinaryIO, export: Export, watch: Watch) -> None:
    as_sheet.write_responses(file, export.survey, Values.CODES, watching=watch)


def labels_workbook(file: BinaryIO, export: Export, watch: Watch) -> None:
    as_sheet.write_responses(file, export.survey, Values.LABELS, watching=watch)


def codes_csv(file: BinaryIO, export: Export, watch: Watch) -> None:
    as_csv.write_responses(file, export.survey, Values.CODES, watching=watch)


def labels_csv(file: BinaryIO, export: Export, watch: Watch) -> None:
    as_csv.write_responses(file, export.survey, Values.LABELS, marked=True, watching=watch)


def cases_csv(file: BinaryIO, export: Export, watch: Watch) -> None:
    as_csv.write_responses(file, export.survey, Values.CODES, Identity.DEIDENTIFIED, marked=True, watching=watch)


def cases_spss(file: BinaryIO, export: Export, watch: Watch) -> None:
    _for_spss(file, export, Identity.DEIDENTIFIED, watch)


def cases_stata(file: BinaryIO, export: Export, watch: Watch) -> None:
    FORMATS["dta"].write(file, export.survey, Values.CODES, identity=Identity.DEIDENTIFIED, watching=watch)


def spss(file: BinaryIO, export: Export, watch: Watch) -> None:
    _for_spss(file, export, Identity.IDENTIFIED, watch)


def _for_spss(file: BinaryIO, export: Export, identity: Identity, watch: Watch) -> None:
    _zipped(
        file,
        {
            "responses.sav": lambda part: FORMATS["sav"].write(
                part, export.survey, Values.CODES, identity=identity, watching=watch
            ),
            "responses.sps": lambda part: as_spss_syntax.write(part, export.survey, "responses.sav"),
        },
    )


def stata(file: BinaryIO, export: Export, watch: Watch) -> None:
    FORMATS["dta"].write(file, export.survey, Values.CODES, watching=watch)


def r(file: BinaryIO, export: Export, watch: Watch) -> None:
    _zipped(
        file,
        {
            "responses.R": lambda part: FORMATS["r"].write(part, export.survey, Values.CODES),
            "responses.csv": lambda part: FORMATS["csv"].write(part, export.survey, Values.CODES, watching=watch),
        },
    )


def codebook(file: BinaryIO, export: Export, watch: Watch) -> None:
    FORMATS["codebook"].write(file, export.survey, Values.CODES, watching=watch)


def ddi(file: BinaryIO, export: Export, watch: Watch) -> None:
    FORMATS["ddi"].write(file, export.survey, Values.CODES, watching=watch)


def _zipped(file: BinaryIO, parts: dict[str, Callable[[BinaryIO], None]]) -> None:
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, write in parts.items():
            part = io.BytesIO()
            write(part)
            archive.writestr(name, part.getvalue())
