"""The kind `questionnaire` (docs/interfaces.md): the questions of a survey in both languages, and their answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from facilitator.i18n import N_, _
from facilitator.models.imports import cells, personal
from facilitator.models.imports.kinds import Kind
from facilitator.models.imports.staging import CellError, Column, Problem, Row, SheetKind, Staged
from facilitator.models.imports.survey_columns import FIELDS
from facilitator.models.imports.writing import CHANGED, NEW, SAME, Writer, take
from facilitator.models.survey import QUESTION_KINDS, Answer, Question, Questionnaire, Response
from facilitator.models.survey_results import choices

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle
    from facilitator.models.store import Store

QUESTIONNAIRE, ANSWERS = "questionnaire", "answers"
_OWN_ANSWERS = ("choice", "multi")
_WITH_CODES = (*_OWN_ANSWERS, "scale5", "yes_no")


def _code(raw: Any) -> str:
    return cells.key(cells.figures(raw))


def sheets(_shape: object = None) -> tuple[SheetKind, ...]:
    """The questions, and the words of their answers."""
    return (
        SheetKind(
            QUESTIONNAIRE,
            N_("The questions, one row each, in the order in which they are asked."),
            (
                Column(QUESTIONNAIRE, cells.key, N_("Key of the questionnaire: one word."), required=True),
                Column(
                    "key", cells.key, N_("Key of the question: one word; the column of its answers."), required=True
                ),
                Column("text_km", cells.text, N_("The question in Khmer.")),
                Column("text_en", cells.text, N_("The question in English.")),
                Column(
                    "kind",
                    cells.one_of(lambda: QUESTION_KINDS),
                    N_("How it is answered: 1 to 5, yes or no, one of several, several, a number, or words."),
                    required=True,
                    choices=lambda: QUESTION_KINDS,
                ),
                Column("answers", cells.several(_code), N_("Codes of the answers, with spaces."), as_text=True),
                Column(
                    "satisfied",
                    cells.several(_code),
                    N_("Codes of the answers that count as satisfied, with spaces; 4 5 and yes when empty."),
                    as_text=True,
                ),
                Column("title_km", cells.text, N_("Title of the questionnaire in Khmer; one row is enough.")),
                Column("title_en", cells.text, N_("Title of the questionnaire in English; one row is enough.")),
            ),
            key=(QUESTIONNAIRE, "key"),
            required=True,
        ),
        SheetKind(
            ANSWERS,
            N_("The words of the answers, where a question has answers of its own."),
            (
                Column("key", cells.key, N_("Key of the question."), required=True),
                Column("code", _code, N_("Code of the answer."), required=True, as_text=True),
                Column("text_km", cells.text, N_("The answer in Khmer.")),
                Column("text_en", cells.text, N_("The answer in English.")),
            ),
            key=("key", "code"),
        ),
    )


class QuestionnaireWriter(Writer):
    """Adds questions and answers, and brings known ones up to date; none is deleted."""

    def __init__(self, store: Store, staged: Staged) -> None:
        super().__init__(store, staged)
        self._known = {each.key: each for each in store.all(Questionnaire)}
        self._asked: dict[str, list[Question]] = {}
        self._rows: list[tuple[Row, Question]] = []
        self._answered: dict[str, frozenset[str]] = {}

    def write(self) -> None:
        """Write every row; look at `problems` before committing."""
        self.each(QUESTIONNAIRE, self._question)
        self.each(ANSWERS, self._answer)
        for row, question in self._rows:
            self._check(row, question)

    # -- questions---------------------------------------------------------------------------------------------

    def _question(self, row: Row) -> str:
        key, kind = row.get("key"), row.get("kind")
        _refuse_key(key, kind)
        made = self._questionnaire(row)
        question = next((each for each in made.questions if each.key == key), None)
        if question is None:
            question = Question(key=key, position=len(made.questions), satisfied=[], text_km="", text_en="", kind=kind)
            made.questions.append(question)
            before = None
        else:
            before = _state(question)
            self._refuse_other_kind(made, question, kind)
        take(question, row, "text_km", "text_en", "kind")
        if not (question.text_km or question.text_en):
            raise CellError("text_km", _("Write the question in Khmer or in English."))
        for code in row.get("answers", ()) if kind in _OWN_ANSWERS else ():
            _answer_of(question, code)
        if "satisfied" in row.values:
            question.satisfied = list(row.values["satisfied"])
        self._asked.setdefault(key, []).append(question)
        self._rows.append((row, question))
        return NEW if before is None else SAME if _state(question) == before else CHANGED

    def _questionnaire(self, row: Row) -> Questionnaire:
        key = row.get(QUESTIONNAIRE)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = Questionnaire(key=key, title_km="", title_en="")
            self.store.session.add(found)
        take(found, row, "title_km", "title_en")
        return found

    def _refuse_other_kind(self, made: Questionnaire, question: Question, kind: str) -> None:
        if kind != question.kind and question.key in self._answered_in(made):
            raise CellError("kind", _("People have answered this question; how it is answered can no longer change."))

    def _answered_in(self, made: Questionnaire) -> frozenset[str]:
        if made.key not in self._answered:
            rounds = [each.id for each in made.rounds]
            given = self.store.session.scalars(select(Response.answers).where(Response.round_id.in_(rounds)))
            self._answered[made.key] = frozenset(key for answers in given for key in answers)
        return self._answered[made.key]

    # -- answers-----------------------------------------------------------------------------------------------

    def _answer(self, row: Row) -> str:
        key, code = row.get("key"), row.get("code")
        questions = self._asked.get(key) or [
            each for made in self._known.values() for each in made.questions if each.key == key
        ]
        if not questions:
            raise CellError("key", _("There is no question “{key}”.").format(key=key))
        outcomes = set()
        for question in questions:
            if question.kind not in _WITH_CODES:
                raise CellError(
                    "key", _("This question is answered with a number or words; it has no answers to choose.")
                )
            if question.kind not in _OWN_ANSWERS and code not in choices(question):
                raise CellError(
                    "code",
                    _("This question is answered with one of: {codes}.").format(codes=", ".join(choices(question))),
                )
            answer, is_new = _answer_of(question, code)
            before = (answer.text_km, answer.text_en)
            take(answer, row, "text_km", "text_en")
            outcomes.add(NEW if is_new else SAME if before == (answer.text_km, answer.text_en) else CHANGED)
        return next(each for each in (NEW, CHANGED, SAME) if each in outcomes)

    def _check(self, row: Row, question: Question) -> None:
        """What only shows when all answers are known."""
        codes = choices(question)
        try:
            if question.kind in _OWN_ANSWERS and not codes:
                raise CellError("answers", _("Write the codes of the answers that can be chosen."))
            if wrong := [code for code in question.satisfied if code not in codes]:
                raise CellError("satisfied", _("“{code}” is none of the answers.").format(code=wrong[0]))
        except CellError as error:
            self.problems.append(Problem(QUESTIONNAIRE, row.number, error.column, error.text))


def _answer_of(question: Question, code: str) -> tuple[Answer, bool]:
    """The answer with that code, made when there is none; and whether it was made."""
    found = next((answer for answer in question.answers if answer.code == code), None)
    if found is not None:
        return found, False
    made = Answer(code=code, position=len(question.answers), text_km="", text_en="")
    question.answers.append(made)
    return made, True


def _refuse_key(key: str, kind: str) -> None:
    """A question is no column of its own kind, and asks for nothing that is never stored."""
    if key.casefold() in FIELDS or "/" in key:
        raise CellError("key", _("“{key}” is the name of another column. Choose another key.").format(key=key))
    why = personal.reason(key) if kind in ("text", "number") else ""
    if why and not (why == personal.TIME and kind == "number"):
        raise CellError("key", _("A survey never stores names, telephone numbers, positions or clock times."))


def _state(question: Question) -> dict[str, Any]:
    answers: Mapping[str, Any] = {each.code: (each.text_km, each.text_en) for each in question.answers}
    plain = {name: getattr(question, name) for name in ("text_km", "text_en", "kind")}
    return {**plain, "satisfied": list(question.satisfied), "answers": dict(answers)}


def _shape(_store: Store, _cycle: Cycle | None) -> None:
    return None


def _writer(store: Store, _cycle: Cycle | None, staged: Staged, _replace: bool) -> Writer:
    return QuestionnaireWriter(store, staged)


KIND = Kind(QUESTIONNAIRE, N_("Questionnaire from a file"), sheets, _writer, shape=_shape, of_cycle=False)
