from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from facilitator import paths, word_ends

ROOT = Path(__file__).resolve().parents[1]


def sentences() -> list[str]:
    with (paths.RESOURCES / "translations" / "km.po").open("rb") as file:
        found = [message.string for message in read_po(file) if isinstance(message.string, str) and message.string]
    return [*found, *(path.read_text("utf-8") for path in (paths.RESOURCES / "guidance" / "km").glob("*.md"))]


@pytest.mark.skipif(sys.platform != "linux", reason="Qt brings an ICU on Linux only")
def test_qts_icu_and_icu4py_find_the_same_words() -> None:
    import PySide6.QtCore  # noqa: F401 - loads Qt's ICU

    of_qt = word_ends.cutter_of_qt()
    assert of_qt is not None
    of_icu4py = word_ends.cutter_of_icu4py()
    ours = sentences()
    assert len(ours) > 1000
    assert [of_qt(text) for text in ours] == [of_icu4py(text) for text in ours]
    assert len(of_qt("សូមជ្រើសរើសភូមិមួយ")) > 2


@pytest.mark.parametrize("text", ["", "a 😀 ក😀ខ", "\ud800 ភូមិ", "line\nភូមិ\u200bអូរ"])
def test_no_character_is_lost(text: str) -> None:
    assert "".join(word_ends.cut(text)) == text


def test_without_a_window_icu4py_is_asked_and_beside_one_it_is_not_loaded() -> None:
    script = (
        "import sys; from facilitator import text; text.breakable('សូមជ្រើសរើសភូមិ');"
        "print('icu4py' in sys.modules, 'PySide6' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def told(words: str) -> str:
        return subprocess.check_output([sys.executable, "-c", words], env=environment, encoding="utf-8").strip()

    assert told(script) == "True False"
    if sys.platform == "linux":
        assert told(f"import PySide6.QtCore; {script}") == "False True"
