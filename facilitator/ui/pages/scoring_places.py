"""Which service, village and group are being scored, and how far each is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.i18n import _, format_number, screen_language
from facilitator.models import sheets
from facilitator.models.cycle import ServicePoint
from facilitator.models.sheets import Filled, SheetPlace
from facilitator.ui.pages.meeting_parts import village_name
from facilitator.ui.pages.scoring_switch import ButtonSwitch, ListSwitch, Option
from facilitator.ui.widgets.basic import Card, IconButton, Label

if TYPE_CHECKING:
    from facilitator.ui.context import Context

WHOLE_VILLAGE = ""
"""The group of a village that scores all together."""


class Places(Card):
    """`chosen(SheetPlace)`: another sheet is wanted; `meeting_asked`: the meeting's day and place.

    Providers have no villages and groups. The page puts `progress` where the grid leaves room.
    """

    chosen = Signal(object)
    meeting_asked = Signal()

    def __init__(self, context: Context, side: str, parent: QWidget | None = None) -> None:
        super().__init__(name="places", parent=parent)
        self.context, self.side = context, side
        self._filled: dict[tuple[str, str], Filled] = {}
        self.service = ListSwitch("service", _("Service"))
        self.village = ListSwitch("village", _("Village"))
        self.group = ButtonSwitch("group", _("Group"))
        self.service.committed.connect(self._service_chosen)
        self.village.committed.connect(self._village_chosen)
        self.group.committed.connect(self._tell)
        self.progress = Label("", "small", "villages_done", self)
        self.to_meeting = IconButton("to_meeting", _("Day and place of the meeting"), "calendar", self._ask_meeting)
        self.body.setContentsMargins(16, 10, 16, 10)
        self.body.setSpacing(8)
        above = QHBoxLayout()
        above.addWidget(self.service, 1)
        above.addWidget(self.village, 1)
        above.addWidget(self.to_meeting)
        self.body.addLayout(above)
        self.add(self.group)
        for widget in (self.village, self.group, self.progress):
            widget.setVisible(side == "citizens")

    def place(self) -> SheetPlace | None:
        """The sheet that is chosen, None while nothing can be."""
        service, village = self.service.value(), self.village.value()
        if service is None or (self.side == "citizens" and village is None):
            return None
        if self.side == "providers":
            return SheetPlace(int(service), "providers", "", "")
        return SheetPlace(int(service), "citizens", village or "", self.group.value() or WHOLE_VILLAGE)

    def refresh(self) -> None:
        """Show what there is to score and how far it is; something is always chosen when it can be."""
        self.service.offer(self._services())
        if self.service.value() is None and self.service.keys():
            self.service.set_value(self.service.keys()[0])
        point = self._point()
        if self.side == "providers" or point is None:
            return
        self._filled = sheets.filled(self.context.store, point, self.side)
        villages = sheets.filled_villages(self._filled)
        self.village.offer([_option(each.code, village_name(each), villages.get(each.code)) for each in point.villages])
        keys = self.village.keys()
        if self.village.value() is None and keys:
            unfinished = (key for key in keys if key not in villages or not villages[key].complete)
            self.village.set_value(next(unfinished, keys[0]))
        self.progress.setText(_progress(villages, len(point.villages)))
        self._offer_groups()

    def show_place(self, place: SheetPlace) -> None:
        """Choose a sheet, as after it was moved."""
        self.service.set_value(str(place.point))
        self.refresh()
        self.village.set_value(place.village or None)
        self._offer_groups()
        self.group.set_value(place.group)
        self._tell()

    def turn(self, step: int) -> None:
        """Go to the next (1) or previous (-1) group; after the last one to the next village."""
        groups, villages = self.group.keys(), self.village.keys()
        if self.side == "providers" or not groups or not villages:
            return
        number = groups.index(self.group.value() or WHOLE_VILLAGE) + step
        if not 0 <= number < len(groups):
            place = villages.index(self.village.value() or villages[0]) + step
            self.village.set_value(villages[place % len(villages)])
            self._offer_groups()
            number %= len(groups)
        self.group.set_value(groups[number])
        self._tell()

    def _services(self) -> list[Option]:
        language = screen_language()
        return [Option(str(point.id), point.name(language)) for point in self.context.cycle.service_points]

    def _point(self) -> ServicePoint | None:
        key = self.service.value()
        return self.context.store.get(ServicePoint, int(key)) if key is not None else None

    def _offer_groups(self) -> None:
        language, village = screen_language(), self.village.value() or ""
        groups = [(group.key, group.name(language)) for group in self.context.cycle.groups]
        if not groups or (village, WHOLE_VILLAGE) in self._filled:
            groups.append((WHOLE_VILLAGE, _("All together")))
        self.group.offer([_option(key, name, self._filled.get((village, key))) for key, name in groups])
        if self.group.value() is None:
            self.group.set_value(groups[0][0])

    @Slot()
    def _service_chosen(self) -> None:
        self.village.set_value(None)
        self.refresh()
        self._tell()

    @Slot()
    def _village_chosen(self) -> None:
        self._offer_groups()
        self._tell()

    def _ask_meeting(self) -> None:
        self.meeting_asked.emit()

    @Slot()
    def _tell(self) -> None:
        self.chosen.emit(self.place())


def _option(key: str, name: str, filled: Filled | None) -> Option:
    if filled is None:
        return Option(key, name)
    text = f"{name} · {_('n = {n}').format(n=format_number(filled.n, screen_language()))}"
    return Option(key, text, "done" if filled.complete else "open")


def _progress(villages: Mapping[str, Filled], count: int) -> str:
    language = screen_language()
    done = sum(each.complete for each in villages.values())
    people = sum(each.n for each in villages.values())
    return _("{done} of {all} villages complete, {n} people scored").format(
        done=format_number(done, language), all=format_number(count, language), n=format_number(people, language)
    )
