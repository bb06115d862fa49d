from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from facilitator import paths


def test_resources_are_where_the_program_looks() -> None:
    assert {"fonts", "translations", "guidance", "criteria"} <= {folder.name for folder in paths.RESOURCES.iterdir()}


def test_every_folder_of_the_user_is_its_own_and_carries_the_programs_name() -> None:
    folders = [paths.data_folder(), paths.config_folder(), paths.cache_folder(), paths.log_folder()]
    assert len(set(folders)) == 4
    assert all(paths.APP_NAME in folder.parts for folder in folders)
    assert paths.default_database().parent == paths.data_folder()


def test_folders_follow_the_environment_and_are_not_made_by_asking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("WIN_PD_OVERRIDE_LOCAL_APPDATA", str(tmp_path / "data"))
    assert paths.data_folder().is_relative_to(tmp_path)
    assert not paths.data_folder().exists()


def test_the_ground_floor_needs_nothing_heavy() -> None:
    code = (
        "import sys; import facilitator.settings, facilitator.text, facilitator.files;"
        "print([m for m in ('PySide6', 'sqlalchemy', 'reportlab', 'pandas', 'babel', 'icu4py', 'openpyxl', 'csv')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
