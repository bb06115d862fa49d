"""Photos: one as it is shown, the field that takes one from a file, and two beside each other."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.ui import jobs, theme, tips
from facilitator.ui.widgets.basic import Button, IconButton, Label
from facilitator.ui.widgets.flow import Flow

THUMB = (200, 132)
"""Most width and height of a small photo, in pixels at scale 1."""
BESIDE = (420, 300)


class Photo(QLabel):
    """A photo, at most as large as `most`; never larger than it is."""

    def __init__(self, name: str, most: tuple[int, int] = THUMB, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._most = most
        self._shown: bytes | None = None
        self.hide()

    def show_photo(self, data: bytes | None, words: str = "") -> None:
        """Show this one (nothing is drawn anew for the same bytes); `words` are read aloud."""
        self.setAccessibleName(words)
        self.setToolTip(tips.plain(words))
        if data == self._shown:
            return
        self._shown = data
        picture = QPixmap()
        if data is not None:
            picture.loadFromData(data)
        if not picture.isNull():
            ratio = self.devicePixelRatioF()
            width, height = (round(theme.px(most) * ratio) for most in self._most)
            if picture.width() > width or picture.height() > height:
                how = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                picture = picture.scaled(width, height, *how)
            picture.setDevicePixelRatio(ratio)
        self.setPixmap(picture)
        self.setVisible(data is not None)


class PhotoField(QWidget):
    """One photo or none; `committed(bytes | None)`. It is taken by a button, or dropped here from another window."""

    committed = Signal(object)
    refused = Signal(str)

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setAcceptDrops(True)
        self._value: bytes | None = None
        self._job: jobs.Job | None = None
        self.photo = Photo(f"{name}_photo")
        self.button = Button(f"{name}_choose", "", "add", "plain", self._ask)
        self.remove = IconButton(f"{name}_remove", _("Take the photo away"), "delete", partial(self._take, None))
        self.hint = Label(_("Without place, time or camera: they are removed from the photo."), "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        flow = Flow()
        flow.addWidget(self.button)
        flow.addWidget(self.remove)
        column.addLayout(flow)
        column.addWidget(self.hint)
        column.addStretch(1)
        row.addLayout(column, 1)
        self.setFocusProxy(self.button)
        self.set_value(None)

    def value(self) -> bytes | None:
        """The photo as it will be stored."""
        return self._value

    def set_value(self, value: bytes | None) -> None:
        """Show a photo without sending it."""
        self._value = value
        self.photo.show_photo(value, self.accessibleName())
        self.remove.setVisible(value is not None)
        self._say(_("Another photo…") if value is not None else _("Add a photo…"))

    def choose(self, path: Path) -> None:
        """Take the photo of a file, as if it had been picked in the dialog."""
        if self._job is not None:
            self._job.cancel()
        self._say(_("The photo is being made smaller…"))
        self._job = jobs.run(partial(_read, path), self._read, self._not_read, owner=self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.choose(files[0])

    def _say(self, text: str) -> None:
        self.button.setText(text)
        self.button.setAccessibleName(f"{self.accessibleName()}: {text}")

    def _ask(self) -> None:
        kinds = _("Photos")
        name, _kind = QFileDialog.getOpenFileName(
            self.window(), _("Choose a photo"), "", f"{kinds} (*.jpg *.jpeg *.png *.webp)"
        )
        if name:
            self.choose(Path(name))

    @Slot(object)
    def _read(self, data: bytes) -> None:
        self._job = None
        self._take(data)

    @Slot(object)
    def _not_read(self, error: Exception) -> None:
        self._job = None
        self.set_value(self._value)
        if not isinstance(error, UserError):
            raise error
        self.refused.emit(error.text)

    def _take(self, value: bytes | None) -> None:
        self.set_value(value)
        self.committed.emit(value)


class PhotoPair(QWidget):
    """Two photos beside each other, each under its heading: before and after."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._flow = Flow(self, spacing=18)
        self._sides = [self._side(f"{name}_{side}") for side in ("before", "after")]

    def show_pair(self, *sides: tuple[str, bytes | None, str]) -> None:
        """For each photo its heading, itself, and the words under it; with one only, the other side stays empty."""
        for number, (holder, heading, photo, words) in enumerate(self._sides):
            holder.setVisible(number < len(sides))
            if number < len(sides):
                title, data, told = sides[number]
                heading.setText(title)
                photo.show_photo(data, f"{title}: {told}")
                words.setText(told)
        self.setVisible(bool(sides))
        self.updateGeometry()

    def _side(self, name: str) -> tuple[QWidget, Label, Photo, Label]:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        heading, photo, words = (
            Label("", "label", f"{name}_heading"),
            Photo(name, BESIDE),
            Label("", "small", f"{name}_words"),
        )
        for part in (heading, photo, words):
            column.addWidget(part)
        column.addStretch(1)
        self._flow.addWidget(holder)
        return holder, heading, photo, words


def _read(path: Path, _report: jobs.Report) -> bytes:
    from facilitator.models.photos import read_photo

    return read_photo(path)
