"""The table of survey results: one question a row, one round a column, the change last."""

from __future__ import annotations

from facilitator.i18n import _, format_decimal, format_number, format_percent, khmer_digits, screen_language
from facilitator.models import survey_results
from facilitator.models.survey import Questionnaire, SurveyRound
from facilitator.text import breakable
from facilitator.ui.tables.base import GridTable


class SurveyTable(GridTable):
    """Texts of all cells, worked out when the results change; only to read."""

    def __init__(self) -> None:
        super().__init__()
        self._headings: list[str] = []
        self._cells: list[list[str]] = []

    def show(self, questionnaire: Questionnaire) -> None:
        """Show the results of a questionnaire."""
        rounds, km = list(questionnaire.rounds), screen_language() == "km"
        self._headings = [
            _("Question"),
            *(_("Round {key}").format(key=khmer_digits(each.key) if km else each.key) for each in rounds),
        ]
        if len(rounds) > 1:
            self._headings.append(_("Change since the round before"))
        self._cells = [self._row(questionnaire, place, rounds) for place in range(len(questionnaire.questions))]
        self.reset()

    def headings(self) -> list[str]:
        return self._headings

    def rowCount(self, parent: object = None) -> int:
        return len(self._cells)

    def text_at(self, row: int, column: int) -> str:
        return self._cells[row][column]

    @staticmethod
    def _row(questionnaire: Questionnaire, place: int, rounds: list[SurveyRound]) -> list[str]:
        question = questionnaire.questions[place]
        km = screen_language() == "km"
        text = (question.text_km or question.text_en) if km else (question.text_en or question.text_km)
        cells = [breakable(text), *(share_text(survey_results.share(question, each)) for each in rounds)]
        if len(rounds) > 1:
            cells.append(change_text(survey_results.change(question, rounds[-2], rounds[-1])))
        return cells


def share_text(share: survey_results.Share | None) -> str:
    """The share and of how many, its interval on the second line; or a dash."""
    if share is None:
        return "–"
    language = screen_language()
    return _("{share} of {n}\n({low} to {high})").format(
        share=format_percent(share.share, language),
        n=format_number(share.n, language),
        low=format_percent(share.low, language),
        high=format_percent(share.high, language),
    )


def change_text(change: survey_results.ShareChange | None) -> str:
    """`+20 points`, and whether that is more than chance."""
    if change is None:
        return "–"
    sign = "+" if change.points > 0 else ""
    points = sign + format_decimal(round(change.points, 1), screen_language(), 1)
    if change.more_than_chance:
        return _("{points} points\nmore than chance").format(points=points)
    return _("{points} points\nmay be chance").format(points=points)
