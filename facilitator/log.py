"""The log, and the report of an unexpected error. Neither ever holds what a person typed or a row of the database.

An exception's message may quote values (SQLAlchemy's quotes all parameters), so only the messages of a few kinds of
error are kept; of the others the kind and the lines of code are told. Paths are cut to what lies inside the program.
"""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
import logging
import os
import platform
import sys
import traceback
from collections.abc import Iterator
from importlib import metadata
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

from facilitator import __version__, i18n, paths
from facilitator.files import safe_write

LARGEST = 300_000
"""Bytes of one log file."""
FILES = 4
REPORTS = 20

_SPEAKING = (AttributeError, ImportError, MemoryError, NameError, NotImplementedError, RecursionError)
"""Errors whose message names code, never data."""
_LIBRARIES = ("pyside6-essentials", "sqlalchemy", "pysqlite3", "reportlab", "uharfbuzz", "openpyxl")
_DEEPEST_CHAIN = 8

_ErrorTriple = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _Formatter(logging.Formatter):
    """Time, level, module, words; an exception without its values."""

    def format(self, record: logging.LogRecord) -> str:
        record = copy.copy(record)
        record.exc_text = None  # another handler may have left the full text there
        return super().format(record)

    def formatException(self, ei: _ErrorTriple) -> str:  # noqa: N802 (the name in logging)
        return describe(ei[1]) if ei[1] is not None else ""


def log_file() -> Path:
    """Where the log is written."""
    return paths.log_folder() / "facilitator.log"


def set_up(level: int = logging.INFO) -> None:
    """Send the program's log to its file, which rotates. A folder that cannot be written never stops a start."""
    root = logging.getLogger()
    root.setLevel(level)
    handler: logging.Handler = logging.NullHandler()
    with contextlib.suppress(OSError):
        log_file().parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(log_file(), maxBytes=LARGEST, backupCount=FILES - 1, encoding="utf-8")
    handler.setFormatter(_Formatter("{asctime} {levelname} {name}: {message}", style="{"))
    root.addHandler(handler)
    logging.raiseExceptions = False  # a full disk must not print tracebacks


def describe(error: BaseException) -> str:
    """Kind, place and lines of code of an error and of what caused it, without any value."""
    blocks = []
    for each in _chain(error):
        frames = traceback.extract_tb(each.__traceback__)
        lines = [f"  {_inside(frame.filename)}:{frame.lineno} {frame.name}\n    {frame.line}" for frame in frames]
        blocks.append("\n".join([*lines, f"{type(each).__module__}.{type(each).__qualname__}{_message(each)}"]))
    return "\ncaused:\n".join(blocks)


def write_report(error: BaseException) -> Path:
    """Write a report of an unexpected error beside the log; returns the file.

    It holds versions, the language and `describe(error)`: no names, no values, no host or user name. Raises
    UserError when it cannot be written. The newest twenty reports are kept.
    """
    folder = paths.log_folder()
    now = dt.datetime.now(dt.UTC)
    path = folder / f"report-{now:%Y%m%d-%H%M%S}-{os.urandom(2).hex()}.txt"
    safe_write(path, "\n".join([*_versions(), f"Time: {now:%Y-%m-%d %H:%M} UTC", "", describe(error), ""]).encode())
    for old in sorted(folder.glob("report-*.txt"))[:-REPORTS]:
        with contextlib.suppress(OSError):
            old.unlink()
    return path


def _versions() -> Iterator[str]:
    yield f"Facilitator {__version__}, Python {platform.python_version()}"
    yield f"System: {platform.system()} {platform.release()} {platform.machine()}"
    yield f"Language: {i18n.screen_language()}"
    for name in _LIBRARIES:
        with contextlib.suppress(metadata.PackageNotFoundError):
            yield f"{name} {metadata.version(name)}"


def _chain(error: BaseException) -> list[BaseException]:
    """The error's causes first, the error last."""
    found: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in found and len(found) < _DEEPEST_CHAIN:
        found.append(current)
        hidden = current.__suppress_context__
        current = current.__cause__ or (None if hidden else current.__context__)
    return found[::-1]


def _message(error: BaseException) -> str:
    if isinstance(error, OSError):
        return f": {error.strerror}"
    original: Any = getattr(error, "orig", None)  # what the database itself said, without SQL and parameters
    code = getattr(original or error, "sqlite_errorname", "")
    if code:
        return f": {code}"
    return f": {error}" if isinstance(error, _SPEAKING) else ""


def _inside(filename: str) -> str:
    """The path from the program's or a library's folder on; user names stand before it."""
    path = Path(filename)
    for root in (paths.RESOURCES.parent, *map(Path, sys.path)):
        if root.is_absolute() and root != Path(root.anchor) and path.is_relative_to(root):
            parts = path.relative_to(root).parts
            if "site-packages" in parts:
                parts = parts[parts.index("site-packages") + 1 :]
            return "/".join(parts)
    return path.name
