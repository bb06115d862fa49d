"""Strengths, weaknesses and suggestions for one criterion: what was said, line by line, typed as it is heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from facilitator.i18n import N_, _, screen_language
from facilitator.models import words
from facilitator.models.scorecard import Criterion, Remark
from facilitator.ui.tables.scores import who_scores
from facilitator.ui.widgets import basic
from facilitator.ui.widgets.basic import Card, IconButton, Label
from facilitator.ui.widgets.text_edit import LongText

if TYPE_CHECKING:
    from facilitator.models.sheets import SheetPlace
    from facilitator.ui.context import Context

KINDS = {"strength": N_("Strengths"), "weakness": N_("Weaknesses"), "suggestion": N_("Suggested actions")}
PROMPTS = {
    "strength": N_("What is good? Type it, then Enter."),
    "weakness": N_("What is weak? Type it, then Enter."),
    "suggestion": N_("What should be done? Type it, then Enter."),
}


class WordsEditor(LongText):
    """Enter stores and goes on; Shift+Enter begins a new line."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.commit()
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class WordsPanel(Card):
    """What one village, or the providers, said about the criterion in which the cursor of the grid is."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(name="words", parent=parent)
        self.context = context
        self.place: SheetPlace | None = None
        self.criterion: int | None = None
        self.title = basic.Heading("", 2, "words_title")
        self.add(self.title)
        self.kinds = {kind: WordsOfKind(self, kind) for kind in KINDS}
        self.add(*self.kinds.values())

    def show_words(self, place: SheetPlace | None, criterion: int | None) -> None:
        """Show what was said there about a criterion."""
        if (place, criterion) == (self.place, self.criterion):
            return
        for kind in self.kinds.values():
            kind.commit()
        self.place, self.criterion = place, criterion
        self.refresh()

    def refresh(self) -> None:
        """Show the words as they are stored now."""
        from facilitator.text import breakable

        found = self.context.store.get(Criterion, self.criterion) if self.criterion is not None else None
        self.setVisible(self.place is not None and found is not None)
        if self.place is None or found is None:
            return
        self.title.setText(breakable(found.text(screen_language())))
        for kind in self.kinds.values():
            kind.refresh()


class WordsOfKind(QWidget):
    """One kind of words; an empty line at the end takes the next, as long as there may be one."""

    def __init__(self, panel: WordsPanel, kind: str) -> None:
        super().__init__(panel)
        self.panel, self.kind = panel, kind
        self.setObjectName(f"words_{kind}")
        self.rows: list[WordsRow] = []
        self.remark = basic.Remark(f"words_{kind}_remark")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(Label(_(KINDS[kind]), "label"))
        self._column.addWidget(self.remark)

    def commit(self) -> None:
        """Store what is being typed, before other words are shown."""
        for row in self.rows:
            row.editor.commit()

    def refresh(self) -> None:
        """Keep the rows in step with what is stored; the row being typed in stays."""
        assert self.panel.place is not None
        assert self.panel.criterion is not None
        there = words.said(self.panel.context.store, self.panel.place, self.panel.criterion, self.kind)
        keys: list[int | None] = [remark.id for remark in there]
        if self.kind != "suggestion" or len(there) < words.MOST_SUGGESTIONS:
            keys.append(None)
        kept = {row.key: row for row in self.rows}
        spare = [row for key, row in kept.items() if key not in keys]
        self.rows = []
        for place, key in enumerate(keys):
            row = kept.get(key) or self._reuse(spare, key) or WordsRow(self, key)
            if self._column.indexOf(row) != 1 + place:
                self._column.insertWidget(1 + place, row)
            row.number(place)
            row.show_remark(there[place] if key is not None else None)
            self.rows.append(row)
        for row in spare:
            self._drop(row)

    def _reuse(self, spare: list[WordsRow], key: int | None) -> WordsRow | None:
        """A row that is no longer needed, for other words (making widgets is slow); never one being typed in."""
        row = next((row for row in spare if not row.editor.hasFocus()), None)
        if row is not None:
            spare.remove(row)
            row.key = key
        return row

    def _drop(self, row: WordsRow) -> None:
        self._column.removeWidget(row)
        row.forget()
        row.hide()
        row.deleteLater()


class WordsRow(QWidget):
    """One sentence, whether it goes to the interface meeting (suggestions only), and a button that deletes it."""

    def __init__(self, owner: WordsOfKind, key: int | None) -> None:
        super().__init__(owner)
        self.owner, self.key = owner, key
        self.editor = WordsEditor("", _(KINDS[owner.kind]), _(PROMPTS[owner.kind]), lines=(1, 6))
        self.editor.committed.connect(self._keep)
        self.chosen = QCheckBox(_("To the interface meeting"))
        self.chosen.clicked.connect(self._choose)
        self.delete = IconButton("", _("Delete"), "delete", self._delete)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.editor, 1)
        row.addWidget(self.chosen)
        row.addWidget(self.delete)

    def number(self, place: int) -> None:
        """Give the widgets the names of that place in the list."""
        name = f"{self.owner.kind}_{place}"
        self.editor.setObjectName(name)
        self.chosen.setObjectName(f"{name}_selected")
        self.delete.setObjectName(f"{name}_delete")
        self.chosen.setAccessibleName(f"{self.editor.accessibleName()} {place + 1}: {self.chosen.text()}")
        self.delete.setAccessibleName(f"{self.editor.accessibleName()} {place + 1}: {_('Delete')}")

    def forget(self) -> None:
        """Give the names back: another row has them now."""
        for widget in (self.editor, self.chosen, self.delete):
            widget.setObjectName("")

    def show_remark(self, remark: Remark | None) -> None:
        """Show what is stored, unless somebody is typing here."""
        self.delete.setVisible(remark is not None)
        self.chosen.setVisible(remark is not None and self.owner.kind == "suggestion")
        if remark is not None:
            self.chosen.setChecked(remark.selected)
        if not self.editor.hasFocus():
            self.editor.set_value(remark.words(screen_language()) if remark is not None else "")

    @Slot(object)
    def _keep(self, text: str) -> None:
        panel = self.owner.panel
        place, criterion = panel.place, panel.criterion
        if place is None or criterion is None or (self.key is None and not text.strip()):
            return
        with panel.context.gesture(self._label(place), say=self.owner.remark.say):
            if self.key is None:
                remark = words.say(panel.context.store, place, criterion, self.owner.kind, text)
                panel.context.store.session.flush()
                self.key = remark.id
            else:
                words.rewrite(self._remark(), text, screen_language())

    def _choose(self) -> None:
        panel = self.owner.panel
        assert panel.place is not None
        with panel.context.gesture(self._label(panel.place)):
            self._remark().selected = self.chosen.isChecked()

    def _delete(self) -> None:
        panel = self.owner.panel
        assert panel.place is not None
        with panel.context.gesture(self._label(panel.place)):
            words.rewrite(self._remark(), "", screen_language())

    def _remark(self) -> Remark:
        remark = self.owner.panel.context.store.get(Remark, self.key)
        assert remark is not None
        return remark

    def _label(self, place: SheetPlace) -> str:
        return _("{kind} of {who}").format(
            kind=_(KINDS[self.owner.kind]), who=who_scores(self.owner.panel.context, place)
        )
