"""The life of the cycle: its next round, a correction of where and when it was, the archive, deletion."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.errors import UserError
from facilitator.i18n import _, khmer_digits, screen_language
from facilitator.ui.pages.rows import Section, show_value
from facilitator.ui.widgets.basic import Button, Card, Label, Remark
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.plain_number import PlainNumber
from facilitator.ui.widgets.search_list import SearchList
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle
    from facilitator.ui.context import Context


class CycleSection(Section):
    """What is done with a cycle as a whole. Each part says what will happen before its button is pressed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._code = context.cycle.commune_code
        self._next_card()
        self._move_card()
        self._archive_card()
        self._delete_card()
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Show what the cycle is now."""
        cycle = self.context.cycle
        show_value(self.year, cycle.year)
        show_value(self.round, cycle.round)
        self._code = cycle.commune_code
        self._name_commune(_commune_words(cycle))
        self.archive.setText(_("Take back from the archive") if cycle.archived else _("Archive this cycle"))
        self.archive.setAccessibleName(self.archive.text())
        self.next_card.setVisible(not cycle.training)
        self.move_card.setVisible(not cycle.training)
        self.archive_card.setVisible(not cycle.training)
        self.reason_field.setVisible(not cycle.training)
        self.delete.setText(_("Throw this training copy away") if cycle.training else _("Delete this cycle"))
        self.delete.setAccessibleName(self.delete.text())

    # -- the next round -----------------------------------------------------------------------------------------------

    def _next_card(self) -> None:
        self.next_remark = Remark("cycle_next_remark")
        self.next_card = card = Card(_("Next round"), "cycle_next_card")
        text = _(
            "The services, villages, groups, people and criteria are taken over, and unfinished activities are carried "
            "forward. Scores begin anew."
        )
        card.add(Label(text, "muted"))
        card.add_row(Button("cycle_next", _("Begin the next round"), "page-next", pressed=self._next_round))
        card.add(self.next_remark)
        self.column.addWidget(card)

    def _next_round(self) -> None:
        from facilitator.models import cycles

        made: list[Cycle] = []
        self._try(self.next_remark, lambda: made.append(cycles.next_round(self.context.store, self.context.cycle)))
        if made:
            self.context.cycle_wanted.emit(str(made[0].id))

    # -- the correction -----------------------------------------------------------------------------------------------

    def _move_card(self) -> None:
        self.move_card = card = Card(_("Entered under the wrong commune, year or round?"), "cycle_move_card")
        self.commune = Label("", "label", "move_commune")
        self.year = PlainNumber("move_year", _("Year"))
        self.round = PlainNumber("move_round", _("Round"))
        self.move_reason = LineText("move_reason", _("Reason"))
        self.move_remark = Remark("move_remark")
        self._search: SearchList | None = None
        row = QHBoxLayout()
        row.addWidget(self.commune)
        row.addWidget(Button("move_other", _("Another commune…"), "search", "quiet", self._find_commune))
        row.addStretch(1)
        card.body.addLayout(row)
        card.add_columns(Field(_("Year"), self.year), Field(_("Round"), self.round))
        card.add(Field(_("Why was it wrong?"), self.move_reason, _("Kept in the history of changes.")))
        card.add_row(Button("move_now", _("Move the whole cycle"), "move", pressed=self._move))
        card.add(self.move_remark)
        self.column.addWidget(card)

    def _find_commune(self) -> None:
        if self._search is None:
            from facilitator.ui.pages.new_cycle import find_communes

            self._search = SearchList("move_search", _("Search the commune by name or code"), find_communes)
            self._search.setMinimumHeight(280)
            self._search.chosen.connect(self._take_commune)
            self.move_card.body.insertWidget(2, self._search)
        self._search.show()
        self._search.line.setFocus()

    @Slot(str)
    def _take_commune(self, code: str) -> None:
        from facilitator.models import places

        assert self._search is not None
        self._search.hide()
        self._code = code
        place = places.commune(code)
        self._name_commune(f"{place.name(screen_language())} · {_written(code)}")

    def _name_commune(self, words: str) -> None:
        self.commune.setText(_("Commune: {name}").format(name=words))

    def _move(self) -> None:
        self._try(self.move_remark, self._store_move)

    def _store_move(self) -> None:
        from facilitator.models import cycles
        from facilitator.models.set_up import commune_record

        year, round_ = self.year.value(), self.round.value()
        if year is None or round_ is None:
            raise UserError(_("Type the year and the round."))
        store, cycle = self.context.store, self.context.cycle
        with store.transaction(_("Cycle moved"), cycle=cycle, reason=self.move_reason.text().strip()):
            cycles.move(store, cycle, commune_record(store, self._code), year, round_, self.move_reason.text())
        self.move_reason.set_value("")

    # -- archive and deletion -----------------------------------------------------------------------------------------

    def _archive_card(self) -> None:
        self.archive_card = card = Card(_("Archive"), "cycle_archive_card")
        self.archive = Button("cycle_archive", "", "archive", pressed=self._archive)
        card.add(
            Label(_("An archived cycle stands apart on the start page. Nothing of it is lost or locked."), "muted")
        )
        card.add_row(self.archive)
        self.archive_remark = Remark("archive_remark")
        card.add(self.archive_remark)
        self.column.addWidget(card)

    def _archive(self) -> None:
        from facilitator.models import cycles

        cycle = self.context.cycle
        self._try(self.archive_remark, lambda: cycles.archive(self.context.store, cycle, not cycle.archived))

    def _delete_card(self) -> None:
        card = Card(_("Delete"), "cycle_delete_card")
        self.reason = LineText("delete_reason", _("Reason"))
        self.reason_field = Field(_("Why is it deleted?"), self.reason, _("A verified backup is made first."))
        self.delete = Button("cycle_delete", "", "delete", "danger", self._delete)
        self.delete_remark = Remark("delete_remark")
        card.add(self.reason_field)
        card.add_row(self.delete)
        card.add(self.delete_remark)
        self.column.addWidget(card)

    def _delete(self) -> None:
        from facilitator.models import cycles

        store, cycle = self.context.store, self.context.cycle
        if cycle.training:
            self._try(self.delete_remark, lambda: cycles.throw_away(store, cycle))
        else:
            self._try(self.delete_remark, lambda: cycles.delete(store, cycle, self.reason.text()))

    def _try(self, remark: Remark, change: Callable[[], object]) -> None:
        """Make the change; what is refused is said beside its button."""
        remark.say("")
        try:
            change()
        except UserError as error:
            remark.say(error.text)


def _commune_words(cycle: Cycle) -> str:
    return f"{cycle.name(screen_language())} · {_written(cycle.commune_code)}"


def _written(code: str) -> str:
    return khmer_digits(code) if screen_language() == "km" else code
