"""Under a text field: characters that no paper can print, and letters that were probably meant to be others."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator.coverage import UNKNOWN, unprintable
from facilitator.i18n import _
from facilitator.lookalikes import Suggestion, lookalikes
from facilitator.ui.widgets.basic import Button, Remark

_NAMED = 8
"""How many characters are named; more would be a wall of signs."""


def remark_on(text: str) -> str:
    """The sentence about what in a text prints as (?); empty when all of it can be printed."""
    found = unprintable(text)
    if not found:
        return ""
    return _("On paper {sign} stands in the place of: {characters}").format(
        sign=UNKNOWN, characters=" ".join(found[:_NAMED]) + (" …" if len(found) > _NAMED else "")
    )


def has_marks(text: str) -> bool:
    """Whether there is anything to say about the letters of a text."""
    return bool(unprintable(text) or lookalikes(text))


def question_about(suggestion: Suggestion) -> tuple[str, str]:
    """The sentence that offers another letter, and the words of the button that takes it."""
    if not suggestion.better:
        sentence = _("“{typed}” stands inside a Khmer syllable.").format(typed=suggestion.typed)
        return sentence, _("Take it out")
    sentence = _("“{typed}” looks like “{better}”.").format(typed=suggestion.typed, better=suggestion.better)
    return sentence, _("Use “{better}”").format(better=suggestion.better)


class Letters(QWidget):
    """Two quiet lines that are there only when there is something to say; `taken(str)` is the text with the offer."""

    taken = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._suggestion: Suggestion | None = None
        self.missing = Remark(f"{name}_missing", self)
        self.offer = Remark(f"{name}_offer", self)
        self.take = Button(f"{name}_take", "", role="link", pressed=self._take)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.offer)
        row.addWidget(self.take)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.missing)
        column.addLayout(row)
        self.hide()

    def look(self, text: str) -> str:
        """Say what is to be said about a text; returns it in one line, for those who hear it."""
        self._text = text
        self._suggestion = next(iter(lookalikes(text)), None)
        sentence, words = question_about(self._suggestion) if self._suggestion else ("", "")
        missing = remark_on(text)
        self.missing.say(missing, "warning")
        self.offer.say(sentence, "note")
        self.take.setText(words)
        self.take.setAccessibleName(words)
        self.take.setVisible(bool(words))
        self.setVisible(bool(missing or sentence))
        return " ".join(part for part in (missing, sentence) if part)

    @Slot()
    def _take(self) -> None:
        if self._suggestion is not None:
            self.taken.emit(self._suggestion.used_in(self._text))
