"""Making the files that were asked for, one at a time."""

import secrets
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from analysis.exceptions import NotWanted
from analysis.exports import keeping, weekly
from analysis.exports.kinds import KINDS
from analysis.models import Export, State
from analysis.outsiders import Audience
from contacts import saving
from contacts.exceptions import Refused

KEPT_FOR = timedelta(days=14)
A_SIGN_EVERY = 0.5  # seconds: how far it is
A_LIFE_EVERY = 20.0  # seconds: that somebody is at it
UNFORESEEN = (
    "Making this file went wrong in a way nobody foresaw. The worker’s log says how: tell whoever looks after Canvass."
)


def make_all(*, clock: Callable[[], datetime] = timezone.now) -> int:
    """Make what is waiting, the oldest first, until nothing is; gives how many were ready. Where another process is at
    it already, nothing is done."""
    ready = 0
    while export := claim(now=clock()):
        ready += make(export, clock=clock)
    return ready


def is_anything_wanted() -> bool:
    """Whether a file waits to be made."""
    return Export.objects.filter(state=State.WAITING).exists()


def claim(*, now: datetime) -> Export | None:
    """The file that is to be made next, which nobody else makes then; None where nothing waits or one is being made."""
    waiting = Export.objects.filter(state=State.WAITING).order_by("pk").first()
    if waiting is None:
        return None
    try:
        with transaction.atomic():
            mine = Export.objects.filter(pk=waiting.pk, state=State.WAITING).update(
                state=State.MAKING, seen_at=now, path=secrets.token_urlsafe(16)
            )
    except IntegrityError:  # another one is being made
        return None
    return Export.objects.select_related("survey__questionnaire").get(pk=waiting.pk) if mine else None


def make(export: Export, *, clock: Callable[[], datetime] = timezone.now) -> bool:
    """Make this file; gives whether it is there. What went wrong is told in the row, for whoever asked: of errors that
    nobody foresaw too, on their way to the log."""
    folder = keeping.folder(export)
    try:
        return _made(export, folder, clock)
    finally:
        if _is_in_the_making(export):
            _failed(export, folder, UNFORESEEN, now=clock())


def _made(export: Export, folder: Path, clock: Callable[[], datetime]) -> bool:
    kind, name = KINDS[export.kind], file_name(export)
    try:
        folder.mkdir(parents=True, mode=0o700)
        with signs_of_life(export, clock):
            saving.save(folder / name, lambda file: import_string(kind.writer)(file, export, Watch(export, clock)))
    except NotWanted:
        shutil.rmtree(folder, ignore_errors=True)  # a sweep may have been faster
        return False
    except Refused as reason:
        return _failed(export, folder, str(reason), now=clock())
    except OSError as reason:
        return _failed(export, folder, f"The file cannot be written: {reason.strerror}.", now=clock())
    if not _done(export, folder / name, now=clock()):
        return False
    if export.weekly_id:
        _copy_for_the_week(export)
    return True


def file_name(export: Export) -> str:
    """A name that no other file has, and that tells a file for outsiders from one that is not."""
    kind, moment = KINDS[export.kind], timezone.localtime(export.asked_at)
    parts = [export.survey.code, kind.code, export.audience if export.audience == Audience.PUBLIC else ""]
    return "-".join(filter(None, [*parts, f"{moment:%Y-%m-%d-%H%M}", str(export.pk)])) + f".{kind.ending}"


def _copy_for_the_week(export: Export) -> None:
    export.refresh_from_db()
    try:
        weekly.put_into_folder(export)
    except OSError as reason:
        told = f"It could not be put into the folder of weekly files: {reason.strerror}. It can be fetched here."
        Export.objects.filter(pk=export.pk).update(failure=told)


@contextmanager
def signs_of_life(export: Export, clock: Callable[[], datetime]) -> Iterator[None]:
    """Has the row say meanwhile that somebody is at it, whatever library is busy."""
    over = threading.Event()

    def tell() -> None:
        try:
            while not over.wait(A_LIFE_EVERY):
                Export.objects.filter(pk=export.pk, state=State.MAKING).update(seen_at=clock())
        finally:
            connection.close()

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()


class Watch:
    """Called with the number of rows that are written, now and then: says so in the export's row. Raises NotWanted once
    the export was cancelled."""

    def __init__(self, export: Export, clock: Callable[[], datetime]) -> None:
        self._mine = Export.objects.filter(pk=export.pk, state=State.MAKING)
        self._clock = clock
        self._last = time.monotonic()

    def __call__(self, rows: int, of_rows: int = 0) -> None:
        if time.monotonic() - self._last < A_SIGN_EVERY:
            return
        self._last = time.monotonic()
        told = {"rows": rows} | ({"of_rows": of_rows} if of_rows else {})
        if not self._mine.update(seen_at=self._clock(), **told):
            raise NotWanted


def _is_in_the_making(export: Export) -> bool:
    return Export.objects.filter(pk=export.pk, state=State.MAKING).exists()


def _done(export: Export, path: Path, *, now: datetime) -> bool:
    mine = Export.objects.filter(pk=export.pk, state=State.MAKING)
    there = mine.update(
        state=State.DONE,
        ended_at=now,
        kept_until=now + KEPT_FOR,
        path=str(path.relative_to(settings.EXPORTS_FOLDER)),
        size=path.stat().st_size,
    )
    if not there:
        shutil.rmtree(path.parent)
    return bool(there)


def _failed(export: Export, folder: Path, why: str, *, now: datetime) -> bool:
    shutil.rmtree(folder, ignore_errors=True)
    Export.objects.filter(pk=export.pk, state=State.MAKING).update(state=State.FAILED, ended_at=now, failure=why[:300])
    return False
