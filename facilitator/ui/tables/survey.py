"""The tables of survey results: questions by rounds, and kinds of people or places of one question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from facilitator.i18n import (
    _,
    format_decimal,
    format_number,
    format_percent,
    format_plain,
    khmer_digits,
    screen_language,
)
from facilitator.models.survey_results import ShareChange, change_of
from facilitator.models.survey_words import question_text
from facilitator.models.tally import ALL
from facilitator.text import breakable
from facilitator.ui.tables.base import GridTable

if TYPE_CHECKING:
    from facilitator.models.survey import Questionnaire
    from facilitator.models.survey_figures import Cell, SurveyFigures

NEWEST = 4
"""Rounds that stand beside each other."""
NONE, HIDDEN = "–", "…"


class ShareTable(GridTable):
    """Rows of shares by round, their texts worked out when the results change; only to read."""

    def __init__(self) -> None:
        super().__init__()
        self._headings: list[str] = []
        self._cells: list[list[str]] = []

    def show(self, first: str, rounds: Sequence[str], rows: Sequence[tuple[str, Sequence[Cell | None]]]) -> None:
        """Show rows of one cell for each round; the last column is the change to the newest round."""
        km = screen_language() == "km"
        self._headings = [first, *(_("Round {key}").format(key=khmer_digits(key) if km else key) for key in rounds)]
        if len(rounds) > 1:
            self._headings.append(_("Change since the round before"))
        self._cells = [self._row(name, cells, len(rounds)) for name, cells in rows]
        self.reset()

    def headings(self) -> list[str]:
        return self._headings

    def rowCount(self, parent: object = None) -> int:
        return len(self._cells)

    def text_at(self, row: int, column: int) -> str:
        return self._cells[row][column]

    @staticmethod
    def _row(name: str, cells: Sequence[Cell | None], rounds: int) -> list[str]:
        texts = [breakable(name), *(share_text(cell) for cell in cells)]
        return [*texts, change_text(change_between(cells))] if rounds > 1 else texts


def overview(
    figures: SurveyFigures, questionnaire: Questionnaire, language: str
) -> list[tuple[str, list[Cell | None]]]:
    """One row for each question: everybody's share in the newest rounds."""
    return [
        (
            f"{format_plain(number, language)}. {question_text(question, language)}",
            [figures.cells(question, each, (ALL,)).get(ALL) for each in figures.rounds[-NEWEST:]],
        )
        for number, question in enumerate(questionnaire.questions, 1)
    ]


def change_between(cells: Sequence[Cell | None]) -> ShareChange | None:
    """The change from the last round but one to the newest; None where one of them has no share."""
    if len(cells) < 2:
        return None
    before, now = cells[-2:]
    if before is None or now is None or before.share is None or now.share is None:
        return None
    return change_of(before.share, now.share)


def share_text(cell: Cell | None) -> str:
    """The share and of how many, its interval on the second line; or a dash."""
    if cell is None:
        return NONE
    share = cell.share
    if share is None:
        return HIDDEN
    language = screen_language()
    return _("{share} of {n}\n({low} to {high})").format(
        share=format_percent(share.share, language),
        n=format_number(share.n, language),
        low=format_percent(share.low, language),
        high=format_percent(share.high, language),
    )


def change_text(change: ShareChange | None) -> str:
    """`+20 points`, and whether that is more than chance."""
    if change is None:
        return NONE
    sign = "+" if change.points > 0 else ""
    points = sign + format_decimal(round(change.points, 1), screen_language(), 1)
    if change.more_than_chance:
        return _("{points} points\nmore than chance").format(points=points)
    return _("{points} points\nmay be chance").format(points=points)
