"""Khmer syllables: where each ends, and the one order in which its signs are stored, compared and drawn.

The same syllable can be typed in many orders that look alike while they are typed; fonts draw a dotted circle in
some of them, and a search finds none but its own. The order here is that of the Unicode standard (chapter 16.4) with
the register shifter after the subscripts, as dictionaries and keyboards have it (ម្យ៉ាង, ញ្ញ៉ាំ) and as fonts draw it
best; all such syllables in the gazetteer and in our own texts are written so.
"""

from __future__ import annotations

import re
from functools import lru_cache

BREAK = "\u200b"
COENG = "\u17d2"
JOINERS = "\u200c\u200d"
BASES = "\u1780-\u17b3"
SIGNS = "\u17b4-\u17d1\u17d3\u17dd"

_SHIFTERS = "\u17c9\u17ca"
_CLUSTER = re.compile(
    rf"[{BASES}](?:{COENG}[{BASES}]|[{SIGNS}{JOINERS}]|{COENG})*|\r\n|.[\u0300-\u036f{JOINERS}]*",
    re.DOTALL,
)
_PARTS = re.compile(rf"{COENG}[{BASES}]|.", re.DOTALL)
_BREAK_IN_CLUSTER = re.compile(rf"{BREAK}+(?=[{SIGNS}{COENG}])|(?<={COENG}){BREAK}+")
_DOUBLED_COENG = re.compile(f"{COENG}[{COENG}{JOINERS}]+")
_DRESSED = re.compile(rf"[{BASES}](?:{COENG}[{BASES}]|[{SIGNS}{JOINERS}])+")

# Robat · subscripts, ro last · register shifter and its joiner · vowels left, below, above, right · ំ · others · ះ ៈ
_RANKS = {sign: rank for rank, signs in enumerate(
    ("\u17cc", "", "", _SHIFTERS, JOINERS, "េែៃ", "ុូួ", "ិីឹឺើ", "ាឿៀោៅ", "ំ", "", "ះៈ")) for sign in signs}  # fmt: skip
_SUBSCRIPT, _SUBSCRIPT_RO, _OTHER = 1, 2, 10
_TYPED_IN_HALVES = ((re.compile("េ([ុូួ]?)ី"), "\\1ើ"), (re.compile("េ([ុូួ]?)ា"), "\\1ោ"))
_STRAY_JOINER = re.compile(rf"(?<![{_SHIFTERS}])[{JOINERS}]+|[{JOINERS}]+(?![ិីឹឺើឿ])")


def clusters(text: str) -> list[str]:
    """The text in orthographic syllables: a base with its subscripts, vowels and signs."""
    return _CLUSTER.findall(text)


def parts(cluster: str) -> list[str]:
    """What a syllable is made of: its base, each subscript (two characters), each vowel and sign."""
    return _PARTS.findall(cluster)


def without_breaks_inside(text: str) -> str:
    """The text without the U+200B that were typed inside a syllable."""
    return _BREAK_IN_CLUSTER.sub("", text) if BREAK in text else text


def reordered(text: str) -> str:
    """Khmer text with the signs of every syllable in order; everything else stays as it is.

    Base, robat, subscripts (ro last), register shifter, vowel (left, below, above, right), other signs. Two-part
    vowels that were typed as their halves are joined (េ + ី gives ើ, េ + ា gives ោ). A sign or coeng typed twice stands
    once, and what cannot be seen goes: breaks inside a syllable, joiners other than the one between a register
    shifter and a vowel above it, which keeps the shifter's shape.
    """
    text = _DOUBLED_COENG.sub(COENG, without_breaks_inside(text))
    return _DRESSED.sub(lambda match: _ordered(match[0]), text)


@lru_cache(maxsize=4096)
def _ordered(cluster: str) -> str:
    base, *rest = parts(cluster)
    kept = [part for i, part in enumerate(rest) if len(part) > 1 or part not in rest[:i]]
    ordered: str = base + "".join(sorted(kept, key=_rank))
    for halves, vowel in _TYPED_IN_HALVES:
        ordered = halves.sub(vowel, ordered)
    return _STRAY_JOINER.sub("", ordered)


def _rank(part: str) -> int:
    if part[0] == COENG:
        return _SUBSCRIPT_RO if part.endswith("រ") else _SUBSCRIPT
    return _RANKS.get(part, _OTHER)
