"""A second process that draws the first part of a pack while this one composes and draws the rest.

It is this program's own Python, which runs this module: it gets frozen documents through a pipe, one by one as they are
composed, and sends back what it drew. Where it cannot be had, or fails, the part is drawn here.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import pickle
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from operator import is_
from queue import SimpleQueue
from typing import TYPE_CHECKING

from facilitator import i18n
from facilitator.export import second_process
from facilitator.export.documents.pack import LAST_PAPERS, BoundPaper

if TYPE_CHECKING:
    from facilitator.export.pdf.volume import Part

log = logging.getLogger(__name__)

_ALWAYS_NEEDED = ("pack", "parts", "tables", "drawings", "scorecard", "invitation", "notice")


class Other:
    """The second process. Papers that it is given it draws one after the other, until the part is asked for."""

    def __init__(self, language: str, digits: str) -> None:
        """Raises OSError where it cannot be started."""
        self.manner = (language, digits)
        self.given: list[BoundPaper] = []
        self._orders: SimpleQueue[BoundPaper | None] = SimpleQueue()
        self._part: Part | None = None
        self._process = second_process.started(__spec__.name)
        self._thread = threading.Thread(target=self._talk, daemon=True)
        self._thread.start()

    def give(self, paper: BoundPaper) -> None:
        """One paper more; does not wait for it."""
        self.given.append(paper)
        self._orders.put(paper)

    def end(self) -> None:
        """There are no more papers."""
        self._orders.put(None)

    def part(self) -> Part | None:
        """What it drew; None where it failed."""
        self._thread.join()
        return self._part

    def stop(self) -> None:
        """What it was given is not wanted any more."""
        self._process.kill()
        self.end()

    def _talk(self) -> None:
        try:
            with self._process as process:
                assert process.stdin is not None
                assert process.stdout is not None
                pickle.dump(self.manner, process.stdin)
                while (paper := self._orders.get()) is not None:
                    pickle.dump(paper, process.stdin)
                    process.stdin.flush()
                pickle.dump(None, process.stdin)
                process.stdin.close()
                answer = process.stdout.read()
            if process.returncode == 0:
                self._part = pickle.loads(answer)  # noqa: S301 - of our own process, through our own pipe
        except (OSError, EOFError, pickle.PickleError) as error:
            log.info("drawing beside ended with %s", type(error).__name__)


_ready: list[Other] = []
"""At most one process, for the pack that is being composed."""


def prepare(language: str, digits: str) -> None:
    """Start the process now, because a pack is composed: it draws what `hand_on` gives it."""
    forget()
    if second_process.is_worth_it():
        with contextlib.suppress(OSError):
            _ready.append(Other(language, digits))


def hand_on(paper: BoundPaper) -> None:
    """A paper of the pack that is being composed, for the process if one is ready and the paper is in its part."""
    for other in _ready:
        if paper.paper not in LAST_PAPERS:
            other.give(paper)


def forget() -> None:
    """End a process whose pack nobody asked for."""
    while _ready:
        _ready.pop().stop()


class Asked:
    """The first part of a pack, under way: in the process where there is one."""

    def __init__(self, papers: Sequence[BoundPaper], language: str) -> None:
        self._order = (papers, language, i18n.khmer_digits_asked())
        self._other: Other | None = None
        if second_process.is_worth_it():
            with contextlib.suppress(OSError):
                self._other = self._taken() or Other(*self._order[1:])
        if self._other is not None:
            for paper in papers[len(self._other.given) :]:
                self._other.give(paper)
            self._other.end()

    def _taken(self) -> Other | None:
        """The process that is ready, if it was given the first of these papers and no others."""
        papers, *manner = self._order
        other = _ready.pop() if _ready else None
        if other is None:
            return None
        firsts = papers[: len(other.given)]
        if other.manner == tuple(manner) and len(firsts) == len(other.given) and all(map(is_, firsts, other.given)):
            return other
        other.stop()
        return None

    def answer(self) -> Part:
        """The part, drawn here where nobody else did."""
        part = self._other.part() if self._other is not None else None
        return part if part is not None else _drawn(*self._order)


def _drawn(papers: Iterable[BoundPaper], language: str, digits: str) -> Part:
    from facilitator.export.pdf import pack

    with i18n.khmer_written_in(digits):
        return pack.first_part(papers, language)


def main() -> None:
    """Load what papers need, then draw what is asked for; nothing where nobody asks."""
    from facilitator.text import break_words

    gc.disable()  # all that is made here is needed to the end
    for name in _ALWAYS_NEEDED:
        import_module(f"facilitator.export.pdf.{name}")
    break_words("ក")
    with contextlib.suppress(EOFError):
        manner = pickle.load(sys.stdin.buffer)  # noqa: S301 - of the program that started this process
        pickle.dump(_drawn(_orders(), *manner), sys.stdout.buffer)
    gc.freeze()  # the end of Python would take all apart, while the other process waits


def _orders() -> Iterator[BoundPaper]:
    """The papers as they come. Raises EOFError where nobody asks for the part any more."""
    while (paper := pickle.load(sys.stdin.buffer)) is not None:  # noqa: S301 - of the program that started this process
        yield paper


if __name__ == "__main__":
    main()
