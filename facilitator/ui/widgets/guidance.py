"""The pane that tells what to do now and what to say to the people, from Markdown; it can be folded away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from facilitator.i18n import _
from facilitator.ui import theme
from facilitator.ui.widgets.basic import Heading, IconButton

LEADING_PERCENT = 118
"""Of the font's own line height, which for Noto Sans Khmer is about 1.36 em: together some 1.6 em."""


class GuidancePane(QFrame):
    """A column of guidance; folded away it is a narrow strip. `folded(bool)` lets the window remember the choice."""

    folded = Signal(bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "card")
        self.title = Heading(_("Guide"), level=2)
        self.toggle = IconButton(f"{name}_toggle", _("Fold the guide away"), "page-next", self._toggle)
        self.browser = QTextBrowser(self)
        self.browser.setObjectName(f"{name}_text")
        self.browser.setAccessibleName(_("Guide"))
        self.browser.setOpenLinks(False)
        self.browser.setFrameShape(QFrame.Shape.NoFrame)
        head = self._head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 10, 12)
        column.addLayout(head)
        column.addWidget(self.browser, 1)
        self._column = column
        self.set_folded(False)

    def show_markdown(self, markdown: str) -> None:
        """Show a text from its beginning. Khmer breaks between words, lines have room for what stands below them."""
        from facilitator.kept import breakable

        self.browser.document().setDefaultFont(theme.font())
        self.browser.setMarkdown(breakable(markdown))
        self._space_out(self.browser.document())
        self.browser.verticalScrollBar().setValue(0)

    def is_folded(self) -> bool:
        """Whether only the strip is shown."""
        return self.browser.isHidden()

    def set_folded(self, folded: bool) -> None:
        """Fold the pane away or open it, without a signal."""
        self.title.setVisible(not folded)
        self.browser.setVisible(not folded)
        self.toggle.say(_("Open the guide") if folded else _("Fold the guide away"))
        self.toggle.show_icon("help" if folded else "page-next")
        self._column.setContentsMargins(*((3, 8, 3, 8) if folded else (18, 12, 10, 12)))
        self._column.setAlignment(self._head, Qt.AlignmentFlag.AlignTop)
        self.setFixedWidth(theme.px(52 if folded else 300))

    def _space_out(self, document: QTextDocument) -> None:
        """Give lines and paragraphs air, and headings a modest size for so narrow a column."""
        document.setIndentWidth(theme.px(20))
        air = QTextBlockFormat()
        air.setLineHeight(LEADING_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        air.setBottomMargin(theme.px(8))
        modest = QTextCharFormat()
        modest.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
        modest.setForeground(theme.colour("accent"))
        block = document.begin()
        while block.isValid():
            cursor = QTextCursor(block)
            cursor.mergeBlockFormat(air)
            if block.blockFormat().headingLevel():
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                cursor.mergeCharFormat(modest)
            block = block.next()

    @Slot()
    def _toggle(self) -> None:
        self.set_folded(not self.is_folded())
        self.folded.emit(self.is_folded())
