"""The staff accounts of the demonstration; they exist only where `prepare --demo` made them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    email: str
    password: str
    role: str


ACCOUNTS = (
    Account(email="researcher@example.org", password="look-at-the-tables", role="researcher"),
    Account(email="admin@example.org", password="look-after-the-people", role="admin"),
)
