"""The quiet parts of a page: cards, headings, text, buttons, banners and what stands where nothing is yet.

The start page is made of these, so the namespace `Qt` is not touched here when it can be avoided: its first use makes
all of Qt's enumerations, a fifth of the time of an empty window. Properties take an enumeration's names instead.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from facilitator.ui import icons, theme, tips

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from facilitator.ui.widgets.flow import Flow

KINDS = ("error", "warning", "ok", "note")
_KIND_ICONS = {"error": "error", "warning": "warning", "ok": "check", "note": "note"}
_KIND_TOKENS = {"error": "error", "warning": "warning", "ok": "ok", "note": "accent"}


def kind_pixmap_arguments(kind: str) -> tuple[str, str]:
    """The icon's name and colour token of a kind of remark (one of `KINDS`)."""
    return _KIND_ICONS[kind], _KIND_TOKENS[kind]


DEPTH = 5
"""Pixels that a Khmer vowel below a subscript reaches under the font's own line; a label would cut it off."""


class Label(QLabel):
    """Plain text that wraps; what people typed is never read as mark-up.

    `role` is `body`, `title`, `heading`, `label`, `muted` or `small`. Khmer typed by people needs
    `facilitator.text.breakable` first, so that lines end between words (translated sentences have it already).
    """

    def __init__(self, text: str = "", role: str = "body", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("textFormat", "PlainText")
        self.setWordWrap(True)
        self.setProperty("role", role)
        if name:
            self.setObjectName(name)


class Heading(Label):
    """The heading of a page (`level=1`) or of a part of it (`level=2`)."""

    def __init__(self, text: str, level: int = 1, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "title" if level == 1 else "heading", name, parent)


class Button(QPushButton):
    """A button with text and perhaps an icon; `role`: `plain`, `primary` (one a page), `danger`, `quiet`, `link`."""

    def __init__(
        self,
        name: str,
        text: str,
        icon: str = "",
        role: str = "plain",
        pressed: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setProperty("role", role)
        self.setAutoDefault(False)
        if icon:
            self.show_icon(icon)
        if pressed is not None:
            self.clicked.connect(_without_argument(pressed))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button as Space does; Qt has that in dialogs only."""
        from PySide6.QtCore import Qt

        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def show_icon(self, name: str) -> None:
        """Show another icon, in the colour that suits the button's role."""
        tokens = {"primary": "on_accent", "danger": "error"}
        picture = icons.icon(name, tokens.get(self.property("role"), "accent"))
        self.setIcon(picture)
        self.setIconSize(QSize(theme.px(icons.SIZE), theme.px(icons.SIZE)))


class IconButton(Button):
    """A square button that shows only an icon; the text is read aloud and stands in the tool tip."""

    def __init__(
        self,
        name: str,
        text: str,
        icon: str,
        pressed: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, "", icon, "quiet", pressed, parent)
        self.say(text)

    def say(self, text: str) -> None:
        """Change what the button is called."""
        self.setAccessibleName(text)
        self.setToolTip(tips.plain(text))


class Card(QFrame):
    """A raised sheet with an optional heading; put the contents in with `add`."""

    def __init__(self, heading: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        if name:
            self.setObjectName(name)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(22, 18, 22, 20)
        self.body.setSpacing(14)
        if heading:
            self.body.addWidget(Heading(heading, level=2))

    def add(self, *widgets: QWidget) -> None:
        """Put widgets below one another."""
        for widget in widgets:
            self.body.addWidget(widget)

    def add_row(self, *widgets: QWidget) -> None:
        """Put widgets (buttons) beside one another, each as wide as it needs; narrow windows get more lines."""
        from facilitator.ui.widgets.flow import Flow

        self._add_flow(Flow(spacing=12), widgets)

    def add_columns(self, *widgets: QWidget) -> None:
        """Put widgets (fields) into columns of equal width; narrow windows get fewer columns."""
        from facilitator.ui.widgets.flow import Columns

        self._add_flow(Columns(), widgets)

    def _add_flow(self, flow: Flow, widgets: tuple[QWidget, ...]) -> None:
        for widget in widgets:
            flow.addWidget(widget)
        self.body.addLayout(flow)


class Remark(QWidget):
    """A line beside a field: an icon and a sentence; it takes no room while it has nothing to say."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sign = QLabel(self)
        self.sentence = Label("", "body", name, self)
        self.sentence.setContentsMargins(0, 0, 0, DEPTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.sign.setProperty("alignment", "AlignTop")
        row.addWidget(self.sign)
        row.addWidget(self.sentence, 1)
        self.hide()

    def say(self, text: str, kind: str = "error") -> None:
        """Show a sentence of one of `KINDS`; an empty text hides the line."""
        self.sentence.setText(text)
        if text:
            self.sign.setPixmap(icons.pixmap(*kind_pixmap_arguments(kind), size=18))
            theme.set_property(self.sentence, "state", kind)
        self.setVisible(bool(text))

    def text(self) -> str:
        """The sentence on show, or an empty text."""
        return self.sentence.text()


class Banner(QFrame):
    """A coloured strip across the page for what matters now, with perhaps one button."""

    def __init__(
        self, name: str, kind: str = "note", action: Button | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "banner")
        self.sign = QLabel(self)
        self.sentence = Label("", "body", f"{name}_text", self)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(12)
        self.sign.setProperty("alignment", "AlignTop")
        row.addWidget(self.sign)
        row.addWidget(self.sentence, 1)
        if action is not None:
            self.offer(action)
        self.say("", kind)

    def say(self, text: str, kind: str = "note") -> None:
        """Show a sentence of one of `KINDS`; an empty text hides the strip."""
        self.sentence.setText(text)
        self.sign.setPixmap(icons.pixmap(*kind_pixmap_arguments(kind)))
        theme.set_property(self, "state", kind)
        self.setVisible(bool(text))

    def offer(self, action: Button) -> None:
        """Add a button after the sentence."""
        self._row.addWidget(action)

    def text(self) -> str:
        """The sentence on show, or an empty text."""
        return self.sentence.text()


class EmptyState(QWidget):
    """What stands where nothing is yet: a large icon, what will be here, and the button that begins it."""

    def __init__(
        self, name: str, icon: str, title: str, text: str, action: Button | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        from PySide6.QtCore import Qt

        picture = QLabel(self)
        picture.setPixmap(icons.pixmap(icon, "accent", 56))
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 28, 40, 28)
        column.setSpacing(10)
        column.addStretch(1)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        for part in (Heading(title, level=2), Label(text, "muted")):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        if action is not None:
            column.addSpacing(8)
            column.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)


def _without_argument(call: Callable[[], object]) -> Callable[[bool], None]:
    """`clicked` brings the checked state along, which plain verbs do not want."""

    def pressed(_checked: bool = False) -> None:
        call()

    return pressed
