"""The mailbox of returned mail on a real IMAP server, in a process of its own."""

import imaplib
import socket
import ssl
import sys
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from contacts.mailing import mailbox, notices
from contacts.models import DeliveryNotice
from tests.config.processes import eventually, free_port, started
from tests.contacts.mailing.returned import EXIM, OUR_ID, OUT_OF_OFFICE
from tests.factories import MONDAY, InvitationFactory, MessageFactory, PersonFactory

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(hours=1)
USER, PASSWORD = "bounces@example.org", "p:ss/w@rd"
QUOTED = "bounces%40example.org:p%3Ass%2Fw%40rd"


@contextmanager
def server(folder):
    """The port of an IMAP server that has one empty mailbox."""
    port = free_port()
    listen = ["--host", "127.0.0.1", "--port", str(port), "--no-tls"]
    user = ["dict", "--demo-data", "--demo-user", USER, "--demo-password", PASSWORD]
    with started(
        [sys.executable, "-c", "from pymap.main import main; main()", *listen, *user],
        environment=None,
        log=folder / "log",
    ):
        eventually(lambda: answers(port))
        yield port


def answers(port):
    try:
        with imaplib.IMAP4("127.0.0.1", port, timeout=5) as client:
            return client.noop()[0] == "OK"
    except OSError:
        return False


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    with server(tmp_path_factory.mktemp("imap")) as port:
        yield port


@pytest.fixture
def client(port):
    """A mail program that looks into the same mailbox, emptied."""
    with imaplib.IMAP4("127.0.0.1", port) as client:
        client.login(USER, PASSWORD)
        client.select("INBOX")
        client.store("1:*", "+FLAGS", r"\Deleted")
        client.expunge()
        yield client


@pytest.fixture
def mails(port, settings, client):
    settings.BOUNCE_MAILBOX = f"imap://{QUOTED}@127.0.0.1:{port}/INBOX"
    person = PersonFactory(email="pat@anytown.example")
    MessageFactory(invitation=InvitationFactory(organisation=person.organisation), message_id=OUR_ID)


def deliver(client, mail):
    client.append("INBOX", None, None, mail.encode().replace(b"\n", b"\r\n"))


def seen(client):
    client.noop()
    return len(client.search(None, "SEEN")[1][0].split()), len(client.search(None, "UNSEEN")[1][0].split())


def collect():
    return mailbox.collect(now=LATER)


def kinds():
    return sorted(DeliveryNotice.objects.values_list("kind", flat=True))


def test_new_mails_are_read_once_and_marked_as_read(client, mails):
    for mail in (EXIM, OUT_OF_OFFICE, "Subject: Bargains\n\nBuy!\n"):
        deliver(client, mail)

    assert [collect(), collect()] == [2, 0]

    assert (kinds(), seen(client)) == (["auto_reply", "hard"], (3, 0))
    assert mailbox.last_read() == LATER


def test_a_mail_that_somebody_marks_as_new_again_is_not_taken_up_again(client, mails):
    deliver(client, EXIM)
    collect()
    client.store("1", "-FLAGS", r"\Seen")

    assert (collect(), kinds(), seen(client)) == (0, ["hard"], (1, 0))


def test_what_others_marked_as_deleted_is_not_cleared_away(client, mails):
    deliver(client, OUT_OF_OFFICE)
    deliver(client, EXIM)
    client.store("1", "+FLAGS", r"\Deleted")

    collect()

    assert sum(seen(client)) == 2


def test_broken_and_huge_mails_do_not_stop_the_rest(client, mails):
    deliver(client, "no email at all")
    deliver(client, OUT_OF_OFFICE + "x" * notices.LARGEST)
    deliver(client, EXIM)

    assert collect() == 3
    assert kinds() == ["auto_reply", "hard", "unclear"]


def test_a_batch_is_limited_and_the_next_goes_on(client, mails):
    for number in range(mailbox.BATCH + 2):
        deliver(client, f"Subject: {number}\n{OUT_OF_OFFICE}")

    assert [collect(), collect()] == [mailbox.BATCH, 2]


@pytest.mark.parametrize("wrong", ["x@127.0.0.1:{}/INBOX", "@127.0.0.1:{}/Nowhere"])
def test_a_wrong_password_or_folder_is_logged_and_tried_again_the_next_time(mails, port, settings, caplog, wrong):
    settings.BOUNCE_MAILBOX = f"imap://{QUOTED}{wrong.format(port)}"

    assert (collect(), collect()) == (0, 0)
    assert len(caplog.messages) == 2
    assert PASSWORD not in caplog.text


def test_a_server_without_encryption_gets_no_password(mails, port, settings, caplog):
    settings.BOUNCE_MAILBOX = f"imaps://{QUOTED}@127.0.0.1:{port}/INBOX"

    assert collect() == 0
    assert len(caplog.messages) == 1


def test_a_server_with_a_certificate_that_nobody_vouches_for_gets_no_password(tmp_path, settings, caplog):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        greeting = Thread(target=greet, args=(listening, self_signed(tmp_path)))
        greeting.start()
        settings.BOUNCE_MAILBOX = f"imaps://{QUOTED}@127.0.0.1:{listening.getsockname()[1]}/INBOX"

        assert collect() == 0
        greeting.join()

    assert "CERTIFICATE_VERIFY_FAILED" in caplog.text


def greet(listening, certificate):
    """Answer one caller, who hangs up on seeing the certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with suppress(ssl.SSLError), listening.accept()[0] as caller, context.wrap_socket(caller, server_side=True) as told:
        told.sendall(b"* OK\r\n")


def self_signed(folder):
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")]), datetime.now(UTC)
    unsigned = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    certificate = unsigned.sign(key, hashes.SHA256())
    (folder / "certificate").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key").write_bytes(key.private_bytes(*private))
    return str(folder / "certificate"), str(folder / "key")
