"""What the answers of one person are typed into: an editor for each question, and what a person may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from facilitator.i18n import _, screen_language, shown
from facilitator.models import survey_results, survey_sentences
from facilitator.ui.widgets.choice import Chips, Choice
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.models.survey import Question


def genders() -> list[tuple[str, str]]:
    """The answers to the gender of a person."""
    return [("woman", _("Woman")), ("man", _("Man")), ("other", _("Other"))]


def flags() -> list[tuple[str, str]]:
    """What else a person may be."""
    return [
        ("disability", _("with disability")),
        ("minority", _("of an ethnic minority")),
        ("idpoor", _("of an ID-Poor household")),
    ]


def numbered(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same with the number before each that is typed for it."""
    return [(key, f"{shown(number)} {text}") for number, (key, text) in enumerate(pairs, 1)]


def options(question: Question) -> list[tuple[str, str]]:
    """The answers as they stand on the buttons; the numbers of a scale are its keys already."""
    language = screen_language()
    return numbered(
        [(code, survey_sentences.answer_text(question, code, language)) for code in survey_results.choices(question)]
    )


def editor_of(question: Question, label: str) -> QWidget:
    """What a question is answered with."""
    name, offered = f"answer_{question.key}", options(question)
    if not offered:
        return LineText(name, label)
    return Chips(name, label, offered) if question.kind == "multi" else Choice(name, label, offered, buttons=True)


def code_of(value: object) -> str:
    """An editor's value as it is stored: several codes separated by spaces."""
    return " ".join(value) if isinstance(value, list) else str(value or "")


def show_code(editor: Any, stored: str) -> None:
    """Show an answer as it is stored."""
    if isinstance(editor, Chips):
        editor.set_value(stored.split())
    else:
        editor.set_value(stored or ("" if isinstance(editor, LineText) else None))
