"""The files that can be taken away: what each is, and what writes it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WRITERS = "analysis.exports.writers."


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file. `writer` is the dotted path of what writes it, so that a page can offer it without whatever
    library that takes. `is_personal`: it has the answers of single organisations."""

    code: str
    label: str | Promise
    text: str | Promise
    ending: str
    writer: str
    is_personal: bool = True


def _of_responses(code: str, label: str | Promise, text: str | Promise, ending: str) -> Kind:
    return Kind(code, label, text, ending, f"{WRITERS}{code.replace('-', '_')}")


def _of_the_report(code: str, label: str | Promise, text: str | Promise, ending: str) -> Kind:
    return Kind(code, label, text, ending, f"{WRITERS}{code.replace('-', '_')}", is_personal=False)


KINDS = {
    kind.code: kind
    for kind in (
        _of_the_report("report-word", _("Report (Word)"), _("The whole report, to be edited and sent."), "docx"),
        _of_the_report("report-pdf", _("Report (PDF)"), _("The same, to be read and printed."), "pdf"),
        _of_the_report(
            "report-workbook", _("Tables (Excel)"), _("A sheet for each table, as the report has them."), "xlsx"
        ),
        _of_the_report(
            "report-folder",
            _("Report for a web site (ZIP)"),
            _("Pages, CSV and figures, always for outsiders."),
            "zip",
        ),
        _of_the_report(
            "report-page", _("Report (HTML)"), _("The whole report as one file that opens anywhere."), "html"
        ),
        _of_the_report(
            "report-data", _("Report as data (JSON)"), _("Every table, cell by cell, for programs."), "json"
        ),
        _of_responses(
            "workbook",
            _("Workbook of everything (Excel)"),
            _("The tables, the responses as codes and as words, and the codebook."),
            "xlsx",
        ),
        _of_responses(
            "codes-workbook",
            _("Responses as codes (Excel)"),
            _("One row a response, in the columns of the codebook."),
            "xlsx",
        ),
        _of_responses(
            "labels-workbook", _("Responses as words (Excel)"), _("In the questionnaire’s own words."), "xlsx"
        ),
        _of_responses(
            "codes-csv",
            _("Responses as codes (CSV)"),
            _("For programs, and to be imported again. A text that begins like a formula has an apostrophe in front."),
            "csv",
        ),
        _of_responses("labels-csv", _("Responses as words (CSV)"), _("In the questionnaire’s own words."), "csv"),
        _of_responses(
            "cases-csv",
            _("Responses without names (CSV)"),
            _("Codes under a case number, without open texts. Still the answers of single organisations."),
            "csv",
        ),
        _of_responses(
            "spss",
            _("Responses for SPSS"),
            _("Numbers with labels, why an answer is missing, and the syntax for multiple-response sets."),
            "zip",
        ),
        _of_responses(
            "cases-spss",
            _("Responses without names for SPSS"),
            _("The same under a case number, without open texts. Still the answers of single organisations."),
            "zip",
        ),
        _of_responses("stata", _("Responses for Stata"), _("Numbers with labels."), "dta"),
        _of_responses(
            "cases-stata",
            _("Responses without names for Stata"),
            _("The same under a case number, without open texts. Still the answers of single organisations."),
            "dta",
        ),
        _of_responses(
            "r", _("Responses for R"), _("The codes as CSV, and a script that makes factors of them."), "zip"
        ),
        _of_responses(
            "codebook", _("Codebook"), _("Each column with its question, who was asked, and counts."), "html"
        ),
        _of_responses("ddi", _("Codebook for archives"), _("The same as DDI-Codebook 2.5."), "xml"),
    )
}
