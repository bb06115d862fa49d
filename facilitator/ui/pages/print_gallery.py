"""The papers that can be printed, by when they are needed, and apart from them those that still miss something."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from facilitator.export.kinds import PAPERS, PaperKind
from facilitator.i18n import N_, _, plural, shown
from facilitator.models.stages import STAGE_NAMES
from facilitator.ui import icons, theme
from facilitator.ui.widgets.basic import Button, Card, Heading, Label
from facilitator.ui.widgets.scroll import ScrollColumn
from facilitator.ui.widgets.shelf import MARGIN, PaperTile, Shelf, neighbour

if TYPE_CHECKING:
    from facilitator.ui.press import Made


class _Group(NamedTuple):
    key: str
    title: str
    stages: tuple[str, ...]


GROUPS = (
    _Group("before", N_("Before the meetings"), ("prepare", "information", "criteria")),
    _Group("forms", N_("Forms to fill in by hand"), ()),
    _Group("scores", N_("After scoring"), ("scoring", "self_assessment", "results")),
    _Group("interface", N_("For the interface meeting"), ("interface",)),
    _Group("plan", N_("Action plan and follow-up"), ("action_plan", "follow_up")),
    _Group("budget", N_("Citizens' Budget"), ("budget",)),
    _Group("archive", N_("Reports and archive"), ("survey", "print")),
)


def group_of(kind: PaperKind) -> str:
    """The key of a paper's group: blank forms stand together, all others by the stage that needs them."""
    if kind.key.startswith("blank-"):
        return "forms"
    return next(group.key for group in GROUPS if kind.stage in group.stages)


class Gallery(ScrollColumn):
    """A shelf for each group. `opened(paper)`, `mending(stage)` by their keys; `moved` when others come into view."""

    opened = Signal(str)
    mending = Signal(str)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("gallery", parent)
        self.verticalScrollBar().valueChanged.connect(self._moved)
        self.body.setContentsMargins(20 - MARGIN, 16, 12, 16)
        self._tiles: dict[str, PaperTile] = {}
        self._rows: dict[str, _Missing] = {}
        self._groups = [self._make_group(group) for group in GROUPS]
        self._not_yet = Card(_("Not yet possible"), "papers_not_yet")
        self._not_yet.hide()
        self.add(self._not_yet)

    def tile(self, key: str) -> PaperTile:
        """The tile of a paper."""
        return self._tiles[key]

    def all_papers(self) -> list[str]:
        """The keys of every paper in the order of the shelves, whether it can be printed or not."""
        return list(self._tiles)

    def papers(self) -> list[str]:
        """The keys of the papers on the shelves, in the order of reading."""
        return [key for key, tile in self._tiles.items() if not tile.isHidden()]

    def missing(self) -> dict[str, str]:
        """What is missing for the papers that cannot be printed yet, by their keys."""
        return {key: row.sentence.text() for key, row in self._rows.items() if not row.isHidden()}

    def show_ready(self, key: str, about: str) -> None:
        """Put a paper on its shelf, its picture still to come."""
        tile = self._tiles[key]
        tile.tell(about)
        tile.wait()
        self._place(key, ready=True)

    def in_view(self) -> list[str]:
        """The papers whose pictures are wanted: those on show, and the next line below."""
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        found = []
        for key, tile in self._tiles.items():
            y = tile.mapTo(self.inside, QPoint(0, 0)).y()
            if not tile.isHidden() and y < bottom + tile.height() and y + tile.height() > top:
                found.append(key)
        return found

    def show_made(self, key: str, about: str, made: Made) -> None:
        """Put a paper with its picture on its shelf."""
        pages = plural(made.pages, _("{n} page"), _("{n} pages")).format(n=shown(made.pages))
        tile = self._tiles[key]
        tile.tell(f"{pages} · {about}" if about else pages)
        tile.show_picture(made.picture)
        self._place(key, ready=True)

    def show_missing(self, key: str, sentence: str, stage: str) -> None:
        """Name a paper that cannot be printed yet, with what is missing and the page that mends it."""
        if key not in self._rows:
            self._rows[key] = self._make_row(key)
        self._rows[key].say(sentence, stage)
        self._place(key, ready=False)

    def focus_first(self) -> None:
        """The keyboard starts at the first paper, as soon as there is one."""
        tiles = self._shown()
        if tiles:
            tiles[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.setFocus()

    def focus_on(self, key: str) -> None:
        """The keyboard goes (back) to a paper; to the first one when that has left its shelf."""
        tile = self._tiles[key]
        if tile.isHidden():
            self.focus_first()
        else:
            tile.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(tile, 0, 20)

    def _make_group(self, group: _Group) -> QWidget:
        part = QWidget()
        part.setObjectName(f"papers_{group.key}")
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(6)
        heading = Heading(_(group.title), level=2)
        heading.setContentsMargins(MARGIN, 0, 0, 0)
        column.addWidget(heading)
        shelf = Shelf()
        for kind in PAPERS:
            if group_of(kind) == group.key:
                shelf.addWidget(self._make_tile(kind))
        column.addLayout(shelf)
        part.hide()
        self.add(part)
        return part

    def _make_tile(self, kind: PaperKind) -> PaperTile:
        tile = self._tiles[kind.key] = PaperTile(
            f"paper_{kind.key}", _(kind.title), "archive" if kind.bulky else kind.stage
        )
        tile.clicked.connect(partial(self._open, kind.key))
        tile.stepped.connect(partial(self._step, kind.key))
        tile.hide()
        return tile

    def _make_row(self, key: str) -> _Missing:
        """The row of a paper, put in the order of the list."""
        keys = [kind.key for kind in PAPERS]
        row = _Missing(PAPERS[keys.index(key)])
        row.mending.connect(self.mending)
        before = sum(keys.index(other) < keys.index(key) for other in self._rows)
        self._not_yet.body.insertWidget(1 + before, row)  # after the heading
        return row

    def _place(self, key: str, *, ready: bool) -> None:
        tile, row = self._tiles[key], self._rows.get(key)
        if tile.isHidden() is not ready and (row is None or row.isHidden() is ready):
            return
        had_keyboard = tile.hasFocus()
        tile.setVisible(ready)
        if row is not None:
            row.setVisible(not ready)
        for group in self._groups:
            tiles = group.findChildren(PaperTile)
            group.setVisible(any(not each.isHidden() for each in tiles))
        self._not_yet.setVisible(any(not each.isHidden() for each in self._rows.values()))
        if self.hasFocus() or (had_keyboard and not ready):
            self.focus_first()

    def _shown(self) -> list[PaperTile]:
        return [tile for tile in self._tiles.values() if not tile.isHidden()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.moved.emit()

    @Slot(int)
    def _moved(self, _value: int) -> None:
        self.moved.emit()

    def _open(self, key: str, _checked: bool = False) -> None:
        self.opened.emit(key)

    @Slot(int, int)
    def _step(self, key: str, dx: int, dy: int) -> None:
        target = neighbour(self._shown(), self._tiles[key], dx, dy, self.inside)
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.ensureWidgetVisible(target, 0, 20)


class _Missing(QWidget):
    """A paper that cannot be printed yet: its name, what is missing, and the way to the page that mends it."""

    mending = Signal(str)

    def __init__(self, kind: PaperKind) -> None:
        super().__init__()
        self.setObjectName(f"missing_{kind.key}")
        self._title = _(kind.title)
        sign = QLabel(self)
        sign.setPixmap(icons.pixmap(kind.stage, "muted"))
        self.sentence = Label("", "muted", f"missing_{kind.key}_sentence")
        self.link = Button(f"mend_{kind.key}", "", role="link", pressed=self._go)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(self._title, "label"))
        words.addWidget(self.sentence)
        words.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.say("", kind.stage)
        self.hide()

    def say(self, sentence: str, stage: str) -> None:
        """Show what is missing, and offer the page where it is entered, if there is one."""
        self._stage = stage
        self.sentence.setText(sentence)
        self.link.setVisible(bool(stage))
        if not stage:
            return
        self.link.setText(_("Open the page “{page}”").format(page=_(STAGE_NAMES[stage])))
        self.link.setAccessibleName(f"{self._title}: {self.link.text()}")

    @Slot()
    def _go(self) -> None:
        self.mending.emit(self._stage)
