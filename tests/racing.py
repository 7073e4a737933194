"""Doing a thing at the same moment, in threads that each have a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

AT_ONCE = 8
T = TypeVar("T")


def at_once(what: Callable[[int], T]) -> list[T]:
    """Do it in eight threads that start together; what each of them got."""
    barrier = Barrier(AT_ONCE)

    def one(number: int) -> T:
        barrier.wait()
        try:
            return what(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))
