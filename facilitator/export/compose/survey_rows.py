"""The output `survey` (docs/interfaces.md): shares of satisfied people by round, place and kind, and their changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from facilitator.export import sheets
from facilitator.export.documents.tables import Book, Column, Sheet
from facilitator.i18n import LANGUAGES, N_, catalogue
from facilitator.models.survey import Question, Questionnaire, SurveyRound
from facilitator.models.survey_counts import EVERYWHERE
from facilitator.models.survey_figures import NOWHERE, Cell, SurveyFigures
from facilitator.models.survey_results import satisfied_codes
from facilitator.models.survey_tables import KINDS

if TYPE_CHECKING:
    from facilitator.models.store import Store

DECIMALS = 6

ROW = ("questionnaire", "question", "round", "place_code", "breakdown", "n", "satisfied", "share", "low", "high")
CHANGE = ("questionnaire", "question", "from", "to", "breakdown", "points", "low", "high")
COLUMNS = (*ROW, "from", "points", "points_low", "points_high")
"""Of the table of comma-separated values: a row of a later round carries its change from the round before."""

_TEXTS = ("questionnaire", "question", "round", "place_code", "breakdown", "from", "to")
_METHOD = (
    N_("share: satisfied divided by n, from 0 to 1; low and high are its 95 % interval (Wilson)."),
    N_("points: difference of two rounds in percentage points; low and high are its 95 % interval (Newcombe)."),
    N_("Rows without figures are hidden: too few people. An empty place_code means everywhere."),
)

Record = dict[str, Any]


def survey_output(store: Store, places: Sequence[str] = (), k: int = 0) -> dict[str, list[Record]]:
    """Rows and changes of every questionnaire.

    With `places` (codes of communes) only what was answered there, or without a place; `place_code` is empty for all of
    that together. With `k` small groups are hidden: their rows have no figures.
    """
    rows: list[Record] = []
    changes: list[Record] = []
    for found in sorted(store.all(Questionnaire), key=lambda each: each.key):
        asked = (*places, NOWHERE) if places else (EVERYWHERE,)
        figures = SurveyFigures(store, found, asked, k)
        for question in found.questions:
            if satisfied_codes(question) and question.kind not in ("number", "text"):
                for each in figures.rounds:
                    rows += _rows(figures, question, each)
                changes += _changes(figures, question)
    return {"rows": rows, "changes": changes}


def table(output: dict[str, list[Record]]) -> Iterator[list[Any]]:
    """The same as rows of one table."""
    changes = {(each["questionnaire"], each["question"], each["to"], each["breakdown"]): each for each in _near(output)}
    for row in output["rows"]:
        key = (row["questionnaire"], row["question"], row["round"], row["breakdown"])
        change = changes.get(key, {}) if not row["place_code"] else {}
        yield [
            *(row.get(name) for name in ROW),
            change.get("from"),
            change.get("points"),
            change.get("low"),
            change.get("high"),
        ]


def file(store: Store, suffix: str, k: int) -> bytes:
    """The same as a workbook (`.xlsx`: shares, changes and how to read them) or as comma-separated values (`.csv`)."""
    output = survey_output(store, k=k)
    if suffix == ".csv":
        return "".join(sheets.csv_lines(COLUMNS, table(output))).encode("utf-8-sig")
    shares = Sheet("shares", _columns(ROW), tuple(tuple(row.get(name) for name in ROW) for row in output["rows"]))
    changes = Sheet(
        "changes", _columns(CHANGE), tuple(tuple(each[name] for name in CHANGE) for each in output["changes"])
    )
    told = [(language, catalogue(language)(sentence)) for sentence in _METHOD for language in LANGUAGES]
    about = Sheet("about", (Column("language", 10), Column("text", 100, wrapped=True)), tuple(told))
    return sheets.xlsx(Book((shares, changes, about)))


def _columns(names: Sequence[str]) -> tuple[Column, ...]:
    return tuple(Column(name, 18 if name in _TEXTS else 12, as_text=name in _TEXTS) for name in names)


def _near(output: dict[str, list[Record]]) -> Iterator[Record]:
    """Changes from the round before; the first to the last comes after them and would take their place."""
    seen: set[tuple[Any, ...]] = set()
    for change in output["changes"]:
        key = tuple(change[name] for name in ("questionnaire", "question", "to", "breakdown"))
        if key not in seen:
            seen.add(key)
            yield change


def _rows(figures: SurveyFigures, question: Question, survey_round: SurveyRound) -> Iterator[Record]:
    cells = {"": figures.cells(question, survey_round), **figures.by_place(question, survey_round)}
    for place, kinds in cells.items():
        for kind, cell in kinds.items():
            yield {
                "questionnaire": figures.questionnaire.key,
                "question": question.key,
                "round": survey_round.key,
                "place_code": place,
                "breakdown": kind,
                **_figures(cell),
            }


def _figures(cell: Cell) -> Record:
    share = cell.share
    if share is None:
        return {"hidden": True}
    return {
        "n": share.n,
        "satisfied": share.satisfied,
        "share": round(share.share, DECIMALS),
        "low": round(share.low, DECIMALS),
        "high": round(share.high, DECIMALS),
    }


def _changes(figures: SurveyFigures, question: Question) -> Iterator[Record]:
    for change in figures.changes(question, KINDS):
        yield {
            "questionnaire": figures.questionnaire.key,
            "question": question.key,
            "from": change.before.key,
            "to": change.now.key,
            "breakdown": change.kind,
            "points": round(change.change.points, DECIMALS),
            "low": round(change.change.low, DECIMALS),
            "high": round(change.change.high, DECIMALS),
        }
