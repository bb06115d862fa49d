"""Reading in a process of its own: what it may take, how it ends, and that the program goes on."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from facilitator.errors import UserError
from facilitator.models.imports import apart, limits, sources, worker
from facilitator.models.imports.workbook import RawRow


def book(path: Path, *sheets: list[list[Any]]) -> Path:
    made = Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets):
        page = made.create_sheet(f"sheet{number}")
        for row in rows:
            page.append(row)
    made.save(path)
    return path


def children() -> list[int]:
    """The processes that this one has started and that have not ended."""
    found = Path(f"/proc/self/task/{os.getpid()}/children")
    return [int(word) for word in found.read_text().split()]


def pretend(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str) -> Path:
    """Let another program be started instead of ours; gives a file that it is to read."""
    (tmp_path / "pretended.py").write_text(f"import json, os, sys, time\n{code}\n")
    monkeypatch.setattr(apart, "WORKER", "pretended")
    monkeypatch.setattr(apart.paths, "RESOURCES", tmp_path / "resources")
    path = tmp_path / "file.csv"
    path.write_text("a\n1\n")
    return path


def test_cells_arrive_as_they_are(tmp_path: Path) -> None:
    day = dt.datetime(2026, 11, 22)
    row = ["ក\u200bខ", 3, -2.5, True, None, day, 10**14, "", "=1"]
    path = book(tmp_path / "book.xlsx", [["a"], row])
    with apart.opened(path, worker.BOOK) as ((name, rows),):
        found = list(rows)
    assert name == "sheet0"
    assert found[0] == RawRow(1, ("a",))
    assert found[1].cells[:7] == (*row[:5], day, 10**14)
    assert [type(cell) for cell in found[1].cells[:6]] == [str, int, float, bool, type(None), dt.datetime]


def test_sheets_are_read_in_turn_and_may_be_left(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", [[n] for n in range(500)], [["second"]], [["third"]])
    with apart.opened(path, worker.BOOK) as sheets:
        (_first, first), (_second, second), (_third, third) = sheets
        assert next(first).cells == (0,)
        assert [row.cells for row in third] == [("third",)]
        assert [row.cells for row in second] == [("second",)]


def test_nothing_is_left_running(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", [[n] for n in range(5000)])
    before = children()
    with apart.opened(path, worker.BOOK) as ((_name, rows),):
        next(rows)
        assert len(children()) == len(before) + 1
    assert children() == before

    def stop(_part: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), apart.opened(path, worker.BOOK, stop) as ((_name, rows),):
        list(rows)
    assert children() == before


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("sys.exit(3)", "cannot be read"),
        ("print('rubbish')", "cannot be read"),
        ("print('[' * 100000)", "cannot be read"),
        ("print('[]')", "cannot be read"),
        ("print('{}')", "cannot be read"),
        ("print('7')", "cannot be read"),
        ("print('[\"sheets\"]')", "cannot be read"),
        ("print('[\"sheets\", 5]')", "cannot be read"),
        ('print(\'["part", "x"]\')', "cannot be read"),
        ("print(json.dumps(['sheets', ['a']])); print('[\"rows\", [[1]]]')", "cannot be read"),
        ("print(json.dumps(['sheets', ['a']])); print('[\"rows\", [[1, [{\"day\": \"x\"}]]]]')", "cannot be read"),
        ("sys.stdout.write('x' * (1 << 25))", "cannot be read"),
        ("os.kill(os.getpid(), 9)", "too much time or memory"),
        ("os.abort()", "too much time or memory"),
        ("time.sleep(600)", "too much time or memory"),
        ("print(json.dumps(['sheets', ['a']]), flush=True); time.sleep(600)", "too much time or memory"),
        ("print(json.dumps(['refused', 'A sentence.']))", "A sentence."),
        ("print(json.dumps(['large']))", "too much time or memory"),
    ],
)
def test_whatever_it_does_the_answer_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str, sentence: str
) -> None:
    path = pretend(monkeypatch, tmp_path, code)
    monkeypatch.setattr(limits, "seconds_for", lambda size: 0.5)
    with pytest.raises(UserError, match=sentence), sources.opened(path, ["a"]) as source:
        list(source.tables[0][1])
    assert children() == []


def test_memory_is_limited(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    code = """
from pathlib import Path
from facilitator.models.imports import limits, worker
def greedy(path, progress=None):
    raise SystemExit(len(bytearray(10 ** 9)))
worker.WAYS["table"] = greedy
worker.main(sys.argv[1:])
"""
    path = pretend(monkeypatch, tmp_path, code)
    with pytest.raises(UserError, match="too much time or memory"), sources.opened(path, ["a"]):
        pass


def test_time_is_limited(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    code = """
from facilitator.models.imports import limits, worker
limits.seconds_for = lambda size: 1
def endless(path, progress=None):
    while True:
        pass
worker.WAYS["table"] = endless
worker.main(sys.argv[1:])
"""
    path = pretend(monkeypatch, tmp_path, code)
    with pytest.raises(UserError, match="too much time or memory"), sources.opened(path, ["a"]):
        pass


def test_it_may_not_write(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    code = """
from facilitator.models.imports import worker
def writing(path, progress=None):
    path.with_name("stolen").write_bytes(b"x" * 10)
worker.WAYS["table"] = writing
worker.main(sys.argv[1:])
"""
    path = pretend(monkeypatch, tmp_path, code)
    with pytest.raises(UserError), sources.opened(path, ["a"]):
        pass
    assert not (tmp_path / "stolen").exists() or (tmp_path / "stolen").stat().st_size == 0


def test_limits_grow_with_the_file() -> None:
    assert limits.memory_for(1 << 20) < 500 << 20
    assert limits.memory_for(30 << 20) > limits.memory_for(1 << 20)
    assert limits.seconds_for((1 << 20) - 1) == 10
    assert limits.seconds_for(5 << 20) == 60


def test_a_pipe_a_device_and_a_folder_are_no_files(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero")):
        with pytest.raises(UserError, match="is no file that can be read"):
            apart.size_of(path)
    with pytest.raises(UserError, match="cannot be opened"):
        apart.size_of(tmp_path)


def test_the_language_of_the_screen_is_spoken(tmp_path: Path, use_language: Any) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(b"\xff")
    use_language("km")
    with pytest.raises(UserError, match="UTF-8") as refused, sources.opened(path, ["a"]) as source:
        list(source.tables[0][1])
    assert "ត្រូវ" in refused.value.text.replace("\u200b", "")
    assert sys.modules.get("numpy", True)
