"""What the Nu HTML checker says about pages."""

import json
import subprocess
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

VNU = Path(__file__).parent / "node_modules/vnu-jar/build/dist/vnu.jar"


def faults(pages: Mapping[str, str], folder: Path) -> Mapping[str, list[str]]:
    """Errors and warnings about each page, by its name; the checker is started once for all of them."""
    names = {}
    for number, (name, html) in enumerate(pages.items()):
        path = folder / f"{number}.html"
        path.write_text(html, encoding="utf-8")
        names[path.as_uri()] = name
    checker = ["java", "-jar", VNU, "--format", "json", "--exit-zero-always", folder]
    said = subprocess.run(checker, capture_output=True, check=True, text=True).stderr
    found = defaultdict(list)
    for message in json.loads(said)["messages"]:
        line = f"{message['message']} {message.get('extract', '')}"
        found[names[message["url"].replace("file:/", "file:///", 1)]].append(line)
    return found
