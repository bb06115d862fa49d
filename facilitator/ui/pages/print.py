"""Printing: a gallery of the papers that the data allows, the preview of one, and saving all of them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from facilitator.errors import UserError
from facilitator.export import missing, papers
from facilitator.export.kinds import PAPERS, PaperKind
from facilitator.i18n import _, screen_language
from facilitator.models import codes
from facilitator.ui import jobs, theme
from facilitator.ui.pages.base import Page
from facilitator.ui.pages.print_all import SaveAll, SaveAllPart
from facilitator.ui.pages.print_choices import PrintChoices
from facilitator.ui.pages.print_composer import Composer
from facilitator.ui.pages.print_data import DataView
from facilitator.ui.pages.print_gallery import Gallery
from facilitator.ui.pages.print_paper import PaperView
from facilitator.ui.press import Made, Order, Press
from facilitator.ui.sticks import sticks
from facilitator.ui.widgets.basic import Banner
from facilitator.ui.widgets.shelf import PICTURE

if TYPE_CHECKING:
    from facilitator.ui.context import Context


class PrintPage(Page):
    """The choices on the left; on the right the gallery, or the preview of the paper that was opened.

    The composer makes documents of the record, the press makes papers of them in a worker: pictures of those in view.
    """

    stage = "print"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._saving: SaveAll | None = None
        context.closed.connect(self._leave_saving)
        self._loaded = False
        self._begun = False
        self._open = ""
        self._orders: dict[str, Order] = {}
        self._jobs: dict[str, papers.Job] = {}
        self.composer = Composer(self._job_of, self)
        self.composer.hold(True)
        self.composer.composed.connect(self._composed)
        self.composer.missed.connect(self._show_missing)
        self.composer.ended.connect(self._offer_bulky)
        self._view_timer = QTimer(self, singleShot=True, interval=0)
        self._view_timer.timeout.connect(self._make_pictures)
        ratio = self.devicePixelRatioF()
        self.press = Press(QSize(theme.px(PICTURE.width()), theme.px(PICTURE.height())) * ratio, self)
        self.press.made.connect(self._made)
        self.press.failed.connect(self._failed)
        jobs.run(lambda _report: _load_libraries(), self._after_loading, owner=self)
        self._build()
        self._lay_out()

    @property
    def idle(self) -> bool:
        """Whether every paper is composed, and those in view are drawn."""
        return self._loaded and self.composer.idle and not self._view_timer.isActive() and self.press.idle

    def refresh(self) -> None:
        """Compose every paper anew, the open one first; those that are still the same keep their picture."""
        self.choices.offer(self.context.cycle)
        self._forget()
        wanted = [kind for kind in PAPERS if not kind.bulky or kind.key == self._open]
        order = [self._open, *self.gallery.all_papers()]
        self.composer.start(sorted(wanted, key=lambda kind: order.index(kind.key)))
        if self._open:
            self.paper.wait()

    def focus_first(self) -> None:
        """The keyboard starts at the papers, or in the open one."""
        if self._open:
            self.paper.preview.setFocus()
        else:
            self.gallery.focus_first()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # left for another page: the Store may be closed before the next turn
            self._forget()

    def _forget(self) -> None:
        """Drop everything that is asked for and not made yet."""
        self.composer.stop()
        self._view_timer.stop()
        self._orders.clear()
        self.press.forget_orders()

    # -- building -------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.choices = PrintChoices(self)
        self.choices.changed.connect(self._chosen)
        self.saving_part = SaveAllPart(self)
        self.saving_part.asked.connect(self.save_all)
        self.saving_part.cancelled.connect(self.cancel_saving)
        self.saving_part.data_asked.connect(self.open_data)
        self.saving_part.code_asked.connect(self.context.code_wanted)
        self.gallery = Gallery(self)
        self.gallery.opened.connect(self.open_paper)
        self.gallery.mending.connect(self.context.wanted)
        self.gallery.moved.connect(self._view_timer.start)
        self.paper = PaperView(self)
        self.paper.left.connect(self.close_paper)
        self.paper.issued.connect(self._keep_code)
        self.paper.mending.connect(self.context.wanted)
        self.data = DataView(self.context, self)
        self.data.left.connect(self.close_paper)
        self.remark = Banner("save_all_remark")

    def _lay_out(self) -> None:
        self._views = QStackedLayout()
        self._views.addWidget(self.gallery)
        self._views.addWidget(self.paper)
        self._views.addWidget(self.data)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.choices, 1)
        left.addWidget(self.saving_part)
        top = QVBoxLayout()
        top.setContentsMargins(20, 0, 20, 0)
        top.addWidget(self.remark)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(top)
        right.addLayout(self._views, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left)
        row.addLayout(right, 1)

    # -- from the record to pictures ------------------------------------------------------------------------------

    def _after_loading(self, _nothing: object) -> None:
        self._loaded = True
        self.composer.hold(False)

    def _job_of(self, kind: PaperKind) -> papers.Job:
        manner = self.choices.manner()
        papers.expect(kind, manner.language, manner.digits)
        return self.choices.job(self.context.store, self.context.cycle, kind)

    @Slot(object, object)
    def _composed(self, job: papers.Job, document: Any) -> None:
        key = job.paper.key
        order = Order(job.paper, document, self.choices.manner())
        self._jobs[key], self._orders[key] = job, order
        made = self.press.at_hand(order)
        if made is not None:
            self._show(order, made)
            return
        self.gallery.show_ready(key, self._about(key))
        if key == self._open or not self._begun:
            self.press.make(order, first=True)
        self._view_timer.start()
        if not self._begun:  # the very first picture has the machine for itself
            self.composer.hold(True)

    @Slot()
    def _offer_bulky(self) -> None:
        """What holds other papers can be had when there are any; it is composed when it is opened."""
        for kind in PAPERS:
            if not kind.bulky or kind.key in self._orders:
                continue
            if self._orders:
                self.gallery.show_ready(kind.key, "")
            else:
                self._show_missing(kind, UserError(_("No paper of this cycle can be made yet."), ""))

    @Slot()
    def _make_pictures(self) -> None:
        """Order what is in view and has no picture yet, the open paper before all."""
        self.press.forget_orders()
        in_view = self.gallery.in_view() if self.gallery.isVisible() else []
        for key in [self._open, *in_view]:
            order = self._orders.get(key)
            if order is not None and self.press.at_hand(order) is None:
                self.press.make(order)

    @Slot(object, object)
    def _made(self, order: Order, made: Made) -> None:
        self._go_on()
        if self._orders.get(order.kind.key) is order:  # else the choices have changed since
            self._show(order, made)

    @Slot(object, object)
    def _failed(self, order: Order, error: Exception) -> None:
        self._go_on()
        wanted = self._orders.get(order.kind.key) is order
        if wanted:
            del self._orders[order.kind.key]  # not tried again until something changes
        if not isinstance(error, UserError):
            raise error
        if wanted:
            self._show_missing(order.kind, error)

    def _go_on(self) -> None:
        if not self._begun:
            self._begun = True
            self.composer.hold(False)

    def _show(self, order: Order, made: Made) -> None:
        key = order.kind.key
        self.gallery.show_made(key, self._about(key), made)
        if key == self._open:
            odd = missing.sentence(missing.missing_characters(order.document))
            name = self._jobs[key].file_name(order.manner.language)
            self.paper.show_pages(made.content, name, self._about(key), odd)

    @Slot(object, object)
    def _show_missing(self, kind: PaperKind, error: UserError) -> None:
        stage = kind.stage if error.stage is None else error.stage
        self.gallery.show_missing(kind.key, error.text, stage)
        if kind.key == self._open:
            self.paper.show_missing(error.text, stage)

    def _about(self, key: str) -> str:
        """Which village or service the paper is about; empty where it is about the whole commune."""
        from facilitator.text import breakable

        job, language = self._jobs[key], screen_language()
        if job.village is not None:
            return breakable(job.village.name(language))
        return breakable(job.service_point.name(language)) if job.service_point is not None else ""

    # -- one paper ------------------------------------------------------------------------------------------------

    @Slot(str)
    def open_paper(self, key: str) -> None:
        """Show the pages of a paper of the gallery."""
        self._open = key
        self.remark.say("")
        self.paper.open(papers.paper(key))
        self._views.setCurrentWidget(self.paper)
        self.paper.preview.setFocus()
        order = self._orders.get(key)
        if order is None:
            self.refresh()
            return
        made = self.press.at_hand(order)
        if made is None:
            self.press.make(order, first=True)
        else:
            self._show(order, made)

    @Slot()
    def close_paper(self) -> None:
        """Back to the gallery, where the paper was."""
        key, self._open = self._open, ""
        self._views.setCurrentWidget(self.gallery)
        if key:
            self.gallery.focus_on(key)
        else:
            self.saving_part.data_button.setFocus()
        self.paper.preview.say("")
        self._view_timer.start()

    @Slot()
    def open_data(self) -> None:
        """Offer all data of the cycle in a file."""
        self._open = ""
        self._views.setCurrentWidget(self.data)
        self.data.focus_first()

    @Slot()
    def _chosen(self) -> None:
        self.paper.preview.page = 0
        self.refresh()

    @Slot()
    def _keep_code(self) -> None:
        """The paper on show leaves the program: its code can be asked for from now on."""
        order = self._orders.get(self._open)
        if order is None:
            return
        try:
            codes.keep(self.context.store, self._jobs[self._open].issue(order.document))
        except UserError as error:
            self.context.said.emit(error.text, "error")

    # -- all papers -----------------------------------------------------------------------------------------------

    @Slot()
    def save_all(self) -> None:
        """Save every paper that can be printed into a folder the person chooses: a stick, when one is plugged in."""
        start = next(iter(sticks()), Path.home())
        folder = QFileDialog.getExistingDirectory(self.window(), _("Folder for the papers"), str(start))
        if folder:
            self.save_all_to(Path(folder))

    def save_all_to(self, folder: Path) -> None:
        """Start saving all papers; progress and Cancel take the place of the button."""
        copy = self.choices.copy.value() or "public"
        found = list(papers.jobs(self.context.store, self.context.cycle, copy=copy))
        saving = SaveAll(found, folder, self.choices.manner(), self)
        saving.moved.connect(self.saving_part.move_to)
        saving.ended.connect(self._saved_all)
        try:
            saving.start()
        except UserError as error:
            self.remark.say(error.text, "error")
            return
        self._saving = saving
        self.remark.say("")
        self.saving_part.show_under_way(saving.count)

    @Slot()
    def cancel_saving(self) -> None:
        """Stop after the paper that is being written."""
        if self._saving is not None:
            self._saving.cancel()

    @Slot()
    def _leave_saving(self) -> None:
        if self._saving is not None:
            self._saving.leave()

    @Slot(str, bool)
    def _saved_all(self, sentence: str, well: bool) -> None:
        if self._saving is not None:
            self._saving.deleteLater()
        self._saving = None
        self.saving_part.show_under_way(0)
        self.remark.say(sentence, "ok" if well else "error")


def _load_libraries() -> None:
    """Load in a worker what the first papers need, so that the window does not wait for it."""
    for kind in PAPERS[:1]:
        import_module(f"facilitator.export.compose.{kind.compose.partition(':')[0]}")
        import_module(f"facilitator.export.pdf.{kind.render.partition(':')[0]}")
    import_module("pypdfium2")
