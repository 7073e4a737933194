"""Emails that came back, as the mail systems of the world write them; every name and address is made up.

Each is `name: (mail, kind, address, status, beginning of the detail)`; each is about the email of `OURS`."""

OUR_ID = "<4f7c2a9be01d4c0f8a5d3b6e7f809112@canvass.example.org>"
OURS = f"""\
From: Canvass <canvass@example.org>
To: Pat Example <pat@anytown.example>
Subject: Community safety: your survey
Message-ID: {OUR_ID}
X-Canvass-Message: {OUR_ID.strip("<>")}
Auto-Submitted: auto-generated
Content-Type: text/plain; charset="utf-8"

Dear Pat, please answer by 17:00. Is your mailbox full? Try again later.
"""


def report(head: str, words: str, fields: str, *, original: str = OURS, as_type: str = "message/rfc822") -> str:
    """A multipart/report: its own headers, the part for people, the fields, and what is returned."""
    return f"""\
{head.strip()}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_cut"

--=_cut
Content-Type: text/plain; charset=us-ascii

{words.strip()}

--=_cut
Content-Type: message/delivery-status

{fields.strip()}

--=_cut
Content-Type: {as_type}

{original}
--=_cut--
"""


POSTFIX_HEAD = """\
Return-Path: <>
Date: Tue, 3 Nov 2026 09:12:01 +0000 (GMT)
From: MAILER-DAEMON@relay.example.net (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: canvass@example.org
Auto-Submitted: auto-replied
Message-ID: <20261103091201.5A1F02C0@relay.example.net>"""
POSTFIX_WORDS = """\
This is the mail system at host relay.example.net.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below."""


def postfix(action: str, status: str, diagnostic: str, *, recipient: str = "pat@anytown.example") -> str:
    return report(
        POSTFIX_HEAD,
        POSTFIX_WORDS,
        f"""\
Reporting-MTA: dns; relay.example.net
X-Postfix-Queue-ID: 5A1F02C0
X-Postfix-Sender: rfc822; canvass@example.org
Arrival-Date: Tue,  3 Nov 2026 09:12:00 +0000 (GMT)

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Remote-MTA: dns; mx.anytown.example
Diagnostic-Code: {diagnostic}""",
    )


EXIM = report(
    """\
Return-path: <>
From: Mail Delivery System <Mailer-Daemon@relay.example.net>
To: canvass@example.org
Auto-Submitted: auto-replied
X-Failed-Recipients: pat@anytown.example
References: <4f7c2a9be01d4c0f8a5d3b6e7f809112@canvass.example.org>
Subject: Mail delivery failed: returning message to sender""",
    """\
This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  pat@anytown.example
    host mx.anytown.example [192.0.2.25]
    SMTP error from remote mail server after RCPT TO:<pat@anytown.example>:
    550 5.1.1 <pat@anytown.example>: User unknown""",
    """\
Reporting-MTA: dns; relay.example.net

Action: failed
Final-Recipient: rfc822;pat@anytown.example
Status: 5.0.0
Remote-MTA: dns; mx.anytown.example
Diagnostic-Code: smtp; 550 5.1.1 <pat@anytown.example>: User unknown""",
    as_type="message/rfc822",
)

EXIM_IN_WORDS = f"""\
Return-path: <>
X-Failed-Recipients: pat@anytown.example
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@old.example.net>
To: canvass@example.org
Subject: Mail delivery failed: returning message to sender

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  pat@anytown.example
    Unrouteable address

------ This is a copy of the message, including all the headers. ------

{OURS}"""

QMAIL = f"""\
Return-Path: <>
From: MAILER-DAEMON@mail.anytown.example
To: canvass@example.org
Subject: failure notice

Hi. This is the qmail-send program at mail.anytown.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<pat@anytown.example>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <canvass@example.org>
{OURS}"""

QMAIL_FULL = QMAIL.replace(
    "Sorry, no mailbox here by that name. (#5.1.1)", "The user's mailbox is over quota. (#5.2.2)"
)

OFFICE_365 = report(
    """\
From: <postmaster@anytowncouncil.onmicrosoft.example>
To: <canvass@example.org>
Date: Tue, 3 Nov 2026 09:12:04 +0000
X-MS-Exchange-Message-Is-Ndr:
Content-Language: en-GB
Message-ID: <b1f2-79ad@DB9PR04MB0001.eurprd04.prod.example>
In-Reply-To: <4f7c2a9be01d4c0f8a5d3b6e7f809112@canvass.example.org>
References: <4f7c2a9be01d4c0f8a5d3b6e7f809112@canvass.example.org>
Subject: Undeliverable: Community safety: your survey
Auto-Submitted: auto-replied""",
    "Your message to pat@anytown.example couldn't be delivered. pat wasn't found at anytown.example.",
    """\
Reporting-MTA: dns;DB9PR04MB0001.eurprd04.prod.example
Received-From-MTA: dns;relay.example.net
Arrival-Date: Tue, 3 Nov 2026 09:12:03 +0000

Original-Recipient: rfc822;pat@anytown.example
Final-Recipient: rfc822;pat@anytowncouncil.onmicrosoft.example
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient pat@anytown.example not found by SMTP
 address lookup""",
)

EXCHANGE_HEADERS_ONLY = report(
    """\
From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@anytown.example>
To: canvass@example.org
Subject: Undeliverable: Community safety: your survey""",
    "Delivery has failed to these recipients or groups: Pat Example. The recipient's mailbox is full.",
    """\
Reporting-MTA: dns;exch01.anytown.example

Final-recipient: RFC822;pat@anytown.example
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp;554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException""",
    as_type="text/rfc822-headers",
)

GMAIL = report(
    """\
Return-Path: <>
From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
To: canvass@example.org
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
In-Reply-To: <4f7c2a9be01d4c0f8a5d3b6e7f809112@canvass.example.org>
X-Failed-Recipients: pat@anytown.example""",
    """\
** Address not found **

Your message wasn't delivered to pat@anytown.example because the address couldn't be found, or is unable to receive
mail.""",
    """\
Reporting-MTA: dns; googlemail.example
Received-From-MTA: dns; canvass@example.org
Arrival-Date: Tue, 03 Nov 2026 01:12:05 -0800 (PST)
X-Original-Message-ID: <4f7c2a9be01d4c0f8a5d3b6e7f809112@canvass.example.org>

Final-Recipient: rfc822; pat@anytown.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try
 550-5.1.1 double-checking the recipient's email address for typos. gsmtp
Last-Attempt-Date: Tue, 03 Nov 2026 01:12:06 -0800 (PST)""",
)

GMAIL_DELAY = report(
    """\
From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
To: canvass@example.org
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Delay)""",
    "There was a temporary problem delivering your message to pat@anytown.example. We'll retry for 46 more hours.",
    """\
Reporting-MTA: dns; googlemail.example

Final-Recipient: rfc822; pat@anytown.example
Action: delayed
Status: 4.4.1
Diagnostic-Code: smtp; The recipient server did not accept our requests to connect.
Will-Retry-Until: Thu, 05 Nov 2026 01:12:06 -0800 (PST)""",
)

TWO_RECIPIENTS = report(
    POSTFIX_HEAD,
    POSTFIX_WORDS,
    """\
Reporting-MTA: dns; relay.example.net

Final-Recipient: rfc822; archive@example.org
Action: delivered
Status: 2.0.0

Final-Recipient: rfc822; Pat@Anytown.example
Action: failed
Status: 5.1.2
Diagnostic-Code: X-Postfix; Host or domain name not found. Name service error for name=anytown.example""",
)

ENCODED_WORDS = report(
    POSTFIX_HEAD,
    POSTFIX_WORDS,
    """\
Reporting-MTA: dns; relay.example.net

Final-Recipient: rfc822; <pat@anytown.example>
Action: failed
Status: 5.1.1
Diagnostic-Code: =?utf-8?q?smtp=3B_550_5=2E1=2E1_Empf=C3=A4nger_unbekannt?=""",
)

ABUSE = f"""\
From: <staff@feedback.bigmail.example>
To: <abuse@example.org>
Subject: FW: Community safety: your survey
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="=_arf"

--=_arf
Content-Type: text/plain; charset="US-ASCII"

This is an email abuse report for an email message received from 192.0.2.1.

--=_arf
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: SomeGenerator/1.0
Version: 1
Original-Mail-From: <canvass@example.org>
Original-Rcpt-To: <pat@anytown.example>
Received-Date: Tue, 3 Nov 2026 09:20:00 +0000

--=_arf
Content-Type: message/rfc822

{OURS}
--=_arf--
"""

OUT_OF_OFFICE = """\
From: Pat Example <Pat@anytown.example>
To: canvass@example.org
Subject: Automatic reply: Community safety: your survey
Message-ID: <c0ffee@anytown.example>
In-Reply-To: <4f7c2a9be01d4c0f8a5d3b6e7f809112@canvass.example.org>
References: <older@example.org> <4f7c2a9be01d4c0f8a5d3b6e7f809112@canvass.example.org>
Auto-Submitted: auto-generated
X-Auto-Response-Suppress: All
Content-Type: text/html; charset="Windows-1252"
Content-Transfer-Encoding: quoted-printable

<html><head><style>p {margin: 0}</style></head><body><p>I am on leave until 16 November.</p>
<p>Sam Sample stands in for me =96 sam@anytown.example.</p></body></html>
"""

VACATION = """\
Return-Path: <>
From: pat@anytown.example (Pat Example)
To: canvass@example.org
Subject: away from my mail
Precedence: bulk
X-Autoreply: yes
References: <4f7c2a9be01d4c0f8a5d3b6e7f809112@canvass.example.org>

I have left the partnership. Please write to the new manager, Kim Specimen.

> Dear Pat, please answer by 17:00.
"""

READ_RECEIPT = """\
From: Pat Example <pat@anytown.example>
To: canvass@example.org
Subject: Read: Community safety: your survey
In-Reply-To: <4f7c2a9be01d4c0f8a5d3b6e7f809112@canvass.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=disposition-notification; boundary="=_mdn"

--=_mdn
Content-Type: text/plain

Your message was read on Tuesday.

--=_mdn
Content-Type: message/disposition-notification

Final-Recipient: rfc822;pat@anytown.example
Original-Message-ID: <4f7c2a9be01d4c0f8a5d3b6e7f809112@canvass.example.org>
Disposition: manual-action/MDN-sent-manually; displayed

--=_mdn--
"""

A_PERSON = """\
From: Pat Example <pat@anytown.example>
To: canvass@example.org
Subject: Re: Community safety: your survey
In-Reply-To: <4f7c2a9be01d4c0f8a5d3b6e7f809112@canvass.example.org>

Please ask Sam, who does this now.

On Tue, 3 Nov 2026 at 09:12, Canvass wrote:
> Dear Pat
"""

WITHOUT_REASON = f"""\
From: postmaster@anytown.example
To: canvass@example.org
Subject: Undeliverable mail

The attached message was quarantined under reference 1234 for <pat@anytown.example>.

Message-ID: {OUR_ID}
"""

PAT = "pat@anytown.example"
MAILS = {
    "Postfix, unknown user": (
        postfix("failed", "5.1.1", "smtp; 550 5.1.1 <pat@anytown.example>: Recipient address rejected: User unknown"),
        *("hard", PAT, "5.1.1", "smtp; 550 5.1.1 <pat@anytown.example>: Recipient address rejected"),
    ),
    "Postfix, given up after days": (
        postfix("failed", "4.4.1", "X-Postfix; connect to mx.anytown.example[192.0.2.25]:25: Connection timed out"),
        *("soft", PAT, "4.4.1", "X-Postfix; connect to mx.anytown.example"),
    ),
    "Postfix, blocked": (
        postfix("failed", "5.7.1", "smtp; 554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using a list"),
        *("soft", PAT, "5.7.1", "smtp; 554 5.7.1 Service unavailable"),
    ),
    "Postfix, a general code and a spam filter": (
        postfix("failed", "5.0.0", "smtp; 550 Message rejected as spam by content scanner"),
        *("soft", PAT, "5.0.0", "smtp; 550 Message rejected as spam"),
    ),
    "Postfix, message too large": (
        postfix("failed", "5.3.4", "smtp; 552 5.3.4 Message size exceeds fixed limit"),
        *("soft", PAT, "5.3.4", "smtp; 552 5.3.4 Message size"),
    ),
    "Postfix, mailbox switched off": (
        postfix("failed", "5.2.1", "smtp; 550 5.2.1 The email account that you tried to reach is disabled"),
        *("hard", PAT, "5.2.1", "smtp; 550 5.2.1"),
    ),
    "Postfix, delivered elsewhere": (
        postfix("relayed", "2.1.5", "smtp; 250 2.1.5 OK"),
        *("auto_reply", PAT, "", "smtp; 250 2.1.5 OK"),
    ),
    "Office 365, denied at the edge": (
        postfix("failed", "5.4.1", "smtp; 550 5.4.1 Recipient address rejected: Access denied. AS(201806281)"),
        *("hard", PAT, "5.4.1", "smtp; 550 5.4.1"),
    ),
    "Exim, as a report": (EXIM, "hard", PAT, "5.1.1", "smtp; 550 5.1.1 <pat@anytown.example>: User unknown"),
    "Exim, in words": (EXIM_IN_WORDS, "hard", PAT, "", "This message was created automatically"),
    "qmail": (QMAIL, "hard", PAT, "5.1.1", "Hi. This is the qmail-send program"),
    "qmail, over quota": (QMAIL_FULL, "soft", PAT, "5.2.2", "Hi. This is the qmail-send program"),
    "Office 365": (OFFICE_365, "hard", PAT, "5.1.10", "smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound"),
    "Exchange, headers alone": (EXCHANGE_HEADERS_ONLY, "soft", PAT, "5.2.2", "smtp;554 5.2.2 mailbox full"),
    "Gmail": (GMAIL, "hard", PAT, "5.1.1", "smtp; 550-5.1.1 The email account that you tried to reach"),
    "Gmail, still trying": (GMAIL_DELAY, "soft", PAT, "4.4.1", "delayed: smtp; The recipient server did not accept"),
    "two recipients, of which one failed": (TWO_RECIPIENTS, "hard", PAT, "5.1.2", "X-Postfix; Host or domain name"),
    "a diagnosis in encoded words": (ENCODED_WORDS, "hard", PAT, "5.1.1", "smtp; 550 5.1.1 Empfänger unbekannt"),
    "a complaint": (ABUSE, "complaint", PAT, "", "Feedback report: abuse"),
    "a complaint taken back": (
        ABUSE.replace("abuse\nUser", "not-spam\nUser"),
        "unclear",
        PAT,
        "",
        "Feedback report: not",
    ),
    "out of office, in HTML": (
        OUT_OF_OFFICE,
        *("auto_reply", PAT, "", "I am on leave until 16 November. Sam Sample stands in for me – sam@anytown.example."),
    ),
    "vacation": (VACATION, "auto_reply", PAT, "", "I have left the partnership. Please write to the new manager, Kim"),
    "a receipt": (READ_RECEIPT, "auto_reply", PAT, "", "Your message was read on Tuesday."),
    "somebody's own reply": (A_PERSON, "unclear", PAT, "", "Please ask Sam, who does this now."),
    "a notice without a reason": (WITHOUT_REASON, "unclear", PAT, "", "The attached message was quarantined"),
}
