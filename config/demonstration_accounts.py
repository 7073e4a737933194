"""The staff accounts of the demonstration; they exist only where `prepare --demo` made them."""

from dataclasses import dataclass

from config.roles import Role


@dataclass(frozen=True)
class Account:
    name: str
    email: str
    password: str
    role: Role


ACCOUNTS = (
    Account("Robin Researcher", "researcher@example.org", "look-at-the-tables", Role.RESEARCHER),
    Account("Alex Administrator", "admin@example.org", "look-after-the-people", Role.ADMIN),
)
