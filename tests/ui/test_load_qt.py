"""Qt is loaded without what describes its functions, and still words what is wrong with a call."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

CALLS = """
import builtins, sys
plain_import = builtins.__import__
if sys.argv[1] == "late":
    from facilitator.ui.load_qt import DESCRIBING, load_widgets

    load_widgets()
    assert builtins.__import__ is plain_import
    for package, names in DESCRIBING.items():
        for name in names:
            assert vars(sys.modules[f"{package}.{name}"])["_asleep"], name
else:
    import PySide6.QtWidgets

    builtins.__import__ = plain_import

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit


class Sender(QObject):
    sent = Signal(int)

    @Slot(int, result=str)
    def answer(self, n: int) -> str:
        return str(n)


for wrong in (lambda: QRect("x"), lambda: QPoint(1, 2).setX("a", 3), lambda: QLineEdit.setText(), lambda: Qt.Nothing):
    try:
        wrong()
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
print(QLineEdit.setText.__doc__)
print(repr(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), Sender.staticMetaObject.methodCount())
"""
"""Wrong calls and questions, answered after the usual import or after ours."""


def answers(way: str) -> str:
    command = [sys.executable, "-c", CALLS, way]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_message_of_a_wrong_call_is_the_usual_one() -> None:
    usual = answers("usual")
    assert "Supported signatures" in usual
    assert answers("late") == usual
