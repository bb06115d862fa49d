"""One line of a budget in plain words: its name, what it means for citizens, and a note on its figures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea, QWidget

from facilitator.i18n import _, screen_language
from facilitator.models import budgeting
from facilitator.models.budget import BudgetLine
from facilitator.text import breakable
from facilitator.ui.pages.rows import show_value
from facilitator.ui.widgets.basic import Card, Heading
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.text_edit import LineText, LongText

if TYPE_CHECKING:
    from facilitator.ui.context import Context


class LineCard(Card):
    """Hidden while no line is chosen. Words are those of the language on the screen."""

    def __init__(self, context: Context, side: str, parent: QWidget | None = None) -> None:
        super().__init__(name=f"{side}_line", parent=parent)
        self.context = context
        self._key: int | None = None
        self.title = Heading("", level=2, name=f"{side}_line_title")
        self.name = LineText(f"{side}_line_name", _("Name of the line"))
        self.explain = LongText(f"{side}_line_explain", _("In plain words"), lines=(1, 4))
        self.note = LongText(
            f"{side}_line_note", _("Note"), _("For instance why less was spent than planned"), lines=(1, 4)
        )
        self.fields = {
            "name": Field(_("Name of the line"), self.name).stores(partial(self._set_words, "name")),
            "explain": Field(_("In plain words"), self.explain).stores(partial(self._set_words, "explain")),
            "note": Field(_("Note"), self.note).stores(self._set_note),
        }
        self.add(self.title, *self.fields.values())

    def show_line(self, line: BudgetLine | None) -> None:
        """Show this line."""
        self.setVisible(line is not None)
        if line is None:
            self._key = None
            return
        if line.id != self._key:
            self.explain.commit()
            self.note.commit()
            self._key = line.id
            for field in self.fields.values():
                field.say("")
        language = screen_language()
        self.title.setText(breakable(f"{line.code}  {line.name(language)}"))
        show_value(self.name, line.name(language))
        show_value(self.explain, budgeting.explanation(line, language))
        show_value(self.note, line.note)

    def take_keyboard(self) -> None:
        """Bring the card into sight, with the cursor in the explanation."""
        bring_into_sight(self)
        self.explain.setFocus()

    def _set_words(self, part: str, text: str) -> None:
        if (line := self._line()) is not None:
            with self.context.gesture(self._label(line), say=self.fields[part].say):
                budgeting.set_line_words(line, part, screen_language(), text)

    def _set_note(self, text: str) -> None:
        if (line := self._line()) is not None:
            with self.context.gesture(self._label(line), say=self.fields["note"].say):
                line.note = text

    def _label(self, line: BudgetLine) -> str:
        return _("Budget line: {line}").format(line=line.name(screen_language()))

    def _line(self) -> BudgetLine | None:
        return self.context.store.get(BudgetLine, self._key) if self._key is not None else None


def bring_into_sight(card: Card) -> None:
    """Scroll the page so that the whole card is seen."""
    area = card.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if isinstance(area, QScrollArea):
        area.ensureWidgetVisible(card, 0, 12)
