"""Where the facilitator types during the meeting: a strip below what the room sees, or a screen of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QListWidget, QScrollArea, QTabBar, QVBoxLayout, QWidget

from facilitator.i18n import N_, _, shown
from facilitator.text import breakable
from facilitator.ui import theme
from facilitator.ui.meeting.desk_activities import ActivitiesPanel
from facilitator.ui.meeting.desk_closing import ClosingPanel
from facilitator.ui.meeting.desk_people import PeoplePanel
from facilitator.ui.meeting.desk_said import SaidPanel
from facilitator.ui.meeting.slides import ClosingSlide, CriterionSlide, PlanSlide, Slide
from facilitator.ui.widgets.basic import Label
from facilitator.ui.widgets.tab_order import follow_layout

if TYPE_CHECKING:
    from facilitator.models.meeting import Meeting
    from facilitator.ui.context import Context
    from facilitator.ui.pages.rows import Section

STRIP = 264
"""Height of the strip in pixels at scale 1."""
HINT = 44
"""Height of the line of keys in pixels at scale 1."""
LIST = 300
"""Width of the list of screens in pixels at scale 1."""
TALL = 210
"""Height of the fields on a screen of its own, in pixels at scale 1."""
QWIDGETSIZE_MAX = 16_777_215
KEYS = (
    ("F2", N_("type, or back")),
    ("Page Up, Page Down", N_("turn")),
    ("B", N_("black")),
    ("F3", N_("hide this")),
    ("Esc", N_("leave")),
)
MORE_KEYS = (
    ("F4", N_("break")),
    ("F5", N_("swap the screens")),
    ("Ctrl+D", N_("draft an activity")),
    ("Ctrl+P", N_("minutes")),
    ("Ctrl+Z", N_("undo")),
)
PEOPLE, SAID, ACTIVITIES, DECISIONS = range(4)


class Desk(QFrame):
    """Panels behind tabs, the one that suits the slide on show; `chosen(int)` asks for another slide by its place."""

    chosen = Signal(int)

    def __init__(self, context: Context, meeting: Callable[[], Meeting | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("desk")
        self.setProperty("role", "status")
        self.context = context
        self._wide = self._open = False
        self.area = QScrollArea()
        self.people = PeoplePanel(context, meeting)
        self.said = SaidPanel(context, meeting)
        self.activities = ActivitiesPanel(context)
        self.closing = ClosingPanel(context, meeting)
        self.panels: tuple[Section, ...] = (self.people, self.said, self.activities, self.closing)
        self.tabs = QTabBar()
        self.tabs.setObjectName("desk_tabs")
        self.tabs.setAccessibleName(_("Parts of the minutes"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for title in (_("People present"), _("What is said"), _("Activities"), _("Decisions")):
            self.tabs.addTab(title)
        self.tabs.currentChanged.connect(self.refresh)
        self.tabs.tabBarClicked.connect(self._open_panel)
        self.keys = Label(_listed(KEYS), "small")
        self.keys.setToolTip(self.keys.text())
        self.keys.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.keys.setMaximumHeight(theme.px(HINT))  # two lines; large type on a small screen shows the first keys
        self.more_keys = Label(_listed(MORE_KEYS), "small")
        self.scores = Label("", "heading", "desk_scores")
        self.time = Label("", "small", "desk_time")
        self.time.setWordWrap(False)
        self.said_last = Label("", "small", "desk_status")
        self.screens = QListWidget()
        self.screens.setObjectName("desk_screens")
        self.screens.setAccessibleName(_("Screens of the meeting"))
        self.screens.setWordWrap(True)
        self.screens.setFixedWidth(theme.px(LIST))
        self.screens.itemActivated.connect(self._choose)
        self.screens.itemClicked.connect(self._choose)
        self._lay_out()
        self.set_wide(False)
        context.said.connect(self._say)

    def set_wide(self, wide: bool) -> None:
        """`wide`: on a screen of its own, with the list of slides beside it; else as low as a strip."""
        self._wide = wide
        self.refresh()
        for part in (self.screens, self.more_keys, self.scores):
            part.setVisible(wide)
        for editor in (*self.said.editors.values(), self.closing.decisions):
            editor.setMinimumHeight(theme.px(TALL) if wide else 0)
        self.set_open(self._open)

    def set_open(self, opened: bool) -> None:
        """Show the panels, or only the line of tabs: on one screen the room need not see what is being counted."""
        self._open = opened
        self.area.setVisible(opened or self._wide)
        height = theme.px(STRIP) if opened else self.minimumSizeHint().height()
        self.setMinimumHeight(0 if self._wide else height)
        self.setMaximumHeight(QWIDGETSIZE_MAX if self._wide else height)

    def show_slides(self, slides: Sequence[Slide], current: int) -> None:
        """List the slides, and suit the one on show."""
        titles = [breakable(slide.title) for slide in slides]
        if titles != [self.screens.item(place).text() for place in range(self.screens.count())]:
            self.screens.clear()
            self.screens.addItems(titles)
            for place, slide in enumerate(slides):
                if not isinstance(slide, CriterionSlide):
                    self.screens.item(place).setFont(theme.font(bold=True))
        self.screens.setCurrentRow(current)

    def show_time(self, spent: int, planned: int, resting: bool) -> None:
        """Say how many minutes this point of the agenda has taken, of how many."""
        text = _("{n} of {planned} min").format(n=shown(spent), planned=shown(planned))
        self.time.setText(f"{text} · {_('break')}" if resting else text)

    def suit(self, slide: Slide) -> None:
        """Turn to the panel that this slide is about; who types goes on typing there."""
        typing, before = self.typing(), self.tabs.currentIndex()
        criterion = slide.criterion if isinstance(slide, CriterionSlide) else None
        self.scores.setText(_scores(slide) if isinstance(slide, CriterionSlide) else "")
        self.said.show_criterion(criterion)
        self.activities.show_criterion(criterion)
        for tab in (SAID, ACTIVITIES):
            self.tabs.setTabEnabled(tab, criterion is not None)
        stays = criterion is not None and self.tabs.currentIndex() in (SAID, ACTIVITIES)
        if not stays:
            closing = isinstance(slide, ClosingSlide | PlanSlide)
            self.tabs.setCurrentIndex(SAID if criterion is not None else DECISIONS if closing else PEOPLE)
            self.set_open(criterion is not None or closing or typing)
        self.refresh()
        if typing and self.tabs.currentIndex() != before:
            self.type()

    @Slot()
    def refresh(self) -> None:
        """Show the open panel as it is now."""
        opened = {self.tabs.currentIndex()}
        if self._wide and SAID in opened:
            opened.add(ACTIVITIES)  # there is room for both
        for number, panel in enumerate(self.panels):
            panel.setVisible(number in opened)
            if number in opened:
                panel.refresh()
        follow_layout(self)

    def step(self, by: int) -> None:
        """Open the next panel that can be, and put the keyboard there."""
        count, place = self.tabs.count(), self.tabs.currentIndex()
        order = [(place + by * n) % count for n in range(1, count)]
        self.tabs.setCurrentIndex(next(tab for tab in order if self.tabs.isTabEnabled(tab)))
        self.type()

    def type(self) -> None:
        """Put the keyboard into the panel of the open tab."""
        self.set_open(True)
        self.panels[self.tabs.currentIndex()].focus_first()

    def typing(self) -> bool:
        """Whether the keyboard is here."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        for panel in self.panels:
            column.addWidget(panel)
        column.addStretch(1)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidgetResizable(True)
        self.area.setWidget(inside)
        top = QHBoxLayout()
        top.addWidget(self.tabs)
        top.addWidget(self.keys, 1)
        top.addWidget(self.time)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addLayout(top)
        right.addWidget(self.more_keys)
        right.addWidget(self.scores)
        right.addWidget(self.area, 1)
        right.addWidget(self.said_last)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 14, 6)
        row.addWidget(self.screens)
        row.addLayout(right, 1)
        self.said_last.hide()

    @Slot(str, str)
    def _say(self, sentence: str, _kind: str) -> None:
        self.said_last.setText(sentence)
        self.said_last.setVisible(bool(sentence))

    @Slot(int)
    def _open_panel(self, _tab: int) -> None:
        self.set_open(True)

    @Slot(object)
    def _choose(self, _item: object) -> None:
        self.chosen.emit(self.screens.currentRow())


def _scores(slide: CriterionSlide) -> str:
    """Both scores as the room sees them, in a line."""
    sides = [
        _("{name}: {words}").format(name=side.name, words=side.shown) for side in (slide.citizens, slide.providers)
    ]
    return " · ".join([*sides, _("Gap: {gap}").format(gap=slide.gap)] if slide.gap else sides)


def _listed(keys: Sequence[tuple[str, str]]) -> str:
    """Keys and what they do, in a line."""
    return " · ".join(f"{key}: {_(does)}" for key, does in keys)
