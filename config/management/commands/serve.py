import signal
import threading
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import serving, welcome


class Command(BaseCommand):
    help = "Runs web server, worker and beat on this machine until interrupted"

    def handle(self, **_: Any) -> None:
        if not serving.port_is_free(settings.PORT):
            raise CommandError(f"Port {settings.PORT} is taken. Choose another: make run PORT={settings.PORT + 1}")
        signals: list[int] = []  # a list, since a handler must not wait for a lock that it interrupted
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda received, _: signals.append(received))
        threading.Thread(target=self.greet, args=[signals], daemon=True).start()
        commands = serving.embedded_commands()
        serving.supervise(
            [serving.Child(name, command, settings.BASE_DIR) for name, command in commands.items()], signals=signals
        )

    def greet(self, signals: list[int]) -> None:
        """Say where to go as soon as the web server answers."""
        while not serving.web_answers(settings.PORT):
            time.sleep(0.2)
            if signals:
                return
        self.stdout.write("\n".join(welcome.lines()), ending="\n\n")
        self.stdout.flush()
