import email
from email.policy import default

import pytest
from django.core.mail import EmailMultiAlternatives

from contacts.mailing import transport

LONG = "A title that goes on and on, " * 5


@pytest.mark.parametrize("subject", ["Short", LONG.strip(), "Für Zoë", f"Für Zoë: {LONG}".strip()])
def test_an_email_travels_as_django_would_send_it(subject):
    message = EmailMultiAlternatives(
        subject, "Dear Zoë,\nhere", to=['"Zoë Example" <z@example.org>'], reply_to=["h@e.org"]
    )
    message.attach_alternative("<p>Dear Zoë</p>", "text/html")

    ours = email.message_from_bytes(transport.as_bytes(message), policy=default)
    theirs = email.message_from_bytes(message.message().as_bytes(linesep="\r\n"), policy=default)

    ignored = {"Date", "Message-ID", "Content-Type"}
    assert {name: ours[name] for name in ours if name not in ignored} == {
        name: theirs[name] for name in theirs if name not in ignored
    }
    assert [part.get_content() for part in ours.iter_parts()] == [part.get_content() for part in theirs.iter_parts()]


def test_no_line_is_longer_than_mail_allows():
    message = EmailMultiAlternatives(f"Für Zoë: {LONG}", "text", to=["z@example.org"], headers={"X-Long": LONG * 10})

    lines = transport.as_bytes(message).split(b"\r\n")

    assert max(map(len, lines)) <= 998
    assert b"\n" not in b"".join(lines)
