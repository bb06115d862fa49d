"""How scores are given and shown in this cycle: scale, groups, breakdowns, languages, targets."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator import people
from facilitator.i18n import _, shown
from facilitator.models import preparing
from facilitator.models.cycle import BREAKDOWNS, CONSOLIDATIONS, SCALES, SMALLEST_K, Cycle
from facilitator.models.cycle_names import CONSOLIDATION_NAMES, LANGUAGE_NAMES, SCALE_NAMES
from facilitator.models.group import Group
from facilitator.ui import theme
from facilitator.ui.pages.rows import Rows, Section, show_value
from facilitator.ui.widgets.basic import Button, Card, IconButton, Label, Remark
from facilitator.ui.widgets.choice import Chips, Choice
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.plain_number import PlainNumber
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.ui.context import Context

NUMBER_WIDTH = 150


class RulesSection(Section):
    """Everything that the whole cycle shares; the scale stands still once a vote is stored."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._scoring_card()
        self._groups_card()
        self._targets_card()
        self._papers_card()
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Show the rules as they are now."""
        cycle = self.context.cycle
        frozen = cycle.has_votes
        self.scale.set_value(cycle.scale)
        self.scale.setEnabled(not frozen)
        self.scale_field.say(
            _("Votes are stored: the scale stays as it is until the end of the cycle.") if frozen else "", "note"
        )
        self.breakdowns.set_value(cycle.breakdowns)
        self.consolidation.set_value(cycle.consolidation)
        self.languages.set_value(cycle.languages)
        self.era.set_value(str(cycle.era_offset))
        show_value(self.priorities, cycle.priorities)
        show_value(self.k, cycle.k)
        show_value(self.title_km, cycle.title_km)
        show_value(self.title_en, cycle.title_en)
        self._groups.sync([group.id for group in cycle.groups], partial(GroupRow, self.context))
        shares = {target.category: target.share for target in cycle.targets}
        for category, (editor, _field) in self.targets.items():
            show_value(editor, shares.get(category))

    # -- the cards --------------------------------------------------------------------------------------------------

    def _scoring_card(self) -> None:
        self.scale = Choice("rules_scale", _("Scale"), [(key, _(SCALE_NAMES[key])) for key in SCALES])
        self.priorities = PlainNumber("rules_priorities", _("Priority criteria per service"))
        self.breakdowns = Chips("rules_breakdowns", _("Count votes apart for"), _breakdown_options())
        names = [(key, _(CONSOLIDATION_NAMES[key])) for key in CONSOLIDATIONS]
        self.consolidation = Choice("rules_consolidation", _("From villages to the commune"), names)
        self.priorities.setMaximumWidth(theme.px(NUMBER_WIDTH))
        self.scale_field = Field(_("Scale"), self.scale).stores(self._set_scale)
        self.priorities_field = Field(_("Priority criteria per service"), self.priorities, _("usually 5 or 6"))
        self.priorities_field.stores(self._set_priorities)
        card = Card(_("Scoring"), "rules_scoring")
        card.add(
            self.scale_field,
            self.priorities_field,
            Field(_("Count votes apart for"), self.breakdowns).stores(self._set_breakdowns),
            Field(_("From villages to the commune"), self.consolidation).stores(self._set_consolidation),
        )
        self.column.addWidget(card)

    def _groups_card(self) -> None:
        self._groups = Rows()
        self.group_km = LineText("group_new_km", _("New group in Khmer"), _("New group in Khmer"))
        self.group_en = LineText("group_new_en", _("New group in English"), _("New group in English"))
        self.group_en.returnPressed.connect(self._add_group)
        self.groups_remark = Remark("groups_remark")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.group_km, 1)
        line.addWidget(self.group_en, 1)
        line.addWidget(Button("group_add", _("Add"), "add", pressed=self._add_group))
        card = Card(_("Focus groups"), "rules_groups")
        card.add(Label(_("Groups that score apart in a village. A village may also score in one group."), "muted"))
        card.add(self._groups)
        card.body.addLayout(line)
        card.add(self.groups_remark)
        self.column.addWidget(card)

    def _targets_card(self) -> None:
        self.targets: dict[str, tuple[PlainNumber, Field]] = {}
        for category in preparing.TARGET_CATEGORIES:
            name = _(people.KINDS[category])
            editor = PlainNumber(f"target_{category}", _("{who}, percent of those present").format(who=name))
            field = Field(f"{name} (%)", editor).stores(partial(self._set_target, category))
            self.targets[category] = (editor, field)
        card = Card(_("Participation targets"), "rules_targets")
        card.add(Label(_("How many of a hundred people present should be…"), "muted"))
        card.add_columns(*(field for _editor, field in self.targets.values()))
        self.column.addWidget(card)

    def _papers_card(self) -> None:
        self.k = PlainNumber("rules_k", _("Smallest group shown to the public"))
        self.languages = Chips("rules_languages", _("Languages of the papers"), list(LANGUAGE_NAMES.items()))
        self.era = Choice("rules_era", _("Buddhist Era"), [(str(years), f"+{shown(years)}") for years in (543, 544)])
        self.title_km = LineText("rules_title_km", _("Title in Khmer"))
        self.title_en = LineText("rules_title_en", _("Title in English"))
        self.k.setMaximumWidth(theme.px(NUMBER_WIDTH))
        hint = _("Smaller groups are hidden on public papers, so that nobody's vote can be guessed. {k} or more.")
        self.k_field = Field(_("Smallest group shown to the public"), self.k, hint.format(k=shown(SMALLEST_K))).stores(
            self._set_k
        )
        self.languages_field = Field(_("Languages of the papers"), self.languages).stores(self._set_languages)
        card = Card(_("Papers"), "rules_papers")
        card.add(self.k_field)
        card.add_columns(
            self.languages_field,
            Field(_("Buddhist Era: years added to the calendar year"), self.era).stores(self._set_era),
        )
        card.add_columns(
            Field(_("Title in Khmer"), self.title_km).stores(partial(self._set_title, "title_km")),
            Field(_("Title in English"), self.title_en).stores(partial(self._set_title, "title_en")),
        )
        self.column.addWidget(card)

    # -- storing ----------------------------------------------------------------------------------------------------

    @property
    def _cycle(self) -> Cycle:
        return self.context.cycle

    def _set_scale(self, scale: str) -> None:
        self.keep(self.scale_field, _("Scale of the scores"), partial(self._cycle.set_scale, scale))

    def _set_priorities(self, count: int | None) -> None:
        self.keep(self.priorities_field, _("Priority criteria"), partial(preparing.set_priorities, self._cycle, count))

    def _set_k(self, k: int | None) -> None:
        self.keep(self.k_field, _("Smallest group shown"), partial(self._cycle.set_k, k or 0))

    def _set_languages(self, languages: list[str]) -> None:
        self.keep(self.languages_field, _("Languages"), partial(preparing.set_languages, self._cycle, languages))

    def _set_breakdowns(self, breakdowns: list[str]) -> None:
        with self.context.gesture(_("Count votes apart for")):
            preparing.set_breakdowns(self._cycle, breakdowns)

    def _set_consolidation(self, way: str) -> None:
        with self.context.gesture(_("From villages to the commune")):
            self._cycle.consolidation = way

    def _set_era(self, offset: str) -> None:
        with self.context.gesture(_("Buddhist Era")):
            self._cycle.era_offset = int(offset)

    def _set_title(self, which: str, title: str) -> None:
        with self.context.gesture(_("Title")):
            preparing.set_title(self._cycle, which, title)

    def _set_target(self, category: str, share: int | None) -> None:
        field = self.targets[category][1]
        self.keep(field, _("Participation target"), partial(preparing.set_target, self._cycle, category, share))

    def _add_group(self) -> None:
        with self.context.gesture(_("Group added"), say=self.groups_remark.say):
            preparing.add_group(self._cycle, self.group_km.text(), self.group_en.text())
        if not self.groups_remark.text():
            self.group_km.set_value("")
            self.group_en.set_value("")
            self.group_km.setFocus()


class GroupRow(QWidget):
    """Both names of one focus group."""

    def __init__(self, context: Context, key: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self._key = context, key
        self.name_km = LineText(f"group_{key}_km", _("Name in Khmer"))
        self.name_en = LineText(f"group_{key}_en", _("Name in English"))
        self.remark = Remark(f"group_{key}_remark")
        row = QHBoxLayout()
        row.setSpacing(8)
        for which, line in (("name_km", self.name_km), ("name_en", self.name_en)):
            line.committed.connect(partial(self._rename, which))
            row.addWidget(line, 1)
        row.addWidget(IconButton(f"group_{key}_remove", _("Remove"), "delete", self._remove))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.remark)

    def refresh(self) -> None:
        """Show the group as it is now."""
        group = self._group()
        show_value(self.name_km, group.name_km)
        show_value(self.name_en, group.name_en)

    def _group(self) -> Group:
        group = self.context.store.get(Group, self._key)
        assert group is not None
        return group

    def _rename(self, which: str, name: str) -> None:
        with self.context.gesture(_("Group renamed"), say=self.remark.say):
            preparing.rename_group(self._group(), **{which: name})

    def _remove(self) -> None:
        with self.context.gesture(_("Group removed"), say=self.remark.say):
            preparing.remove_group(self._group())


def _breakdown_options() -> list[tuple[str, str]]:
    return [(key, _(people.KINDS[key])) for key in BREAKDOWNS]
