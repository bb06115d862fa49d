"""Parts of a page, and rows kept in step with entities, so that the row being typed in is never made anew."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from facilitator.ui.widgets.field import Editor, Field

if TYPE_CHECKING:
    from facilitator.ui.context import Context


class Section(QWidget):
    """A part of a page, in cards below one another."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(14)

    def refresh(self) -> None:
        """Show the entities' present state."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        first = next((each for each in self.findChildren(QWidget) if _takes_keyboard(each)), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self, field: Field, label: str, change: Callable[[], object]) -> None:
        """One stored change; what is refused is said under the field."""
        with self.context.gesture(label, say=field.say):
            change()


def _takes_keyboard(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled() and widget.isVisible()


class Row(Protocol):
    """What a row widget offers: it reads its entity again."""

    def refresh(self) -> None: ...


K = TypeVar("K", bound=Hashable)


class Rows(QWidget):
    """Rows by key, in order. `sync` makes the missing ones, drops those that went, and refreshes the others."""

    def __init__(self, spacing: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[Hashable, QWidget] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(spacing)

    def sync(self, keys: Iterable[K], make: Callable[[K], QWidget]) -> None:
        """Show exactly these rows in this order."""
        wanted = list(keys)
        for key in [key for key in self._rows if key not in wanted]:
            row = self._rows.pop(key)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, key in enumerate(wanted):
            if key not in self._rows:
                self._rows[key] = make(key)
            row = self._rows[key]
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
                row.show()
            cast(Row, row).refresh()

    def row(self, key: Hashable) -> QWidget:
        """The row of that key. Raises KeyError when there is none."""
        return self._rows[key]


def show_value(editor: QWidget, value: object) -> None:
    """Show a stored value in an editor, unless the keyboard is in it: what is being typed stays."""
    if not holds_keyboard(editor):
        cast(Editor, editor).set_value(value)


def holds_keyboard(editor: QWidget) -> bool:
    """Whether the editor takes text and has the keyboard."""
    return isinstance(editor, QLineEdit | QPlainTextEdit) and editor.hasFocus()


def beside(*fields: Field, stretch: tuple[int, ...] = ()) -> QWidget:
    """Fields beside one another, tops in line."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(14)
    for number, field in enumerate(fields):
        row.addWidget(field, stretch[number] if stretch else 1, Qt.AlignmentFlag.AlignTop)
    return holder
