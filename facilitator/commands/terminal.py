"""Speaking to a terminal or to a script: results on stdout, sentences and the progress bar on stderr."""

from __future__ import annotations

import io
import json
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

_IN_MEMORY = 32 * 1024 * 1024
_WIDTH = 30
_CLEAR = f"\r{' ' * (_WIDTH + 10)}\r"


class UsageError(Exception):
    """The command line itself is wrong: exit status 2."""


def speak_utf8() -> None:
    """Khmer needs UTF-8, whatever the system's own encoding is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def tell(sentence: str) -> None:
    """A line of the result."""
    if sys.stderr.isatty():
        sys.stderr.write(_CLEAR)
    sys.stdout.write(f"{_plain(sentence)}\n")


def complain(sentence: str) -> None:
    """A sentence about what could not be done, or that deserves attention."""
    clear = _CLEAR if sys.stderr.isatty() else ""
    sys.stderr.write(f"{clear}{_plain(sentence)}\n")


def is_asking() -> bool:
    """Whether somebody sits at the terminal and can answer."""
    return sys.stdin.isatty()


def ask_secret(question: str) -> str:
    """What must not be seen: typed unseen at a terminal, else the first line of stdin. Never an argument."""
    if not is_asking():
        return sys.stdin.readline().rstrip("\r\n")
    import getpass

    return getpass.getpass(f"{_plain(question)}: ", stream=sys.stderr)


def _plain(sentence: str) -> str:
    from facilitator.text import strip_breaks  # late: the window starts through the command line and says nothing

    return strip_breaks(sentence)


def tell_json(value: Any) -> None:
    """One JSON document."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def tell_json_list(values: Iterable[Any]) -> None:
    """One JSON list."""
    tell_whole(_json_lines(values))


def tell_whole(lines: Iterable[str]) -> None:
    """All of these lines, or none when making them fails. A country's results do not fit into memory."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="") as draft:
        draft.writelines(lines)
        draft.seek(0)
        shutil.copyfileobj(draft, sys.stdout)


def _json_lines(values: Iterable[Any]) -> Iterator[str]:
    yield "["
    for number, value in enumerate(values):
        yield ",\n" if number else "\n"
        yield json.dumps(value, ensure_ascii=False)
    yield "\n]\n"


class Bar:
    """A progress bar on stderr; silent where that is no terminal, or where it would stand between lines of data."""

    def __init__(self, beside_data: bool) -> None:
        self._silent = not sys.stderr.isatty() or (beside_data and sys.stdout.isatty())
        self._shown = -1

    def __call__(self, done: int, total: int) -> None:
        """Show that `done` of `total` parts are made."""
        part = 100 * done // max(total, 1)
        if self._silent or part == self._shown:
            return
        self._shown = part
        full = _WIDTH * part // 100
        sys.stderr.write(f"\r[{'#' * full}{'.' * (_WIDTH - full)}] {part:3} %")
        sys.stderr.flush()

    def wipe(self) -> None:
        """Take the bar away."""
        if self._shown >= 0:
            sys.stderr.write(_CLEAR)


@contextmanager
def bar(beside_data: bool = False) -> Iterator[Bar]:
    """A progress bar that is wiped away at the end."""
    shown = Bar(beside_data)
    try:
        yield shown
    finally:
        shown.wipe()
