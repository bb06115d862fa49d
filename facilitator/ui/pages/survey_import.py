"""Survey answers and questionnaires from files, also as KoboToolbox and ODK write them; meanings are remembered."""

from __future__ import annotations

import uuid
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator import people
from facilitator.i18n import N_, _, plural, screen_language, shown
from facilitator.models import surveying
from facilitator.models.survey import Questionnaire
from facilitator.models.survey_words import question_text
from facilitator.text import breakable
from facilitator.ui.pages.import_file import ImportPanel
from facilitator.ui.pages.scoring_switch import ListSwitch, Option
from facilitator.ui.widgets.basic import Button, Label
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.models.imports.kinds import Kind
    from facilitator.models.imports.survey_rows import StagedSurvey
    from facilitator.ui.context import Context

KINDS = ("survey", "questionnaire")
MOST_ROWS = 60
"""Columns whose meaning can be changed at once."""

FIELD_WORDS = {
    "round": N_("Round"),
    "submission_id": N_("Number of the answer"),
    "date": N_("Day of the interview"),
    "enumerator": N_("Who asks the questions"),
    "commune_code": N_("Commune"),
    "village_code": N_("Village"),
    "gender": N_("Gender of the person"),
    "age": N_("Age"),
} | {key: people.KINDS[key] for key in ("youth", "disability", "minority", "idpoor")}


class SurveyImport(ImportPanel):
    """The import of the other pages, with the meaning of every column to look at and to change."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._questionnaire: uuid.UUID | None = None
        self._path: Path | None = None
        self._all = False
        about = _(
            "An Excel workbook (.xlsx) or a table (.csv), also as KoboToolbox and ODK give them: one row a person. "
            "Names, telephone numbers, positions and clock times are never stored."
        )
        super().__init__(context, parent, KINDS, _("Answers or questions from a file…"), about)
        self.opener.hide()
        self.inside.show()

    def show_for(self, questionnaire: Questionnaire | None) -> None:
        """Import into this questionnaire, where a file does not name its own."""
        self._questionnaire = questionnaire.id if questionnaire is not None else None
        self.round_field.setVisible(questionnaire is not None)

    def choose(self, kind: str, path: Path) -> None:
        self._path = path if kind == "survey" else None
        super().choose(kind, path)

    def shape_for(self, kind: Kind) -> Any:
        shape = super().shape_for(kind)
        if kind.key != "survey":
            return shape
        found = self.context.store.get(Questionnaire, self._questionnaire) if self._questionnaire else None
        return shape.chosen(found.key if found is not None else None, self.round.value().strip())

    # -- meanings -------------------------------------------------------------------------------------------------

    def _build(self, about: str) -> None:
        super()._build(about)
        self.round = LineText("import_round", _("Round of this file"))
        self.round.committed.connect(self._again)
        self.round_field = Field(
            _("Round of this file"), self.round, _("Where the file has no column for it; else the year of the day")
        )
        self.columns = QWidget(self.inside)
        self._column = QVBoxLayout(self.columns)
        self._column.setContentsMargins(0, 0, 0, 0)
        inside = self.inside.layout()
        assert isinstance(inside, QVBoxLayout)
        inside.insertWidget(1, self.round_field)
        inside.addWidget(self.columns)

    def _forget(self) -> None:
        super()._forget()
        if hasattr(self, "columns"):
            self._clear_columns()

    def _clear_columns(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _show_preview(self) -> None:
        super()._show_preview()
        self._clear_columns()
        if self._kind is not None and self._kind.key == "survey":
            self._show_columns(self._staged)  # type: ignore[arg-type]

    def _show_columns(self, staged: StagedSurvey) -> None:
        """The columns that nothing is taken from yet; all of them when asked for."""
        questionnaire = next(iter(self.context.store.all(Questionnaire, key=staged.form)), None)
        if questionnaire is None:
            return
        pairs = [(header, target) for header, target in zip(staged.headers, staged.targets, strict=True) if header]
        known = [pair for pair in pairs if pair[1].kind in ("field", "question", "option")]
        told = plural(len(known), _("{n} column is understood."), _("{n} columns are understood."))
        self._column.addWidget(Label(told.format(n=shown(len(known))), "heading", "columns_known"))
        open_ones = [pair for pair in pairs if pair[1].kind == "unknown" or (self._all and pair[1].kind != "personal")]
        options = _options(questionnaire)
        for number, (header, target) in enumerate(open_ones[:MOST_ROWS]):
            switch = ListSwitch(f"column_{number}", header)
            switch.offer(options)
            switch.set_value(_key_of(target))
            switch.committed.connect(partial(self._mean, questionnaire, header))
            self._column.addWidget(Field(breakable(header), switch))
        if not self._all:
            self._column.addWidget(Button("columns_all", _("Look at all columns"), "search", "quiet", self._show_all))

    def _show_all(self) -> None:
        self._all = True
        self._show_preview()

    def _mean(self, questionnaire: Questionnaire, header: str, target: str) -> None:
        """Remember what a column means, and read the file again."""
        with self.context.gesture(_("Meaning of a column"), say=self.saved.say):
            surveying.remember_column(questionnaire, header, target)
        self._again()

    def _again(self, _value: object = None) -> None:
        if self._path is not None and (self._staged is not None or self.banner.text()):
            self.choose("survey", self._path)


def _options(questionnaire: Questionnaire) -> list[Option]:
    language = screen_language()
    questions = [
        Option(each.key, f"{shown(number)}. {question_text(each, language)}")
        for number, each in enumerate(questionnaire.questions, 1)
    ]
    fields = [Option(f".{key}", _(text)) for key, text in FIELD_WORDS.items()]
    return [Option("", _("Leave it out")), *fields, *questions]


def _key_of(target: Any) -> str:
    """A meaning as it is remembered."""
    if target.kind == "field":
        return f".{target.key}"
    return target.key if target.kind == "question" else ""
