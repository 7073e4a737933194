"""A drawing as PNG, set by Typst like everything that goes on paper."""

from pathlib import Path

import typst
from django.conf import settings

TEMPLATES = Path(settings.BASE_DIR) / "templates" / "print"
SHARPNESS = 144.0  # dots an inch: twice what a screen had when inches were counted


def rendered(drawing: str) -> bytes:
    """The picture of an SVG document."""
    made: bytes = typst.compile(
        str(TEMPLATES / "figure.typ"),
        root=str(TEMPLATES),
        sys_inputs={"drawing": drawing},
        format="png",
        ppi=SHARPNESS,
    )
    return made
