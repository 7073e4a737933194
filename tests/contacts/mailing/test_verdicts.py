import pytest

from contacts.mailing.verdicts import exact_status, verdict


@pytest.mark.parametrize(
    ("status", "words", "kind"),
    [
        ("4.2.2", "mailbox full", "soft"),
        ("4.1.1", "user unknown, says a server that greylists", "soft"),
        ("5.1.1", "", "hard"),
        ("5.1.2", "", "hard"),
        ("5.1.10", "", "hard"),
        ("5.2.1", "disabled", "hard"),
        ("5.4.4", "host not found", "hard"),
        ("5.4.310", "DNS domain does not exist", "hard"),
        ("5.1.8", "sender's address rejected", "soft"),
        ("5.2.2", "mailbox full", "soft"),
        ("5.3.4", "message too big", "soft"),
        ("5.4.6", "routing loop", "soft"),
        ("5.6.1", "media not supported", "soft"),
        ("5.7.1", "user unknown or blocked", "soft"),
        ("5.7.26", "unauthenticated email", "soft"),
        ("5.0.0", "", "hard"),
        ("5.0.0", "mailbox is over quota", "soft"),
        ("5.0.0", "blocked by the block-list of example.net", "soft"),
        ("5.4.1", "Recipient address rejected: Access denied", "hard"),
        ("5.4.1", "no answer from host", "soft"),
        ("5.5.0", "Requested action not taken: mailbox unavailable", "hard"),
        ("", "550 No such user here", "hard"),
        ("", "550 requested action not taken", "hard"),
        ("", "550-rejected: see our policy", "soft"),
        ("", "552 mailbox is what it is", "soft"),
        ("", "450 mailbox unavailable", "soft"),
        ("", "421 try again", "soft"),
        ("", "the address does not exist", "hard"),
        ("", "the mailbox is full", "soft"),
        ("", "we are sorry", "unclear"),
        ("", "", "unclear"),
        ("", "Client host [192.0.5.1.1] says 1550 things", "unclear"),
    ],
)
def test_the_rules_decide(status, words, kind):
    assert verdict(status, words) == kind


@pytest.mark.parametrize(
    ("status", "words", "exact"),
    [
        ("5.0.0", "smtp; 550 5.1.1 unknown", "5.1.1"),
        ("5.1.1", "smtp; 550 5.7.1 blocked", "5.1.1"),
        ("5.0.0", "smtp; 451 4.7.1 later", "5.0.0"),
        ("", "(#5.1.1).", "5.1.1"),
        ("2.0.0", "", ""),
        ("", "from 10.5.1.1", ""),
    ],
)
def test_the_more_exact_code_counts(status, words, exact):
    assert exact_status(status, words) == exact
