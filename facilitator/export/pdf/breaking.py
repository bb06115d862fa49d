"""Where a line of a paper may be broken.

Khmer is written without spaces: a line may end after a dictionary word, at U+200B or at a space. Latin breaks at spaces and
after a hyphen or slash inside a word. The rules that forbid a break come from `papers.md` (line breaking).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from facilitator.export.pdf.shaping import CLUSTER
from facilitator.text import break_words

NEVER_BEFORE = frozenset("។៕៖ៗ៘៙៚៛%)]}»”’!?,.:;…")
NEVER_AFTER = frozenset("([{«“‘")

_KHMER_RUN = re.compile("[\u1780-\u17d3\u17dd\u200c\u200d]+")
_SPACES = re.compile("[ \u200b]+")
# Between the letters of a Latin word, after its hyphen or slash; a date or a code made of digits stays whole.
_LATIN_BREAK = re.compile(r"(?<=[^\W\d_])[-/](?=[^\W\d_])")
_SLIP = re.compile("\u200b+(?=[\u17b4-\u17d3\u17dd])|(?<=\u17d2)\u200b+")


class Unit(NamedTuple):
    """A stretch `text[start:end]` that stays on one line, the spaces after it, and whether the line must end here."""

    start: int
    end: int
    spaces: int
    ends_line: bool


def without_slips(text: str) -> str:
    """The text without U+200B typed inside a cluster: a slip, not a break."""
    return _SLIP.sub("", text)


@lru_cache(maxsize=5_000)
def units(text: str) -> tuple[Unit, ...]:
    """Cut a text into unbreakable units; `\\n` ends a line."""
    found: list[Unit] = []
    start = 0
    for line in text.split("\n"):
        cut = list(_line_units(line, start))
        # An empty line keeps its place as a unit without text.
        found += cut[:-1]
        found.append(cut[-1]._replace(ends_line=True) if cut else Unit(start, start, 0, True))
        start += len(line) + 1
    return tuple(found)


def _line_units(line: str, offset: int) -> Iterator[Unit]:
    edges = [0, *breaks(line), len(line)]
    for start, end in zip(edges, edges[1:], strict=False):
        piece = line[start:end]
        core = piece.rstrip(" \u200b")
        if core:
            yield Unit(offset + start, offset + start + len(core), piece[len(core) :].count(" "), False)


def breaks(line: str) -> list[int]:
    """The positions inside one line before which it may be broken, in order."""
    candidates = {match.end() for match in _SPACES.finditer(line)} | {m.end() for m in _LATIN_BREAK.finditer(line)}
    candidates |= set(_word_ends(line))
    inside = {i for match in CLUSTER.finditer(line) for i in range(match.start() + 1, match.end())}
    return sorted(at for at in candidates - inside if 0 < at < len(line) and _allowed(line, at))


def _word_ends(line: str) -> Iterator[int]:
    """Ends of Khmer words, and the borders between a Khmer word and a Latin one."""
    for run in _KHMER_RUN.finditer(line):
        at = run.start()
        if at and line[at - 1].isalpha():
            yield at
        for word in break_words(run.group()):
            at += len(word)
            if at < run.end() or (at < len(line) and line[at].isalpha()):
                yield at


def _allowed(line: str, at: int) -> bool:
    after = line[at]
    before = line[:at].rstrip(" \u200b")
    return after not in NEVER_BEFORE and not (before and before[-1] in NEVER_AFTER)
