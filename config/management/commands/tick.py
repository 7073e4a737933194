from typing import Any

from django.utils import timezone

from contacts import ticking
from contacts.mailing import delivering
from contacts.management import refusing


class Command(refusing.Command):
    help = "Does what is due at this moment, once, as the beat does each minute"

    def handle(self, **_: Any) -> None:
        ticking.tick(now=timezone.now())
        sent = delivering.deliver(clock=timezone.now)
        self.stdout.write(f"Done: {sent} emails sent.")
