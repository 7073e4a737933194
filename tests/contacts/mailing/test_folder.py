import email
from email.policy import default
from pathlib import Path

from django.core.mail import EmailMessage

from contacts.mailing.folder import EmailBackend


def test_each_message_is_a_file_that_a_mail_program_opens(settings, tmp_path):
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    messages = [EmailMessage(f"No. {number}", "Dear Zoë", "a@example.org", ["b@example.org"]) for number in (1, 2)]

    sent = EmailBackend().send_messages(messages)

    files = sorted(Path(settings.EMAIL_FILE_PATH).iterdir())
    read = [email.message_from_bytes(file.read_bytes(), policy=default) for file in files]
    assert sent == 2
    assert [(each["Subject"], each.get_content().strip()) for each in read] == [
        ("No. 1", "Dear Zoë"),
        ("No. 2", "Dear Zoë"),
    ]
    assert {file.suffix for file in files} == {".eml"}


def test_a_folder_that_is_gone_is_made_again(settings, tmp_path):
    settings.EMAIL_FILE_PATH = str(tmp_path / "not" / "there")

    EmailBackend().send_messages([EmailMessage("Here", "It is", "a@example.org", ["b@example.org"])])

    assert len(list((tmp_path / "not" / "there").iterdir())) == 1
