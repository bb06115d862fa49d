"""A second process that draws the first part of a pack while this one draws the rest.

It is this program's own Python, which runs this module: it gets frozen documents through a pipe and sends back what it
drew. Where it cannot be had, or fails, the part is drawn here.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import pickle
import subprocess
import sys
import threading
from importlib import import_module
from typing import TYPE_CHECKING

from facilitator import i18n, paths
from facilitator.export.pdf.paper import code_asked, coded

if TYPE_CHECKING:
    from facilitator.export.documents.pack import Pack
    from facilitator.export.pdf.volume import Part

log = logging.getLogger(__name__)

_ready: list[subprocess.Popen[bytes]] = []
"""At most one process, which waits for its first documents."""

_ALWAYS_NEEDED = ("pack", "parts", "tables", "charts", "scorecard", "invitation", "notice")


def is_worth_it() -> bool:
    """Whether a second processor is there for it, and Python can be started by name (not in a packed program)."""
    return _processors() > 1 and not getattr(sys, "frozen", False)


def prepare() -> None:
    """Start the process now, because a pack is composed: by the time that it is needed it is ready."""
    if is_worth_it() and not _ready:
        with contextlib.suppress(OSError):
            _ready.append(_started())


class Asked:
    """The first part of a pack, under way: in the process where there is one."""

    def __init__(self, document: Pack, count: int, language: str) -> None:
        self._order = (document, count, language, i18n.khmer_digits_asked(), code_asked())
        self._part: Part | None = None
        self._thread = threading.Thread(target=self._ask, daemon=True)
        if is_worth_it():
            self._thread.start()

    def _ask(self) -> None:
        try:
            process = _ready.pop() if _ready else _started()
            with process:
                answer, _nothing = process.communicate(pickle.dumps(self._order))
            if process.returncode == 0:
                self._part = pickle.loads(answer)  # noqa: S301 - of our own process, through our own pipe
        except (OSError, EOFError, pickle.PickleError) as error:
            log.warning("drawing beside ended with %s", type(error).__name__)

    def answer(self) -> Part:
        """The part, drawn here where nobody else did."""
        if self._thread.ident is not None:
            self._thread.join()
        return self._part if self._part is not None else _drawn(*self._order)


def _drawn(document: Pack, count: int, language: str, digits: str, code: str) -> Part:
    from facilitator.export.pdf import pack

    with i18n.khmer_written_in(digits), coded(code):
        return pack.first_part(document, count, language)


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", __spec__.name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(paths.RESOURCES.parent)},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _processors() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def main() -> None:
    """Load what papers need, then draw what is asked for; nothing where nobody asks."""
    from facilitator.text import break_words

    gc.disable()  # all that is made here is needed to the end
    for name in _ALWAYS_NEEDED:
        import_module(f"facilitator.export.pdf.{name}")
    break_words("ក")
    with contextlib.suppress(EOFError):
        order = pickle.load(sys.stdin.buffer)  # noqa: S301 - of the program that started this process
        pickle.dump(_drawn(*order), sys.stdout.buffer)


if __name__ == "__main__":
    main()
