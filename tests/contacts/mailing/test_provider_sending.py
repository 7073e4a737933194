"""What becomes of an email that is handed to a provider: Postmark's interface, played by a server of the test."""

import importlib
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar

import pytest
from django.core.mail import EmailMessage

from contacts.mailing import transport
from contacts.mailing.transport import Fate
from tests.config.processes import free_port

TAKEN = {"ErrorCode": 0, "Message": "OK", "MessageID": "b7bc2f4a", "To": "pat@example.org"}
INACTIVE = {
    "ErrorCode": 406,
    "Message": "You tried to send to recipient(s) that have been marked as inactive. Found inactive addresses: "
    "pat@example.org. Inactive recipients are ones that have generated a hard bounce, a spam complaint, or a manual "
    "suppression.",
}
INVALID = {"ErrorCode": 300, "Message": "Invalid 'From' address: 'x'."}


class Postmark(BaseHTTPRequestHandler):
    """Answers each post with what the test set, and keeps what was posted."""

    status, answer = 200, TAKEN
    posted: ClassVar[list[dict]] = []

    def do_POST(self):
        self.posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        if self.status is None:  # hang up without a word
            return
        body = json.dumps(self.answer).encode()
        self.send_response(self.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(autouse=True)
def switched_on(settings):
    settings.EMAIL_PROVIDER = "postmark"
    backend = importlib.import_module("contacts.mailing.provider_sending")
    importlib.reload(backend)
    settings.EMAIL_BACKEND = f"{backend.__name__}.EmailBackend"
    settings.ANYMAIL = {"POSTMARK_SERVER_TOKEN": "token", "REQUESTS_TIMEOUT": 5}


@pytest.fixture
def server(settings):
    with ThreadingHTTPServer(("127.0.0.1", 0), Postmark) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        settings.ANYMAIL["POSTMARK_API_URL"] = f"http://127.0.0.1:{server.server_port}/"
        yield server
        server.shutdown()
        thread.join()


def hand_over(monkeypatch, status, answer):
    monkeypatch.setattr(Postmark, "status", status)
    monkeypatch.setattr(Postmark, "answer", answer)
    email = EmailMessage("Your survey", "Please answer", "canvass@example.org", ["pat@example.org"])
    email.metadata = {"x-canvass-message": "<1@example.org>"}
    with transport.connected() as hand:
        return hand(hand.write(email), lambda: True)


@pytest.mark.parametrize(
    ("status", "answer", "fate"),
    [
        (200, TAKEN, Fate.SENT),
        (422, INACTIVE, Fate.NO_SUCH_ADDRESS),
        (422, INVALID, Fate.REFUSED),
        (401, {"ErrorCode": 10, "Message": "Bad or missing Server API token"}, Fate.LATER),
        (429, {}, Fate.LATER),
        (503, {}, Fate.LATER),
        (500, {}, Fate.UNKNOWN),
        (None, {}, Fate.UNKNOWN),
    ],
)
def test_the_fate_of_an_email_is_what_the_provider_says(server, monkeypatch, status, answer, fate):
    assert hand_over(monkeypatch, status, answer).fate is fate


def test_the_identity_goes_along_so_that_it_comes_back(server, monkeypatch):
    hand_over(monkeypatch, 200, TAKEN)

    assert Postmark.posted[-1]["Metadata"] == {"x-canvass-message": "<1@example.org>"}


def test_a_provider_that_is_not_there_has_taken_nothing(settings, monkeypatch):
    settings.ANYMAIL["POSTMARK_API_URL"] = f"http://127.0.0.1:{free_port()}/"

    assert hand_over(monkeypatch, 200, TAKEN).fate is Fate.LATER
