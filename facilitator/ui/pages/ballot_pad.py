"""What the voter and the facilitator see while people score one by one; it takes all keys itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.i18n import _, format_number, screen_language
from facilitator.models.scorecard import Criterion
from facilitator.ui import theme
from facilitator.ui.tables.scores import STEP_WORDS
from facilitator.ui.tables.scores_headers import block_name
from facilitator.ui.widgets.basic import Button, Label
from facilitator.ui.widgets.faces import LARGE, FaceScale
from facilitator.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from facilitator.ui.pages.ballot_flow import BallotFlow

TITLE, TEXT = 24, 16
"""Sizes in pixels at scale 1 beside the facilitator; `large` has its own."""


class BallotPad(QWidget):
    """The profile, then criterion after criterion with the faces; `large` is for a screen turned to the voter.

    `escaped`: the Escape key.
    """

    escaped = Signal()

    def __init__(self, name: str, flow: BallotFlow, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(_("One by one"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.flow, self.large = flow, large
        self.scored = self._label("scored", TEXT)
        self.title = self._label("title", TITLE, bold=True)
        self.hint = self._label("hint", TEXT)
        self.remark = self._label("remark", TEXT)
        self.parts = self._make_parts()
        words = _step_words(flow)
        self.faces = FaceScale(f"{name}_faces", _("Scores"), words, large=large) if words else None
        self._lay_out()
        flow.changed.connect(self.show_state)
        flow.said.connect(self._say)
        flow.doubted.connect(self._say)
        self.show_state()

    def show_state(self) -> None:
        """Show where the ballot is: nothing of what was pressed."""
        flow, language = self.flow, screen_language()
        n, present = flow.voting.scored(), flow.voting.present()
        counted = _("{n} people have scored.") if present is None else _("{n} of {present} people have scored.")
        people = format_number(present or 0, language)
        self.scored.setText(counted.format(n=format_number(n, language), present=people))
        for part, button in self.parts.items():
            button.setVisible(not flow.scoring)
            button.setChecked(part == flow.profile.gender or part in flow.profile.traits)
        if self.faces is not None:
            self.faces.setVisible(flow.scoring)
        self.title.setText(self._criterion() if flow.scoring else _("Who scores now?"))
        self.hint.setText(self._hint())
        self.setAccessibleDescription(f"{self.title.text()} {self.hint.text()}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.flow.enter()
        elif key == Qt.Key.Key_Backspace:
            self.flow.back()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif not (event.text() and self.flow.key(event.text())):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Khmer digits from an input method."""
        for char in event.commitString():
            self.flow.key(char)
        event.accept()

    def _criterion(self) -> str:
        from facilitator.text import breakable

        flow, language = self.flow, screen_language()
        found = flow.voting.store.get(Criterion, flow.criteria[flow.position])
        assert found is not None
        text = f"{format_number(flow.position + 1, language)}. {breakable(found.text(language))}"
        return f"{text}  {format_number(int(flow.typed), language)}" if flow.typed else text

    def _hint(self) -> str:
        flow, language = self.flow, screen_language()
        if not flow.scoring:
            return _("Press the numbers of this person, then Enter.") if flow.parts else _("Enter begins.")
        low, high = format_number(flow.steps[0], language), format_number(flow.steps[-1], language)
        if not flow.single_keys:
            return _("Type a mark from {low} to {high}, then Enter.").format(low=low, high=high)
        if self.large:
            return _("Press {low} to {high}.").format(low=low, high=high)
        sentence = _("Press {low} to {high}. {zero}: no answer. {key}: one back.")
        return sentence.format(low=low, high=high, zero=format_number(0, language), key="Backspace")

    def _label(self, name: str, size: int, bold: bool = False) -> Label:
        label = Label("", name=f"{self.objectName()}_{name}")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        height = theme.px((LARGE + 6 if bold else LARGE) if self.large else size)
        label.setStyleSheet(f"font-size: {height}px; font-weight: {'bold' if bold else 'normal'};")
        label.setContentsMargins(0, 0, 0, height // 5)  # what hangs below Khmer letters
        return label

    def _make_parts(self) -> dict[str, Button]:
        made = {}
        for number, part in enumerate(self.flow.parts, 1):
            text = f"{format_number(number, screen_language())}  {block_name(part)}"
            button = Button(f"{self.objectName()}_{part}", text, role="option", pressed=partial(self.flow.toggle, part))
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            if self.large:
                button.setStyleSheet(f"font-size: {theme.px(LARGE)}px; padding: {theme.px(10)}px {theme.px(22)}px;")
            made[part] = button
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        margin = theme.px(24 if self.large else 8)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(20 if self.large else 10))
        column.addWidget(self.scored)
        column.addStretch(1)
        column.addWidget(self.title)
        choices = Flow(spacing=12, centred=True)
        for button in self.parts.values():
            choices.addWidget(button)
        column.addLayout(choices)
        if self.faces is not None:
            self.faces.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.faces.chosen.connect(self._pressed)
            column.addWidget(self.faces)
        column.addWidget(self.remark)
        column.addStretch(1)
        column.addWidget(self.hint)

    def _pressed(self, step: int) -> None:
        self.flow.key(str(self.flow.steps[step - 1]))

    def _say(self, sentence: str) -> None:
        self.remark.setText(sentence)


def _step_words(flow: BallotFlow) -> list[str]:
    """What the steps mean, with the places where a line may end; nothing for marks."""
    from facilitator.text import breakable

    scale = flow.voting.place.service_point(flow.voting.store).cycle.scale
    return [breakable(_(word)) for word in STEP_WORDS.get(scale, ())]


class FacesScreen(QWidget):
    """The pad in the whole of the screen, black on white for sunlight; Escape leaves. `left`: it was left."""

    left = Signal()

    def __init__(self, flow: BallotFlow, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("faces_screen")
        self.setAccessibleName(_("Large faces"))
        self.setWindowTitle(_("Large faces"))
        self.pad = BallotPad("faces_pad", flow, large=True)
        self.pad.escaped.connect(self.close)
        self.setStyleSheet("#faces_screen { background: white; }")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pad)

    def open(self) -> None:
        """Take the whole screen."""
        self.showFullScreen()
        self.activateWindow()
        self.pad.setFocus()

    def hideEvent(self, event: object) -> None:
        super().hideEvent(event)  # type: ignore[arg-type]
        self.left.emit()
