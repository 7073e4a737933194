"""What no template and no style sheet may hold."""

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
COMPONENTS = sorted((ROOT / "templates/components").glob("*.html"))
STYLES = sorted((ROOT / "static").glob("*.css"))
MODULES = [path for room in ("config", "surveys", "contacts", "analysis") for path in (ROOT / room).rglob("*.py")]
# Report and codebook as files stand alone wherever they are kept, so they carry their style; no page of the site is
# made from them.
ALONE = {ROOT / "templates" / "analysis" / name for name in ("document.html", "codebook.html")}
PAGES = [path for path in TEMPLATES if path not in ALONE]


def name(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_template_turns_escaping_off(path):
    assert re.findall(r"\|\s*safe|safeseq|autoescape\s+off", path.read_text()) == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_no_template_has_scripts_or_styles_of_its_own(path):
    text = path.read_text()

    assert re.findall(r"<style|\sstyle\s*=|\son[a-z]+\s*=|<script(?![^>]*\ssrc=)|javascript:", text) == []


@pytest.mark.parametrize("path", COMPONENTS, ids=name)
def test_a_component_says_first_what_it_is_and_what_it_takes(path):
    assert path.read_text().startswith("{% comment %}")


def test_no_module_declares_text_to_be_markup():
    assert [name(path) for path in MODULES if "mark_safe" in path.read_text()] == []


@pytest.mark.parametrize("path", STYLES, ids=name)
def test_a_style_sheet_brings_nothing_from_elsewhere(path):
    assert re.findall(r"url\(|@import|@font-face|GDS|crown|crest", path.read_text()) == []


@pytest.mark.parametrize(
    ("sheet", "largest", "packed"), [("canvass.css", 60_000, 12_000), ("staff.css", 20_000, 5_000)]
)
def test_a_style_sheet_is_small(sheet, largest, packed):
    style = (ROOT / "static" / sheet).read_bytes()

    assert len(style) <= largest
    assert len(gzip.compress(style)) <= packed
