"""The commune's profile: what papers say about it, and its villages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from facilitator.i18n import _, khmer_digits, screen_language
from facilitator.models import preparing
from facilitator.text import breakable
from facilitator.ui.pages.rows import Section, beside, show_value
from facilitator.ui.widgets.basic import Button, Card, Heading, Label
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.numbers import WholeNumber
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.models.place import Commune
    from facilitator.ui.context import Context


class CommuneSection(Section):
    """Names and codes come from the gazetteer and stay; the figures are the facilitator's."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.name = Heading("", level=2, name="commune_name")
        self.where = Label("", "muted", "commune_where")
        self.kind = Choice("commune_kind", _("Kind"), [("commune", _("Commune (khum)")), ("sangkat", _("Sangkat"))])
        self.population = WholeNumber("commune_population", _("Population"))
        self.households = WholeNumber("commune_households", _("Households"))
        self.phone = LineText("commune_phone", _("Telephone of the office"))
        self.new_km = LineText("village_new_km", _("Village name in Khmer"))
        self.new_en = LineText("village_new_en", _("Village name in Latin letters"))
        self.villages = Label("", "body", "commune_villages")
        self._lay_out()

    def _lay_out(self) -> None:
        profile = Card(name="commune_profile")
        kind = Field(_("Kind"), self.kind).stores(self._set_kind)
        self.fields = {
            "population": Field(_("Population"), self.population),
            "households": Field(_("Households"), self.households),
            "phone": Field(_("Telephone of the office"), self.phone),
        }
        self.fields["population"].stores(partial(self._set_figure, "population"))
        self.fields["households"].stores(partial(self._set_figure, "households"))
        self.fields["phone"].stores(self._set_phone)
        profile.add(self.name, self.where, beside(kind, *self.fields.values(), stretch=(2, 1, 1, 2)))
        villages = Card(_("Villages"), "commune_villages_card")
        self.new_field = Field(_("Village name in Khmer"), self.new_km)
        add = Button("village_add", _("Add"), "add", pressed=self._add)
        villages.add(
            self.villages,
            Label(_("Is a village missing in the list? Add it here; it gets a code of its own."), "muted"),
            beside(self.new_field, Field(_("Village name in Latin letters"), self.new_en)),
        )
        villages.add_row(add)
        self.column.addWidget(profile)
        self.column.addWidget(villages)
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Show the commune as it is now."""
        commune, language = self._commune(), screen_language()
        khmer = language == "km"
        names = (commune.name_km, commune.name_en) if khmer else (commune.name_en, commune.name_km)
        self.name.setText(f"{names[0]} ({names[1]})")
        area = (commune.district_km, commune.province_km) if khmer else (commune.district_en, commune.province_en)
        code, year = commune.code, str(commune.data_year)
        if khmer:
            code, year = khmer_digits(code), khmer_digits(year)
        source = _("official list of {year}").format(year=year)
        self.where.setText(f"{area[0]}, {area[1]} · {code} · {source}")
        self.kind.set_value("sangkat" if commune.urban else "commune")
        show_value(self.population, commune.population)
        show_value(self.households, commune.households)
        show_value(self.phone, commune.phone)
        names_of = [each.name(language) for each in commune.villages]
        self.villages.setText(breakable(" · ".join(names_of)))

    def _commune(self) -> Commune:
        return self.context.cycle.commune

    def _set_kind(self, kind: str) -> None:
        with self.context.gesture(_("Kind of commune")):
            self._commune().urban = kind == "sangkat"

    def _set_figure(self, which: str, value: int | None) -> None:
        label = _("Population") if which == "population" else _("Households")
        self.keep(self.fields[which], label, partial(preparing.set_figure, self._commune(), which, value))

    def _set_phone(self, phone: str) -> None:
        self.keep(self.fields["phone"], _("Telephone"), partial(preparing.set_phone, self._commune(), phone))

    def _add(self) -> None:
        name_km, name_en = self.new_km.text(), self.new_en.text()
        label = _("Village {name} added").format(name=name_km)
        self.keep(self.new_field, label, partial(preparing.add_village, self._commune(), name_km, name_en))
        if not self.new_field.sentence():
            self.new_km.set_value("")
            self.new_en.set_value("")
            self.new_km.setFocus()
