"""Where a line of a paper may be broken: between the pieces that `facilitator.text.break_words` finds.

Khmer is written without spaces: a line may end after a dictionary word, at U+200B or at a space, never before a
closing sign and never inside a cluster (a unit wider than a whole line is cut between clusters by the paragraph).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from facilitator.text import break_words, strip_breaks

_FIGURE = re.compile("[0-9០-៩]+(?:[.,][0-9០-៩]+)*[៛%]?")


class Unit(NamedTuple):
    """A stretch `text[start:end]` that stays on one line, the spaces after it, and whether the line must end here."""

    start: int
    end: int
    spaces: int
    ends_line: bool


@lru_cache(maxsize=5_000)
def units(text: str) -> tuple[Unit, ...]:
    """Cut a text into unbreakable units; `\\n` ends a line. Positions count in the text without U+200B."""
    found: list[Unit] = []
    start = 0
    for line in text.split("\n"):
        cut = _line_units(line, start)
        # An empty line keeps its place as a unit without text.
        found += cut[:-1]
        found.append(cut[-1]._replace(ends_line=True) if cut else Unit(start, start, 0, True))
        start += len(strip_breaks(line)) + 1
    return tuple(found)


def _line_units(line: str, start: int) -> list[Unit]:
    if _FIGURE.fullmatch(line):  # half of what stands in tables; every one is new, and ICU takes its time
        return [Unit(start, start + len(line), 0, False)]
    found: list[Unit] = []
    for piece in break_words(line):
        core = piece.rstrip(" ")
        if core:
            found.append(Unit(start, start + len(core), len(piece) - len(core), False))
        start += len(piece)
    return found
