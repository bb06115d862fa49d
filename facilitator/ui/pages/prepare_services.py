"""Which services are scored, what they are called, and which villages each one serves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from facilitator.i18n import _, format_number, screen_language
from facilitator.models import catalogue, preparing
from facilitator.models.cycle import ServicePoint
from facilitator.ui import icons
from facilitator.ui.pages.rows import Rows, Section, beside, show_value
from facilitator.ui.widgets.basic import Button, Card, IconButton, Label, Remark
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.text_edit import LineText
from facilitator.ui.widgets.village_chips import VillageChips

if TYPE_CHECKING:
    from facilitator.ui.context import Context


class ServicesSection(Section):
    """One card per service point, and below them the kinds that can be added."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._rows = Rows(spacing=14)
        language = screen_language()
        kinds = [(kind.key, kind.name_km if language == "km" else kind.name_en) for kind in catalogue.service_kinds()]
        self.add_choice = Choice("service_kind", _("Kind of service"), kinds)
        self.add_field = Field(_("Add a service point"), self.add_choice)
        card = Card(name="add_service")
        adding = QHBoxLayout()
        adding.addWidget(self.add_field)
        adding.addWidget(Button("service_add", _("Add"), "add", pressed=self._add), 0, Qt.AlignmentFlag.AlignBottom)
        adding.addStretch(1)
        card.body.addLayout(adding)
        self.column.addWidget(self._rows)
        self.column.addWidget(card)
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Show every service point."""
        self._rows.sync([point.id for point in self.context.cycle.service_points], self._make)

    def _make(self, key: int) -> QWidget:
        return ServiceCard(self.context, key)

    def _add(self) -> None:
        from facilitator.models.set_up import add_service_point

        kind = self.add_choice.value()
        if kind is None:
            self.add_field.say(_("Choose the kind of service first."), "note")
            return
        self.keep(self.add_field, _("Service point added"), partial(add_service_point, self.context.cycle, kind))


class ServiceCard(Card):
    """Names, place in the order, and catchment of one service point."""

    def __init__(self, context: Context, key: int, parent: QWidget | None = None) -> None:
        super().__init__(name=f"service_{key}", parent=parent)
        self.context, self._key = context, key
        point = self._point()
        self.name_km = LineText(f"service_{key}_km", _("Name in Khmer"))
        self.name_en = LineText(f"service_{key}_en", _("Name in English"))
        self.km_field = Field(_("Name in Khmer"), self.name_km).stores(partial(self._rename, "name_km"))
        self.en_field = Field(_("Name in English"), self.name_en).stores(partial(self._rename, "name_en"))
        self.villages = VillageChips(f"service_{key}_villages", _("Villages served"))
        self.villages_remark = Remark(f"service_{key}_villages_remark")
        self.villages.committed.connect(self._serve)
        self.toggle = Button(f"service_{key}_toggle", "", "expand", "quiet", self._unfold)
        self.remark = Remark(f"service_{key}_remark")
        self._lay_out(point)
        self.villages.hide()

    def _lay_out(self, point: ServicePoint) -> None:
        sign = QLabel(self)
        sign.setPixmap(icons.pixmap(point.kind if icons.has(point.kind) else "other", "accent", 30))
        kind = next(kind for kind in catalogue.service_kinds() if kind.key == point.kind)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(sign)
        head.addWidget(Label(kind.name_km if screen_language() == "km" else kind.name_en, "label"), 1)
        head.addWidget(self.toggle)
        for name, text, icon, call in (
            ("up", _("Move up"), "collapse", partial(self._shift, -1)),
            ("down", _("Move down"), "expand", partial(self._shift, 1)),
            ("remove", _("Remove"), "delete", self._remove),
        ):
            head.addWidget(IconButton(f"service_{self._key}_{name}", text, icon, call))
        self.body.addLayout(head)
        self.add(beside(self.km_field, self.en_field))
        self.add(self.villages, self.villages_remark, self.remark)

    def refresh(self) -> None:
        """Show the service point as it is now."""
        point = self._point()
        show_value(self.name_km, point.name_km)
        show_value(self.name_en, point.name_en)
        offered = {village.code: village for village in (*self.context.cycle.commune.villages, *point.villages)}
        self.villages.offer([(code, offered[code].name(screen_language())) for code in sorted(offered)])
        self.villages.set_value([village.code for village in point.villages])
        served, all_of_them = (format_number(n, screen_language()) for n in (len(point.catchment), len(offered)))
        self.toggle.setText(_("Villages: {served} of {all}").format(served=served, all=all_of_them))
        self.toggle.setAccessibleName(f"{point.name(screen_language())}: {self.toggle.text()}")

    def _point(self) -> ServicePoint:
        point = self.context.store.get(ServicePoint, self._key)
        assert point is not None
        return point

    def _rename(self, which: str, name: str) -> None:
        field = self.km_field if which == "name_km" else self.en_field
        with self.context.gesture(_("Service point renamed"), say=field.say):
            preparing.rename_service_point(self._point(), **{which: name})

    @Slot(object)
    def _serve(self, codes: list[str]) -> None:
        from facilitator.models.set_up import village_record

        point = self._point()
        label = _("Villages of {service}").format(service=point.name(screen_language()))
        with self.context.gesture(label, say=self.villages_remark.say):
            point.serve([village_record(self.context.store, code) for code in codes])
        self.refresh()

    def _unfold(self) -> None:
        hidden = self.villages.isHidden()
        self.villages.setVisible(hidden)
        self.toggle.show_icon("collapse" if hidden else "expand")
        if hidden:
            self.villages.focus_first()

    def _shift(self, by: int) -> None:
        with self.context.gesture(_("Order of the services")):
            preparing.shift(self.context.cycle.service_points, self._point(), by)

    def _remove(self) -> None:
        label = _("{service} removed").format(service=self._point().name(screen_language()))
        with self.context.gesture(label, say=self.remark.say):
            preparing.remove_service_point(self._point())
