"""The workbook in which answers are typed by hand: a column for every question of the database's questionnaires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.export.compose import template_sheets
from facilitator.export.compose.template_votes import Cells, in_columns
from facilitator.export.documents.tables import Book
from facilitator.i18n import N_
from facilitator.models.imports.survey_shape import SurveyShape, form_of
from facilitator.models.imports.survey_sheet import sheets
from facilitator.models.imports.survey_writer import shape_of
from facilitator.models.place import Village
from facilitator.models.survey_results import short_survey

if TYPE_CHECKING:
    from facilitator.models.store import Store

_NOTES = (
    template_sheets.FIXED_NAMES,
    N_("One row for each person. Several answers to one question stand with spaces between them."),
    N_("Files of KoboToolbox and ODK need no copying: import them as they are."),
    template_sheets.ALL_OR_NOTHING,
    template_sheets.KHMER_DIGITS,
)


def survey_template(store: Store | None = None) -> Book:
    """The workbook of kind `survey`, with one example row."""
    shape = shape_of(store) if store is not None else SurveyShape({})
    if not shape.forms:
        example = short_survey("short")
        shape = SurveyShape({example.key: form_of(example)})
    (kind,) = sheets(shape)
    villages = [(each.code, each.name_km, each.name_en) for each in store.all(Village)] if store is not None else []
    lists = (template_sheets.places(villages),) if villages else ()
    rows = in_columns(kind, [_example(shape, villages[0][0] if villages else "")])
    return Book((template_sheets.table(kind, rows), template_sheets.explanation((kind,), _NOTES), *lists))


def _example(shape: SurveyShape, village: str) -> Cells:
    """A row that shows what stands where."""
    form = next(iter(shape.forms.values()))
    answers = {key: next(iter(asked.answers), "") for key, asked in form.questions.items()}
    return {
        "questionnaire": form.key,
        "round": "2026",
        "submission_id": "1",
        "enumerator": "E1",
        "village_code": village,
        "gender": "woman",
        "age": 34,
        **answers,
    }
