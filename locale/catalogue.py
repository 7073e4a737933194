"""Brings the translations of the respondents' pages up to date: python locale/catalogue.py

Collects what is said on those pages, merges it into the .po file of each language (what is new stands there
untranslated, what is gone is dropped), and compiles what is translated. Needs the development packages. Staff's pages
are in English.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import django
from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("cy",)
TEMPLATES = (
    *("base.html", "respondent.html", "accessibility.html", "analysis/beside_others.html", "components/*.html"),
    *("errors/*.html", "surveys/*.html", "contacts/start.html", "contacts/not_open.html", "contacts/answered.html"),
    *("contacts/link_mailed.html", "contacts/link_not_recognised.html", "contacts/too_many_links.html"),
    *("contacts/helping/ask.html", "contacts/helping/asked.html", "contacts/helping/named.html"),
    *("contacts/helping/someone_else.html", "contacts/stopping/stop.html"),
)
MODULES = (
    *("surveys/**/*.py", "analysis/views/beside_others.py", "contacts/forms/asking.py", "contacts/views/asking.py"),
)
HEADER = "# Canvass: what respondents' pages say. locale/catalogue.py keeps this file up to date."
DATED = (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Last-Translator', b'"Language-Team', b'"Report-Msgid-Bugs')
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(("gettext", "gettext_lazy", "_", "say", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
}


def main() -> None:
    for language in LANGUAGES:
        path = po_file(language)
        before = read(path, language) if path.exists() else Catalog(locale=language)
        before.update(collected(), no_fuzzy_matching=True)
        before.obsolete.clear()
        before.header_comment, before.project, before.version, before.fuzzy = HEADER, "Canvass", "1", False
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(before))
        path.with_suffix(".mo").write_bytes(compiled(before))
        missing = [message.id for message in before if message.id and not is_translated(message.string)]
        sys.stdout.write(f"{language}: {len(before)} texts, {len(missing)} without a translation\n")


def collected() -> Catalog:
    """What the respondents' pages say, in English, with where it is said."""
    catalog = Catalog(charset="utf-8")
    for path in sources():
        code = path.read_text(encoding="utf-8")
        python = _unindented(templatize(code)) if path.suffix == ".html" else code
        name = str(path.relative_to(ROOT))
        for _line, message, _comments, context in extract("python", BytesIO(python.encode()), keywords=KEYWORDS):
            catalog.add(message, locations=[(name, 0)], context=context)
    return catalog


def _unindented(code: str) -> str:
    """What Django makes of a template reads like Python but for its indentation."""
    return "\n".join(line.strip() for line in code.splitlines())


def sources() -> Iterator[Path]:
    for pattern in TEMPLATES:
        yield from sorted((ROOT / "templates").glob(pattern))
    for pattern in MODULES:
        yield from sorted(ROOT.glob(pattern))


def po_file(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def written(catalog: Catalog) -> bytes:
    """The .po file: alphabetical and without line numbers, so that a change elsewhere changes nothing here."""
    file = BytesIO()
    write_po(file, catalog, sort_output=True, include_lineno=False, width=120)
    lines = file.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(DATED))


def compiled(catalog: Catalog) -> bytes:
    """The .mo file that Django reads."""
    file = BytesIO()
    catalog.creation_date = catalog.revision_date = NO_DATE  # the same translations make the same file
    write_mo(file, catalog)
    return file.getvalue()


def is_translated(said: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(said) if isinstance(said, list | tuple) else bool(said)


if __name__ == "__main__":
    settings.configure()
    django.setup()
    main()
