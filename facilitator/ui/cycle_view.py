"""An open cycle: stages on the left, the bar above, the page and its guide on the right, the status line below."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from facilitator.errors import UserError
from facilitator.i18n import _, screen_language, shown_plain
from facilitator.models.stages import STAGES
from facilitator.ui import theme
from facilitator.ui.widgets.guidance import GuidancePane
from facilitator.ui.widgets.scroll import ScrollColumn
from facilitator.ui.widgets.stage_list import StageButton, StageItem, StageList
from facilitator.ui.widgets.status import StatusLine
from facilitator.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle
    from facilitator.models.records import Record
    from facilitator.models.undo import Change
    from facilitator.models.workflow import Stage
    from facilitator.ui.context import Context
    from facilitator.ui.pages.base import AsidePage, Page

COALESCE_MS = 150
"""What is missing is worked out once the typing rests this long, never between two keys."""

REST_MS = 1000
"""Results are worked out ahead once nothing was typed or opened for this long."""

NEAR_RESULTS = ("scoring", "self_assessment", "results", "interface")
"""Stages from which people go to the results: elsewhere their arrays would only take room (some 40 MB)."""

ROOM_FOR_GUIDE = 1180
"""Logical pixels of width from which the guide stands open beside the page."""


class CycleView(QWidget):
    """Everything that is on show while a cycle is open.

    `stage_shown(str)` lets the window remember where the work was; `left` asks for the start page.
    """

    stage_shown = Signal(str)
    guide_folded = Signal(bool)
    left = Signal()

    def __init__(self, context: Context, stage: str, guide: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setObjectName("cycle_view")
        self._guide_wanted = guide
        self._pages: dict[str, Page] = {}
        self._holders: dict[str, QWidget] = {}
        self._aside: AsidePage | None = None
        self._timer = QTimer(self, singleShot=True, interval=COALESCE_MS)
        self._timer.timeout.connect(self.show_progress)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._work_ahead)
        context.changed.connect(self._changed)
        context.said.connect(self._said)
        context.wanted.connect(self.show_stage)
        context.history_wanted.connect(self.show_history)
        context.code_wanted.connect(self.show_code)
        self._build(self._found())
        self._lay_out()
        self._set_keys()
        self._show_heading()
        self.show_stage(stage)

    # -- what the window asks -------------------------------------------------------------------------------------

    @property
    def stage(self) -> str:
        """The key of the stage on show."""
        return self.stages.current()

    @Slot(str)
    def show_stage(self, key: str) -> None:
        """Show the page of a stage, making it when it is opened for the first time."""
        self.keep_typing()
        self._have_page(key)
        self.stages.set_current(key)
        self._stack.setCurrentWidget(self._holders[key])
        self._drop_aside()
        self._show_guide()
        self._rest.start()
        self.stage_shown.emit(key)

    def _have_page(self, key: str) -> None:
        if key not in self._pages:
            self._pages[key] = page = _make_page(key, self.context)
            self._holders[key] = _scrolling(page)
            self._stack.addWidget(self._holders[key])

    def focus_page(self) -> None:
        """Put the keyboard where the work of this stage starts."""
        self._pages[self.stage].focus_first()

    def ask_who(self) -> None:
        """At the start of the work: ask in a line who is typing, where there is more than one answer."""
        from facilitator.ui.pages.prepare_typist import typists
        from facilitator.ui.widgets.typist_line import TypistLine

        names, last = typists(self.context.cycle), self.context.store.who
        if not names or names == (last,):
            return
        line = TypistLine(names, last, self)
        line.chosen.connect(self.context.type_as)
        self._column.insertWidget(1, line)

    @Slot()
    @Slot(object)
    def show_history(self, record: Record | None = None) -> None:
        """Show what was changed in a record, or in the whole cycle, until the person goes back."""
        from facilitator.ui.pages.history import HistoryPage

        self._show_aside(HistoryPage(self.context, record))

    @Slot()
    def show_code(self) -> None:
        """Show the check of a paper's code until the person goes back."""
        from facilitator.ui.pages.code import CodePage

        self._show_aside(CodePage(self.context))

    def _show_aside(self, page: AsidePage) -> None:
        """Put a page that belongs to no stage in the place of the stage's page."""
        self.keep_typing()
        self._drop_aside()
        self._aside = page
        page.left.connect(self._back_to_stage)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.focus_first()

    @Slot()
    def _back_to_stage(self) -> None:
        self.show_stage(self.stage)
        self.focus_page()

    def _drop_aside(self) -> None:
        if self._aside is not None:
            self._stack.removeWidget(self._aside)
            self._aside.deleteLater()
            self._aside = None

    def keep_typing(self) -> None:
        """Store what is being typed: every editor does so when the keyboard leaves it."""
        focused = QApplication.focusWidget()
        if focused is not None and self._stack.isAncestorOf(focused):
            focused.clearFocus()

    # -- building -------------------------------------------------------------------------------------------------

    def _build(self, found: list[Stage]) -> None:
        self.bar = TopBar(parent=self)
        self.stages = StageList("stages", _("Stages"), [_item(stage) for stage in found], self)
        self._stack = QStackedWidget(self)
        self._stack.setObjectName("pages")
        self.guide = GuidancePane("guide", self)
        self.status = StatusLine(parent=self)
        self.bar.home_asked.connect(self.left)
        self.bar.undo_asked.connect(self.undo)
        self.bar.redo_asked.connect(self.redo)
        self.bar.help_asked.connect(self.unfold_guide)
        self.bar.history_asked.connect(self.show_history)
        self.stages.chosen.connect(self.show_stage)
        self.stages.chosen.connect(self.focus_page)
        self.guide.folded.connect(self._guide_was_folded)
        self.status.undo_asked.connect(self.undo)

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.stages)
        middle.addWidget(self._stack, 1)
        aside = QVBoxLayout()
        aside.setContentsMargins(0, 14, 14, 14)
        aside.addWidget(self.guide)
        middle.addLayout(aside)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.bar)
        self._column.addLayout(middle, 1)
        self._column.addWidget(self.status)

    def _set_keys(self) -> None:
        keys = list(STAGES)
        pairs: list[tuple[str, Callable[[], object]]]
        pairs = [(f"Ctrl+{(number + 1) % 10}", partial(self._go, key)) for number, key in enumerate(keys[:10])]
        pairs += [("Ctrl+B", partial(self._go, "budget")), ("Ctrl+P", partial(self._go, "print"))]
        pairs += [("Alt+Up", partial(self._step, -1)), ("Alt+Down", partial(self._step, 1))]
        pairs += [("Ctrl+Z", self.undo), ("Ctrl+Y", self.redo), ("Ctrl+Shift+Z", self.redo)]
        pairs += [("F1", self.unfold_guide), ("Ctrl+H", self.show_history), ("F6", self._next_region)]
        for sequence, call in pairs:
            QShortcut(QKeySequence(sequence), self, call)

    # -- keys -----------------------------------------------------------------------------------------------------

    def _go(self, key: str) -> None:
        self.show_stage(key)
        self.focus_page()

    def _step(self, by: int) -> None:
        keys = list(STAGES)
        self._go(keys[(keys.index(self.stage) + by) % len(keys)])

    def _next_region(self) -> None:
        """From the stage list to the page to the guide and round again."""
        focused = QApplication.focusWidget()
        if focused is not None and self.stages.isAncestorOf(focused):
            self.focus_page()
        elif focused is not None and self._stack.isAncestorOf(focused) and not self.guide.is_folded():
            self.guide.browser.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._stage_button().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _stage_button(self) -> StageButton:
        button = self.stages.findChild(StageButton, f"stage_{self.stage}")
        assert button is not None
        return button

    @Slot()
    def undo(self) -> None:
        """Take the last gesture back."""
        self._replay(self.context.store.undo)

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back last."""
        self._replay(self.context.store.redo)

    def _replay(self, replay: Callable[[], object]) -> None:
        """Undo or redo, with the keyboard back where it was."""
        focused = QApplication.focusWidget()
        self.keep_typing()
        try:
            replay()
        except UserError as error:
            self._said(error.text, "error")
        if focused is not None and QApplication.focusWidget() is None and isValid(focused) and focused.isVisible():
            focused.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what follows a change --------------------------------------------------------------------------------------

    @Slot(object)
    def _changed(self, change: Change) -> None:
        if self._cycle() is None:  # deleted, or its making was undone
            self._stack.hide()
            self.left.emit()
            return
        self.status.tell(change.label, undo=bool(self.context.store.undo_label()))
        self.bar.offer(self.context.store.undo_label(), self.context.store.redo_label())
        self.bar.show_saved()
        if "cycle" in change.tables or "commune" in change.tables:
            self._show_heading()
        self._timer.start()
        self._rest.start()

    @Slot(str, str)
    def _said(self, sentence: str, kind: str) -> None:
        self.status.tell(sentence, kind="note" if kind == "info" else kind)

    @Slot()
    def show_progress(self) -> None:
        """Show what is missing now."""
        if self._cycle() is not None:
            self.stages.show_items([_item(stage) for stage in self._found()])

    @Slot()
    def _work_ahead(self) -> None:
        """Have the results and their page ready before somebody asks for them."""
        from facilitator.ui.pages.results_work import ResultsWork

        if self.stage not in NEAR_RESULTS or not self.isVisible() or self._cycle() is None:
            return
        work = ResultsWork.of(self.context)
        if work.idle:
            self._have_page("results")
            if self.stage != "results":
                self._holders["results"].resize(self._stack.size())  # a page that is not on show has no size yet
            work.begin_ahead()
        else:
            self._rest.start()

    def _found(self) -> list[Stage]:
        from facilitator.models.progress import stages_of

        return stages_of(self.context.store, self.context.cycle)

    def _cycle(self) -> Cycle | None:
        try:
            return self.context.cycle
        except LookupError:
            return None

    def _show_heading(self) -> None:
        cycle, language = self.context.cycle, screen_language()
        district = cycle.commune.district_km if language == "km" else cycle.commune.district_en
        which = _("{year}, round {round}").format(year=shown_plain(cycle.year), round=shown_plain(cycle.round))
        kind = f" · {_('Training copy')}" if cycle.training else ""
        self.bar.show_cycle(f"{cycle.name(language)}, {district}", f"{which}{kind}")
        self.bar.offer(self.context.store.undo_label(), self.context.store.redo_label())

    # -- the guide ------------------------------------------------------------------------------------------------

    def unfold_guide(self) -> None:
        """Open the guide and put the keyboard there; a second call folds it away."""
        self._guide_wanted = self.guide.is_folded()
        self.guide.set_folded(not self._guide_wanted)
        self._show_guide()
        self.guide_folded.emit(not self._guide_wanted)
        if self._guide_wanted:
            self.guide.browser.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(bool)
    def _guide_was_folded(self, folded: bool) -> None:
        self._guide_wanted = not folded
        self._show_guide()
        self.guide_folded.emit(folded)

    def _show_guide(self) -> None:
        if not self.guide.is_folded():
            from facilitator.models import catalogue

            self.guide.show_markdown(catalogue.guidance(self.stage, screen_language()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() == event.size().width():
            return
        self.guide.set_folded(not self._guide_wanted or self.width() < theme.px(ROOM_FOR_GUIDE))
        self._show_guide()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # left for another page: the Store may be closed when the timer would end
            self._timer.stop()
            self._rest.stop()


def _item(stage: Stage) -> StageItem:
    state = "done" if stage.done else "open" if stage.started else "empty"
    return StageItem(stage.key, stage.name, state, stage.missing[0] if stage.missing else "")


def _make_page(key: str, context: Context) -> Page:
    """The page of a stage; its module is imported now."""
    name = "".join(word.capitalize() for word in key.split("_"))
    page: Page = getattr(import_module(f"facilitator.ui.pages.{key}"), f"{name}Page")(context)
    return page


def _scrolling(page: QWidget) -> QWidget:
    """The page as it is when it scrolls by itself, otherwise in a column that does."""
    if page.findChild(ScrollColumn, options=Qt.FindChildOption.FindDirectChildrenOnly) is not None:
        return page
    area = ScrollColumn(f"{page.objectName()}_area")
    area.body.setContentsMargins(0, 0, 0, 0)
    area.body.takeAt(0)
    area.body.addWidget(page)
    return area
