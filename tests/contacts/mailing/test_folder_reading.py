from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.mail import EmailMessage

from contacts.mailing import folder_reading
from contacts.mailing.composing import IDENTITY
from contacts.mailing.folder import EmailBackend
from contacts.mailing.folder_reading import Span

OURS = {IDENTITY: "0123@example.org"}
NOON = datetime(2026, 11, 2, 12, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EMAIL_FILE_PATH = str(tmp_path)
    return tmp_path


@pytest.fixture
def write(time_machine):
    """Writes emails, a minute after each other."""
    time_machine.move_to(NOON, tick=False)

    def write(subject, headers=OURS, body="Dear Zoë"):
        EmailBackend().send_messages([EmailMessage(subject, body, "a@example.org", ["b@example.org"], headers=headers)])
        time_machine.shift(timedelta(minutes=1))

    return write


def subjects(mails):
    return [mail.subject for mail in mails]


def test_the_newest_come_first(write):
    for subject in ("One", "Two", "Three"):
        write(subject)

    assert subjects(folder_reading.newest(2)) == ["Three", "Two"]


def test_what_is_older_can_be_asked_for(write):
    for subject in ("One", "Two", "Three"):
        write(subject)
    last = folder_reading.newest(2)[-1]

    assert subjects(folder_reading.newest(2, before=last.name)) == ["One"]


def test_an_email_is_read_with_when_and_to_whom_it_was_written(write):
    write("Zoë, please answer")

    (mail,) = folder_reading.newest(5)

    assert (mail.subject, mail.to, mail.written_at) == ("Zoë, please answer", "b@example.org", NOON)
    assert mail.text.strip() == "Dear Zoë"
    assert folder_reading.one(mail.name) == mail


def test_emails_to_staff_are_not_shown(write, folder):
    write("Choose a new password", headers={})

    (name,) = [file.stem for file in folder.iterdir()]
    assert folder_reading.newest(5) == []
    assert folder_reading.one(name) is None


@pytest.mark.parametrize(
    "name", ["", "..", "../secret_key", "20261102-120000-000000-x", "20261102-120000-000000-a/b", "\0"]
)
def test_a_name_that_is_none_finds_nothing(write, folder, name):
    write("One")
    (folder.parent / "secret_key.eml").write_bytes(b"X-Canvass-Message: x\n\nsecret")

    assert folder_reading.one(name) is None


def test_other_files_in_the_folder_are_passed_over(write, folder):
    write("One")
    (folder / "20261102-120000-000000-abc.part").write_bytes(b"half")
    (folder / "notes.eml").write_bytes(b"X-Canvass-Message: x\n\nnotes")

    assert subjects(folder_reading.newest(5)) == ["One"]


def test_a_folder_that_is_not_there_has_no_emails(settings, tmp_path):
    settings.EMAIL_FILE_PATH = str(tmp_path / "not" / "there")

    assert folder_reading.newest(5) == []


def test_links_stand_apart_and_without_their_secrets():
    link = "http://127.0.0.1:8000/s/Ab1-_5678901234567890x/"

    assert folder_reading.spans(f"Open {link} or {link}stop/\nThanks") == [
        Span("Open "),
        Span("http://127.0.0.1:8000/s/…/", link),
        Span(" or "),
        Span("http://127.0.0.1:8000/s/…/stop/", f"{link}stop/"),
        Span("\nThanks"),
    ]


def test_the_signature_in_the_link_of_a_test_email_is_a_secret_too():
    (_, link, _) = folder_reading.spans("http://127.0.0.1:8000/trial/WzEsIjIwMjYi:1vF_x9:ab-c/")

    assert link.text == "http://127.0.0.1:8000/trial/…/"


@pytest.mark.parametrize(("backend", "used"), [(folder_reading.BACKEND, True), ("smtp.EmailBackend", False)])
def test_the_folder_is_in_use_without_a_mail_server(settings, backend, used):
    settings.EMAIL_BACKEND = backend

    assert folder_reading.in_use() is used
