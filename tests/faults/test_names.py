"""No person's name in the names of files, in logs and reports, in titles of windows, in metadata of what goes out."""

from __future__ import annotations

import datetime as dt
import getpass
import io
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy.exc import StatementError

from facilitator import log
from facilitator.export import papers, whole_cycle
from facilitator.export.compose import cycle_tables
from facilitator.models import backup
from facilitator.models.cycle import Cycle
from facilitator.models.stages import STAGES
from facilitator.models.store import Store
from facilitator.models.survey import Response, SurveyRound
from facilitator.settings import Settings
from tests.faults import injection
from tests.models.sample import full_cycle
from tests.ui.window_robot import WindowRobot

NAMES = ("Zacharias", "ហ៊ុន ចន្ថា", "092777888")
"""What stands wherever the program takes a name or a telephone number."""

OF_PEOPLE = {
    "Person": ("name", "phone", "organisation"),
    "Action": ("responsible", "lead", "proposer"),
    "FollowUp": ("checked_by",),
    "InputCheck": ("confirmed_by",),
    "Response": ("enumerator",),
    "SurveyRound": ("enumerators",),
}


@pytest.fixture
def named(tmp_path: Path) -> Iterator[tuple[Store, Cycle]]:
    """A cycle in which everybody has one of the names, written by somebody of that name."""
    with Store.create(tmp_path / "commune.db", who=NAMES[0]) as store:
        cycle = full_cycle(store)
        entities = {entity.__name__: entity for entity, _field in injection.fields()}
        assert set(OF_PEOPLE) <= {*entities, Response.__name__, SurveyRound.__name__}
        with store.transaction("Names", cycle=cycle):
            for kind, fields in OF_PEOPLE.items():
                for record in store.all(entities[kind]):
                    for place, field in enumerate(fields):
                        setattr(record, field, NAMES[place % len(NAMES)])
        yield store, cycle


def names_in(told: str | bytes) -> list[str]:
    """The names that are told, and this machine's user and name."""
    text = told.decode("utf-8", "replace") if isinstance(told, bytes) else told
    machine = [each for each in (getpass.getuser(), socket.gethostname()) if len(each) > 4]
    return [name for name in (*NAMES, *machine) if name in text]


def test_names_of_files(named: tuple[Store, Cycle], tmp_path: Path, user_folders: Path) -> None:
    store, cycle = named
    backup.make(store, "work")
    for form in whole_cycle.FORMS:
        name = cycle_tables.file_name(cycle, form)
        whole_cycle.write(cycle_tables.cycle_tables(store, cycle, survey_rows=True), form, tmp_path / "out" / name)
    told = [job.file_name(language) for language in papers.LANGUAGES for job in papers.jobs(store, cycle)]
    told += [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")]
    told += [path.name for path in user_folders.rglob("*")]
    assert len(told) > 100
    assert [each for each in told if names_in(each)] == []


def test_metadata_of_papers(named: tuple[Store, Cycle]) -> None:
    seen: set[str] = set()
    for job, document in injection.documents(*named):
        if job.paper.key in seen or job.paper.bulky:
            continue
        seen.add(job.paper.key)
        reader = pypdf.PdfReader(io.BytesIO(papers.render(job.paper, document, "km")))
        packet = reader.xmp_metadata
        assert reader.metadata is not None
        told = [*map(str, reader.metadata.values()), str(packet.stream.get_data()) if packet else ""]
        assert [each for each in told if names_in(each)] == [], job.paper.key
        assert f"{dt.date.today():%Y%m%d}" not in str(reader.metadata.get("/CreationDate", ""))  # the record's day
    assert len(seen) > 15


def test_metadata_of_workbooks(named: tuple[Store, Cycle], tmp_path: Path) -> None:
    path = tmp_path / "all.xlsx"
    whole_cycle.write(cycle_tables.cycle_tables(*named), "xlsx", path)
    properties = load_workbook(path).properties
    assert (properties.creator or "", properties.lastModifiedBy or "") == ("", "")
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            assert not names_in(name)
            if name.startswith("docProps"):
                assert not names_in(archive.read(name))
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


def test_backups_are_named_by_number_and_hide_nothing_in_their_heads(named: tuple[Store, Cycle]) -> None:
    made = backup.make(named[0], "work")
    assert not names_in(made.path.name)
    assert not names_in(made.path.read_bytes()[:512])


def test_logs_and_reports(named: tuple[Store, Cycle], user_folders: Path) -> None:
    log.set_up()
    store, cycle = named
    with pytest.raises(StatementError, match=NAMES[0]) as raised, store.transaction("Broken", cycle=cycle):
        cycle.people[0].position = NAMES  # type: ignore[assignment]
    log.write_report(raised.value)
    log.logging.getLogger("test").error("a fault", exc_info=raised.value)
    told = [path for path in user_folders.rglob("*") if path.is_file()]
    assert any(path.name.startswith("report-") for path in told)
    assert [path.name for path in told if names_in(path.read_bytes())] == []


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_titles_of_windows(named: tuple[Store, Cycle], qtbot: QtBot) -> None:
    store, cycle = named
    path, key = store.path, str(cycle.id)
    store.close()
    robot = WindowRobot(qtbot, path, Settings(language="en"))
    robot.wait_for_store()
    robot.open_cycle(key, "prepare")
    titles = set()
    for stage in STAGES:
        robot.view.show_stage(stage)
        QApplication.processEvents()
        titles |= {window.windowTitle() for window in QApplication.topLevelWidgets()}
    robot.window.close()
    assert [title for title in titles if names_in(title)] == []
    assert any(titles)
