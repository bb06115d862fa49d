"""Where Khmer words end: ICU's dictionary, taken from the copy of ICU that is at hand.

PySide6's packages for Linux bring a whole ICU, which a window has loaded anyway: asking that one saves 2.6 MB of
memory against icu4py with an ICU of its own. Without a window, and where Qt has none (Windows), it is icu4py. Both
find the same words; `tests/test_word_ends.py` compares them on all our sentences.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

Cutter = Callable[[str], list[str]]
"""Cuts a text where a line may end; joined again it is the text."""

_LINE = 2
"""`UBRK_LINE` of ICU's `ubrk.h`."""


def cut(text: str) -> list[str]:
    """The text cut where ICU lets a line end: after Khmer words, spaces, hyphens, U+200B."""
    return _cutter()(text) if text else []


@cache
def _cutter() -> Cutter:
    return cutter_of_qt() or cutter_of_icu4py()


def cutter_of_icu4py() -> Cutter:
    """The one with an ICU of its own; loading it takes 0.1 s."""
    from icu4py.breakers import LineBreaker

    return lambda text: list(LineBreaker(text, "km"))


def cutter_of_qt() -> Cutter | None:
    """The one of the ICU that Qt has loaded; None where it has not."""
    qt = sys.modules.get("PySide6")
    if qt is None or not hasattr(os, "RTLD_NOLOAD"):
        return None
    for path in Path(qt.__path__[0]).glob("Qt/lib/libicuuc.so.*"):
        try:
            library = ctypes.PyDLL(str(path), os.RTLD_NOLOAD | os.RTLD_NOW)
            return _Icu(library, path.suffix[1:]).cut
        except (OSError, AttributeError):  # not loaded, or no ICU as we know it
            continue
    return None


class _Icu:
    """One line breaker of ICU's C interface (unicode-org.github.io/icu-docs, `ubrk.h`), for all threads."""

    def __init__(self, library: ctypes.PyDLL, version: str) -> None:
        def function(name: str, result: Any, *arguments: Any) -> Any:
            found = getattr(library, f"ubrk_{name}_{version}")
            found.restype, found.argtypes = result, arguments
            return found

        status = ctypes.POINTER(ctypes.c_int)
        text = (ctypes.c_void_p, ctypes.c_int32, status)
        begin = function("open", ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p, *text)
        self._set_text = function("setText", None, ctypes.c_void_p, *text)
        self._next = function("next", ctypes.c_int32, ctypes.c_void_p)
        self._lock = Lock()
        said = ctypes.c_int()
        self._breaker = begin(_LINE, b"km", None, 0, said)
        _refuse(said)

    def cut(self, text: str) -> list[str]:
        """Where a line may end; positions of ICU count UTF-16."""
        units = text.encode("utf-16-le", "surrogatepass")
        said = ctypes.c_int()
        pieces: list[str] = []
        begin = 0
        with self._lock:
            self._set_text(self._breaker, units, len(units) // 2, said)
            _refuse(said)
            while (end := self._next(self._breaker)) >= 0:
                pieces.append(units[2 * begin : 2 * end].decode("utf-16-le", "surrogatepass"))
                begin = end
        return pieces


def _refuse(said: ctypes.c_int) -> None:
    """Raise OSError for an error of ICU (above zero; below are remarks)."""
    if said.value > 0:
        raise OSError(f"ICU error {said.value}")
