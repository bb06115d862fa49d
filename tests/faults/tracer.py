"""A child process whose writes to a folder are seen, and can be made to fail: what strace does, without strace.

Linux on x86-64 only. The child asks the kernel (seccomp) to stop at each system call that changes files; the parent
(ptrace) looks at it and decides. Nothing of the program is replaced: SQLite's, Python's and Qt's writes are all seen.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# System calls by number (x86-64): those that change a file or a folder.
_CALLS = {
    1: "write", 18: "pwrite64", 20: "writev", 296: "pwritev", 40: "sendfile", 326: "copy_file_range",
    76: "truncate", 77: "ftruncate", 285: "fallocate", 74: "fsync", 75: "fdatasync", 2: "open", 257: "openat",
    85: "creat", 82: "rename", 264: "renameat", 316: "renameat2", 86: "link", 265: "linkat", 87: "unlink",
    263: "unlinkat", 83: "mkdir", 258: "mkdirat", 84: "rmdir",
}  # fmt: skip
_BY_HANDLE = {"write", "pwrite64", "writev", "pwritev", "ftruncate", "fallocate", "fsync", "fdatasync", "sendfile"}
_AT = {"openat", "renameat", "renameat2", "linkat", "unlinkat", "mkdirat"}
_OPENS = {"open", "openat", "creat"}
_PLAIN = {"renameat": "rename", "renameat2": "rename", "linkat": "link", "unlinkat": "unlink", "mkdirat": "mkdir"}
_AT_REMOVEDIR = 0x200
_TWO = {"rename": (0, 1), "renameat": (1, 3), "renameat2": (1, 3), "link": (0, 1), "linkat": (1, 3)}

_TRACEME, _CONT, _GETREGS, _SETREGS, _SETOPTIONS, _EVENT_SECCOMP = 0, 7, 12, 13, 0x4200, 7
_OPTIONS = 0x80 | 0x10 | 0x8 | 0x4 | 0x2 | 0x100000  # seccomp, exec, threads, forks; all die with the tracer
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_TRACE, _ALLOW = 0x7FF00000, 0x7FFF0000
_ALL = 0x40000000  # __WALL: threads too
_MAKES = os.O_CREAT | os.O_TRUNC
_REGISTERS = (
    *("r15", "r14", "r13", "r12", "rbp", "rbx", "r11", "r10", "r9", "r8", "rax", "rcx", "rdx", "rsi", "rdi"),
    *("orig_rax", "rip", "cs", "eflags", "rsp", "ss", "fs_base", "gs_base", "ds", "es", "fs", "gs"),
)


class _Registers(ctypes.Structure):
    _fields_ = [(name, ctypes.c_ulong) for name in _REGISTERS]


class _Instruction(ctypes.Structure):
    _fields_ = [("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("value", ctypes.c_uint)]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.POINTER(_Instruction))]


_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
_libc.ptrace.restype = ctypes.c_long
_libc.prctl.argtypes = (ctypes.c_int, *[ctypes.c_ulong] * 4)

KILL, SHORT = -1, -2
"""Verdicts beside 0 (let it happen) and an error number (it fails with that): the process dies; half is written."""


@dataclass(frozen=True)
class Call:
    """One change that is about to happen to a file of the folder."""

    kind: str
    """write, truncate, sync, create, rename, link, unlink, mkdir, rmdir, or the name of a call nobody expected."""
    path: Path
    other: Path | None = None
    """The new name of a rename or link."""
    offset: int = 0
    """Where a write begins; the new size of a truncation."""
    data: bytes = b""


Decide = Callable[[Call], int]


def run(action: Callable[[], object], folder: Path, decide: Decide, data: bool = False) -> int:
    """Do the action in a child process and ask `decide` before each change below the folder; gives its exit status.

    `data`: calls carry what is written. A child that raises ends with status 70 and its traceback on stderr; one that
    was killed gives minus the signal.
    """
    child = os.fork()
    if child == 0:
        _be_traced(action)
    return _Tracer(child, folder.resolve(), decide, data).follow()


def _be_traced(action: Callable[[], object]) -> None:
    """In the child: let the parent look on, do the action, and end without what a normal exit would still write."""
    status = 70
    try:
        os.setpgid(0, 0)
        _libc.ptrace(_TRACEME, 0, None, None)
        os.kill(os.getpid(), signal.SIGSTOP)
        _stop_at_calls()
        action()
        status = 0
    except SystemExit as ended:
        status = int(ended.code or 0)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent hears of it by the status
        traceback.print_exc()
    finally:
        os._exit(status)


def _stop_at_calls() -> None:
    code = [(0x20, 0, 0, 0)]  # load the number of the call
    numbers = sorted(_CALLS)
    code += [(0x15, len(numbers) - place, 0, number) for place, number in enumerate(numbers)]  # equal: to the end
    code += [(0x06, 0, 0, _ALLOW), (0x06, 0, 0, _TRACE)]
    array = (_Instruction * len(code))(*[_Instruction(*each) for each in code])
    program = _Program(len(code), array)
    if _libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or _libc.prctl(
        _SET_SECCOMP, _FILTER, ctypes.addressof(program), 0, 0
    ):
        raise OSError(ctypes.get_errno(), "this kernel does not let a process watch its own calls")


class _Tracer:
    def __init__(self, child: int, folder: Path, decide: Decide, data: bool) -> None:
        self._child, self._folder, self._decide, self._data = child, str(folder), decide, data
        self._known: set[int] = set()

    def follow(self) -> int:
        os.waitpid(self._child, 0)
        self._ask(_SETOPTIONS, self._child, _OPTIONS)
        self._known.add(self._child)
        self._ask(_CONT, self._child)
        while True:
            pid, status = os.waitpid(-self._child, _ALL)
            if os.WIFEXITED(status) or os.WIFSIGNALED(status):
                if pid == self._child:
                    return os.waitstatus_to_exitcode(status)
                continue
            self._stopped(pid, status)

    def _stopped(self, pid: int, status: int) -> None:
        event, number = status >> 16, os.WSTOPSIG(status)
        if event == _EVENT_SECCOMP:
            self._look(pid)
            number = 0
        elif event or (number == signal.SIGSTOP and pid not in self._known):
            number = 0  # a new thread, or the news of one
        self._known.add(pid)
        with contextlib.suppress(ProcessLookupError):
            self._ask(_CONT, pid, number)

    def _look(self, pid: int) -> None:
        registers = _Registers()
        self._ask(_GETREGS, pid, ctypes.addressof(registers))
        name = _CALLS[registers.orig_rax]
        given = [registers.rdi, registers.rsi, registers.rdx, registers.r10]
        call = self._call(pid, name, given)
        verdict = self._decide(call) if call is not None else 0
        if verdict == 0:
            return
        if verdict == KILL:
            os.kill(self._child, signal.SIGKILL)
            return
        if verdict == SHORT and name in ("write", "pwrite64"):
            registers.rdx = max(1, registers.rdx // 2)
        else:
            number = errno.ENOSPC if verdict == SHORT else verdict
            registers.orig_rax, registers.rax = ctypes.c_ulong(-1).value, ctypes.c_ulong(-number).value
        self._ask(_SETREGS, pid, ctypes.addressof(registers))

    def _call(self, pid: int, name: str, given: list[int]) -> Call | None:
        """What the call is about to do, None when it changes nothing in the folder."""
        if name in _BY_HANDLE:
            return self._by_handle(pid, name, given)
        if name == "copy_file_range":
            target = self._of_handle(pid, given[2])
            return None if target is None else Call(name, target)
        at = name in _AT
        first, second = _TWO.get(name, (int(at), None))
        if name in _OPENS and not self._flags(name, given) & _MAKES:
            return None
        path = self._named(pid, given, first, at)
        if path is None:
            return None
        if name in _OPENS:
            return _opened(path, self._flags(name, given))
        other = None if second is None else self._named(pid, given, second, at)
        removes_folder = name == "unlinkat" and given[2] & _AT_REMOVEDIR
        return Call("rmdir" if removes_folder else _PLAIN.get(name, name), path, other, given[1])

    @staticmethod
    def _flags(name: str, given: list[int]) -> int:
        return {"openat": given[2], "open": given[1], "creat": os.O_CREAT | os.O_TRUNC}[name]

    def _by_handle(self, pid: int, name: str, given: list[int]) -> Call | None:
        path = self._of_handle(pid, given[0])
        if path is None:
            return None
        if name in ("fsync", "fdatasync"):
            return Call("sync", path)
        if name == "ftruncate":
            return Call("truncate", path, offset=given[1])
        if name == "sendfile":
            return Call("write", path, offset=self._position(pid, given[0]), data=self._sent(pid, given))
        if name not in ("write", "pwrite64"):
            return Call(name, path)
        offset = given[3] if name == "pwrite64" else self._position(pid, given[0])
        return Call("write", path, offset=offset, data=self._memory(pid, given[1], given[2]) if self._data else b"")

    def _sent(self, pid: int, given: list[int]) -> bytes:
        """What the kernel copies from one file into another."""
        begin = int.from_bytes(self._memory(pid, given[2], 8), "little") if given[2] else self._position(pid, given[1])
        with Path(f"/proc/{pid}/fd/{given[1]}").open("rb") as source:
            source.seek(begin)
            return source.read(given[3])

    def _of_handle(self, pid: int, handle: int) -> Path | None:
        return self._inside(str(Path(f"/proc/{pid}/fd/{ctypes.c_int(handle).value}").readlink()))

    def _named(self, pid: int, given: list[int], place: int, at: bool) -> Path | None:
        name = self._memory(pid, given[place], 4096).split(b"\0", 1)[0].decode("utf-8", "surrogateescape")
        if not name.startswith("/"):
            handle = ctypes.c_int(given[place - 1]).value if at else -100
            base = Path(f"/proc/{pid}/cwd" if handle == -100 else f"/proc/{pid}/fd/{handle}").readlink()
            name = f"{base}/{name}"
        return self._inside(name)

    def _inside(self, name: str) -> Path | None:
        return Path(name) if name.startswith(f"{self._folder}/") or name == self._folder else None

    @staticmethod
    def _position(pid: int, handle: int) -> int:
        told = dict(
            line.split(":\t", 1)
            for line in Path(f"/proc/{pid}/fdinfo/{handle}").read_text().splitlines()
            if ":\t" in line
        )
        if int(told["flags"], 8) & os.O_APPEND:
            return Path(f"/proc/{pid}/fd/{handle}").stat().st_size
        return int(told["pos"])

    @staticmethod
    def _memory(pid: int, address: int, length: int) -> bytes:
        parts, read = [], 0
        with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
            while read < length:
                memory.seek(address + read)
                try:
                    part = memory.read(min(length - read, 4096 - (address + read) % 4096))
                except OSError:  # the next page is not there: a name ended before
                    break
                parts.append(part)
                read += len(part)
        return b"".join(parts)

    @staticmethod
    def _ask(request: int, pid: int, what: Any = 0) -> None:
        if _libc.ptrace(request, pid, None, what) == -1:
            raise OSError(ctypes.get_errno(), f"ptrace {request}")


def _opened(path: Path, flags: int) -> Call | None:
    """What opening a file for writing changes at once."""
    if not path.exists():
        return Call("create", path)
    return Call("truncate", path) if flags & os.O_TRUNC else None
