"""A disk that loses its power: what is on it when only some of what was not synced has reached it.

Sectors of 512 bytes that no sync has covered are kept or lost one by one, in any order, and a file that grew may hold
zeros or old rubbish where they were lost. Changes of folders (new, renamed and deleted names) reach the disk in their
order; how many of them that no sync of the folder has covered did so is up to chance.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.tracer import Call

SECTOR = 512
Keep = Callable[[int, int], bool]
"""Whether a sector of the so-many-th write, of so many, has reached the disk."""


@dataclass
class _File:
    durable: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Writes since the last sync: where and what; a new size has no bytes."""

    def sync(self) -> None:
        for offset, data in self.pending:
            _write(self.durable, offset, data)
        self.pending.clear()

    def after_cut(self, keep: Keep, rubbish: random.Random | None) -> bytes:
        found = bytearray(self.durable)
        for number, (offset, data) in enumerate(self.pending):
            if data is None:
                if keep(number, len(self.pending)):
                    _write(found, offset, None)
                continue
            for start, part in _sectors(offset, data):
                if keep(number, len(self.pending)):
                    _write(found, start, part)
                elif rubbish is not None and start >= len(found):
                    _write(found, start, rubbish.randbytes(len(part)))
        return bytes(found)


def _write(content: bytearray, offset: int, data: bytes | None) -> None:
    if data is None:
        del content[offset:]
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    if data is not None:
        content[offset : offset + len(data)] = data


def _sectors(offset: int, data: bytes) -> Iterator[tuple[int, bytes]]:
    begin = 0
    while begin < len(data):
        end = begin + SECTOR - (offset + begin) % SECTOR
        yield offset + begin, data[begin:end]
        begin = end


class Disk:
    """The files of a folder as calls change them, in the cache and on the platter."""

    def __init__(self) -> None:
        self._names: dict[Path, _File] = {}
        self._durable: dict[Path, _File] = {}
        self._log: list[tuple[Path, _File | None]] = []
        """Names that were given (to a file) or taken away, not yet durable."""

    def do(self, call: Call) -> None:
        """The call happened. Raises NotImplementedError for one that this disk does not know."""
        if call.kind == "write":
            self._names[call.path].pending.append((call.offset, call.data))
        elif call.kind == "truncate":
            self._names[call.path].pending.append((call.offset, None))
        elif call.kind == "sync":
            if call.path in self._names:
                self._names[call.path].sync()
            else:
                self._sync_names()
        elif call.kind in ("create", "rename", "link", "unlink"):
            self._rename(call)
        elif call.kind not in ("mkdir", "rmdir"):
            raise NotImplementedError(call.kind)

    def _rename(self, call: Call) -> None:
        if call.kind == "create":
            self._name(call.path, _File())
            return
        if call.kind in ("rename", "link"):
            assert call.other is not None
            self._name(call.other, self._names[call.path])
        if call.kind in ("rename", "unlink"):
            self._name(call.path, None)

    def _name(self, path: Path, file: _File | None) -> None:
        self._log.append((path, file))
        _give(self._names, path, file)

    def _sync_names(self) -> None:
        for path, file in self._log:
            _give(self._durable, path, file)
        self._log.clear()

    def after_cut(self, rng: random.Random) -> dict[Path, bytes]:
        """What is on the platter after the power went now, by chance."""
        names = dict(self._durable)
        for path, file in self._log[: rng.randint(0, len(self._log))]:
            _give(names, path, file)
        keep, rubbish = _chance(rng), rng if rng.random() < 0.3 else None
        return {path: file.after_cut(keep, rubbish) for path, file in names.items()}


def _give(names: dict[Path, _File], path: Path, file: _File | None) -> None:
    if file is None:
        names.pop(path, None)
    else:
        names[path] = file


def _chance(rng: random.Random) -> Keep:
    """How much of what was not synced came through: nothing, all, in order up to a torn write, or sectors at random."""
    kind = rng.choice(("nothing", "all", "order", "backwards", "random", "random"))
    if kind == "nothing":
        return lambda _number, _all: False
    if kind == "all":
        return lambda _number, _all: True
    part = rng.random()
    if kind == "order":
        return lambda number, count: number < int(part * count) or (number == int(part * count) and rng.random() < 0.5)
    if kind == "backwards":
        return lambda number, count: number >= int(part * count)
    return lambda _number, _all: rng.random() < part
