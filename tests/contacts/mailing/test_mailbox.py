from datetime import timedelta

import pytest

from contacts.mailing import mailbox, sorting
from contacts.models import CallTask, DeliveryNotice, StoppedAddress
from tests.contacts.mailing.returned import EXIM, GMAIL, OUR_ID, OUT_OF_OFFICE
from tests.factories import MONDAY, InvitationFactory, MessageFactory, PersonFactory
from tests.racing import at_once

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(hours=1)
JUNK = "From: shop@example.org\nSubject: Bargains\n\nBuy!\n"


@pytest.fixture
def message():
    person = PersonFactory(email="pat@anytown.example")
    return MessageFactory(invitation=InvitationFactory(organisation=person.organisation), message_id=OUR_ID)


@pytest.fixture
def folder(tmp_path, settings):
    path = tmp_path / "returned mail"
    path.mkdir()
    settings.BOUNCE_MAILBOX = f"maildir{path.as_uri().removeprefix('file')}"
    return path


def put(path, mail):
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(mail.encode())


def collect():
    return mailbox.collect(now=LATER)


def kinds():
    return sorted(DeliveryNotice.objects.values_list("kind", flat=True))


def waiting(folder):
    return sorted(
        str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path.parent.name != "cur"
    )


def test_files_and_what_a_mail_server_delivers_are_read_and_moved_away(folder, message):
    put(folder / "bounce.eml", EXIM)
    put(folder / "new" / "1793610000.M1P2.host", OUT_OF_OFFICE)
    put(folder / "tmp" / "half", "half a mail")

    assert collect() == 2

    assert kinds() == ["auto_reply", "hard"]
    assert waiting(folder) == ["tmp/half"]
    assert len(list((folder / "cur").glob("*:2,S"))) == 2


def test_what_was_read_is_not_read_again(folder, message):
    put(folder / "bounce.eml", EXIM)

    assert [collect(), collect()] == [1, 0]


def test_a_crash_before_a_mail_was_marked_takes_nothing_up_twice(folder, message):
    put(folder / "bounce.eml", EXIM)
    sorting.take_up(EXIM.encode(), now=LATER)
    StoppedAddress.objects.all().delete()

    assert collect() == 0

    assert (kinds(), waiting(folder)) == (["hard"], [])
    assert not StoppedAddress.objects.exists()


def test_a_crash_amid_a_batch_leaves_the_rest_for_the_next_time(folder, message):
    put(folder / "a.eml", EXIM)
    put(folder / "b.eml", GMAIL)
    put(folder / "c.eml", OUT_OF_OFFICE)
    mails = mailbox._in_folder(folder)
    first, second = next(mails), next(mails)
    sorting.take_up(first.raw, now=LATER)
    first.done()
    sorting.take_up(second.raw, now=LATER)  # and here the power goes

    assert waiting(folder) == ["b.eml", "c.eml"]
    assert collect() == 1
    assert kinds() == ["auto_reply", "hard", "hard"]


def test_broken_mail_is_unclear_and_never_stops_the_rest(folder, message):
    put(folder / "1.eml", "")
    (folder / "2.eml").mkdir()
    (folder / "3.eml").write_bytes(b"\x00\xff" * 5000)
    put(folder / "4.eml", EXIM)

    assert collect() == 3
    assert kinds() == ["hard", "unclear", "unclear"]


def test_mail_that_is_not_about_us_is_put_aside_and_nothing_is_recorded(folder, message):
    put(folder / "junk.eml", JUNK)

    assert (collect(), kinds(), waiting(folder)) == (0, [], [])


def test_a_batch_is_limited_and_the_next_goes_on(folder, message):
    for number in range(mailbox.BATCH + 5):
        put(folder / f"{number:03}.eml", f"Subject: {number}\n{OUT_OF_OFFICE}")

    assert [collect(), collect(), collect()] == [mailbox.BATCH, 5, 0]


def test_the_last_reading_is_noted(folder):
    assert mailbox.last_read() is None

    collect()

    assert mailbox.last_read() == LATER


@pytest.mark.parametrize("url", ["maildir:///nowhere/at/all", "imap://u:secret@127.0.0.1:1/INBOX"])
def test_a_mailbox_that_is_not_there_is_logged_without_its_password(settings, caplog, url):
    settings.BOUNCE_MAILBOX = url

    assert collect() == 0

    assert "The mailbox of returned mail could not be read" in caplog.text
    assert "secret" not in caplog.text
    assert mailbox.last_read() is None


@pytest.mark.django_db(transaction=True)
def test_of_readers_at_once_one_takes_each_mail_up(folder, message):
    for number in range(6):
        put(folder / f"{number}.eml", f"Subject: {number}\n{EXIM}")

    taken = at_once(lambda _: collect())

    assert (sum(taken), kinds(), CallTask.objects.count()) == (6, ["hard"] * 6, 1)
    assert waiting(folder) == []
