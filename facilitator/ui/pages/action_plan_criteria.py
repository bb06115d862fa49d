"""Which criteria an activity answers, each with the scores that both sides gave it, and what it was drafted from."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator.i18n import _, format_signed, screen_language
from facilitator.models import proposing
from facilitator.models.action import Action
from facilitator.models.comparing import score
from facilitator.models.results import Results
from facilitator.models.scorecard import Criterion
from facilitator.models.summary import SOURCES
from facilitator.text import breakable
from facilitator.ui.pages.interface_point import shown_score
from facilitator.ui.pages.meeting_parts import bare, let_go
from facilitator.ui.pages.rows import Rows
from facilitator.ui.tables.points import SIDE_NAMES
from facilitator.ui.widgets.basic import Card, IconButton, Label
from facilitator.ui.widgets.choice import Choice

if TYPE_CHECKING:
    from facilitator.models.proposing import Proposal
    from facilitator.models.undo import Change
    from facilitator.ui.context import Context


class AnswersCard(Card):
    """The linked criteria, and a list to add one of the service's (or of all services) others."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Criteria that it answers"), "answers_card", parent)
        self.context = context
        self._key: uuid.UUID | None = None
        self._offered: list[tuple[str, str]] | None = None
        self._results: Results | None = None
        self.rows = Rows()
        self.origins = Label("", "muted", "answers_origins")
        context.changed.connect(self._forget_scores)
        self.more: Choice | None = None
        self._place = bare("answers_place")
        self.add(self.rows, self.origins, self._place)

    def show_action(self, action: Action) -> None:
        """Show what this activity answers."""
        self._key = action.id
        linked = [link.criterion for link in action.criteria]
        self.rows.sync([criterion.id for criterion in linked], self._make)
        language = screen_language()
        lines = [_words_of(origin, language) for origin in proposing.origins(action)]
        self.origins.setText("\n".join(lines))
        self.origins.setVisible(bool(lines))
        points = [action.provider] if action.provider is not None else self.context.cycle.service_points
        offered = [
            (str(criterion.id), criterion.text(language))
            for point in points
            for criterion in point.criteria
            if criterion not in linked
        ]
        if offered != self._offered:
            self._offer(offered)

    def scores(self) -> Results:
        """The scores of all villages together, read once for as long as none is changed."""
        if self._results is None:
            self._results = Results(self.context.store, self.context.cycle, look_back=False, by_village=False)
        return self._results

    @Slot(object)
    def _forget_scores(self, change: Change) -> None:
        if not change.rows or not change.tables.isdisjoint(SOURCES):
            self._results = None

    def _offer(self, offered: list[tuple[str, str]]) -> None:
        self._offered = offered
        let_go(self._place)
        label = _("Add a criterion")
        self.more = Choice("answers_more", label, offered, buttons=False)
        self.more.committed.connect(self._link)
        self._place.add(Label(label, "label"), self.more)
        self._place.setVisible(bool(offered))

    def _make(self, key: int) -> QWidget:
        return AnswerRow(self, key)

    @Slot(object)
    def _link(self, key: str) -> None:
        criterion = self.context.store.get(Criterion, int(key))
        if criterion is not None:
            self.change([criterion], [])

    def change(self, more: list[Criterion], fewer: list[Criterion]) -> None:
        """Link some criteria, and no longer link others."""
        action = self.context.store.get(Action, self._key)
        if action is None:
            return
        kept = [link.criterion for link in action.criteria if link.criterion not in fewer]
        with self.context.gesture(_("Criteria that an activity answers")):
            action.answers([*kept, *more])


class AnswerRow(QWidget):
    """One linked criterion."""

    def __init__(self, card: AnswersCard, key: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card, self._key = card, key
        self.words = Label("", "body", f"answer_{key}")
        self.figures = Label("", "label", f"answer_{key}_scores")
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.words)
        texts.addWidget(self.figures)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(texts, 1)
        row.addWidget(IconButton(f"answer_{key}_remove", _("It does not answer this"), "close", self._remove))

    def refresh(self) -> None:
        """Show the criterion's words."""
        if (criterion := self._get()) is not None:
            language = screen_language()
            self.words.setText(breakable(f"{criterion.text(language)} ({criterion.service_point.name(language)})"))
            self.figures.setText(_figures(self._card.scores(), criterion))

    def _remove(self) -> None:
        if (criterion := self._get()) is not None:
            self._card.change([], [criterion])

    def _get(self) -> Criterion | None:
        return self._card.context.store.get(Criterion, self._key)


def _figures(results: Results, criterion: Criterion) -> str:
    """Both scores and their gap, in one line."""
    point, key = criterion.service_point.key, criterion.key
    citizens, providers = (score(results, point, key, side) for side in ("citizens", "providers"))
    parts = [_("Providers: {score}").format(score=shown_score(providers, people=False))]
    if criterion.side != "providers":
        parts.insert(0, _("Citizens: {score}").format(score=shown_score(citizens)))
    if (gap := results.gap(point, key)) is not None:
        parts.append(_("Gap: {gap}").format(gap=format_signed(gap, screen_language())))
    return " · ".join(parts)


def _words_of(origin: Proposal, language: str) -> str:
    """Where an activity comes from, and the words that it was drafted from."""
    who = ", ".join([_(SIDE_NAMES[origin.side]), *origin.villages])
    return breakable(_("From {who}: “{words}”").format(who=who, words=origin.words(language)))
