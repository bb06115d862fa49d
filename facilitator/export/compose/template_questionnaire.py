"""The workbook in which the questions of a survey are written, with those that the database holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.export.compose import template_sheets
from facilitator.export.compose.template_votes import Cells, in_columns
from facilitator.export.documents.tables import Book
from facilitator.i18n import N_
from facilitator.models.imports import questionnaire
from facilitator.models.survey import Question, Questionnaire

if TYPE_CHECKING:
    from facilitator.models.store import Store

_NOTES = (
    template_sheets.FIXED_NAMES,
    N_("The answers of a question that has answers of its own are written in the second sheet, in both languages."),
    template_sheets.ALL_OR_NOTHING,
    template_sheets.KHMER_DIGITS,
)
_EXAMPLE: Cells = {
    "questionnaire": "satisfaction",
    "key": "improve_first",
    "text_km": "តើសេវាណាគួរកែលម្អមុនគេ?",
    "text_en": "Which service should be improved first?",
    "kind": "choice",
    "answers": "health_centre school",
    "title_km": "ការពេញចិត្តរបស់ប្រជាពលរដ្ឋ",
    "title_en": "Citizens' satisfaction",
}
_EXAMPLE_ANSWERS: tuple[Cells, ...] = (
    {"key": "improve_first", "code": "health_centre", "text_km": "មណ្ឌលសុខភាព", "text_en": "Health centre"},
    {"key": "improve_first", "code": "school", "text_km": "សាលាបឋមសិក្សា", "text_en": "Primary school"},
)


def questionnaire_template(store: Store | None = None) -> Book:
    """The workbook of kind `questionnaire`: the questions of the database, or an example."""
    found = sorted(store.all(Questionnaire), key=lambda each: each.key) if store is not None else []
    asked = [(made, question) for made in found for question in made.questions]
    rows: list[Cells] = [_row(made, question) for made, question in asked]
    answers: list[Cells] = [
        {"key": question.key, "code": answer.code, "text_km": answer.text_km, "text_en": answer.text_en}
        for _made, question in asked
        for answer in question.answers
    ]
    first, second = questionnaire.sheets()
    return Book(
        (
            template_sheets.table(first, in_columns(first, rows or [_EXAMPLE])),
            template_sheets.table(second, in_columns(second, answers if rows else list(_EXAMPLE_ANSWERS))),
            template_sheets.explanation((first, second), _NOTES),
        )
    )


def _row(made: Questionnaire, question: Question) -> Cells:
    return {
        "questionnaire": made.key,
        "key": question.key,
        "text_km": question.text_km,
        "text_en": question.text_en,
        "kind": question.kind,
        "answers": " ".join(answer.code for answer in question.answers),
        "satisfied": " ".join(question.satisfied),
        "title_km": made.title_km,
        "title_en": made.title_en,
    }
