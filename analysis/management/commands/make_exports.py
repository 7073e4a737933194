from typing import Any

from analysis.exports import making
from contacts.management import refusing


class Command(refusing.Command):
    requires_system_checks = ()  # they load every page, and a hundred megabytes with them
    help = "Makes the files that were asked for on the page Exports and are waiting, one at a time"

    def handle(self, **_: Any) -> None:
        self.stdout.write(f"Ready: {making.make_all()} files")
