"""What every test can rely on: no real screen, no real folders of a user, English, no stray warning."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from facilitator import i18n

if TYPE_CHECKING:
    from facilitator.models.store import Store

settings.register_profile("project", deadline=None, derandomize=True, database=None)
settings.load_profile("project")

# Where platformdirs looks for a user's folders: Linux, then Windows.
_DATA = ("XDG_DATA_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA")
_OWN_PER_TEST = (*_DATA, "XDG_CONFIG_HOME", "XDG_STATE_HOME")
_numbers = count(1)


@pytest.fixture(scope="session")
def user_home() -> Iterator[Path]:
    """A throw-away home for the whole run; the cache in it is shared by all tests."""
    with tempfile.TemporaryDirectory(prefix="facilitator-tests-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture(scope="session", autouse=True)
def _no_real_folders(user_home: Path) -> Iterator[None]:
    """Redirect the user's folders before anything can look for them, session fixtures included."""
    runtime = user_home / "runtime"
    runtime.mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(user_home / "cache"))
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        for name in _OWN_PER_TEST:
            patch.setenv(name, str(user_home / "session" / name))
        yield


@pytest.fixture(autouse=True)
def user_folders(user_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Data, settings and log folders of this test alone (not made until somebody writes into them)."""
    mine = user_home / f"test-{next(_numbers)}"
    for name in _OWN_PER_TEST:
        monkeypatch.setenv(name, str(mine / name))
    return mine


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Every test starts, and leaves the next one, with English on the screen."""
    i18n.use_language("en")
    yield
    i18n.use_language("en")


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample commune, made once for the whole run; open copies of it only (`demo_store`)."""
    from facilitator.models import demo

    path = tmp_path_factory.mktemp("demo") / "commune.db"
    demo.make(path, "commune")
    return path


@pytest.fixture
def demo_store(demo_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of the sample commune, open: two full rounds with plan, survey and budget."""
    from facilitator.models.store import Store

    with Store.open(Path(shutil.copy(demo_file, tmp_path / "demo.db"))) as store:
        yield store


@pytest.fixture
def use_language() -> Callable[[str], None]:
    """Change the language of the screen for the rest of this test: `use_language("km")`."""
    return i18n.use_language


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files to import are read in this process: starting one for each of some hundred damaged files takes too long."""
    from facilitator.models.imports import apart, worker

    monkeypatch.setattr(apart, "opened", lambda path, way, progress=None: worker.WAYS[way](path, progress))
