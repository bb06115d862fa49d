"""What an import says about a file, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.i18n import _, shown
from facilitator.ui.widgets.basic import Label, Remark

MOST_SHOWN = 60
"""Lines of a kind on the screen at once: these are mended first."""


class ImportLines(QWidget):
    """Sentences below one another; those of a kind have its sign before them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def clear(self) -> None:
        """Take all lines away."""
        while self._column.count():
            item = self._column.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def add(self, text: str, kind: str = "") -> None:
        """One more line; without a kind it has no sign."""
        from facilitator.text import breakable

        if not kind:
            self._column.addWidget(Label(breakable(text)))
            return
        remark = Remark(f"import_line_{self._column.count()}")
        self._column.addWidget(remark)  # before it speaks: what is shown without a parent is a window of its own
        remark.say(breakable(text), kind)

    def add_some(self, texts: Sequence[str], kind: str, more: int = 0) -> None:
        """The first of these lines, and how many there are besides; `more` of them are not even listed."""
        for text in texts[:MOST_SHOWN]:
            self.add(text, kind)
        more += max(len(texts) - MOST_SHOWN, 0)
        if more:
            self.add(_("And {n} more.").format(n=shown(more)))

    def add_unknown(self, columns: Iterable[tuple[str, str]]) -> None:
        """The columns, or whole sheets, that nothing is taken from."""
        for sheet, column in columns:
            text = (
                _("Sheet {sheet}, column {column}: unknown, not imported.")
                if column
                else _("Sheet {sheet}: unknown, not imported.")
            )
            self.add(text.format(sheet=sheet, column=column), "warning")

    def texts(self) -> list[str]:
        """What is on show."""
        items = (self._column.itemAt(row) for row in range(self._column.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget.text() for widget in widgets if isinstance(widget, Label | Remark)]
