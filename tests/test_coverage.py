from __future__ import annotations

import subprocess
import sys
import unicodedata
from itertools import chain

import pytest

from facilitator import coverage
from facilitator.export.pdf import fonts, shaping


def _drawn_as_unknown(character: str, font: str) -> bool:
    return any(
        run.stand_in == coverage.UNKNOWN for run in shaping._itemise(shaping.printable(character), fonts.faces(font))
    )


@pytest.mark.parametrize("font", fonts.names())
def test_the_screen_knows_what_the_papers_can_print(font: str) -> None:
    for code in chain(range(0x3100), range(0x3100, 0x30000, 13)):
        character = chr(code)
        if unicodedata.category(character) in ("Cs", "Cn") or code in (0xFFFE, 0xFFFF):
            continue
        assert bool(coverage.unprintable(character)) == _drawn_as_unknown(character, font), hex(code)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Everything here (12.5%) is fine", []),
        ("ភូមិអូរធំ «១២» ៥០០៛ – “ok” é ≥ ½", []),
        ("ទឹក🙂ស្អាត 漢字 🙂", ["🙂", "漢", "字"]),
        ("a\u202eb\u200bc\u0007\n\t\ufe0f", []),
        ("ไทย", ["ไ", "ท", "ย"]),
        ("\ue000", ["\ue000"]),
    ],
)
def test_each_character_that_cannot_be_printed_is_named_once(text: str, found: list[str]) -> None:
    assert coverage.unprintable(text) == found


def test_looking_up_loads_no_paper() -> None:
    code = (
        "import sys; from facilitator import coverage; coverage.unprintable('ក🙂');"
        "print(sorted(set(sys.modules) & {'reportlab', 'uharfbuzz', 'PySide6'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
