import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import override_settings

from config.rehearsing import place
from contacts.models import Organisation
from tests.factories import OrganisationFactory

# The other database takes the place of that of the tests, which is made only for tests with this mark; not within a
# transaction, since the connection is closed in between.
pytestmark = pytest.mark.django_db(transaction=True)


def test_nothing_is_left_of_it():
    before = (connection.settings_dict["NAME"], settings.EMAIL_FILE_PATH, settings.BOUNCE_MAILBOX)

    with place.of_its_own() as folders:
        OrganisationFactory()
        inside = connection.settings_dict["NAME"]

    assert Organisation.objects.count() == 0
    assert not folders.mail.parent.exists()
    assert inside != before[0]
    assert (connection.settings_dict["NAME"], settings.EMAIL_FILE_PATH, settings.BOUNCE_MAILBOX) == before


def test_no_email_leaves_the_machine_whatever_the_settings_say():
    elsewhere = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "BOUNCE_MAILBOX": "imaps://pat:secret@mail.example.org/INBOX",
    }

    with override_settings(**elsewhere), place.of_its_own() as folders:
        mail.send_mail("Subject", "Text", None, ["pat@example.org"])
        written = list(folders.mail.glob("*.eml"))
        read_from = settings.BOUNCE_MAILBOX

    assert (len(written), read_from) == (1, f"maildir://{folders.returned}")


def test_it_is_gone_too_when_something_goes_wrong():
    with pytest.raises(ZeroDivisionError), place.of_its_own() as folders:
        raise ZeroDivisionError

    assert not folders.mail.parent.exists()
