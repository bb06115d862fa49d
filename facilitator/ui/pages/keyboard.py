"""The Khmer keyboard: how to add it, and a line to try whether it types Khmer."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from facilitator.i18n import KHMER_DIGITS, _, screen_language
from facilitator.ui import theme
from facilitator.ui.widgets.basic import Button, Card, Heading, Label, Remark
from facilitator.ui.widgets.guidance import GuidancePane

SENTENCE = "ខ្ញុំស្រឡាញ់ភូមិខ្ញុំ"
"""The sentence to try, as in the guide; it holds subscripts, vowels on every side and a sign."""
SUBSCRIPT = "\u17d2"


class Seen(NamedTuple):
    """What the line that was typed shows about the keyboard."""

    khmer: bool
    subscripts: bool
    digits: bool
    latin: bool


def look_at(typed: str) -> Seen:
    """What kinds of signs are among those typed."""
    return Seen(
        khmer=any("\u1780" <= sign <= "\u17b3" for sign in typed),
        subscripts=SUBSCRIPT in typed,
        digits=any(sign in KHMER_DIGITS for sign in typed),
        latin=any(sign.isascii() and sign.isalpha() for sign in typed),
    )


def sentence_about(typed: str) -> tuple[str, str]:
    """What to say about the typed line, and its kind (`ok`, `note`, `warning`); both empty before anything is typed."""
    from facilitator.text import search_key

    seen = look_at(typed)
    if not typed.strip():
        return "", ""
    if search_key(SENTENCE) in search_key(typed):
        return _("Very good: the keyboard types Khmer as it should."), "ok"
    if seen.khmer and seen.latin:
        return _(
            "Khmer and Latin letters are mixed. Press Windows + Space to change the language, then try again."
        ), "note"
    if seen.khmer and seen.subscripts:
        return _("This is Khmer, with subscript letters. The keyboard works."), "ok"
    if seen.khmer:
        return _("This is Khmer. Try a subscript letter too: press J, then the letter."), "note"
    if seen.digits or not seen.latin:
        return _("Digits are understood both ways: ១ ២ ៣ and 1 2 3. Now try letters."), "note"
    return (
        _("These are Latin letters. Press Windows + Space (or click ENG at the bottom right) and choose ខ្មែរ."),
        "warning",
    )


class KeyboardPage(QWidget):
    """`done(bool)` carries whether Khmer was typed; the window remembers that the check was made."""

    done = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page_keyboard")
        self.setProperty("role", "page")
        self._worked = False
        self.line = QLineEdit(self)
        self.line.setObjectName("keyboard_line")
        self.line.setAccessibleName(_("Type the sentence here"))
        self.line.setPlaceholderText(_("Type here"))
        self.line.setFont(theme.font(26))
        self.line.setStyleSheet(f"font-size: {theme.px(26)}px; min-height: {theme.px(56)}px;")
        self.line.textChanged.connect(self._look)
        self.remark = Remark("keyboard_remark")
        self.finish = Button("keyboard_done", _("Done"), "check", "primary", self._finish)
        self._lay_out()

    def focus_first(self) -> None:
        """Put the keyboard into the line to try."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        card = Card(name="keyboard_try")
        sample = Label(SENTENCE, "title")
        card.add(Heading(_("Khmer keyboard")), Label(_("Type this sentence:"), "muted"), sample, self.line, self.remark)
        card.add(
            Label(
                _("You can also work without a Khmer keyboard: choose from the lists, and type numbers as you like."),
                "small",
            )
        )
        card.body.addStretch(1)
        card.add_row(self.finish)
        row = QHBoxLayout()
        row.setContentsMargins(28, 22, 28, 22)
        row.setSpacing(18)
        row.addWidget(card, 3)
        row.addWidget(_help(), 2)
        body = QWidget()
        body.setProperty("role", "page")
        body.setLayout(row)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    @Slot(str)
    def _look(self, typed: str) -> None:
        sentence, kind = sentence_about(typed)
        self.remark.say(sentence, kind or "note")
        self._worked = kind == "ok"

    def _finish(self) -> None:
        self.done.emit(self._worked)


def _help() -> GuidancePane:
    from facilitator.models import catalogue

    pane = GuidancePane("keyboard_help")
    pane.toggle.hide()
    pane.setMinimumWidth(theme.px(300))
    pane.setMaximumWidth(theme.px(520))
    pane.show_markdown(catalogue.guidance("keyboard", screen_language()))
    return pane
