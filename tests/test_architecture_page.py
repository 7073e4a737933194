"""docs/architecture.md has a line for every module, and for none that is gone."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = ("analysis", "config", "contacts", "surveys")
UNNAMED = {"__init__.py", "apps.py", "urls.py"}


def modules():
    found = (path.relative_to(ROOT) for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return {str(path) for path in found if "migrations" not in path.parts and path.name not in UNNAMED}


def test_every_module_has_its_line():
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")

    named = {name for name in re.findall(r"^\| `([^`]+\.py)` \|", page, re.MULTILINE) if name.startswith(ROOMS)}

    assert named - {"config/urls.py"} == modules()
