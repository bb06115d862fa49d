"""One criterion at the interface meeting."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator.i18n import N_, _, format_decimal, format_number, format_signed, screen_language
from facilitator.models import agreeing, proposing
from facilitator.models.scorecard import Criterion
from facilitator.text import breakable
from facilitator.ui.pages.rows import show_value
from facilitator.ui.tables.actions import shown_number
from facilitator.ui.widgets.basic import Button, Card, Heading, Label, Remark
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.text_edit import LongText

if TYPE_CHECKING:
    from facilitator.models.agreed_point import AgreedPoint
    from facilitator.models.agreeing import Talk
    from facilitator.models.comparing import Score
    from facilitator.ui.context import Context
    from facilitator.ui.pages.interface_points import PointsSection

PART_NAMES = {
    "citizens_said": N_("What citizens said"),
    "providers_said": N_("What providers said"),
    "agreed": N_("Agreed point"),
}
SUGGESTED = {"citizens": N_("Citizens suggest: {words}"), "providers": N_("Providers suggest: {words}")}


class PointCard(Card):
    """Scores above, three fields below, and the button that drafts an activity from what was agreed."""

    def __init__(self, context: Context, key: int, section: PointsSection, parent: QWidget | None = None) -> None:
        super().__init__(name=f"point_{key}", parent=parent)
        self.context, self._key, self._section = context, key, section
        self.title = Heading("", 2, f"point_{key}_title")
        self.figures = {name: Label("", "label", f"point_{key}_{name}") for name in ("citizens", "providers", "gap")}
        self.suggested = Label("", "muted", f"point_{key}_suggested")
        self.editors = {part: LongText(f"{part}_{key}", _(name), lines=(2, 10)) for part, name in PART_NAMES.items()}
        self.fields = {part: Field(_(PART_NAMES[part]), editor) for part, editor in self.editors.items()}
        for part, field in self.fields.items():
            field.stores(partial(self._write, part, field))
        self.draft = Button(f"draft_{key}", _("Draft an activity from this"), "action_plan", pressed=self._draft)
        self.planned = Remark(f"planned_{key}")
        self._lay_out()

    def _lay_out(self) -> None:
        scores = QHBoxLayout()
        scores.setSpacing(26)
        for name, label in self.figures.items():
            label.setWordWrap(False)
            scores.addWidget(label)
            label.setProperty("side", name)
        scores.addStretch(1)
        below = QVBoxLayout()
        below.setSpacing(8)
        self.add(self.title)
        self.body.addLayout(scores)
        self.add(self.suggested)
        self.add_columns(self.fields["citizens_said"], self.fields["providers_said"])
        self.add(self.fields["agreed"], self.planned)
        self.add_row(self.draft)

    def refresh(self) -> None:
        """Show the scores and the minutes as they are now."""
        talk, meeting = self._section.talks.get(self._key), self._section.head.meeting()
        if talk is None or meeting is None:
            return
        language = screen_language()
        words = breakable(talk.criterion.text(language))
        self.title.setText(f"{format_number(talk.number, language)}. {words}")
        self._show_figures(talk)
        said = agreeing.words_of(meeting, talk.criterion)
        for part, editor in self.editors.items():
            show_value(editor, getattr(said, part) if said is not None else "")
            self.fields[part].setEnabled(meeting.closed_on is None)
        self._show_planned(talk.criterion, said)

    def _show_figures(self, talk: Talk) -> None:
        language = screen_language()
        own = talk.criterion.side == "providers"
        self.figures["citizens"].setText(
            _("only the providers score this")
            if own
            else _("Citizens: {score}").format(score=shown_score(talk.citizens))
        )
        self.figures["providers"].setText(
            _("Providers: {score}").format(score=shown_score(talk.providers, people=False))
        )
        self.figures["gap"].setText(
            "" if talk.gap is None else _("Gap: {gap}").format(gap=format_signed(talk.gap, screen_language()))
        )
        lines = []
        for side, sentence in SUGGESTED.items():
            words = "; ".join(remark.words(language) for remark in agreeing.selected(talk.criterion, side))
            if words:
                lines.append(breakable(_(sentence).format(words=words)))
        self.suggested.setText("\n".join(lines))
        self.suggested.setVisible(bool(lines))

    def _show_planned(self, criterion: Criterion, said: AgreedPoint | None) -> None:
        actions = proposing.answering(self.context.cycle, criterion)
        numbers = ", ".join(shown_number(action) for action in actions)
        self.planned.say(_("In the plan: {numbers}").format(numbers=numbers) if numbers else "", "ok")
        self.draft.setEnabled(said is not None and bool(said.agreed.strip()))

    # -- changes ----------------------------------------------------------------------------------------------------

    def _write(self, part: str, field: Field, text: str) -> None:
        meeting, criterion = self._section.head.meeting(), self._criterion()
        if meeting is None or criterion is None:
            return
        name, words = _(PART_NAMES[part]), criterion.text(screen_language())
        label = _("{name}: {words}").format(name=name, words=words)
        with self.context.gesture(label, say=field.say):
            agreeing.write(meeting, criterion, part, text)

    def _draft(self) -> None:
        self.editors["agreed"].commit()
        meeting, criterion = self._section.head.meeting(), self._criterion()
        said = agreeing.words_of(meeting, criterion) if meeting is not None and criterion is not None else None
        if said is not None:
            with self.context.gesture(_("Activity drafted"), say=self.fields["agreed"].say):
                proposing.draft(said)

    def _criterion(self) -> Criterion | None:
        return self.context.store.get(Criterion, self._key)


def shown_score(score: Score, people: bool = True) -> str:
    """The median and, of citizens, how many people scored."""
    language = screen_language()
    if score.median is None:
        return "–"
    shown = format_decimal(score.median, language)
    return f"{shown} (n = {format_number(score.n, language)})" if people else shown
