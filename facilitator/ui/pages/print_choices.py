"""What holds for every paper of the print page: its language, which copy, and the service and village it is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.errors import UserError
from facilitator.export.papers import Job
from facilitator.i18n import _, screen_language
from facilitator.models.cycle_names import LANGUAGE_NAMES
from facilitator.ui import theme
from facilitator.ui.press import Manner
from facilitator.ui.widgets.basic import Card
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.scroll import ScrollColumn

if TYPE_CHECKING:
    from facilitator.export.kinds import PaperKind
    from facilitator.models.cycle import Cycle, ServicePoint
    from facilitator.models.place import Village
    from facilitator.models.store import Store

NARROWEST = 268

_LANGUAGES = LANGUAGE_NAMES | {"km-en": " + ".join(LANGUAGE_NAMES.values())}

Options = Sequence[tuple[str, str]]


class PrintChoices(ScrollColumn):
    """The column of choices; `changed` after each of them."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("print_choices", parent)
        self.body.setContentsMargins(20, 16, 0, 8)
        self.language = Choice("paper_language", _("Language of the paper"), list(_LANGUAGES.items()))
        self.language.set_value("km")
        copies = [("public", _("For everybody")), ("meeting", _("Only for the meeting"))]
        self.copy = Choice("paper_copy", _("Copy"), copies)
        self.copy.set_value("public")
        self.point: Choice | None = None
        self.village: Choice | None = None
        self._offered: dict[str, Options] = {}
        self._places = QVBoxLayout()
        self._places.setSpacing(12)
        self.digits = Choice("paper_digits", _("Digits"), [("khmer", "១២៣"), ("arabic", "123")])
        self.digits.set_value("khmer")
        shades = [("grey", _("Black and white")), ("colour", _("In colour"))]
        self.colours = Choice("paper_colours", _("Colours"), shades)
        self.colours.set_value("grey")
        for choice in (self.language, self.copy, self.digits, self.colours):
            choice.committed.connect(self._chosen)
        hint = _("The copy for everybody hides groups that are so small that a vote could be guessed.")
        self.card = Card()
        self.card.body.setContentsMargins(16, 14, 16, 16)
        self.card.add(Field(_("Language of the paper"), self.language), Field(_("Copy"), self.copy))
        self.copy.setToolTip(hint)
        self.copy.setAccessibleDescription(hint)
        self.card.body.addLayout(self._places)
        self.card.add(Field(_("Digits"), self.digits), Field(_("Colours"), self.colours))
        self.add(self.card)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        inside = self.inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        self.setFixedWidth(max(theme.px(NARROWEST), inside))

    def offer(self, cycle: Cycle) -> None:
        """Offer the service points and villages of today; what was chosen stays where it is still there."""
        points = [(point.key, point.name(screen_language())) for point in cycle.service_points]
        chosen = (self.point.value() if self.point is not None else None) or (points[0][0] if points else "")
        point = next((each for each in cycle.service_points if each.key == chosen), None)
        point = point or next(iter(cycle.service_points), None)
        served = point.villages if point is not None else []
        villages = [(village.code, village.name(screen_language())) for village in served]
        if self._offered == {"points": points, "villages": villages}:
            return
        self._offered = {"points": points, "villages": villages}
        self._offer_places(points, villages, point)

    def manner(self) -> Manner:
        """How the papers are to be written."""
        digits, colours = self.digits.value() or "khmer", self.colours.value()
        return Manner(self.language.value() or "km", digits, colours == "colour")

    def job(self, store: Store, cycle: Cycle, kind: PaperKind) -> Job:
        """The paper of that kind that is chosen. Raises UserError without a service or village for it."""
        copy = self.copy.value() or "public"
        if kind.scope == "cycle":
            return Job(store, cycle, kind, copy)
        point = self._point(cycle)
        if point is None:
            raise UserError(_("Choose the services to score first (stage “Prepare”)."), "prepare")
        if kind.scope == "service_point":
            return Job(store, cycle, kind, copy, point)
        village = self._village(point)
        if village is None:
            raise UserError(_("Choose the villages that the service serves first (stage “Prepare”)."), "prepare")
        return Job(store, cycle, kind, copy, point, village)

    def _offer_places(self, points: Options, villages: Options, point: ServicePoint | None) -> None:
        focused = self.focusWidget()
        name = focused.objectName() if focused is not None and focused.hasFocus() else ""
        village = self.village.value() if self.village is not None else None
        self._clear_places()
        if points and point is not None:
            self.point = self._add_place("paper_service", _("Service"), points, point.key)
        if villages:
            self.village = self._add_place("paper_village", _("Village"), villages, village)
        again = self.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus()

    def _add_place(self, name: str, label: str, options: Options, chosen: str | None) -> Choice:
        choice = Choice(name, label, options, buttons=False)
        keys = [key for key, _text in options]
        choice.set_value(chosen if chosen in keys else keys[0])
        choice.committed.connect(self._chosen)
        self._places.addWidget(Field(label, choice))
        return choice

    def _clear_places(self) -> None:
        self.point = self.village = None
        while (item := self._places.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()

    def _point(self, cycle: Cycle) -> ServicePoint | None:
        key = self.point.value() if self.point is not None else None
        return next((point for point in cycle.service_points if point.key == key), None)

    def _village(self, point: ServicePoint) -> Village | None:
        code = self.village.value() if self.village is not None else None
        return next((village for village in point.villages if village.code == code), None)

    @Slot(object)
    def _chosen(self, _value: object) -> None:
        self.changed.emit()
