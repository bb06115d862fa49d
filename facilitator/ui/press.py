"""Where papers are made for the window: one after the other, in a worker, and kept as long as they are the same."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict, deque
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from facilitator.export import papers
from facilitator.i18n import DIGITS
from facilitator.ui import jobs
from facilitator.ui.pdf_pages import first_page

if TYPE_CHECKING:
    from facilitator.export.kinds import PaperKind
    from facilitator.export.second_renderer import Rendering

KEPT = 48 * 1024 * 1024
"""Bytes of papers and pictures that are kept; the ones longest not asked for go first."""

_typesetter = threading.Lock()
"""Held while a paper is drawn: two at once would only take turns and double the memory."""


@dataclass(frozen=True)
class Manner:
    """How papers are written: the language (`papers.LANGUAGES`), its digits (`i18n.DIGITS`), in colour or not."""

    language: str = "km"
    digits: str = DIGITS[0]
    colour: bool = False

    def of(self, kind: PaperKind) -> Manner:
        """What of it that paper takes notice of."""
        digits = DIGITS[0] if self.language == "en" else self.digits
        return Manner(self.language, digits, self.colour and kind.colours)


@dataclass(frozen=True, eq=False)
class Order:
    """A paper to make: which kind, its frozen document, and how it is written."""

    kind: PaperKind
    document: Any
    manner: Manner

    @cached_property
    def digest(self) -> bytes:
        """Equal for equal papers."""
        told = f"{self.kind.key} {self.kind.render} {self.manner.of(self.kind)} {self.document!r}"
        return hashlib.blake2b(told.encode("utf-8", "surrogatepass")).digest()


@dataclass(frozen=True)
class Made:
    """A paper: the bytes that are shown, saved and printed, the number of pages, and a picture of the first."""

    content: bytes
    pages: int
    picture: QImage


def render(order: Order) -> bytes:
    """The PDF of a document, for a worker."""
    manner = order.manner
    with _typesetter:
        return papers.render(order.kind, order.document, manner.language, manner.digits, colour=manner.colour)


def drawn(rendering: Rendering) -> bytes:
    """The PDF that a second process draws, for a worker; it is drawn here where that failed."""
    rendering.end()
    with _typesetter:
        return rendering.content()


class Press(QObject):
    """Makes what was ordered, in the order of asking; `made(Order, Made)` and `failed(Order, Exception)` follow.

    `box`: the pictures of first pages fit into so many pixels.
    """

    made = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self, box: QSize, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._box = box.toTuple()
        self._waiting: deque[Order] = deque()
        self._at_work: Order | None = None
        self._kept: OrderedDict[bytes, Made] = OrderedDict()

    @property
    def idle(self) -> bool:
        """Whether nothing is ordered or being made."""
        return not self._waiting and self._at_work is None

    def at_hand(self, order: Order) -> Made | None:
        """The paper if it was made before and is the same."""
        made = self._kept.get(order.digest)
        if made is not None:
            self._kept.move_to_end(order.digest)
        return made

    def make(self, order: Order, *, first: bool = False) -> None:
        """Order a paper; `first` puts it before all others that wait. Asked for again, it is made once."""
        if order is self._at_work:
            return
        if order in self._waiting:
            self._waiting.remove(order)
        if first:
            self._waiting.appendleft(order)
        else:
            self._waiting.append(order)
        if self._at_work is None:
            self._begin()

    def forget_orders(self) -> None:
        """Nobody waits any more for what was ordered and not yet begun."""
        self._waiting.clear()

    def _begin(self) -> None:
        if not self._waiting:
            return
        self._at_work = order = self._waiting.popleft()
        jobs.run(
            partial(_work, order, *self._box), partial(self._done, order), partial(self._refused, order), owner=self
        )

    def _done(self, order: Order, made: Made) -> None:
        self._at_work = None
        self._keep(order, made)
        self._begin()
        self.made.emit(order, made)

    def _refused(self, order: Order, error: Exception) -> None:
        self._at_work = None
        self._begin()
        self.failed.emit(order, error)

    def _keep(self, order: Order, made: Made) -> None:
        self._kept[order.digest] = made
        weight = sum(len(each.content) + each.picture.sizeInBytes() for each in self._kept.values())
        while weight > KEPT and len(self._kept) > 1:
            _digest, gone = self._kept.popitem(last=False)
            weight -= len(gone.content) + gone.picture.sizeInBytes()


def _work(order: Order, width: int, height: int, _report: jobs.Report) -> Made:
    content = render(order)
    picture, pages = first_page(content, width, height)
    return Made(content, pages, picture)
