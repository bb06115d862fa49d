"""The check of a paper's code: does the paper still say what the record says?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.i18n import _
from facilitator.ui.pages.base import AsidePage
from facilitator.ui.widgets.basic import Banner, Button, Card, Heading, Label
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.scroll import ScrollColumn
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.ui.context import Context

EXAMPLE = "0NM1-4295-WMVT"

KINDS = {"matches": "ok", "corrected": "warning", "unknown": "error"}
"""How an answer looks."""


class CodePage(AsidePage):
    """One field and one answer."""

    stage = "code"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.back = Button("code_back", _("Back"), "page-previous", pressed=self.left.emit)
        self.code = LineText("paper_code", _("Code of the paper"), EXAMPLE)
        self.code.returnPressed.connect(self.check)
        self.check_button = Button("check_code", _("Check"), "search", "primary", self.check)
        self.answer = Banner("code_answer")
        about = _(
            "At the foot of every printed page stands a code, such as {code}. It tells whether what is printed is what "
            "the record says now, or whether the record was corrected since."
        ).format(code=EXAMPLE)
        card = Card(name="code_card")
        card.add(Label(about), Field(_("Code of the paper"), self.code))
        card.add_row(self.check_button)
        card.add(self.answer)
        column = ScrollColumn("code_column")
        column.add(Heading(_("Check the code of a paper"), level=2), card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 14, 20, 14)
        outer.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addWidget(column, 1)

    def refresh(self) -> None:
        """After a change the answer may be another one."""
        if self.answer.text():
            self.check()

    def focus_first(self) -> None:
        """The keyboard starts in the field."""
        self.code.setFocus()

    @Slot()
    def check(self) -> None:
        """Say what the typed code tells; an empty field says nothing."""
        from facilitator.export.compose import verifying

        typed = self.code.text().strip()
        if not typed:
            self.answer.say("")
            return
        found = verifying.verify(self.context.store, typed)
        self.answer.say(found.text, KINDS[found.answer])
