"""Eight threads each add one to a counter thirty times, by reading it and writing it: prints the counter and how many
transactions failed. A program of its own, so that it runs on the product's settings and on a file."""

import threading

import django
from django.db import OperationalError, connection, transaction

THREADS, TIMES = 8, 30
failed: list[str] = []


def count():
    for _ in range(TIMES):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                value = cursor.execute("SELECT value FROM counter").fetchone()[0]
                cursor.execute("UPDATE counter SET value = %s", [value + 1])
        except OperationalError as error:
            failed.append(str(error))
    connection.close()


if __name__ == "__main__":
    django.setup()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE counter (value integer)")
        cursor.execute("INSERT INTO counter VALUES (0)")
    threads = [threading.Thread(target=count) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with connection.cursor() as cursor:
        print(cursor.execute("SELECT value FROM counter").fetchone()[0], len(failed))
