"""Answers of a survey from a file (docs/interfaces.md, kind `survey`), or from KoboToolbox and ODK."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from facilitator.errors import UserError
from facilitator.i18n import _, shown
from facilitator.models.imports import personal, sources
from facilitator.models.imports import survey_columns as columns
from facilitator.models.imports.ballots import MOST_LISTED, MOST_REMEMBERED
from facilitator.models.imports.staging import Problem, Staged
from facilitator.models.imports.survey_answers import LEFT_OUT, answer_reader, field_readers, joined
from facilitator.models.survey_results import YOUTH

if TYPE_CHECKING:
    from facilitator.models.imports.survey_columns import Target
    from facilitator.models.imports.survey_shape import Form, SurveyShape
    from facilitator.models.imports.workbook import Progress, RawRow

SURVEY = "survey"
MOST_RESPONSES = 100_000
_PROFILE = ("gender", "age", "youth", "disability", "minority", "idpoor")
_TRUE = ("1", "yes", "true")


class Answered(NamedTuple):
    """One person's answers, ready to be stored."""

    number: int
    """Of its row in the file."""
    form: str
    round: str
    submission_id: str
    values: Mapping[str, Any]
    """The filled fields by column of the table."""
    answers: dict[str, str]


@dataclass(frozen=True)
class StagedSurvey(Staged):
    """The answers of a file, and what each of its columns was taken for."""

    responses: tuple[Answered, ...] = ()
    form: str = ""
    """The questionnaire of the first row."""
    headers: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    refused: tuple[str, ...] = ()
    """Sentences about what is never stored."""


def read(path: Path, shape: SurveyShape, progress: Progress | None = None) -> StagedSurvey:
    """The answers of a file, checked cell by cell. Raises UserError."""
    if not shape.forms:
        raise UserError(_("There is no questionnaire yet. Import or make it first, then the answers."))
    with sources.opened(path, [SURVEY], progress, long=True) as source:
        name, rows = next(iter(source.tables), (SURVEY, iter(())))
        first = next(rows, None)
        if first is None:
            raise UserError(_("“{name}” holds no answers.").format(name=path.name))
        table = _Table(name, [str(cell if cell is not None else "").strip() for cell in first.cells], shape)
        table.read(rows)
        return table.staged(source.unknown)


@dataclass
class _Reading:
    """How the rows of one questionnaire are read: for every column its target and what its cells mean."""

    form: Form
    targets: list[Target]
    fields: list[tuple[int, str, dict[Any, Any]]] = field(default_factory=list)
    """Place of the column, field, and what its cells mean, as far as they were seen."""
    questions: list[tuple[int, str, dict[Any, Any]]] = field(default_factory=list)
    options: list[tuple[int, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        found = list(enumerate(self.targets))
        self.fields = [
            (n, each.key, {}) for n, each in sorted(found, key=lambda one: one[1].rank) if each.kind == "field"
        ]
        self.options = [(n, each.key, each.code) for n, each in found if each.kind == columns.OPTION]
        apart = {key for _n, key, _code in self.options}  # they say more than the column that joins them
        kept = [(n, each.key) for n, each in found if each.kind == columns.QUESTION]
        self.questions = [(n, key, {}) for n, key in kept if key not in apart]

    @property
    def known(self) -> int:
        """How many columns are questions of this questionnaire."""
        return len({key for _n, key, _memory in self.questions} | {key for _n, key, _code in self.options})


class _Table:
    def __init__(self, sheet: str, headers: Sequence[str], shape: SurveyShape) -> None:
        self._sheet, self._headers, self._shape = sheet, list(headers), shape
        self._readings: dict[str, _Reading] = {}
        self._readers = field_readers(shape)
        self._answers: dict[tuple[str, str], Any] = {}
        self._problems: list[Problem] = []
        self._more = 0
        self._responses: list[Answered] = []
        self._seen: dict[tuple[str, str, str], int] = {}
        self._hashes: Counter[str] = Counter()
        self._with_numbers: Counter[str] = Counter()
        self._usual = self._usual_form()

    # -- which questionnaire ----------------------------------------------------------------------------------------

    def _usual_form(self) -> str:
        """The questionnaire of rows that do not name one: the chosen, the only, or the one that fits best."""
        forms = self._shape.forms
        if self._shape.form:
            if self._shape.form not in forms:
                raise UserError(_("There is no questionnaire “{key}”.").format(key=self._shape.form))
            return self._shape.form
        if len(forms) == 1:
            return next(iter(forms))
        known = {key: self._reading(key).known for key in forms}
        best = max(known.values())
        fitting = [key for key, n in known.items() if n == best > 0]
        return fitting[0] if len(fitting) == 1 else ""

    def _reading(self, key: str) -> _Reading:
        if key not in self._readings:
            form = self._shape.forms[key]
            self._readings[key] = _Reading(form, columns.meanings(self._headers, form))
            for asked in form.questions.values():
                self._answers[key, asked.key] = answer_reader(asked)
        return self._readings[key]

    # -- rows -------------------------------------------------------------------------------------------------------

    def read(self, rows: Iterable[RawRow]) -> None:
        """Read all rows."""
        width = len(self._headers)
        if not self._usual and not any(columns.fold(header) == "questionnaire" for header in self._headers):
            raise UserError(_("None of the columns is a question of a questionnaire here. Choose the questionnaire."))
        named = next((n for n, header in enumerate(self._headers) if columns.fold(header) == "questionnaire"), None)
        for number, row in rows:
            if len(self._responses) >= MOST_RESPONSES:
                raise UserError(_("This file has more than {most} rows. Split it.").format(most=shown(MOST_RESPONSES)))
            padded = (*row[:width], *(None,) * (width - len(row)))
            key = self._form_of(number, padded[named] if named is not None else None)
            if key:
                self._row(number, padded, self._reading(key))

    def _form_of(self, number: int, raw: Any) -> str:
        key = str(raw).strip() if raw is not None else ""
        if key and key not in self._shape.forms:
            known = {columns.fold(each): each for each in self._shape.forms}
            if columns.fold(key) not in known:
                self._note(number, "questionnaire", _("There is no questionnaire “{key}”.").format(key=key[:40]))
                return ""
            key = known[columns.fold(key)]
        if not key and not self._usual:
            self._note(number, "questionnaire", _("This cell must be filled."))
        return key or self._usual

    def _row(self, number: int, row: Sequence[Any], reading: _Reading) -> None:
        count = len(self._problems) + self._more
        values = self._fields(number, row, reading)
        answers = self._answered(number, row, reading)
        if len(self._problems) + self._more > count:
            return
        if not answers and not any(values.get(name) is not None for name in _PROFILE):
            return
        round_ = str(values.pop("round", "") or self._shape.round or self._year(number, values))
        submission = values.pop("submission_id", "") or self._own_id(reading.form.key, round_, values, answers)
        values.pop("questionnaire", None)
        if not round_:
            return
        place = (reading.form.key, round_, submission)
        first = self._seen.setdefault(place, number)
        if first != number:
            self._note(number, "submission_id", _("The same as row {row}. Keep one of them.").format(row=first))
            return
        self._responses.append(Answered(number, reading.form.key, round_, submission, values, answers))

    def _year(self, number: int, values: Mapping[str, Any]) -> str:
        """The round of a file that does not say it: the year of the interview."""
        if isinstance(values.get("date"), dt.date):
            return str(values["date"].year)
        self._note(number, "round", _("Neither the round nor the day is given. Choose the round of this file."))
        return ""

    def _own_id(self, form: str, round_: str, values: Mapping[str, Any], answers: Mapping[str, str]) -> str:
        """An identifier for a row without one: the same row of the same file is recognised again."""
        told = repr((form, round_, sorted(values.items()), sorted(answers.items())))
        digest = hashlib.sha256(told.encode()).hexdigest()[:24]
        self._hashes[digest] += 1
        return f"row-{digest}-{self._hashes[digest]}"

    def _fields(self, number: int, row: Sequence[Any], reading: _Reading) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for place, key, memory in reading.fields:
            if key not in values and row[place] not in (None, ""):
                value = memory.get(row[place])
                if value is None:
                    value = self._meaning(memory, row[place], self._readers[key], number, place)
                if value not in (None, ""):
                    values[key] = value
        if values.get("youth") is None and values.get("age") is not None:
            values["youth"] = values["age"] in YOUTH
        village = values.get("village_code", "")
        if village:
            home = village.partition("-")[0] if "-" in village else village[:6]
            if values.setdefault("commune_code", home) != home:
                self._note(number, "village_code", _("This village is not in that commune."))
        return values

    def _answered(self, number: int, row: Sequence[Any], reading: _Reading) -> dict[str, str]:
        form = reading.form
        found: dict[str, str] = {}
        for place, key, memory in reading.questions:
            raw = row[place]
            if raw is None or raw == "":
                continue
            answer = memory.get(raw)
            if answer is None:
                answer = self._meaning(memory, raw, self._answers[form.key, key], number, place)
            if answer == LEFT_OUT:
                self._with_numbers[key] += 1
            elif answer and found.setdefault(key, answer) != answer:
                self._note(number, self._headers[place], _("Another column has another answer to the same question."))
        if reading.options:
            found.update(self._chosen(row, reading))
        return found

    def _chosen(self, row: Sequence[Any], reading: _Reading) -> Iterator[tuple[str, str]]:
        """Answers that have a column each."""
        chosen: dict[str, set[str]] = {}
        for place, key, code in reading.options:
            if _is_true(row[place]):
                chosen.setdefault(key, set()).add(code)
        return ((key, joined(reading.form.questions[key], codes)) for key, codes in chosen.items())

    def _meaning(self, memory: dict[Any, Any], raw: Any, reader: Any, number: int, place: int) -> Any:
        """What a cell means; the same cells of a column are worked out once."""
        if len(memory) >= MOST_REMEMBERED:
            memory.clear()
        try:
            value = reader(raw)
        except UserError as error:
            self._note(number, self._headers[place], error.text)
            return None
        memory[raw] = value
        return value

    def _note(self, number: int, column: str, text: str) -> None:
        if len(self._problems) < MOST_LISTED:
            self._problems.append(Problem(self._sheet, number, column, text))
        else:
            self._more += 1

    # -- what was found -----------------------------------------------------------------------------------------------

    def staged(self, unknown: Sequence[tuple[str, str]]) -> StagedSurvey:
        """Everything that was read."""
        first = self._responses[0].form if self._responses else self._usual or next(iter(self._readings), "")
        targets = self._readings[first].targets if first in self._readings else []
        used = [self._readings[key].targets for key in {each.form for each in self._responses} or {first} if key]
        strange = [
            header
            for place, header in enumerate(self._headers)
            if header and used and all(targets[place].kind == columns.UNKNOWN for targets in used)
        ]
        return StagedSurvey(
            rows={},
            problems=tuple(self._problems),
            unknown_columns=(*unknown, *((self._sheet, header) for header in strange)),
            more=self._more,
            responses=tuple(self._responses),
            form=first,
            headers=tuple(self._headers),
            targets=tuple(targets),
            refused=tuple(self._refused(targets)),
        )

    def _refused(self, targets: Sequence[Target]) -> Iterator[str]:
        days = [target.rank for target in targets if (target.kind, target.key) == (columns.FIELD, "date")]
        for header, target in zip(self._headers, targets, strict=True):
            is_clock = target.kind == columns.FIELD and target.rank >= columns.CLOCK
            if target.kind == columns.PERSONAL:
                yield _(personal.REASONS[target.key]).format(column=header)
            elif is_clock and target.rank > min(days):
                yield _(personal.REASONS[personal.TIME]).format(column=header)
            elif is_clock:
                yield _("“{column}”: only the day is used, never the hour.").format(column=header)
        for key, n in self._with_numbers.items():
            yield _("“{column}”: {n} answers with a telephone number were left out.").format(column=key, n=shown(n))


def _is_true(raw: Any) -> bool:
    if isinstance(raw, str):
        return raw.strip().casefold() in _TRUE or raw.strip() == "១"
    return raw in (1, True)
