"""Choosing villages: a check button each, all or none of them at once, and villages of other communes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator.i18n import _, screen_language
from facilitator.ui.widgets.basic import Button
from facilitator.ui.widgets.choice import Chips
from facilitator.ui.widgets.search_list import Entry, SearchList


class VillageChips(QWidget):
    """`committed(list[str])` carries the codes chosen. A village elsewhere is found by name or code and added."""

    committed = Signal(object)

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._offered: list[tuple[str, str]] = []
        self._chips: Chips | None = None
        self._search: SearchList | None = None
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(Button(f"{name}_all", _("All"), role="quiet", pressed=self._all))
        buttons.addWidget(Button(f"{name}_none", _("None"), role="quiet", pressed=self._none))
        buttons.addWidget(
            Button(f"{name}_other", _("Village of another commune…"), "search", "quiet", self._find_other)
        )
        buttons.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addLayout(buttons)

    def offer(self, villages: Sequence[tuple[str, str]]) -> None:
        """Set which villages (code, name) can be chosen."""
        if list(villages) == self._offered:
            return
        self._offered = list(villages)
        if self._chips is not None:
            self._chips.hide()
            self._chips.deleteLater()
        self._chips = Chips(f"{self.objectName()}_chips", self.accessibleName(), self._offered)
        self._chips.committed.connect(self.committed)
        self._column.insertWidget(1, self._chips)

    def set_value(self, codes: Sequence[str]) -> None:
        """Show which are chosen, without a signal."""
        if self._chips is not None:
            self._chips.set_value(codes)

    def focus_first(self) -> None:
        """Put the keyboard on the first village."""
        if self._chips is not None:
            self._chips.focusNextChild()

    def _all(self) -> None:
        self.committed.emit([code for code, _name in self._offered])

    def _none(self) -> None:
        self.committed.emit([])

    def _find_other(self) -> None:
        if self._search is None:
            self._search = SearchList(
                f"{self.objectName()}_search",
                _("Search a village of another commune"),
                _villages,
                _("Village name or code"),
            )
            self._search.setMinimumHeight(260)
            self._search.chosen.connect(self._add)
            self._column.addWidget(self._search)
        self._search.show()
        self._search.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _add(self, code: str) -> None:
        assert self._search is not None
        self._search.hide()
        chosen = self._chips.value() if self._chips is not None else []
        self.committed.emit([*chosen, code])


def _villages(typed: str) -> list[Entry]:
    from facilitator.models import places

    if not typed:
        return []
    language = screen_language()
    found = []
    for place in places.search(typed, places.VILLAGE, limit=40):
        commune = places.commune(place.parent_code)
        district = places.district(commune.parent_code)
        where = f"{commune.name(language)}, {district.name(language)} · {place.code}"
        found.append(Entry(place.code, place.name(language), where))
    return found
