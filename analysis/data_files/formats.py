"""The formats that responses can be had in, by the name that commands use."""

from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.module_loading import import_string

from analysis.exporting import Values
from surveys.models import Survey


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file. `writer` is the dotted path of what writes it, so that naming a format does not take the
    libraries that it is written with; `beside` the ending of a second file that belongs to it."""

    name: str
    writer: str
    beside: str = ""

    def write(self, file: BinaryIO, survey: Survey, values: Values, **options: Any) -> None:
        """One row a submitted response, or what the format holds instead; `options` are those of its writer. The file
        stays open."""
        import_string(self.writer)(file, survey, values, **options)


FORMATS = {
    each.name: each
    for each in (
        Format("csv", "analysis.rendering.as_csv.write_responses"),
        Format("xlsx", "analysis.rendering.as_sheet.write_responses"),
        Format("sav", "analysis.data_files.as_spss.write", beside="sps"),
        Format("dta", "analysis.data_files.as_stata.write"),
        Format("r", "analysis.data_files.as_r.write"),
        Format("ddi", "analysis.data_files.as_ddi.write"),
        Format("codebook", "analysis.data_files.as_html.write"),
    )
}
