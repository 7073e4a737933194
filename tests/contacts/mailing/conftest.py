import json
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from contacts.mailing import letters
from contacts.models import Fieldwork, Mailing
from tests.contacts.mailing import mail_server
from tests.factories import MONDAY, SurveyFactory

PATIENCE = 30  # seconds


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class MailServer:
    def __init__(self, journal, port):
        self.journal, self.port = journal, port

    @property
    def taken(self):
        """What it took since the test began, in order."""
        lines = self.journal.read_text().splitlines() if self.journal.exists() else []
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="session")
def running_mail_server(tmp_path_factory):
    journal, port = tmp_path_factory.mktemp("mail") / "journal", free_port()
    program = Path(mail_server.__file__)
    process = subprocess.Popen([sys.executable, str(program), str(journal), str(port)])
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.05)
    yield MailServer(journal, port)
    process.kill()
    process.wait()


@pytest.fixture
def smtp(running_mail_server, settings):
    """A real mail server, to which all emails of this test go."""
    running_mail_server.journal.write_text("")  # it appends
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running_mail_server.port
    return running_mail_server


@pytest.fixture
def survey():
    """A survey in the field since Monday morning."""
    made = SurveyFactory(helpline_email="help@example.org")
    Fieldwork.objects.create(survey=made, launched_at=MONDAY)
    return made


@pytest.fixture
def mailing(survey):
    """Makes one of its mailings, confirmed."""

    def make(number=0, *, due_at=MONDAY, **further):
        kind = Mailing.Kind.REMINDER if number else Mailing.Kind.INVITATION
        body = "Dear {name},\n\nPlease answer for {organisation}: {link}"
        texts = {"subject": f"Mailing {number}", "body": body}
        part_done = {"part_done_subject": f"Mailing {number}, go on", "part_done_body": body}
        assert letters.problems(**texts) == []
        return Mailing.objects.create(
            survey=survey,
            number=number,
            kind=kind,
            due_at=due_at,
            **{"confirmed_at": MONDAY} | texts | part_done | further,
        )

    return make
