"""What is refused to administrators. Each says so in a sentence for its reader."""

from django.utils.translation import gettext as _


class Refused(Exception):
    """A change to an account that cannot be; nothing was changed."""


class AddressTaken(Refused):
    def __init__(self) -> None:
        super().__init__(_("Somebody has an account with this email address already"))


class OwnAccount(Refused):
    def __init__(self) -> None:
        super().__init__(_("You cannot do this to your own account. Ask another administrator."))


class LastAdministrator(Refused):
    def __init__(self) -> None:
        super().__init__(_("This is the last administrator. Make somebody else an administrator first."))
