"""Questionnaires from a file: questions in both languages, their answers, and what counts as satisfied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.export import sheets
from facilitator.export.compose.template_questionnaire import questionnaire_template
from facilitator.export.compose.template_survey import survey_template
from facilitator.models.imports import kinds
from facilitator.models.imports.kinds import Found
from facilitator.models.store import Store
from facilitator.models.survey import Question, Questionnaire
from facilitator.models.survey_results import record, satisfied_codes

HEAD = "questionnaire,key,text_km,text_en,kind,answers,satisfied,title_en"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        yield made


def load(store: Store, path: Path) -> Found:
    kind = kinds.kind("questionnaire")
    staged = kind.read(path, kind.shape(store, None))
    found = kinds.preview(store, None, kind, staged)
    if not found.problems:
        kinds.apply(store, None, kind, staged)
    return found


def from_lines(store: Store, folder: Path, *lines: str) -> Found:
    path = folder / "questions.csv"
    path.write_text("\n".join([HEAD, *lines]), "utf-8")
    return load(store, path)


def test_questions_keep_their_order_and_what_counts(store: Store, tmp_path: Path) -> None:
    from_lines(
        store,
        tmp_path,
        "care,authorities,ពេញចិត្តទេ?,Satisfied?,scale5,,,Care",
        "care,seen,,Seen it?,yes_no,,no,",
        "care,first,,First?,choice,road school,road,",
        "care,waiting_time,,Minutes?,number,,,",
    )
    (made,) = store.all(Questionnaire)
    assert made.title_en == "Care"
    assert [(each.key, satisfied_codes(each)) for each in made.questions] == [
        ("authorities", ("4", "5")),
        ("seen", ("no",)),
        ("first", ("road",)),
        ("waiting_time", ()),
    ]
    again = from_lines(store, tmp_path, "care,first,,Which first?,choice,road school bridge,,", "care,more,,,text,,,")
    assert [problem.column for problem in again.problems] == ["text_km"]  # a question without words
    from_lines(store, tmp_path, "care,first,,Which first?,choice,road school bridge,,")
    assert [each.code for each in made.question("first").answers] == ["road", "school", "bridge"]
    assert made.question("first").satisfied == ["road"]  # an empty cell leaves what is there


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("care,phone,,Your number?,text,,,", "key"),
        ("care,respondent_name,,Who are you?,text,,,", "key"),
        ("care,gender,,Gender?,choice,woman man,,", "key"),
        ("care,first,,First?,choice,,,", "answers"),
        ("care,first,,First?,choice,road,bridge,", "satisfied"),
        ("care,first,,First?,poll,road,,", "kind"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_cell(store: Store, tmp_path: Path, line: str, column: str) -> None:
    (problem,) = from_lines(store, tmp_path, line).problems
    assert (problem.row, problem.column) == (2, column)
    assert store.all(Question) == []


def test_an_answered_question_keeps_its_kind(store: Store, tmp_path: Path) -> None:
    from_lines(store, tmp_path, "care,seen,,Seen it?,yes_no,,,")
    with store.transaction("Answer"):
        record(store.all(Questionnaire)[0].round("1"), {"seen": "yes"})
    (problem,) = from_lines(store, tmp_path, "care,seen,,Seen it?,scale5,,,").problems
    assert problem.column == "kind"


def test_both_templates_go_back_in(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "questions.xlsx"
    path.write_bytes(sheets.xlsx(questionnaire_template()))
    load(store, path)
    question = store.all(Question)[0]
    assert [(each.code, each.text_km, each.text_en) for each in question.answers] == [
        ("health_centre", "មណ្ឌលសុខភាព", "Health centre"),
        ("school", "សាលាបឋមសិក្សា", "Primary school"),
    ]
    path.write_bytes(sheets.xlsx(questionnaire_template(store)))
    assert not load(store, path).changes
    path.write_bytes(sheets.xlsx(survey_template(store)))
    kind = kinds.kind("survey")
    staged = kind.read(path, kind.shape(store, None))
    assert (staged.problems, staged.unknown_columns) == ((), ())
    assert kinds.preview(store, None, kind, staged).lines == ("satisfaction, round 2026: 1 new",)
