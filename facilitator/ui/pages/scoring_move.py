"""Correcting a card that was entered under the wrong service or village."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from facilitator.i18n import _, screen_language
from facilitator.models import moving, sheets
from facilitator.models.cycle import ServicePoint
from facilitator.models.place import Village
from facilitator.models.sheets import SheetPlace
from facilitator.ui.pages.meeting_parts import village_name
from facilitator.ui.pages.scoring_switch import ListSwitch, Option
from facilitator.ui.tables.scores import who_scores
from facilitator.ui.widgets.basic import Button, Card, Remark
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.ui.context import Context


class MovePanel(Card):
    """Unfolds where the card should go and why. `moved(SheetPlace)` tells where it is now."""

    moved = Signal(object)

    def __init__(self, context: Context, side: str, parent: QWidget | None = None) -> None:
        super().__init__(name="move_card", parent=parent)
        self.context, self.side = context, side
        self.place: SheetPlace | None = None
        question = _("Wrong village or service? Move these scores…")
        if side == "providers":
            question = _("Wrong service? Move these scores…")
        self.opener = Button("move_open", question, "move", "quiet", self._unfold)
        self.inside = Card(name="move_inside")
        self.inside.setProperty("role", "")
        self.inside.body.setContentsMargins(0, 0, 0, 0)
        self.service = ListSwitch("move_service", _("To the service"))
        self.village = ListSwitch("move_village", _("To the village"))
        self.reason = LineText("move_reason", _("Reason"))
        self.service.committed.connect(self._offer_villages)
        self.village_field = Field(_("To the village"), self.village)
        if side != "citizens":
            self.village_field.hide()
        self.remark = Remark("move_remark")
        self.inside.add_columns(Field(_("To the service"), self.service), self.village_field)
        self.inside.add(Field(_("Reason"), self.reason), self.remark)
        self.inside.add_row(
            Button("move_do", _("Move"), "move", pressed=self._move),
            Button("move_cancel", _("Cancel"), role="quiet", pressed=self._unfold),
        )
        self.add_row(self.opener)
        self.add(self.inside)
        self.inside.hide()

    def show_place(self, place: SheetPlace | None) -> None:
        """The card of this place may be moved; there is nothing to move while it does not exist."""
        if place != self.place:
            self.inside.hide()
        self.place = place
        self.setVisible(place is not None and place.card(self.context.store) is not None)

    def _unfold(self) -> None:
        assert self.place is not None
        self.inside.setVisible(self.inside.isHidden())
        self.opener.setVisible(self.inside.isHidden())
        language = screen_language()
        points = self.context.cycle.service_points
        self.service.offer([Option(str(point.id), point.name(language)) for point in points])
        self.service.set_value(str(self.place.point))
        self._offer_villages()
        self.village.set_value(self.place.village)
        self.remark.say("")
        (self.service if self.inside.isVisible() else self.opener).setFocus()

    def _offer_villages(self) -> None:
        point = self._point()
        self.village.offer([Option(each.code, village_name(each)) for each in point.villages])

    def _point(self) -> ServicePoint:
        point = self.context.store.get(ServicePoint, int(self.service.value() or 0))
        assert point is not None
        return point

    def _move(self) -> None:
        assert self.place is not None
        card, point, code = self.place.card(self.context.store), self._point(), self.village.value() or ""
        target = SheetPlace(point.id, self.side, code if self.side == "citizens" else "", self.place.group)
        if card is None or (self.side == "citizens" and not code):
            self.remark.say(_("Choose the village first."), "note")
            return
        if target == self.place:
            self.remark.say(_("The scores are there already. Choose another place."), "note")
            return
        village = self.context.store.get(Village, code) if self.side == "citizens" else None
        reason = self.reason.value()
        label = _("Scores moved: {who}").format(who=who_scores(self.context, self.place))
        with self.context.gesture(label, say=self.remark.say, reason=reason):
            moving.need_reason(reason)
            sheets.move(card, point, village)
        if not self.remark.text():
            self.reason.set_value("")
            self.opener.show()
            self.inside.hide()
            self.moved.emit(target)
