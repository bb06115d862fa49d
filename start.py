#!/usr/bin/env python3
"""Set everything up, then open the program or run its tests. Needs nothing but Python 3.11 or newer.

    python3 start.py                 set up, open the window (without a display: make and print a sample)
    python3 start.py test [ARGS]     set up, run the tests (ARGS go to pytest)
    python3 start.py COMMAND [ARGS]  set up, run a command of the program, such as `check` or `--help`

On Windows write `py start.py` (not yet verified on a Windows computer).
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"

BYTE_CODE = "facilitator/byte_code.py"
"""What writes the byte code of the program and of large libraries."""

OLDEST_PYTHON = (3, 11)

EVERY_TEST = ("-n", "auto", "--dist", "loadfile")
"""How pytest runs when nothing is chosen: on all processors, each file of tests in one piece."""

LIBRARIES = {
    "libcups2": "libcups.so.2",
    "libdbus-1-3": "libdbus-1.so.3",
    "libegl1": "libEGL.so.1",
    "libfontconfig1": "libfontconfig.so.1",
    "libgl1": "libGL.so.1",
    "libglib2.0-0": "libgthread-2.0.so.0",
    "libwayland-cursor0": "libwayland-cursor.so.0",
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
}
"""Debian package -> the shared library that the window loads from it."""

TEST_TOOLS = {"poppler-utils": "pdftotext"}
"""Debian package -> the command that the tests call from it."""


class SetUpError(Exception):
    """Set-up cannot go on; the text is a sentence for the person at the keyboard."""


# --- what the system must have ---------------------------------------------------------------------------


def has_library(name: str) -> bool:
    """Whether the dynamic linker finds this shared library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def missing_packages(for_tests: bool) -> list[str]:
    """Debian packages without which the window (or the tests) cannot start; none outside Linux."""
    if not sys.platform.startswith("linux"):
        return []
    missing = [] if importlib.util.find_spec("ensurepip") else ["python3-venv"]
    missing += [package for package, library in LIBRARIES.items() if not has_library(library)]
    if for_tests:
        missing += [package for package, command in TEST_TOOLS.items() if not shutil.which(command)]
    return missing


def install_packages(packages: Sequence[str]) -> None:
    """Install Debian packages as root or through sudo; raises SetUpError naming them where that cannot be."""
    plea = f"Please install these packages of your system, then start again: {' '.join(packages)}"
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    if not shutil.which("apt-get") or (sudo and not shutil.which("sudo")):
        raise SetUpError(plea)
    apt_get = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    say(f"Installing system packages: {' '.join(packages)}")
    subprocess.call([*apt_get, "update"])  # an old list of packages may still do
    if subprocess.call([*apt_get, "install", "-y", "--no-install-recommends", *packages]) != 0:
        raise SetUpError(plea)


# --- the environment of the program -----------------------------------------------------------------------


def fingerprint(lock: Path) -> str:
    """Changes when the environment must be brought up to date: with lock, project, byte code, Python or folder."""
    digest = hashlib.sha256(f"{sys.version}\n{ROOT}\n".encode())
    digest.update(lock.read_bytes())
    for name in ("pyproject.toml", BYTE_CODE):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def mark_of(lock: Path) -> Path:
    """The file that remembers which fingerprint of this lock is installed."""
    return VENV / f"{lock.stem}.sha256"


def is_installed(lock: Path) -> bool:
    """Whether the environment holds exactly what this lock asks for."""
    mark = mark_of(lock)
    return PYTHON.exists() and mark.exists() and mark.read_text() == fingerprint(lock)


def make_environment() -> None:
    """Make `.venv`, or make it again when an interrupted set-up left it without a working pip."""
    if PYTHON.exists() and subprocess.call(python("-c", "import pip"), stderr=subprocess.DEVNULL) == 0:
        return
    run([sys.executable, "-m", "venv", "--clear", str(VENV)], "The environment .venv could not be made.")


def install(lock: Path) -> None:
    """Install what a lock names, every file checked by its hash, and the command `facilitator` itself."""
    say("Setting up; the first time this downloads about 250 MB.")
    make_environment()
    pip = python("-m", "pip", "--disable-pip-version-check", "--no-input", "install")
    quiet = [] if sys.stdout.isatty() else ["-q"]
    offline = "The parts of the program could not be installed. Is there a connection to the internet?"
    run([*pip, *quiet, "--require-hashes", "--only-binary=:all:", "-r", str(lock)], offline)
    own = ["-q", "--no-deps", "--no-build-isolation", "--no-index", "-e", str(ROOT)]
    run([*pip, *own], "The command `facilitator` could not be made from this folder.")
    # What the first start need not do: byte code that takes little memory, and its sentences in Khmer.
    subprocess.call(python("-X", "no_debug_ranges", "-m", "facilitator.byte_code"))
    subprocess.call(python("-c", "from facilitator import i18n; i18n.catalogue('km')"))
    installed = [LOCK, DEV_LOCK] if lock == DEV_LOCK else [lock]  # the checks' lock contains the program's
    for each in installed:
        mark_of(each).write_text(fingerprint(each))


def set_up(for_tests: bool = False) -> None:
    """Bring system and environment up to date; quick when there is nothing to do."""
    packages = missing_packages(for_tests)
    if packages:
        install_packages(packages)
    lock = DEV_LOCK if for_tests else LOCK
    if not is_installed(lock):
        install(lock)


# --- a display, or the main job without one ---------------------------------------------------------------


NO_DISPLAY = 3
"""Exit status of the question below."""

DISPLAY_QUESTION = f"""
from facilitator import display, errors
try:
    display.require_display()
except errors.UserError:
    raise SystemExit({NO_DISPLAY})
"""


def has_display() -> bool:
    """Whether a window can be shown, as the program itself finds it (Qt would abort where it cannot)."""
    return subprocess.call(python("-c", DISPLAY_QUESTION)) != NO_DISPLAY


def print_sample() -> None:
    """The main job without a window: the sample commune, and its papers in a folder that it names."""
    folder = data_folder() / "sample"
    database, papers = folder / "commune.db", folder / "papers"
    say(
        "No display was found, so instead of opening the window this makes a sample commune and prints its "
        f"papers in Khmer into {papers}"
    )
    if not database.exists():
        make_sample(database)
    chosen = ("--database", database, "--cycle", newest_cycle(database))
    command = program("print", "--all", *chosen, "--language", "km", "--out", papers)
    run(command, "The papers could not be printed.")
    say(f"{len(list(papers.glob('*.pdf')))} papers are in {papers}")


def data_folder() -> Path:
    """The user's data folder, as the program itself names it."""
    question = "from facilitator import paths; print(paths.data_folder())"
    return Path(subprocess.check_output(python("-c", question), encoding="utf-8").strip())


def make_sample(database: Path) -> None:
    """Make the sample commune beside its place and move it there, so that half of one is never used."""
    workshop = database.parent / "unfinished"
    shutil.rmtree(workshop, ignore_errors=True)
    workshop.mkdir(parents=True)
    draft = workshop / database.name
    # Silent: it would name the place from which the database is about to go.
    run(program("demo", "--database", draft, "--size", "commune"), "The sample commune could not be made.", silent=True)
    draft.replace(database)
    shutil.rmtree(workshop)
    say(f"The sample commune is in {database}")


def newest_cycle(database: Path) -> str:
    """The id of the latest cycle in a database; raises SetUpError where there is none to be read."""
    command = program("cycles", "--database", database, "--format", "json")
    answer = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    cycles = json.loads(answer.stdout) if answer.returncode == 0 else []
    if not cycles:
        raise SetUpError(f"The sample cannot be used; move it away and start again: {database}")
    return str(cycles[-1]["id"])


# --- the command itself ------------------------------------------------------------------------------------


def say(sentence: str) -> None:
    """Tell the person at the keyboard what is going on."""
    print(sentence, flush=True)


def python(*parts: str | Path) -> list[str]:
    """A command line for the environment's Python, in UTF-8 whatever the system's own encoding."""
    return [str(part) for part in (PYTHON, "-X", "utf8", *parts)]


def program(*parts: str | Path) -> list[str]:
    """A command line for the program."""
    return python("-m", "facilitator", *parts)


def run(command: Sequence[str], refused: str, silent: bool = False) -> None:
    """Run a step of the work, its output shown unless `silent`; raises SetUpError(refused) when it fails."""
    if subprocess.call(command, stdout=subprocess.DEVNULL if silent else None) != 0:
        raise SetUpError(refused)


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks; returns the exit status."""
    if sys.version_info < OLDEST_PYTHON:
        raise SetUpError(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    for_tests = arguments[:1] == ["test"]
    set_up(for_tests)
    if for_tests:
        chosen = arguments[1:] or EVERY_TEST
        return subprocess.call(python("-m", "pytest", *chosen), cwd=ROOT)
    if not arguments and not has_display():
        print_sample()
        return 0
    return subprocess.call(program(*arguments))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetUpError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
