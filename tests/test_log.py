"""Log and report tell where an error was, and never what a person typed."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from facilitator import log
from facilitator.errors import UserError

SECRETS = ("Sok Chantha", "012345678", "ភូមិអូរធំ")


@pytest.fixture(autouse=True)
def _own_logging() -> Iterator[None]:
    """Whatever a test sets up is taken down again."""
    root = logging.getLogger()
    handlers, level, raising = list(root.handlers), root.level, logging.raiseExceptions
    yield
    for handler in root.handlers[:]:
        if handler not in handlers:
            root.removeHandler(handler)
            handler.close()
    root.setLevel(level)
    logging.raiseExceptions = raising


def sql(secret: str) -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE person (name UNIQUE)"))
        for _ in range(2):
            connection.execute(text("INSERT INTO person VALUES (:name)"), {"name": secret})


def key(secret: str) -> None:
    empty: dict[str, int] = {}
    empty[secret]


def number(secret: str) -> None:
    int(secret + "x")


def sentence(secret: str) -> None:
    raise UserError(secret)


def chained(secret: str) -> None:
    try:
        int(secret + "x")
    except ValueError as error:
        raise LookupError(secret) from error


def file(secret: str) -> None:
    Path(secret).read_text()


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("fail", [sql, key, number, sentence, chained, file])
def test_neither_log_nor_report_holds_a_value(fail: object, secret: str) -> None:
    log.set_up()
    assert callable(fail)
    with pytest.raises(Exception) as caught:
        fail(secret)
    logging.getLogger("facilitator").error("it failed", exc_info=caught.value)
    report = log.write_report(caught.value)
    for written in (log.log_file().read_text(), report.read_text()):
        assert secret not in written
        assert "test_log.py" in written
        assert type(caught.value).__name__ in written


def test_a_report_says_where_and_with_what(user_folders: Path) -> None:
    with pytest.raises(KeyError) as caught:
        key("x")
    report = log.write_report(caught.value)
    written = report.read_text()
    assert report.parent == log.log_file().parent
    assert "in key" in written or " key\n" in written
    assert "builtins.KeyError" in written
    assert f"Python {sys.version.split()[0]}" in written
    assert "sqlalchemy" in written
    assert str(Path.home()) not in written
    assert str(Path(__file__).parent) not in written


def test_causes_come_first() -> None:
    with pytest.raises(LookupError) as caught:
        chained("x")
    described = log.describe(caught.value)
    assert described.index("builtins.ValueError") < described.index("builtins.LookupError")


def test_messages_about_code_are_kept() -> None:
    with pytest.raises(AttributeError) as caught:
        _ = Path.nothing  # type: ignore[attr-defined]
    assert "nothing" in log.describe(caught.value)


def test_only_the_newest_reports_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "REPORTS", 3)
    made = [log.write_report(ValueError()) for _ in range(5)]
    left = set(log.log_file().parent.glob("report-*.txt"))
    assert len(left) == 3
    assert left <= set(made)


def test_the_log_rotates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "LARGEST", 2000)
    log.set_up()
    for n in range(200):
        logging.getLogger("facilitator").info("line %s", n)
    assert len(list(log.log_file().parent.glob("facilitator.log*"))) == log.FILES


def test_a_folder_that_cannot_be_written_never_stops_a_start(user_folders: Path) -> None:
    user_folders.parent.mkdir(parents=True, exist_ok=True)
    user_folders.write_text("a file where the folder should be")
    log.set_up()
    logging.getLogger("facilitator").warning("still running")
    with pytest.raises(UserError):
        log.write_report(ValueError())
