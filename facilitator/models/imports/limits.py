"""How much memory and time the process may take that reads somebody's file. It sets the limits on itself."""

from __future__ import annotations

import os
import sys

MEGABYTE = 1 << 20
MEMORY = 400 * MEGABYTE
"""Bytes for a small file, the program's own included; some 60 MB are really used."""
MEMORY_PER_BYTE = 8
SECONDS = 10
"""Of work for a file under a megabyte."""
SECONDS_PER_MEGABYTE = 10
PATIENCE = 3
"""Times as long somebody waits for the work: other programs work too, and sticks are slow."""


def memory_for(size: int) -> int:
    """Bytes for reading a file of that size."""
    return MEMORY + MEMORY_PER_BYTE * size


def seconds_for(size: int) -> int:
    """Seconds of work for reading a file of that size."""
    return SECONDS + SECONDS_PER_MEGABYTE * (size // MEGABYTE)


def limit_this_process(memory: int, seconds: int) -> None:
    """From here on more memory is refused, and the process ends after so many seconds of work."""
    if sys.platform == "win32":
        _limit_on_windows(memory, seconds)
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        os.nice(5)  # the window goes first


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _PROCESS_TIME, _PROCESS_MEMORY, _DIE_ON_UNHANDLED = 0x2, 0x100, 0x400
    _EXTENDED_LIMITS = 9
    _TICKS = 10_000_000  # of 100 nanoseconds

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", ctypes.c_int64),
            ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("Basic", _Basic),
            ("IoInfo", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    def _limit_on_windows(memory: int, seconds: int) -> None:
        """Put this process into a job of its own (not yet verified on a Windows computer).

        Where the system refuses, the patience of the process that waits is the only limit left.
        """
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        wanted = _Extended()
        wanted.Basic.LimitFlags = _PROCESS_TIME | _PROCESS_MEMORY | _DIE_ON_UNHANDLED
        wanted.Basic.PerProcessUserTimeLimit = seconds * _TICKS
        wanted.ProcessMemoryLimit = memory
        job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
        kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(wanted), ctypes.sizeof(wanted))
        kernel.AssignProcessToJobObject(job, wintypes.HANDLE(kernel.GetCurrentProcess()))
