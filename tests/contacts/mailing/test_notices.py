import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.mailing import notices
from contacts.mailing.notices import Kind, read
from contacts.models import DeliveryNotice
from tests.contacts.mailing.returned import ABUSE, EXIM, GMAIL, MAILS, OUR_ID, OURS, OUT_OF_OFFICE, POSTFIX_HEAD, QMAIL

NAMES = sorted(MAILS)
REPLIES = {"out of office, in HTML", "vacation", "a receipt", "somebody's own reply"}


def read_text(mail):
    return read(mail.encode())


@pytest.mark.parametrize("name", NAMES)
def test_a_notice_says_what_came_back(name):
    mail, kind, address, status, detail = MAILS[name]

    notice = read_text(mail)

    assert (notice.kind, notice.address, notice.status) == (kind, address, status)
    assert notice.detail[: len(detail)] == detail


@pytest.mark.parametrize("name", NAMES)
def test_a_notice_names_our_email_first(name):
    assert read_text(MAILS[name][0]).message_ids[0] == OUR_ID


@pytest.mark.parametrize("name", NAMES)
def test_lines_end_as_they_like(name):
    mail = MAILS[name][0]

    assert read(mail.replace("\n", "\r\n").encode()) == read_text(mail)


@pytest.mark.parametrize("name", NAMES)
def test_systems_are_told_from_people_and_their_mailboxes(name):
    assert read_text(MAILS[name][0]).from_a_system is (name not in REPLIES)


def test_the_kinds_are_those_that_are_stored():
    assert list(Kind) == DeliveryNotice.Kind.values


def test_our_own_header_is_enough_where_a_gateway_gave_the_email_another_id():
    returned = GMAIL.replace(f"Message-ID: {OUR_ID}", "Message-ID: <other@gateway.example>").replace(
        f"In-Reply-To: {OUR_ID}\n", ""
    )

    assert read_text(returned).message_ids[0] == OUR_ID


def test_a_message_id_on_a_line_of_its_own_is_found():
    returned = QMAIL.replace("X-Canvass-Message", "X-Other").replace("Message-ID: <", "Message-ID:\n <")

    assert read_text(returned).message_ids == (OUR_ID,)


def test_the_words_of_our_own_email_decide_nothing():
    assert "mailbox full" in OURS
    assert read_text(QMAIL).kind == "hard"


def test_a_report_whose_fields_are_broken_is_read_by_its_words():
    broken = EXIM.replace("Action: failed\n", "").replace("Final-Recipient:", "Final").replace("Status: 5.0.0\n", "")

    notice = read_text(broken)

    assert (notice.kind, notice.address) == ("hard", "pat@anytown.example")


def test_a_complaint_without_an_address_is_one_all_the_same():
    notice = read_text(ABUSE.replace("Original-Rcpt-To: <pat@anytown.example>\n", ""))

    assert (notice.kind, notice.address, notice.message_ids) == ("complaint", "", (OUR_ID,))


def test_a_reply_without_words_shows_its_subject():
    assert read(OUT_OF_OFFICE.partition("\n\n")[0].encode()).detail == "Automatic reply: Community safety: your survey"


def test_a_detail_is_one_line_of_at_most_500_characters():
    notice = read_text(f"From: pat@anytown.example\nSubject: Auto: x\n\nI am\x00 away\r\n\u2028until {'then ' * 200}")

    assert notice.detail == f"I am away until {'then ' * 200}"[:500]


@pytest.mark.parametrize(
    ("subject", "headers", "kind"),
    [
        ("Re: Your survey", "Auto-Submitted: no", "unclear"),
        ("Re: Your survey", "Auto-Submitted: auto-replied; owner-email=pat@anytown.example", "auto_reply"),
        ("Re: Your survey", "Precedence: auto_reply", "auto_reply"),
        ("Re: Your survey", "X-Autorespond: yes", "auto_reply"),
        ("Out of Office: Re: Your survey", "X-Nothing: yes", "auto_reply"),
        ("=?utf-8?q?R=C3=A9ponse_automatique_=3A_survey?=", "X-Nothing: yes", "auto_reply"),
        ("Our office is out of paper", "X-Nothing: yes", "unclear"),
    ],
)
def test_automatic_replies_are_known_by_headers_or_by_subject(subject, headers, kind):
    assert read_text(f"From: pat@anytown.example\nSubject: {subject}\n{headers}\n\nText\n").kind == kind


@pytest.mark.parametrize("raw", [b"", b"\n", b"\n\n\n", b"no header at all", b"\x00\xff\xfe"])
def test_what_is_no_email_is_unclear(raw):
    assert read(raw) == notices.NOT_AN_EMAIL


def test_parts_within_parts_without_end_are_unclear():
    nested = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(3000))

    assert read_text(f"From: a@example.org\n{nested}").kind == "unclear"


def test_only_the_beginning_of_a_huge_email_is_read():
    assert read_text(f"{QMAIL}{'x' * 30_000_000}") == read_text(QMAIL)


@pytest.mark.parametrize("charset", ["no-such-charset", "hex", "idna", "utf-16", "a\x00b", '"'])
def test_a_character_set_that_nobody_knows_does_not_matter(charset):
    head = f"From: pat@anytown.example\nContent-Type: text/plain; charset={charset}\n\n"

    assert read(head.encode() + b"Out \xe9 here").kind == "unclear"


PIECES = st.sampled_from([*POSTFIX_HEAD.splitlines(), *EXIM.splitlines(), *OUT_OF_OFFICE.splitlines(), "", "--=_cut"])


@given(st.binary(max_size=2000))
def test_no_bytes_at_all_raise(raw):
    read(raw)


@given(st.lists(st.one_of(PIECES.map(str.encode), st.binary(max_size=60)), max_size=60))
def test_no_mixture_of_headers_and_bytes_raises(lines):
    notice = read(b"\n".join(lines))

    assert "\x00" not in notice.detail + notice.address + "".join(notice.message_ids)


@given(
    st.sampled_from(NAMES),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), st.binary(max_size=30)), max_size=20),
)
def test_no_notice_with_parts_overwritten_raises(name, changes):
    raw = MAILS[name][0].encode()
    for place, taken_out, put_in in changes:
        at = int(place * len(raw))
        raw = raw[:at] + put_in + raw[at + taken_out :]

    read(raw)


def test_a_character_set_of_a_header_that_nobody_knows_does_not_matter():
    odd = b"=?r\xf6x\x00?q?x?="

    assert read(b"From: pat@anytown.example\nSubject: " + odd + b"\n\n").kind == "unclear"
