"""Papers drawn by a second process, which loads what drawing needs while this one loads the database.

A command that prints one paper spends a third of its time on that. Where there is no second process, or it fails, the
paper is drawn here.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import pickle
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from facilitator.errors import UserError
from facilitator.export import rendering, second_process
from facilitator.export.kinds import PAPERS

if TYPE_CHECKING:
    import subprocess

log = logging.getLogger(__name__)

_KINDS = {kind.key: kind for kind in PAPERS}
_USUAL = "village-scorecard"
"""What is like most papers."""


class Order(NamedTuple):
    """A document, the key of its paper, and how it is written (`rendering.render`)."""

    key: str
    document: Any
    language: str
    digits: str
    colour: bool


class Rendering:
    """A paper that is being drawn: by the process if there is one for it, else here when its content is wanted."""

    def __init__(self, order: Order, process: subprocess.Popen[bytes] | None) -> None:
        self._order = order
        self._drawn: bytes | None = None
        self._thread = threading.Thread(target=self._ask, args=[process], daemon=True) if process is not None else None
        if self._thread is not None:
            self._thread.start()

    def is_under_way(self) -> bool:
        """Whether the second process is still at it."""
        return self._thread is not None and self._thread.is_alive()

    def end(self) -> None:
        """Wait until the second process has done with it, or was ended."""
        if self._thread is not None:
            self._thread.join()

    def content(self) -> bytes:
        """The PDF. Raises what `rendering.render` raises."""
        self.end()
        if self._drawn is None:
            self._drawn = _rendered(self._order)
        return self._drawn

    def _ask(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(pickle.dumps(tuple(self._order)))
            process.stdin.flush()
            self._drawn = pickle.load(process.stdout)  # noqa: S301 - of our own process, through our own pipe
        except (OSError, EOFError, ValueError, pickle.PickleError) as error:
            log.info("the second process ended with %s", type(error).__name__)


class SecondRenderer:
    """The second process. Begins when it is made; ends with the `with`, or with `close`."""

    def __init__(self, key: str = "", language: str = "km") -> None:
        """`key` names the one paper that will be drawn, if it is one; `language` is that of the papers.

        A paper that holds others is drawn by two processes anyway (`pdf.beside`).
        """
        self._process: subprocess.Popen[bytes] | None = None
        self._last: Rendering | None = None
        kind = _KINDS.get(key)
        if second_process.is_worth_it() and not (kind is not None and kind.bulky):
            with contextlib.suppress(OSError):
                self._process = second_process.started(__spec__.name, key, language)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def is_there(self) -> bool:
        """Whether there is a second process."""
        return self._process is not None

    def close(self) -> None:
        """End the process, whatever it is at. What is begun afterwards is drawn here."""
        if self._process is None:
            return
        with contextlib.suppress(OSError), self._process:  # it may not have read all that was sent
            self._process.kill()
            if self._last is not None:
                self._last.end()
        self._process = None

    def begin(self, order: Order) -> Rendering:
        """Begin with a paper. While the second process is still at another one, this one is for here."""
        if self._last is not None and self._last.is_under_way():
            return Rendering(order, None)
        self._last = Rendering(order, self._process)
        return self._last


def _rendered(order: Order) -> bytes:
    return rendering.render(_KINDS[order.key], order.document, order.language, order.digits, colour=order.colour)


def main(key: str, language: str) -> None:
    """Load what the paper needs, then draw one after the other; None for one that fails, which is then drawn there.

    Rendering the sample first loads fonts, words and pictures while the document is still being composed.
    """
    gc.disable()
    kind = _KINDS.get(key, _KINDS[_USUAL])
    with contextlib.suppress(UserError):
        rendering.render(kind, rendering.load("facilitator.export.documents", kind.sample), language)
    gc.freeze()
    gc.enable()
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            order = Order(*pickle.load(sys.stdin.buffer))  # noqa: S301 - of the program that started this process
            try:
                content = _rendered(order)
            except Exception:  # noqa: BLE001 - it is drawn again where it can be told
                content = None
            pickle.dump(content, sys.stdout.buffer)
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
