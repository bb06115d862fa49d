"""The action plan with status and money: the official thirteen columns, and a second row under each activity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable, Spacer

from facilitator.export.documents.following import STATUSES, Following
from facilitator.export.pdf import fonts, parts
from facilitator.export.pdf.action_plan import COLUMNS, WIDTHS, ActionPlanPaper
from facilitator.export.pdf.following import (
    NOTHING,
    STATUS,
    StatusMark,
    last_check,
    money_table,
    source_lines,
    status_words,
)
from facilitator.export.pdf.look import HAIRLINE
from facilitator.export.pdf.tables import Cell, bare_table
from facilitator.export.pdf.text import Inline, joined, paragraph

if TYPE_CHECKING:
    from facilitator.export.documents.action_plan import Activity
    from facilitator.export.documents.action_plan_status import ActionPlanStatus
    from facilitator.export.pdf.tall_rows import Command

_BLOCKS = ((1, 1), (2, 4), (5, 8), (9, 12))
"""First and last column of status, last check, promised money, received money."""


def _spans(y: int) -> list[Command]:
    return [("SPAN", (first, y), (last, y)) for first, last in _BLOCKS if first < last]


class ActionPlanStatusPaper(ActionPlanPaper):
    """The plan of one commune and round as it stands."""

    header_commands = (*_spans(2), ("LINEABOVE", (0, 2), (-1, 2), 0.35, HAIRLINE))

    def __init__(self, document: ActionPlanStatus, language: str) -> None:
        super().__init__(document.plan, language)
        self._standing = dict(document.standing)
        self._money = document.money

    def title(self) -> Inline:
        """The plan's name, and what is added to it."""
        return self.words("Joint Accountability Action Plan: status and money")

    def _header(self) -> list[list[Cell]]:
        words = self.words
        names = (words("Status"), words("Last check"), words("Promised"), words("Received"))
        row: list[Cell] = [None] * COLUMNS
        for (first, _last), name in zip(_BLOCKS, names, strict=True):
            row[first] = name
        return [*super()._header(), row]

    def _add_activity(self, activity: Activity, rows: list[list[Cell]], commands: list[Command]) -> None:
        """The official row, and on the same page the row of its status."""
        super()._add_activity(activity, rows, commands)
        following = self._standing.get((activity.part, activity.places))
        if following is None:
            return
        y = len(rows)
        row: list[Cell] = [None] * COLUMNS
        for (first, _last), cell in zip(_BLOCKS, self._status_cells(following), strict=True):
            row[first] = cell
        rows.append(row)
        commands += [
            *_spans(y),
            ("LINEBELOW", (0, y - 1), (-1, y - 1), 0.35, HAIRLINE),
            ("VALIGN", (0, y), (-1, y), "TOP"),
            ("NOSPLIT", (0, y - 1), (-1, y)),
        ]

    def _status_cells(self, following: Following) -> list[Cell]:
        words, style = self.words, self._cell
        state = status_words(words, following)
        if following.overdue:
            state = joined(state, " · ", words.t("overdue"))
        status = paragraph(state, style.but(font=fonts.BOLD))
        mark: list[list[Cell]] = [[StatusMark(following.status, 9), [status]]]
        width = self.width * WIDTHS[1] / sum(WIDTHS) - 8
        close: list[Command] = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 2)]
        return [
            bare_table(mark, [12, width - 12], self.look, width=width, commands=close),
            [paragraph(last_check(words, following), style)],
            source_lines(words, following.money, style, received=False) or [paragraph(NOTHING, style)],
            source_lines(words, following.money, style, received=True) or [paragraph(NOTHING, style)],
        ]

    def _closing(self) -> list[Flowable]:
        """How many activities have each status, the money by source, then the signatures: on one page."""
        return [Spacer(1, 4), *self._summary(), Spacer(1, 6), *super()._closing()]

    def _summary(self) -> list[Flowable]:
        words, look = self.words, self.look
        found = [following.status for following in self._standing.values()]
        counts: list[Inline] = [
            joined(words(STATUS[status], inline=True), " ", words.number(found.count(status)))
            for status in STATUSES
            if status in found
        ]
        sentence = joined(*(part for count in counts for part in (" · ", count)))[1:]
        story: list[Flowable] = [paragraph(sentence, look.label.but(space_after=4))]
        if self._money:
            story.append(money_table(self._money, words, look, width=self.width * 0.72))
        note = words("What was promised and what was received are counted apart, each in its own currency.")
        return [*story, *parts.method_line(note, look)]


def render(document: ActionPlanStatus, language: str) -> bytes:
    """The plan with status and money as a PDF."""
    return ActionPlanStatusPaper(document, language).render()
