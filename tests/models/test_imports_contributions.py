"""The ledger from a file: exact amounts, rows known by their id or by what they say, all or nothing."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.export import sheets
from facilitator.export.compose.template_contributions import contributions_template
from facilitator.models import contributing
from facilitator.models.action import add_action
from facilitator.models.contributing import Money
from facilitator.models.contribution import Contribution
from facilitator.models.imports import kinds
from facilitator.models.imports.kinds import Found
from facilitator.models.imports.shape import shape_of
from facilitator.models.store import Store
from tests.models.test_imports_votes import written
from tests.samples import add_commune, add_cycle

KIND = kinds.kind("contributions")
HEAD = ["id", "action", "source_kind", "source_name", "state", "form", "currency", "amount", "rate", "date"]
DAY = dt.date(2026, 5, 28)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        cycle = add_cycle(made, add_commune(made))
        with made.transaction("Plan", cycle=cycle):
            drain = add_action(cycle, "A", "សង់លូ")
            add_action(cycle, "A", "ជីក", drain)
            add_action(cycle, "B", "រៀបចំការិយាល័យ").key = "16"
        yield made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "contributions.csv"


@pytest.fixture(params=["contributions.csv", "contributions.xlsx"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A table, or a workbook, which is slower to read."""
    return tmp_path / str(request.param)


def row(**cells: object) -> list[object]:
    """An NGO that gave dollars."""
    known: dict[str, object] = {
        "action": "A.1", "source_kind": "local_ngo", "source_name": "អង្គការដៃគូ", "state": "received",
        "currency": "USD", "amount": 257.33, "rate": 4010, "date": DAY,
    }  # fmt: skip
    known |= cells
    return [known.get(name, "") for name in HEAD]


def look(store: Store, path: Path, *rows: list[object]) -> Found:
    written(path, [HEAD, *rows], "contributions")
    cycle = store.cycles()[0]
    return kinds.preview(store, cycle, KIND, KIND.read(path, shape_of(cycle)))


def load(store: Store, path: Path, *rows: list[object]) -> list[Contribution]:
    written(path, [HEAD, *rows], "contributions")
    cycle = store.cycles()[0]
    kinds.apply(store, cycle, KIND, KIND.read(path, shape_of(cycle)))
    return [gift for action in cycle.actions for gift in action.contributions]


def test_rows_become_contributions_and_are_known_when_they_come_again(store: Store, either: Path) -> None:
    rows = [row(), row(action="A.1.1", currency="KHR", amount="៤៨.០០០.០០០", rate="", form="labour", state="promised")]
    found = look(store, either, *rows)
    assert found.counts["contributions"] == {"new": 2}
    assert found.lines == ("Promised in this file: 48,000,000\u00a0riel", "Received in this file: $257.33")
    dollars, riel = load(store, either, *rows)
    assert (dollars.amount, dollars.rate, dollars.date, dollars.form) == (25_733, 4010, DAY, "cash")
    assert (riel.amount, riel.currency, riel.state, riel.form) == (48_000_000, "KHR", "promised", "labour")
    assert not look(store, either, *rows).changes
    store.undo()
    assert store.all(Contribution) == []


def test_a_row_with_an_id_changes_what_it_named(store: Store, path: Path) -> None:
    (gift,) = load(store, path, row(id="gift-1"))
    (again,) = load(store, path, row(id="gift-1", amount=300, source_name="", action="16"))
    assert (again.key, again.amount, again.source_name) == (gift.key, 30_000, "អង្គការដៃគូ")
    assert again.action.activity == "រៀបចំការិយាល័យ"
    (by_key,) = load(store, path, row(id=str(gift.key), amount=1))
    assert by_key.amount == 100


def test_an_activity_is_known_by_its_number_in_any_writing(store: Store, either: Path) -> None:
    numbers = ["A.1", "a.1", "ក.១", "A.១.", " A. 1 "]
    gifts = load(store, either, *(row(id=f"gift-{n}", action=number) for n, number in enumerate(numbers)))
    assert [gift.action.activity for gift in gifts] == ["សង់លូ"] * len(numbers)


def test_the_same_row_twice_is_counted_once_and_says_so(store: Store, path: Path) -> None:
    found = look(store, path, row(), row())
    assert found.counts["contributions"] == {"new": 1, "same": 1}
    assert "Row 3 says the same as row 2" in found.remarks[0]
    assert found.lines == ("Received in this file: $257.33",)
    assert len(load(store, path, row(id="1"), row(id="2"))) == 2


def test_amounts_are_read_exactly(store: Store, either: Path) -> None:
    written_and_kept: list[tuple[object, str, int]] = [
        ("4,257.33", "USD", 425_733),
        ("$8000", "usd", 800_000),
        (0.1, "USD", 10),
        (100.10000000000001, "USD", 10_010),
        ("៥០០,៥០", "ដុល្លារ", 50_050),
        (1250, "KHR", 1250),
        ("48 000 000៛", "រៀល", 48_000_000),
    ]
    rows = [row(id=f"gift-{n}", amount=typed, currency=each) for n, (typed, each, _kept) in enumerate(written_and_kept)]
    assert [gift.amount for gift in load(store, either, *rows)] == [
        kept for _typed, _currency, kept in written_and_kept
    ]


def test_a_true_number_never_parts_thousands(store: Store, tmp_path: Path) -> None:
    """1.25 in a cell is a dollar and a quarter; three decimals are refused, not read as 1,250."""
    path = tmp_path / "contributions.xlsx"
    assert load(store, path, row(amount=1.25))[0].amount == 125
    assert "two decimals" in look(store, path, row(amount=1.255)).problems[0].text


WRONG: list[tuple[dict[str, object], str, str]] = [
    ({"action": "A.9"}, "action", "no activity A.9"),
    ({"action": ""}, "action", "must be filled"),
    ({"amount": 10.5, "currency": "KHR"}, "amount", "whole number"),
    ({"amount": -5}, "amount", "not a number"),
    ({"amount": ""}, "amount", "must be filled"),
    ({"source_kind": "bank"}, "source_kind", "not known here"),
    ({"state": "perhaps"}, "state", "not known here"),
    ({"currency": "EUR"}, "currency", "not known here"),
    ({"rate": 0}, "rate", "not possible"),
    ({"date": "31/02/2026"}, "date", "no such day"),
]


def test_what_is_wrong_is_named_and_nothing_is_stored(store: Store, either: Path) -> None:
    rows = [row(), *(row(**changes) for changes, _column, _words in WRONG)]
    found = look(store, either, *rows)
    problems = {problem.row: problem for problem in found.problems}
    for number, (_changes, column, words) in enumerate(WRONG, 3):
        assert (problems[number].column, words in problems[number].text) == (column, True), number
    assert len(problems) == len(WRONG)
    with pytest.raises(UserError, match="row 4, column action"):
        load(store, either, *rows)
    assert store.all(Contribution) == []


def test_an_id_of_another_cycle_is_refused(store: Store, path: Path) -> None:
    (gift,) = load(store, path, row())
    later = add_cycle(store, store.cycles()[0].commune, 2027)
    with store.transaction("Plan", cycle=later):
        add_action(later, "A", "ផ្លូវ")
    written(path, [HEAD, row(id=str(gift.key))], "contributions")
    with pytest.raises(UserError, match="another cycle"):
        kinds.apply(store, later, KIND, KIND.read(path, shape_of(later)))
    assert load(store, path, row(id=str(uuid.uuid4()), source_name="ថ្មី"))[-1].source_name == "ថ្មី"


def test_the_filled_template_changes_nothing_and_holds_true_numbers(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path / "first.csv", row(), row(action="16", currency="KHR", amount=1_280_000, rate="", date=""))
    cycle = store.cycles()[0]
    path = tmp_path / "filled.xlsx"
    path.write_bytes(sheets.xlsx(contributions_template(cycle)))
    found = kinds.preview(store, cycle, KIND, KIND.read(path, shape_of(cycle)))
    assert found.counts["contributions"] == {"same": 2}
    assert not found.changes


def test_the_empty_template_has_an_example_that_reads(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    path.write_bytes(sheets.xlsx(contributions_template()))
    cycle = store.cycles()[0]
    staged = KIND.read(path, shape_of(cycle))
    assert (staged.problems, staged.unknown_columns) == ((), ())
    kinds.apply(store, cycle, KIND, staged)
    gifts = [gift for action in cycle.actions for gift in action.contributions]
    assert contributing.money(gifts, "received") == Money(cents=25_733)
