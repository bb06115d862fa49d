"""Files from outside are read in a process of their own, with limits: whatever happens in it, the program goes on.

What comes back are plain cells in lines of JSON; nothing that the process sends is ever run or unpickled.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import json
import logging
import os
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from facilitator import paths
from facilitator.errors import UserError
from facilitator.i18n import _, screen_language
from facilitator.models.imports import archive, limits
from facilitator.models.imports.workbook import Progress, RawRow

WORKER = "facilitator.models.imports.worker"
LONGEST_LINE = 1 << 24
"""Bytes of one message; a longer one is none of ours."""

log = logging.getLogger(__name__)


@contextmanager
def opened(path: Path, way: str, progress: Progress | None = None) -> Iterator[list[tuple[str, Iterator[RawRow]]]]:
    """The sheets of a file by name, their rows read one by one while it is open; `way` is one of `worker`.

    Rows come in the order of the sheets: a sheet that another was begun after ends there. `progress` is called now
    and then with the part that is read, from 0 to 1; what it raises ends the reading.
    Raises UserError, then or at any row, for a file that cannot be read, is too large, or takes too much to read.
    """
    size = size_of(path)
    reader = _Reader(path, way, limits.PATIENCE * limits.seconds_for(size), progress)
    try:
        yield [(name, reader.rows(number)) for number, name in enumerate(reader.names())]
    finally:
        reader.stop()


def size_of(path: Path) -> int:
    """The file's bytes. Raises UserError when it is no file: a pipe or a device would never end."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    except OSError as error:
        raise archive.unopened(path, error) from error
    if not stat.S_ISREG(found.st_mode):
        raise UserError(_("“{name}” is no file that can be read. Choose another one.").format(name=path.name))
    return found.st_size


class _Reader:
    """The process, and what it says."""

    def __init__(self, path: Path, way: str, patience: float, progress: Progress | None) -> None:
        self._path, self._patience, self._progress = path, patience, progress
        self._unread = False
        command = [sys.executable, "-X", "utf8", "-m", WORKER, way, screen_language(), str(path.absolute())]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": str(paths.RESOURCES.parent)},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def names(self) -> list[str]:
        """The names of the sheets."""
        with self._understanding():
            _sheets, names = self._receive("sheets")
            return [str(name) for name in names]

    def rows(self, number: int) -> Iterator[RawRow]:
        """The rows of one sheet, read when they are asked for."""
        for _rest in self._to_the_end():
            continue
        self._ask(number)
        for rows in self._to_the_end():
            yield from rows

    def _ask(self, number: int) -> None:
        assert self._process.stdin is not None
        self._unread = True
        with contextlib.suppress(OSError):  # it has ended: what it said last tells why
            self._process.stdin.write(f"{number}\n".encode())
            self._process.stdin.flush()

    def _to_the_end(self) -> Iterator[list[RawRow]]:
        while self._unread:
            yield self._next_rows()

    def _next_rows(self) -> list[RawRow]:
        with self._understanding():
            kind, *told = self._receive("rows", "end")
            if kind == "rows":
                return [RawRow(int(number), tuple(cells)) for number, cells in told[0]]
        self._unread = False
        return []

    def _receive(self, *expected: str) -> list[Any]:
        """The next message of the kinds that are expected. Raises UserError for any other, or when there is none."""
        while True:
            message: list[Any] = json.loads(self._line(), object_hook=_day)
            kind = message[0]
            if kind == "refused":
                raise UserError(str(message[1]))
            if kind == "large":
                raise self._too_much()
            if kind in expected:
                return message
            if kind != "part":
                raise ValueError
            part = min(max(float(message[1]), 0.0), 1.0)
            if self._progress is not None:
                self._progress(part)

    @contextmanager
    def _understanding(self) -> Iterator[None]:
        """What makes no sense is no message of ours."""
        try:
            yield
        except (ValueError, TypeError, LookupError, RecursionError) as error:
            log.warning("reading apart ended early")
            raise archive.unreadable(self._path) from error

    def _line(self) -> bytes:
        """The next line. Raises UserError when a limit ended the process before it."""
        assert self._process.stdout is not None
        watch = threading.Timer(max(self._patience, 0), self._process.kill)
        began = time.monotonic()
        watch.start()
        try:
            line = self._process.stdout.readline(LONGEST_LINE)
        finally:
            watch.cancel()
            self._patience -= time.monotonic() - began
        if not line and self._was_stopped():
            raise self._too_much()
        return line

    def _was_stopped(self) -> bool:
        """Whether a limit ended the process, and not its own end."""
        return self._process.wait() < 0 or self._patience <= 0 or os.name == "nt"

    def _too_much(self) -> UserError:
        log.info("a file took too much to read")
        return UserError(
            _("Reading “{name}” takes too much time or memory. Keep only the sheets and rows that are needed.").format(
                name=self._path.name
            )
        )

    def stop(self) -> None:
        """End the process, wherever it is."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process.wait()


def _day(found: dict[str, Any]) -> dt.datetime:
    return dt.datetime.fromisoformat(found["day"])
