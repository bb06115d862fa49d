"""Files from sticks that something has changed, and files that mean harm: imported, or refused with a sentence.

Run: `python -m tests.faults.fuzzed_imports [--files 3000] [--seed 0] [--hostile [NAME] [--every-kind]] [--forked]
[--broken caps]`. Exit status 1 when the program breaks, something of a refused file is stored, an import takes more
than 10 seconds of work, or reading or storing takes more than 500 MB.

Each file is one of the program's own templates (a workbook, or its first table as comma-separated values) of a random
kind after one or more accidents of `mutations`. With `--hostile` the fixed corpus of `hostile_files` comes first, or
the files of it with NAME in their name. Each goes the way of every import: read in a process with limits, previewed,
applied, and then taken back. `--forked` forks that process instead of starting it, which is twenty times as fast and
has the same limits; a broken build is always forked.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from facilitator import i18n
from facilitator.commands.grammar import KINDS
from facilitator.errors import UserError
from facilitator.export import sheets
from facilitator.models import entities
from facilitator.models.imports import apart, archive, kinds, limits, worker
from facilitator.models.imports import cycle as cycle_file
from facilitator.models.store import Store
from tests.faults import histories
from tests.faults.hostile_files import hostile_files
from tests.faults.mutations import mutated

LONGEST_S, LARGEST_MB = 10.0, 500
UNLIMITED = 1500 << 20
"""Bytes that a broken program may take, so that the machine lives."""
SMALL = 1 << 20
"""Bytes of a file for which these limits are meant; larger ones have limits by their size."""


# --- reading in a process that is forked ----------------------------------------------------------------------------


class Forked:
    """Stands in for `subprocess.Popen` where it starts the reading process."""

    def __init__(self, command: list[str], **_options: Any) -> None:
        way, language, name = command[-3:]
        their_in, our_out = os.pipe()
        our_in, their_out = os.pipe()
        self._status: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            os.dup2(their_in, 0)
            os.dup2(their_out, 1)
            _read([way, language, name])
        os.close(their_in)
        os.close(their_out)
        self.stdin, self.stdout = os.fdopen(our_out, "wb"), os.fdopen(our_in, "rb")

    def kill(self) -> None:
        if self._status is None:
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        if self._status is None:
            self._status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self._status


def _read(arguments: list[str]) -> None:
    """In the child: the limits count from what the parent has already."""
    status = 1
    taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    limit = limits.limit_this_process
    limits.limit_this_process = lambda memory, seconds: limit(memory + taken, seconds)
    try:
        sys.stdin, sys.stdout = os.fdopen(0, "r", encoding="utf-8"), os.fdopen(1, "w", encoding="utf-8")
        worker.main(arguments)
        status = 0
    except BaseException:  # noqa: BLE001 - as the end of the interpreter would
        status = 1
    finally:
        os._exit(status)


# --- files ----------------------------------------------------------------------------------------------------------


def seeds(store: Store) -> dict[str, list[bytes]]:
    """For each kind: its template with the example, the one filled from the database, and the same as plain tables."""
    found: dict[str, list[bytes]] = {}
    for kind in KINDS:
        compose = getattr(import_module(f"facilitator.export.compose.template_{kind}"), f"{kind}_template")
        of_database = kind != "cycle" and not kinds.kind(kind).of_cycle
        books = [compose(None), compose(store if of_database else store.cycles()[0])]
        found[kind] = [sheets.xlsx(book) for book in books]
        if kind != "cycle":
            found[kind] += [next(iter(sheets.csv_files(book).values())) for book in books]
    return found


class Importer:
    """A database that takes one file after the other."""

    def __init__(self, folder: Path) -> None:
        path = folder / "commune.db"
        histories.begin(path)
        self.store = Store.open(path)
        facilitator = histories.Facilitator(self.store, random.Random(1), folder)
        for gesture in (facilitator.row_of_votes, facilitator.activity, facilitator.head_count):
            gesture()
        self.found: Counter[str] = Counter()
        self.longest, self.memory = 0.0, 0
        self._empty_shelf = folder / "commune.db-backups"

    def take(self, kind: str, path: Path) -> set[str]:
        """Import a file as that kind; the promises that are broken."""
        before = histories.digest(self.store.raw)
        history = _gestures(self.store)
        begin = _worked()
        faults = set()
        stored = False
        try:
            stored = self._import(kind, path)
            self.found["imported" if stored else "said nothing new"] += 1
        except UserError as error:
            self.found["refused"] += 1
            if not error.text.strip():
                faults.add("no sentence")
        except Exception:  # noqa: BLE001 - this is what is looked for
            traceback.print_exc()
            faults.add("broke")
        seconds = _worked() - begin
        if path.is_file() and path.stat().st_size < SMALL:
            self.longest = max(self.longest, seconds)
            if seconds > LONGEST_S:
                faults.add("too long")
        self.store.settle()
        if stored:
            if _gestures(self.store) > history + 1:
                faults.add("in parts")
            self.store.undo()
        elif histories.digest(self.store.raw) != before:
            faults.add("partly stored")
        return faults

    def _import(self, kind: str, path: Path) -> bool:
        """Whether anything was stored."""
        if kind == "cycle":
            book = cycle_file.read(path)
            found = cycle_file.preview(self.store, book)
            cycle_file.refuse(found.problems)
            if found.changes:
                cycle_file.apply(self.store, book)
            return found.changes
        cycle = self.store.cycles()[0]
        which = kinds.kind(kind)
        about = cycle if which.of_cycle else None
        staged = which.read(path, which.shape(self.store, about))
        told = kinds.preview(self.store, about, which, staged)
        kinds.refuse(told.problems, told.more)
        if told.changes:
            kinds.apply(self.store, about, which, staged)
        return told.changes


def _gestures(store: Store) -> int:
    store.settle()
    found: int = store.raw.execute("SELECT count(*) FROM history").fetchone()[0]
    return found


def _worked() -> float:
    """Seconds of work so far, the reading processes' too; what other programs take does not count."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _megabytes() -> int:
    """The most memory that this process or one that read a file had.

    Its own since it began, as the kernel tells: `getrusage` still counts what the process that started it had.
    """
    own = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return max(int(own.split()[1]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024


def break_it() -> None:
    """From now on this process is a program without caps."""
    archive._check = lambda *_given: None
    limit = limits.limit_this_process
    limits.limit_this_process = lambda memory, seconds: limit(UNLIMITED, 100)
    limits.PATIENCE = 100  # or a busy machine would refuse what this program takes


def files(importer: Importer, asked: argparse.Namespace, folder: Path) -> Iterator[tuple[str, Path]]:
    """What is imported, one after the other: the kind and the file."""
    if asked.hostile is not None:
        for path in [path for path in hostile_files(folder / "hostile") if asked.hostile in path.name]:
            for kind in KINDS if asked.every_kind else ("votes", "cycle"):
                yield kind, path
    rng, known = random.Random(asked.seed), seeds(importer.store)
    for number in range(asked.files):
        kind = rng.choice(KINDS)
        data = rng.choice(known[kind])
        path = folder / f"fuzzed{number}.{'xlsx' if data.startswith(b'PK') else 'csv'}"
        path.write_bytes(mutated(data, rng))
        yield kind, path
        path.unlink()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--hostile", nargs="?", const="", metavar="NAME", help="the fixed corpus too")
    parser.add_argument("--every-kind", action="store_true", help="each file of the corpus as every kind")
    parser.add_argument("--forked", action="store_true", help="fork the reading process")
    parser.add_argument("--broken", choices=("caps",), default="", help="a program without limits")
    asked = parser.parse_args()
    i18n.use_language("en")
    entities.prepare()
    if asked.forked or asked.broken:
        apart.subprocess = type("Forking", (), dict(vars(subprocess)) | {"Popen": Forked})  # type: ignore[assignment]
    if asked.broken:
        break_it()
    faults, taken = Counter[str](), 0
    with tempfile.TemporaryDirectory(prefix="facilitator-fuzzed-") as name:
        importer = Importer(Path(name))
        for kind, path in files(importer, asked, Path(name)):
            taken += 1
            found = importer.take(kind, path)
            faults.update(found)
            if found:
                print(f"{path.name} as {kind}: {', '.join(sorted(found))}", flush=True)
                if asked.broken:
                    break  # one file that a program without limits takes is enough
        importer.store.close()
    memory = _megabytes()
    faults["too large"] += memory > LARGEST_MB
    kinds_of_end = ", ".join(f"{count} {name}" for name, count in sorted(importer.found.items()))
    names = ("broke", "partly stored", "in parts", "no sentence", "too long", "too large")
    told = ", ".join(f"{faults[name]} {name}" for name in names)
    print(f"{taken} files ({kinds_of_end}): {told}; at most {importer.longest:.1f} s and {memory} MB")
    return int(any(faults.values()))


if __name__ == "__main__":
    sys.exit(main())
