"""The table in which survey answers are typed by hand: one row a person, one column a question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from facilitator.i18n import N_
from facilitator.models.imports import cells, sources
from facilitator.models.imports.staging import Column, SheetKind
from facilitator.models.imports.survey_answers import answer_reader, day, field_readers
from facilitator.models.imports.survey_rows import SURVEY

if TYPE_CHECKING:
    from facilitator.models.imports.survey_shape import Asked, SurveyShape

_ABOUT = {
    "questionnaire": N_("Key of the questionnaire; may be empty where there is only one."),
    "round": N_("The round, such as 2026 or 2026-1; the year of the day when empty."),
    "submission_id": N_("A number or word for each answer, never a name: the same one again brings it up to date."),
    "date": N_("Day of the interview, such as 2026-11-22; clock times are not stored."),
    "enumerator": N_("Who asked the questions."),
    "commune_code": N_("Code of the commune; taken from the village when empty."),
    "village_code": N_("Code of the village."),
    "gender": N_("woman, man or other."),
    "age": N_("Age in years."),
    "youth": N_("1 for youth, 15 to 30 years; taken from the age when empty."),
    "disability": N_("1 for a person with disability."),
    "minority": N_("1 for a member of an ethnic minority."),
    "idpoor": N_("1 for an ID-Poor household."),
}
_AS_TEXT = ("submission_id", "commune_code", "village_code", "round")


def sheets(shape: SurveyShape) -> tuple[SheetKind, ...]:
    """The one table."""
    readers = field_readers(shape)
    columns = [_field(name, readers[name], about, shape) for name, about in _ABOUT.items()]
    asked = {key: each for form in shape.forms.values() for key, each in form.questions.items()}
    columns += [_question(each) for each in asked.values()]
    about = N_("The answers of a survey: one row a person. Names, telephone numbers and clock times are never stored.")
    return (SheetKind(SURVEY, about, tuple(columns)),)


def _field(name: str, reader: cells.Reader, about: str, shape: SurveyShape) -> Column:
    choices: Callable[[], Sequence[str]] = tuple
    if name == "questionnaire":
        choices = lambda: tuple(shape.forms)  # noqa: E731
    elif name == "gender":
        choices = lambda: tuple(cells.GENDERS)  # noqa: E731
    read = day if name == "date" else reader
    places = sources.PLACES if name == "village_code" else ""
    return Column(name, read, about, choices=choices, as_text=name in _AS_TEXT, from_sheet=places)


def _question(asked: Asked) -> Column:
    about = next(iter(reversed(asked.texts)), asked.key)
    choices = tuple(asked.answers) if asked.kind != "multi" else ()
    return Column(asked.key, answer_reader(asked), about, choices=lambda: choices, as_text=asked.kind == "multi")
