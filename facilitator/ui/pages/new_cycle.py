"""Beginning a cycle: commune, year, round, services."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from facilitator.errors import UserError
from facilitator.i18n import _, khmer_digits, screen_language
from facilitator.models import catalogue, places
from facilitator.ui import jobs
from facilitator.ui.widgets.basic import Button, Card, Heading, Label, Remark
from facilitator.ui.widgets.choice import Chips
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.plain_number import PlainNumber
from facilitator.ui.widgets.search_list import Entry, SearchList

if TYPE_CHECKING:
    from facilitator.models.places import Place
    from facilitator.ui.database import Database

MOST_FOUND = 40
MOST_DISTRICTS = 4
"""Districts and provinces whose communes are offered when their own name was typed."""


class NewCyclePage(QWidget):
    """`made(str)` carries the id of the new cycle, `left` goes back without one."""

    made = Signal(str)
    left = Signal()

    def __init__(self, database: Database, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page_new_cycle")
        self.setProperty("role", "page")
        self._database = database
        self._commune: Place | None = None
        self._build()
        self._lay_out()
        database.load()
        # The village list takes longer to read than the communes: it is there when the cycle is made.
        jobs.run(_read_villages, self._villages_are_there, owner=self)

    def focus_first(self) -> None:
        """Put the keyboard into the search for the commune."""
        self.search.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, code: str) -> None:
        """Take a commune, as if it had been picked from the list."""
        self._commune = places.commune(code)
        self._show_commune()
        self.remark.say("")
        self._database.when_ready(self._offer_round)
        self.year.setFocus(Qt.FocusReason.TabFocusReason)

    # -- building -------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.search = SearchList(
            "new_commune",
            _("Search the commune by name or code"),
            find_communes,
            _("Name in Khmer or Latin letters, or code"),
            _("There is no such commune. Type its name, its district's name, or its code of 6 digits."),
        )
        self.search.chosen.connect(self.choose)
        self.place = Label("", "heading", "new_place")
        self.place_detail = Label("", "muted", "new_place_detail")
        self.year = PlainNumber("new_year", _("Year"))
        self.year.set_value(date.today().year)
        self.round = PlainNumber("new_round", _("Round"))
        self.round.set_value(1)
        language = screen_language()
        kinds = [(kind.key, kind.name_km if language == "km" else kind.name_en) for kind in catalogue.service_kinds()]
        self.kinds = Chips("new_kinds", _("Services to score"), kinds)
        self.kinds.set_value(("commune_administration", "health_centre", "primary_school"))
        self.remark = Remark("new_remark")
        self.make = Button("new_make", _("Begin this cycle"), "check", "primary", self._make)
        self._show_commune()

    def _lay_out(self) -> None:
        find = Card(_("1. Which commune?"), "new_find")
        find.body.addWidget(self.search, 1)
        form = Card(_("2. Which year, round and services?"), "new_form")
        form.add(self.place, self.place_detail)
        self.year_field = Field(_("Year"), self.year)
        self.round_field = Field(_("Round"), self.round)
        self.year_field.stores(self._year_typed)
        form.add_row(self.year_field, self.round_field)
        form.add(Label(_("Round 1, or 2 when it is repeated in the same year"), "small"))
        form.add(Field(_("Services to score"), self.kinds), self.remark)
        form.body.addStretch(1)
        form.add_row(self.make, Button("new_back", _("Back"), "page-previous", "plain", self.left.emit))
        columns = QHBoxLayout()
        columns.setSpacing(18)
        columns.addWidget(find, 1)
        columns.addWidget(form, 1)
        body = QWidget()
        body.setProperty("role", "page")
        inside = QVBoxLayout(body)
        inside.setContentsMargins(28, 20, 28, 20)
        inside.setSpacing(14)
        inside.addWidget(Heading(_("New cycle")))
        inside.addLayout(columns, 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    # -- the commune ----------------------------------------------------------------------------------------------

    def _show_commune(self) -> None:
        if self._commune is None:
            self.place.setText(_("No commune chosen yet"))
            self.place_detail.setText(_("Type on the left, then press Enter."))
            return
        self.place.setText(_both_names(self._commune))
        self.place_detail.setText(_where(self._commune))

    @Slot(object)
    def _villages_are_there(self, _nothing: object) -> None:
        if self._commune is not None:
            self._show_commune()

    def _year_typed(self, _year: int | None) -> None:
        self._database.when_ready(self._offer_round)

    def _offer_round(self) -> None:
        from facilitator.models.set_up import next_round

        year = self.year.value()
        if self._commune is not None and year is not None and self._database.store is not None:
            self.round.set_value(next_round(self._database.store, self._commune.code, year))

    # -- making it ------------------------------------------------------------------------------------------------

    def _make(self) -> None:
        for sentence in (
            _("Choose the commune first.") if self._commune is None else "",
            _("Type the year.") if self.year.value() is None else "",
            _("Type the round.") if self.round.value() is None else "",
            _("Choose at least one service.") if not self.kinds.value() else "",
        ):
            if sentence:
                self.remark.say(sentence)
                return
        self.remark.say("")
        self._database.when_ready(partial(self._store, self._database))

    def _store(self, database: Database) -> None:
        from facilitator.models.set_up import new_cycle

        year, round_ = self.year.value(), self.round.value()
        assert database.store is not None
        assert self._commune is not None
        assert year is not None
        assert round_ is not None
        try:
            cycle = new_cycle(database.store, self._commune.code, year, round_, self.kinds.value())
        except UserError as error:
            self.remark.say(error.text)
            return
        self.made.emit(str(cycle.id))


def _read_villages(_report: jobs.Report) -> None:
    places.search("", places.VILLAGE, limit=1)


def find_communes(typed: str) -> list[Entry]:
    """Communes by name or code; those of a district or province whose name was typed follow."""
    found = {place.code: place for place in places.search(typed, places.COMMUNE, limit=MOST_FOUND)}
    for level in (places.DISTRICT, places.PROVINCE) if typed else ():
        for area in places.search(typed, level, limit=MOST_DISTRICTS):
            if len(found) < MOST_FOUND:
                found |= {place.code: place for place in places.search("", places.COMMUNE, area.code)}
    language = screen_language()
    return [Entry(place.code, place.name(language), _where(place)) for place in list(found.values())[:MOST_FOUND]]


def _both_names(place: Place) -> str:
    first, second = (place.name_km, place.name_en) if screen_language() == "km" else (place.name_en, place.name_km)
    return f"{first} ({second})"


def _where(place: Place) -> str:
    """District, province and code of a commune."""
    language = screen_language()
    district = places.district(place.parent_code)
    province = places.province(district.parent_code)
    code = khmer_digits(place.code) if language == "km" else place.code
    return f"{district.name(language)}, {province.name(language)} · {code}"
