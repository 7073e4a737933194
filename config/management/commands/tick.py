from typing import Any

from django.utils import timezone

from analysis.exports import keeping, making, weekly
from contacts import ticking
from contacts.mailing import delivering
from contacts.management import refusing


class Command(refusing.Command):
    help = "Does what is due at this moment, once, as the beat does each minute"

    def handle(self, **_: Any) -> None:
        now = timezone.now()
        ticking.tick(now=now)
        sent = delivering.deliver(clock=timezone.now)
        keeping.sweep(now=now)
        weekly.ask_due(now=now)
        ready = making.make_all()
        self.stdout.write(f"Done: {sent} emails sent, {ready} files made.")
