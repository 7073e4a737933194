from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from contacts import ticking


class Command(BaseCommand):
    help = "Does what is due at this moment, once, as the beat does each minute"

    def handle(self, **_: Any) -> None:
        ticking.tick(now=timezone.now())
        self.stdout.write("Done.")
