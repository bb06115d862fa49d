"""The start page: the cycles on this laptop, where the work was left, and how to begin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from facilitator.i18n import _, format_number, khmer_digits, plural, screen_language
from facilitator.ui import icons, theme
from facilitator.ui.widgets.basic import Banner, Button, Card, Heading, IconButton, Label
from facilitator.ui.widgets.language import OTHER_LANGUAGE
from facilitator.ui.widgets.search_list import Entry, SearchList

if TYPE_CHECKING:
    from facilitator.models.due import Due
    from facilitator.models.overview import CycleRow, Overview
    from facilitator.ui.widgets.choice import Choice

MOST_SHOWN = 100
"""Rows in the list at once; a national computer finds the others by typing."""


class StartPage(QWidget):
    """Every signal asks the window for something; the page itself stores nothing."""

    cycle_wanted = Signal(str)
    follow_up_wanted = Signal(str)
    new_cycle_wanted = Signal()
    sample_wanted = Signal()
    training_wanted = Signal(str)
    import_wanted = Signal()
    keyboard_wanted = Signal()
    help_wanted = Signal()
    database_wanted = Signal()
    own_database_wanted = Signal()
    backup_wanted = Signal()
    stick_wanted = Signal()
    language_wanted = Signal(str)

    def __init__(
        self,
        overview: Overview,
        last_cycle: str,
        place: str,
        own: bool,
        keyboard_checked: bool,
        parent: QWidget | None = None,
    ) -> None:
        """`place` names the database when it is not the laptop's `own` one."""
        super().__init__(parent)
        self.setObjectName("page_start")
        self._overview = overview
        self._find: Callable[[str], Sequence[CycleRow]] = self._find_here
        self._last = next((row for row in overview.rows if row.id == last_cycle), None)
        self._own = own
        self.cycles: SearchList | None = None
        self.banner = Banner("start_banner")
        self.said = Banner("start_said")
        self._build(place, keyboard_checked)

    # -- what the window tells ------------------------------------------------------------------------------------

    def say(self, text: str, kind: str = "note") -> None:
        """Show a sentence above everything; an empty text takes it away."""
        self.said.say(text, kind)

    def offer_backup(self, text: str) -> None:
        """Beside the sentence about damage: the way back to a backup."""
        self.said.offer(Button("start_backup", text, "backup", "plain", self.backup_wanted.emit))

    def offer_stick(self) -> None:
        """Beside the sentence about a database on a stick: opening it there all the same."""
        self.said.offer(Button("start_stick", _("Open it there all the same"), "", "plain", self.stick_wanted.emit))

    def add_light(self, light: QWidget) -> None:
        """Put the light of the database's health into the head, once the page is painted."""
        self._head_row.insertWidget(2, light)

    def show_overview(self, overview: Overview, find: Callable[[str], Sequence[CycleRow]]) -> None:
        """Take the list that the opened database gives; `find` answers what is typed into the search field."""
        self._overview, self._find = overview, find
        if self.cycles is not None:
            self.cycles.refresh()
            self._say_count()

    def after_first_paint(self) -> None:
        """What makes the list nicer and is not needed for showing it."""
        if self.cycles is not None:
            self.cycles.dress()

    def show_due(self, due: Due) -> None:
        """Say what is overdue or due soon; it is found after the first paint."""
        if due.rows:
            from facilitator.ui.pages.start_due import DueCard

            card = DueCard(due)
            card.wanted.connect(self.follow_up_wanted)
            self._main.addWidget(card)

    def focus_first(self) -> None:
        """Put the keyboard on the likeliest wish: continue, or begin."""
        self._first.setFocus()

    # -- building -------------------------------------------------------------------------------------------------

    def _build(self, place: str, keyboard_checked: bool) -> None:
        body = QWidget()
        body.setProperty("role", "page")
        inside = QVBoxLayout(body)
        inside.setContentsMargins(28, 20, 28, 20)
        inside.setSpacing(16)
        inside.addWidget(self.said)
        inside.addWidget(self.banner)
        if place:
            self.banner.say(place, "note")
        elif not keyboard_checked:
            self.banner.say(_("First, try whether this computer types Khmer: open “Khmer keyboard”."), "note")
        self._columns = QHBoxLayout()
        self._columns.setSpacing(18)
        main = self._cycles_card() if self._overview.total else self._welcome_card()
        self._main = QVBoxLayout()
        self._main.setSpacing(18)
        self._main.addWidget(main, 1)
        self._columns.addLayout(self._main, 3)
        self._columns.addWidget(self._begin_card(), 2)
        inside.addLayout(self._columns, 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setProperty("focusPolicy", "NoFocus")
        area.setWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(area, 1)

    def _head(self) -> QFrame:
        bar = QFrame(self)
        bar.setProperty("role", "bar")
        sign = QLabel(bar)
        sign.setPixmap(icons.pixmap("facilitator", "accent", 40))
        name = Heading(_("Community scorecard"), level=2)
        name.setWordWrap(False)
        other, other_name = OTHER_LANGUAGE[screen_language()]
        self._other_language = other
        row = QHBoxLayout(bar)
        row.setContentsMargins(28, 8, 20, 8)
        row.setSpacing(12)
        row.addWidget(sign)
        row.addWidget(name, 1)
        self._head_row = row
        row.addWidget(Button("start_keyboard", _("Khmer keyboard"), "keyboard", "quiet", self.keyboard_wanted.emit))
        row.addWidget(Button("language", other_name, "language", "quiet", self._ask_language))
        row.addWidget(IconButton("start_help", _("Help (F1)"), "help", self.help_wanted.emit))
        return bar

    def _welcome_card(self) -> Card:
        card = Card(name="welcome")
        picture = QLabel(card)
        picture.setPixmap(icons.pixmap("facilitator", "accent", 88))
        card.body.addStretch(1)
        picture.setProperty("alignment", "AlignHCenter")
        card.add(picture)
        for part in (
            Heading(_("Welcome"), level=1),
            Label(
                _(
                    "This program leads you through one cycle of the community scorecard: from the first meeting in "
                    "the village to the joint action plan. It needs no internet, and keeps what you type at once."
                )
            ),
        ):
            part.setProperty("alignment", "AlignCenter")
            card.add(part)
        card.body.addStretch(2)
        return card

    def _cycles_card(self) -> Card:
        card = Card(_("Cycles on this laptop"), "start_cycles_card")
        rows = self._overview.rows
        kinds = [("current", _("In work"))]
        if any(row.archived for row in rows) or self._overview.total > len(rows):
            kinds.append(("archived", _("Archived")))
        if any(row.training for row in rows):
            kinds.append(("training", _("Training copies")))
        self._filter = _filter(kinds) if len(kinds) > 1 else None
        self.cycles = SearchList(
            "start_cycles",
            _("Search the cycles by commune, code or year"),
            self._entries,
            _("Search: commune, code, year"),
            _("No cycle found. Try fewer letters or another spelling."),
            late=True,
        )
        if self._filter is not None:
            self._filter.committed.connect(self.cycles.refresh)
            card.add(self._filter)
        self.cycles.chosen.connect(self.cycle_wanted)
        self._count = Label("", "small", "start_count")
        self._say_count()
        card.body.addWidget(self.cycles, 1)
        card.add(self._count)
        return card

    def _begin_card(self) -> QFrame:
        card = Card(_("Begin") if self._overview.total == 0 else "", "start_begin")
        wishes = []
        if self._last is not None:
            cycle = self._last.id
            wishes.append(self._wish("start_continue", _("Continue where you left"), "page-next", self._continue))
            self._continue_id = cycle
            card.add(wishes[0], Label(_title(self._last), "muted", "start_last"))
        role = "plain" if self._last is not None else "primary"
        wishes.append(self._wish("start_new", _("New cycle"), "add", self.new_cycle_wanted.emit, role))
        card.add(wishes[-1])
        if self._own:
            card.add(
                self._wish("start_sample", _("Try with sample data"), "training", self.sample_wanted.emit, "plain")
            )
        else:
            card.add(
                self._wish(
                    "start_own", _("Back to the laptop's own data"), "home", self.own_database_wanted.emit, "plain"
                )
            )
        if self._last is not None and not self._last.training:
            card.add(self._wish("start_training", _("Training copy of this cycle"), "training", self._train, "plain"))
        card.add(
            self._wish("start_import", _("Import a cycle workbook"), "paper", self.import_wanted.emit, "plain"),
            self._wish("start_open", _("Open another database file"), "folder", self.database_wanted.emit, "plain"),
        )
        card.body.addStretch(1)
        card.add(Label(_("Everything is kept on this computer at once; there is nothing to save."), "small"))
        self._first = wishes[0]
        return card

    def _wish(self, name: str, text: str, icon: str, call: Callable[[], object], role: str = "primary") -> Button:
        button = Button(name, text, icon, role, call)
        button.setMinimumHeight(theme.px(50))
        return button

    # -- the list -------------------------------------------------------------------------------------------------

    def _entries(self, typed: str) -> list[Entry]:
        wanted = (self._filter.value() if self._filter is not None else None) or "current"
        found = [row for row in self._find(typed) if _kind(row) == wanted]
        return [Entry(row.id, _title(row), _detail(row)) for row in found[:MOST_SHOWN]]

    def _find_here(self, typed: str) -> Sequence[CycleRow]:
        """Search in the rows that were read before the first paint."""
        if not typed:
            return self._overview.rows
        from facilitator.models.finding import matching

        return matching(self._overview.rows, typed)

    def _say_count(self) -> None:
        n = self._overview.total
        text = plural(n, _("{n} cycle in this database"), _("{n} cycles in this database"))
        self._count.setText(text.format(n=format_number(n, screen_language())))

    # -- wishes ---------------------------------------------------------------------------------------------------

    @Slot()
    def _continue(self) -> None:
        self.cycle_wanted.emit(self._continue_id)

    @Slot()
    def _train(self) -> None:
        self.training_wanted.emit(self._continue_id)

    def _ask_language(self) -> None:
        self.language_wanted.emit(self._other_language)


def _filter(kinds: list[tuple[str, str]]) -> Choice:
    from facilitator.ui.widgets.choice import Choice

    choice = Choice("start_filter", _("Which cycles"), kinds, buttons=True)
    choice.set_value("current")
    return choice


def _kind(row: CycleRow) -> str:
    return "training" if row.training else "archived" if row.archived else "current"


def _title(row: CycleRow) -> str:
    language = screen_language()
    name = row.commune_km if language == "km" else row.commune_en
    year, round_ = (str(row.year), str(row.round))
    if language == "km":
        year, round_ = khmer_digits(year), khmer_digits(round_)
    return _("{commune} · {year}, round {round}").format(commune=name, year=year, round=round_)


def _detail(row: CycleRow) -> str:
    language = screen_language()
    district = row.district_km if language == "km" else row.district_en
    return f"{district} · {khmer_digits(row.commune_code) if language == 'km' else row.commune_code}"
