"""What a rehearsal lets come back is read as what it stands for."""

import pytest

from config.rehearsing import respondents, returning
from config.rehearsing.post import Mail
from contacts.mailing import notices
from tests.contacts.mailing.returned import OUR_ID, OURS, PAT

MAIL = Mail(to=PAT, message_id=OUR_ID, stop="", raw=OURS.encode())


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (returning.undeliverable(MAIL, **respondents.FOR_GOOD), "hard"),
        (returning.undeliverable(MAIL, **respondents.FOR_NOW), "soft"),
        (returning.complaint(MAIL), "complaint"),
        (returning.automatic_reply(MAIL), "auto_reply"),
    ],
)
def test_it_is_about_the_email_and_its_recipient(content, kind):
    notice = notices.read(content)

    assert (notice.kind, notice.message_ids[0], notice.address) == (kind, OUR_ID, PAT)
