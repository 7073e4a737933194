"""A real SMTP server in a process of its own: JOURNAL PORT [SECONDS that it takes for an email]. What it does with an
address, the address says."""

import asyncio
import json
import sys
import time
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.controller import Controller

REFUSED, LATER, NO_CONTENT, BREAKS = "refused.", "later.", "no-content.", "breaks."


class Journal:
    """Writes a line for each email that it takes, before it says so."""

    def __init__(self, journal, pause=0.0):
        self.journal = journal
        self.pause = float(pause)

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        if address.startswith(REFUSED):
            return "550 5.1.1 No such user here"
        if address.startswith(LATER):
            return "451 4.7.1 Greylisted, try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        if envelope.rcpt_tos[0].startswith(NO_CONTENT):
            return "554 5.7.1 We do not like what this says"
        await asyncio.sleep(self.pause)
        message = message_from_bytes(envelope.content)
        entry = {"to": envelope.rcpt_tos[0], "message_id": message["Message-ID"], "subject": message["Subject"]}
        self.journal.write(json.dumps(entry) + "\n")
        if envelope.rcpt_tos[0].startswith(BREAKS):
            server.transport.abort()
        return "250 Taken"


def serve(path, port, pause=0.0):
    with Path(path).open("a", buffering=1) as journal:
        Controller(Journal(journal, pause), hostname="127.0.0.1", port=int(port)).start()
        while True:
            time.sleep(3600)


if __name__ == "__main__":
    serve(*sys.argv[1:])
