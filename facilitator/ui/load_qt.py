"""Loading Qt's widgets without what PySide brings along only to describe its functions."""

from __future__ import annotations

import builtins
from typing import Any

from facilitator.late import postpone

SIGNATURES = "shibokensupport.signature"
DESCRIBING = {
    SIGNATURES: ("errorhandler", "layout", "parser"),
    f"{SIGNATURES}.lib": ("enum_sig", "pyi_generator", "tool"),
}
"""PySide's modules that word the message of a wrong call, `__signature__` and type stubs.

PySide keeps them as text and compiles them at each start: 50 of the 190 ms of processor time that an empty window
takes. `mapping` is not among them, because PySide's C++ part reads its dictionary without asking the module.
"""


def load_widgets() -> None:
    """Import `PySide6.QtWidgets`, the describing modules being late (see `facilitator.late`).

    Afterwards `import` is Python's own again: PySide's hook for `__feature__`, which is not used here, would slow
    every later import (15 to 40 %, see docs/stack.md).
    """
    plain_import = builtins.__import__
    packages = dict(DESCRIBING)

    def import_late(name: str, *arguments: Any, **options: Any) -> Any:
        for part in packages.pop(name, ()):  # PySide's loader begins to ask for them; its finder is in place
            postpone(f"{name}.{part}")
        return plain_import(name, *arguments, **options)

    builtins.__import__ = import_late
    try:
        import PySide6.QtWidgets  # noqa: F401 - the import is the purpose
    finally:
        builtins.__import__ = plain_import
