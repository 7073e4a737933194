"""What comes back of emails, as mail systems write it: delivery status notices, automatic replies, complaints."""

from pathlib import Path

from config.rehearsing.post import Mail

CUT = "=_cut"


def put(folder: Path, mail: Mail, content: bytes) -> None:
    """Leave something that is about this email where returned mail is read."""
    name = mail.message_id.strip("<>").partition("@")[0]
    (folder / f"{name}.eml").write_bytes(content)


def undeliverable(mail: Mail, *, status: str, said: str) -> bytes:
    """A delivery status notice after RFC 3464, with the email that could not be delivered."""
    fields = f"""\
Reporting-MTA: dns; relay.example.net

Final-Recipient: rfc822; {mail.to}
Action: failed
Status: {status}
Diagnostic-Code: smtp; {said}
"""
    return _report(
        "delivery-status",
        mail,
        sender="MAILER-DAEMON@relay.example.net (Mail Delivery System)",
        subject="Undelivered Mail Returned to Sender",
        words=f"Your message could not be delivered.\n\n<{mail.to}>: {said}",
        fields=fields,
    )


def complaint(mail: Mail) -> bytes:
    """A feedback report after RFC 5965: somebody pressed the button for spam."""
    fields = f"""\
Feedback-Type: abuse
User-Agent: Rehearsal/1.0
Version: 1
Original-Rcpt-To: <{mail.to}>
"""
    return _report(
        "feedback-report",
        mail,
        sender="staff@feedback.example.net",
        subject=f"FW: {mail.subject}",
        words="This is an email abuse report.",
        fields=fields,
    )


def automatic_reply(mail: Mail) -> bytes:
    """What a mailbox answers whose owner is away."""
    return f"""\
From: {mail.to}
To: canvass@example.org
Subject: Automatic reply: {mail.subject}
In-Reply-To: {mail.message_id}
Auto-Submitted: auto-replied
Content-Type: text/plain; charset="utf-8"

I am out of the office and will read your email when I am back.
""".encode()


def _report(kind: str, mail: Mail, *, sender: str, subject: str, words: str, fields: str) -> bytes:
    head = f"""\
Return-Path: <>
From: {sender}
To: canvass@example.org
Subject: {subject}
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind}; boundary="{CUT}"

--{CUT}
Content-Type: text/plain; charset=us-ascii

{words}

--{CUT}
Content-Type: message/{kind}

{fields}
--{CUT}
Content-Type: message/rfc822

"""
    return head.encode() + mail.raw + f"\n--{CUT}--\n".encode()
