"""Modules that run when they are first used."""

from __future__ import annotations

import subprocess
import sys
import threading
from importlib import import_module
from pathlib import Path

import pytest

from facilitator import late

SLEEPER = """
import time
runs = globals().get("runs", 0) + 1
time.sleep(0.02)
value = 42
"""


@pytest.fixture
def sleeper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a module that can be imported, and counts how often it ran."""
    name = "a_module_that_sleeps"
    (tmp_path / f"{name}.py").write_text(SLEEPER, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, name, raising=False)
    late.postpone(name, given=7)
    import_module(name)
    return name


def is_asleep(name: str) -> bool:
    return "value" not in vars(sys.modules[name])


def test_it_runs_when_something_in_it_is_asked_for(sleeper: str) -> None:
    module = __import__(sleeper)
    assert is_asleep(sleeper)
    assert (module.value, module.runs) == (42, 1)
    assert module.value == 42
    assert module.runs == 1


def test_a_look_from_outside_does_not_wake_it(sleeper: str) -> None:
    module = sys.modules[sleeper]
    assert (module.__name__, str(module.given)) == (sleeper, "7")
    assert module.__file__ is not None
    assert module.__spec__ is not None
    assert not hasattr(module, "__warningregistry__")
    assert is_asleep(sleeper)


def test_what_it_does_not_have_is_missing_as_ever(sleeper: str) -> None:
    with pytest.raises(AttributeError, match=r"a_module_that_sleeps.*nonsense"):
        sys.modules[sleeper].nonsense  # noqa: B018 - looking is the purpose


def test_threads_that_ask_together_wake_it_once_and_all_get_the_answer(sleeper: str) -> None:
    module, answers = sys.modules[sleeper], []
    threads = [threading.Thread(target=lambda: answers.append((module.value, module.runs))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [(42, 1)] * 8


def test_a_module_that_fails_fails_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a_module_that_fails.py").write_text("raise OSError('no disk')\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    late.postpone("a_module_that_fails")
    module = import_module("a_module_that_fails")
    for _ in range(2):
        with pytest.raises(OSError, match="no disk"):
            module.value  # noqa: B018 - looking is the purpose
    monkeypatch.delitem(sys.modules, "a_module_that_fails")


def test_a_module_that_is_there_stays_as_it_is() -> None:
    late.postpone("pathlib")
    assert type(sys.modules["pathlib"]) is not late.LateModule


def test_a_module_that_does_not_exist_fails_at_its_import() -> None:
    late.postpone("no_such_module_anywhere")
    for _ in range(2):
        with pytest.raises(ModuleNotFoundError, match="no_such_module_anywhere"):
            import_module("no_such_module_anywhere")


STORE = """
import sys
from pathlib import Path
from facilitator.models import entities
from facilitator.models.store import Store
from sqlalchemy.exc import OperationalError

POSTPONED = ("asyncio", "hashlib", "importlib.metadata", "pickle", "sysconfig")
def asleep():
    return [name for name in POSTPONED if vars(sys.modules[name]).get("_asleep")]

entities.prepare()
with Store.create(Path(sys.argv[1])) as store:
    store.cycles()
    print(*asleep())
    try:
        store.session.connection().exec_driver_sql("SELECT nothing")
    except OperationalError:  # SQLAlchemy asks asyncio whether this was a cancelled task
        print("refused", *asleep())
import asyncio, hashlib, pickle, sysconfig
from importlib import machinery, metadata
versions = metadata.version("sqlalchemy")[0], pickle.loads(pickle.dumps(7))
print(asyncio.run(asyncio.sleep(0, "ran")), hashlib.sha256(b"").hexdigest()[:4], *versions)
print(sysconfig.get_config_var("EXT_SUFFIX") == machinery.EXTENSION_SUFFIXES[0], *asleep())
"""


def test_a_database_is_opened_without_what_only_asynchronous_drivers_need(tmp_path: Path) -> None:
    """Ten megabytes less; and what was put off works as ever when it is asked for."""
    command = [sys.executable, "-c", STORE, str(tmp_path / "new.db")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1])
    assert done.stdout.splitlines() == [
        "asyncio hashlib importlib.metadata pickle sysconfig",
        "refused hashlib importlib.metadata pickle sysconfig",
        "ran e3b0 2 7",
        "True",
    ], done.stderr


PAPER = """
import sys
from facilitator.export.documents import notice
from facilitator.export.pdf import notice as drawn

def asleep():
    papers = [name for name in sys.modules if name.startswith(("reportlab.", "PIL."))]
    return [name for name in papers if vars(sys.modules[name]).get("_asleep")]

print(len(drawn.render(notice.SAMPLE, "km")) > 10_000, *asleep())
from PIL.Image import new
from reportlab.platypus.paragraph import ParaLines
print(ParaLines.__module__, new("1", (2, 3)).size, *asleep())
"""


def test_a_paper_is_drawn_without_what_only_other_documents_need() -> None:
    """A third of the time that a short one takes; and what was put off works as ever when it is asked for."""
    done = subprocess.run(
        [sys.executable, "-c", PAPER], capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1]
    )
    assert done.stdout.splitlines() == [
        "True PIL.Image reportlab.platypus.paragraph reportlab.platypus.paraparser reportlab.platypus.xpreformatted",
        "reportlab.platypus.paragraph (2, 3) reportlab.platypus.xpreformatted",
    ], done.stderr


def test_a_module_inside_a_package_is_put_off_and_found_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "a_package_that_waits"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "inside.py").write_text("value = 42\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    late.postpone("a_package_that_waits.inside")
    assert "a_package_that_waits" not in sys.modules
    package_itself = __import__("a_package_that_waits.inside")
    assert is_asleep("a_package_that_waits.inside")
    assert package_itself.inside.value == 42
