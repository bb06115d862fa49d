"""The start script: what it finds missing, what it installs again, and its main job without a display."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def start() -> ModuleType:
    """A fresh copy of the script as a module."""
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Recorder:
    """Stands in for `subprocess.call`: notes the commands and answers with one exit status."""

    def __init__(self, status: int = 0) -> None:
        self.status = status
        self.commands: list[list[str]] = []

    def __call__(self, command: list[str], **options: object) -> int:
        self.commands.append(command)
        return self.status


@pytest.fixture
def project(start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two locks, in place of the real project, whose environment looks made."""
    for name, path in {
        "ROOT": tmp_path,
        "VENV": tmp_path / ".venv",
        "PYTHON": tmp_path / ".venv" / "python",
        "LOCK": tmp_path / "requirements.lock",
        "DEV_LOCK": tmp_path / "requirements-dev.lock",
    }.items():
        monkeypatch.setattr(start, name, path)
    start.VENV.mkdir()
    (tmp_path / start.BYTE_CODE).parent.mkdir()
    for path in (start.PYTHON, start.LOCK, start.DEV_LOCK, tmp_path / "pyproject.toml", tmp_path / start.BYTE_CODE):
        path.write_text("first")
    return tmp_path


# --- system packages ---------------------------------------------------------------------------------------


def test_missing_libraries_are_named_by_package(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start.sys, "platform", "linux")
    monkeypatch.setattr(start, "has_library", lambda name: name != "libEGL.so.1")
    monkeypatch.setattr(start.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(start.shutil, "which", lambda name: None)
    assert start.missing_packages(for_tests=False) == ["python3-venv", "libegl1"]
    assert start.missing_packages(for_tests=True) == ["python3-venv", "libegl1", "poppler-utils"]


def test_windows_needs_no_system_packages(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start.sys, "platform", "win32")
    monkeypatch.setattr(start, "has_library", lambda name: False)
    assert start.missing_packages(for_tests=True) == []


def test_a_library_is_looked_for_where_the_system_keeps_it(start: ModuleType) -> None:
    assert not start.has_library("libno-such-thing.so.1")


def test_without_rights_the_missing_packages_are_named(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(start.shutil, "which", lambda name: None if name == "sudo" else f"/usr/bin/{name}")
    with pytest.raises(start.SetUpError, match="libegl1 libgl1"):
        start.install_packages(["libegl1", "libgl1"])


def test_packages_are_installed_through_sudo(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    call = Recorder()
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(start.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(start.subprocess, "call", call)
    start.install_packages(["libegl1"])
    update, install = call.commands
    assert update[0] == install[0] == "sudo"
    assert update[-1] == "update"
    assert install[-1] == "libegl1"


# --- the environment ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml", "facilitator/byte_code.py"])
def test_a_changed_file_asks_for_a_new_installation(start: ModuleType, project: Path, changed: str) -> None:
    assert not start.is_installed(start.LOCK)
    start.mark_of(start.LOCK).write_text(start.fingerprint(start.LOCK))
    assert start.is_installed(start.LOCK)
    (project / changed).write_text("second")
    assert not start.is_installed(start.LOCK)


def test_an_environment_without_its_python_is_made_again(start: ModuleType, project: Path) -> None:
    start.mark_of(start.LOCK).write_text(start.fingerprint(start.LOCK))
    start.PYTHON.unlink()
    assert not start.is_installed(start.LOCK)


def test_an_installation_is_remembered_and_not_repeated(
    start: ModuleType, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = Recorder()
    monkeypatch.setattr(start.subprocess, "call", call)
    monkeypatch.setattr(start, "missing_packages", lambda for_tests: [])
    start.set_up(for_tests=True)
    assert any("--require-hashes" in command for command in call.commands)
    call.commands.clear()
    start.set_up(for_tests=True)
    start.set_up(for_tests=False)  # the lock of the checks contains the program's
    assert call.commands == []


def test_a_failed_installation_is_not_remembered(
    start: ModuleType, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "make_environment", lambda: None)
    monkeypatch.setattr(start.subprocess, "call", Recorder(status=1))
    with pytest.raises(start.SetUpError, match="internet"):
        start.install(start.LOCK)
    assert not start.is_installed(start.LOCK)


# --- a display ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "expected"),
    [({"QT_QPA_PLATFORM": "offscreen"}, True), ({"DISPLAY": ":9876"}, not sys.platform.startswith("linux"))],
    ids=["Qt told where to draw", "an X server that is not there"],
)
def test_display(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: bool
) -> None:
    monkeypatch.setattr(start, "PYTHON", Path(sys.executable))
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert start.has_display() is expected


def test_without_a_display_the_sample_is_printed(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(start, "set_up", lambda for_tests: None)
    monkeypatch.setattr(start, "has_display", lambda: False)
    monkeypatch.setattr(start, "print_sample", lambda: done.append("sample"))
    assert start.main([]) == 0
    assert done == ["sample"]


# --- the main job without one ------------------------------------------------------------------------------

PRETENDER = """
import json, pathlib, sys
log = pathlib.Path(__file__).with_name("log.json")
arguments = sys.argv[1:]
log.write_text(json.dumps([*json.loads(log.read_text()), arguments]))
value = dict(zip(arguments, arguments[1:]))
if arguments[0] == "demo":
    pathlib.Path(value["--database"]).write_text("sample")
    sys.exit(pathlib.Path(__file__).with_name("fail").exists())
elif arguments[0] == "cycles":
    print(json.dumps([{"id": "older"}, {"id": "newer"}]))
elif arguments[0] == "print":
    pathlib.Path(value["--out"]).mkdir(exist_ok=True)
    pathlib.Path(value["--out"], "paper.pdf").touch()
"""
"""Stands in for the program: notes how it is called, and makes the files that the real one would."""


@pytest.fixture
def pretender(start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The pretended program's folder, with its `log.json`; a file `fail` there makes `demo` fail half-way."""
    folder = tmp_path / "pretender"
    folder.mkdir()
    (folder / "program.py").write_text(PRETENDER)
    (folder / "log.json").write_text("[]")
    monkeypatch.setattr(start, "program", lambda *parts: [sys.executable, folder / "program.py", *map(str, parts)])
    monkeypatch.setattr(start, "data_folder", lambda: tmp_path / "data")
    return folder


def calls(pretender: Path) -> list[list[str]]:
    """How the pretended program was called so far."""
    found: list[list[str]] = json.loads((pretender / "log.json").read_text())
    return found


def test_the_sample_is_made_once_and_printed_each_time(
    start: ModuleType, pretender: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start.print_sample()
    start.print_sample()
    made = calls(pretender)
    assert [call[0] for call in made] == ["demo", "cycles", "print", "cycles", "print"]
    assert made[-1][made[-1].index("--cycle") + 1] == "newer"
    assert made[-1][made[-1].index("--language") + 1] == "km"
    said = capsys.readouterr().out
    assert str(tmp_path / "data" / "sample" / "papers") in said
    assert said.count(str(tmp_path / "data" / "sample" / "commune.db")) == 1


def test_an_unfinished_sample_is_never_used(start: ModuleType, pretender: Path, tmp_path: Path) -> None:
    (pretender / "fail").touch()
    with pytest.raises(start.SetUpError):
        start.print_sample()
    assert not (tmp_path / "data" / "sample" / "commune.db").exists()
    (pretender / "fail").unlink()
    start.print_sample()
    assert (tmp_path / "data" / "sample" / "papers" / "paper.pdf").exists()


def test_the_data_folder_is_the_programs_own(
    start: ModuleType, user_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "PYTHON", Path(sys.executable))
    assert user_folders in start.data_folder().parents


# --- the command -------------------------------------------------------------------------------------------


def test_arguments_are_passed_on(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    call = Recorder(status=3)
    monkeypatch.setattr(start, "set_up", lambda for_tests: None)
    monkeypatch.setattr(start.subprocess, "call", call)
    assert start.main(["test", "-k", "median"]) == 3
    assert start.main(["test"]) == 3
    assert start.main(["check", "--database", "F"]) == 3
    tests, every, check = call.commands
    assert tests[-4:] == ["-m", "pytest", "-k", "median"]
    assert every[-5:] == ["pytest", *start.EVERY_TEST]
    assert check[-5:] == ["-m", "facilitator", "check", "--database", "F"]


def test_an_old_python_gets_a_sentence_and_no_traceback() -> None:
    code = "import runpy, sys; sys.version_info = (3, 9); runpy.run_path('start.py', run_name='__main__')"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    assert answer.stderr.startswith("Python 3.11 or newer is needed")
    assert "Traceback" not in answer.stderr
