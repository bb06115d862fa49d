"""What the commune decides about its booklet: words on cover and back, its photo and logo, pages and pictures."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QLabel, QWidget

from facilitator.errors import UserError
from facilitator.i18n import N_, _
from facilitator.models import budget_booklet
from facilitator.ui import jobs, theme
from facilitator.ui.pages.rows import Section, show_value
from facilitator.ui.widgets.basic import Button, Card, Label, Remark
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.text_edit import LongText

if TYPE_CHECKING:
    from facilitator.models.budget import Budget
    from facilitator.ui.context import Context

PAGES = {
    "about": N_("What a budget is"),
    "revenue": N_("Where the money comes from"),
    "expenditure": N_("Where the money goes"),
    "projects": N_("Projects"),
    "villages": N_("Projects by village"),
    "review": N_("The year that is over"),
    "asked": N_("What citizens asked for"),
    "glossary": N_("More words explained"),
}
PICTURES = {
    "scene": N_("Drawing on the cover"),
    "photo": N_("Photo on the cover"),
    "logo": N_("Logo on the cover"),
    "coins": N_("A hundred coins"),
    "bars": N_("Bars"),
    "icons": N_("Pictures of the sectors"),
}
OWN = {"photo": N_("Photo of the commune"), "logo": N_("Logo of the commune")}
BESIDE = 2
"""Choices beside one another."""

THUMBNAIL = QSize(120, 80)


class BookletSection(Section):
    """`budget` gives the budget on show; every change is stored at once and seen in the preview."""

    def __init__(self, context: Context, budget: Callable[[], Budget | None], parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._budget = budget
        self.boxes: dict[str, QCheckBox] = {}
        self.thumbnails: dict[str, QLabel] = {}
        self.removers: dict[str, Button] = {}
        self.texts = {
            "cover_text": LongText("booklet_cover_text", _("Sentence on the cover"), lines=(1, 3)),
            "take_part": LongText("booklet_take_part", _("When and where the council meets"), lines=(2, 5)),
            "complaints": LongText("booklet_complaints", _("Where people can complain"), lines=(2, 5)),
        }
        self.fields = {
            name: Field(editor.accessibleName(), editor).stores(partial(self._set_text, name))
            for name, editor in self.texts.items()
        }
        self.remark = Remark("booklet_remark")
        self._lay_out()

    def _lay_out(self) -> None:
        words = Card(_("Words of the commune"), "booklet_words_card")
        words.add(*self.fields.values())
        own = Card(_("Photo and logo"), "booklet_pictures_card")
        about = _("A picture is made smaller, and what the camera wrote into it (place, time, device) is taken out.")
        own.add(Label(about, "small"))
        for kind, label in OWN.items():
            own.add_row(*self._own_picture(kind, _(label)))
        own.add(self.remark)
        parts = Card(_("Pages and pictures"), "booklet_parts_card")
        parts.add(Label(_("Cover and back are always there."), "small"))
        for heading, options in ((_("Pages"), PAGES), (_("Pictures"), PICTURES)):
            parts.add(Label(heading, "label"), self._choices(options))
        parts.add_row(Button("booklet_print", _("Print the booklet…"), "print", pressed=self._print))
        for card in (words, own, parts):
            self.column.addWidget(card)
        self.column.addStretch(1)

    def _choices(self, options: dict[str, str]) -> QWidget:
        holder = QWidget(self)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        for number, (key, label) in enumerate(options.items()):
            box = QCheckBox(_(label))
            box.setObjectName(f"booklet_{key}")
            box.setAccessibleName(_(label))
            box.clicked.connect(partial(self._show, key))
            self.boxes[key] = box
            grid.addWidget(box, number // BESIDE, number % BESIDE, Qt.AlignmentFlag.AlignLeft)
        return holder

    def _own_picture(self, kind: str, label: str) -> tuple[QWidget, ...]:
        thumbnail = QLabel(self)
        thumbnail.setObjectName(f"booklet_{kind}_seen")
        thumbnail.setAccessibleName(label)
        choose = Button(f"booklet_{kind}_choose", f"{label}…", "folder", "plain", partial(self._ask, kind))
        remove = Button(f"booklet_{kind}_remove", _("Remove"), "delete", "quiet", partial(self._put, kind, None))
        self.thumbnails[kind], self.removers[kind] = thumbnail, remove
        return choose, thumbnail, remove

    def refresh(self) -> None:
        """Show what is decided now."""
        budget = self._budget()
        if budget is None:
            return
        for name, editor in self.texts.items():
            show_value(editor, getattr(budget, name))
        for key, box in self.boxes.items():
            box.setChecked(key not in budget.left_out)
        for kind, thumbnail in self.thumbnails.items():
            data = budget.picture(kind)
            self.removers[kind].setVisible(data is not None)
            thumbnail.setVisible(data is not None)
            if data is not None:
                thumbnail.setPixmap(_small(data))

    # -- changes ------------------------------------------------------------------------------------------------------

    def take_picture(self, kind: str, path: Path) -> None:
        """Read and clean that picture in a worker, as if it had been picked in the dialog."""
        self.remark.say(_("The picture is being read…"), "note")
        jobs.run(partial(_read, path, kind), partial(self._read, kind), self._refused, owner=self)

    def _ask(self, kind: str) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self, _("Choose a picture"), "", _("Pictures (*.jpg *.jpeg *.png *.webp)")
        )
        if name:
            self.take_picture(kind, Path(name))

    def _read(self, kind: str, data: bytes) -> None:
        self.remark.say("")
        self._put(kind, data)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.remark.say(error.text, "error")

    def _put(self, kind: str, data: bytes | None) -> None:
        if (budget := self._budget()) is not None:
            with self.context.gesture(_(OWN[kind]), say=self.remark.say):
                budget_booklet.set_clean_picture(budget, kind, data)

    def _set_text(self, name: str, text: str) -> None:
        if (budget := self._budget()) is not None:
            self.keep(self.fields[name], self.texts[name].accessibleName(), partial(setattr, budget, name, text))

    def _show(self, key: str) -> None:
        shown = self.boxes[key].isChecked()
        if (budget := self._budget()) is not None:
            label = _((PAGES | PICTURES)[key])
            with self.context.gesture(_("Booklet: {part}").format(part=label), say=self.remark.say):
                budget_booklet.show(budget, key, shown)

    def _print(self) -> None:
        self.context.wanted.emit("print")


def _small(data: bytes) -> QPixmap:
    picture = QPixmap()
    picture.loadFromData(data)
    size = THUMBNAIL * (theme.px(100) / 100)
    return picture.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _read(path: Path, kind: str, _report: jobs.Report) -> bytes:
    return budget_booklet.read_picture(path, kind)
