"""One window for one database: a second start asks the first, which comes to the front."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from facilitator.errors import UserError
from facilitator.ui import single
from facilitator.ui.single import Single


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "commune.db"


@pytest.fixture
def first(qtbot: QtBot, path: Path) -> Single:
    holder = Single(path)
    assert holder.first
    return holder


def test_the_first_window_answers_a_second_start(qtbot: QtBot, first: Single, path: Path) -> None:
    first.listen()
    second = Single(path)
    assert not second.first
    with qtbot.waitSignal(first.asked, timeout=5000):
        waiting = threading.Thread(target=second.raise_other)
        waiting.start()
    waiting.join()
    assert [file.name for file in path.parent.iterdir()] == ["commune.db.lock"]
    first.release()


def test_other_files_of_the_folder_are_no_question(qtbot: QtBot, first: Single, path: Path) -> None:
    first.listen()
    with qtbot.assertNotEmitted(first.asked, wait=300):
        path.with_name("commune.db-wal").write_bytes(b"")
    first.release()


def test_where_nobody_answers_a_sentence_says_so(first: Single, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single, "ANSWER_S", 0.1)
    with pytest.raises(UserError, match=r"commune\.db"):
        Single(path).raise_other()
    assert [file.name for file in path.parent.iterdir()] == ["commune.db.lock"]
    first.release()


def test_a_note_from_before_is_not_answered(qtbot: QtBot, first: Single, path: Path) -> None:
    path.with_name("commune.db.raise").touch()
    with qtbot.assertNotEmitted(first.asked, wait=300):
        first.listen()
    first.release()


def test_a_released_database_can_be_taken(first: Single, path: Path) -> None:
    first.listen()
    first.release()
    after = Single(path)
    assert after.first
    after.release()
