"""Help: how the program leads through a cycle, the keyboard, what the scores mean."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from facilitator.i18n import N_, _, screen_language
from facilitator.ui import theme
from facilitator.ui.widgets.basic import Button, Card, Heading, Label
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.guidance import GuidancePane
from facilitator.ui.widgets.scroll import ScrollColumn

TOPICS = {
    "start": N_("How it works"),
    "scores": N_("What the scores mean"),
    "keyboard": N_("Khmer keyboard"),
    "about": N_("About this program"),
}
KEYS = (
    ("F1", N_("guide of this stage")),
    ("F6", N_("stages, page, guide")),
    ("Ctrl+1 … 9, 0", N_("stage by its number")),
    ("Ctrl+B, Ctrl+P", N_("budget, print")),
    ("Alt+↑, Alt+↓", N_("stage before, next stage")),
    ("Ctrl+Z, Ctrl+Y", N_("undo, redo")),
    ("Ctrl+H", N_("history of changes")),
    ("Ctrl+L", N_("Khmer, English")),
    ("Ctrl+Home", N_("start page")),
)
BALLOT_KEYS = (
    ("Enter", N_("this person scores")),
    ("1 … 5, 0", N_("score, no answer")),
    ("Backspace", N_("one back")),
    ("F11", N_("large faces")),
    ("Esc", N_("begin with this person again")),
)
"""While people score one by one."""


class HelpPage(QWidget):
    """One topic at a time, and the keys beside it. `left` goes back."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page_help")
        self.setProperty("role", "page")
        self.topics = Choice("help_topic", _("Topic"), [(key, _(title)) for key, title in TOPICS.items()], buttons=True)
        self.topics.committed.connect(self._show)
        self.topics.set_value("start")
        self.pane = GuidancePane("help_pane")
        self.pane.toggle.hide()
        self.pane.title.hide()
        self.pane.setMinimumWidth(theme.px(300))
        self.pane.setMaximumWidth(theme.px(900))
        self.back = Button("help_back", _("Back"), "page-previous", "primary", self.left.emit)
        self._lay_out()
        self._show("start")

    def focus_first(self) -> None:
        """Put the keyboard on the way back; Tab goes on to the topics."""
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Heading(_("Help")), 1)
        head.addWidget(self.back)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(self.pane, 3)
        row.addWidget(_keys(), 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 20, 28, 20)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(self.topics)
        column.addLayout(row, 1)

    @Slot(object)
    def _show(self, topic: str) -> None:
        from facilitator.models import catalogue

        self.pane.show_markdown(catalogue.guidance(topic, screen_language()))


def _keys() -> ScrollColumn:
    """A card of keys for the whole window, for scoring one by one, and for meeting mode."""
    from facilitator.ui.meeting import desk

    column = ScrollColumn("help_keys")
    column.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the arrow keys scroll to the last of them
    column.setAccessibleName(_("Keys"))
    column.body.setContentsMargins(0, 0, 0, 0)
    for title, keys in (
        (_("Keys"), KEYS),
        (_("One by one"), BALLOT_KEYS),
        (_("Meeting mode"), desk.KEYS + desk.MORE_KEYS),
    ):
        card = Card(title)
        card.body.addLayout(_table(keys))
        column.add(card)
    return column


def _table(keys: tuple[tuple[str, str], ...]) -> QGridLayout:
    table = QGridLayout()
    table.setHorizontalSpacing(14)
    table.setVerticalSpacing(4)
    table.setColumnStretch(0, 2)
    table.setColumnStretch(1, 3)
    for row, (key, does) in enumerate(keys):
        table.addWidget(Label(key, "label"), row, 0)
        table.addWidget(Label(_(does), "muted"), row, 1)
    return table
