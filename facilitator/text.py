"""Khmer and Latin text: cleaning what is stored, keys for comparing and searching, line breaks.

Khmer is written without spaces between words. Typists often put U+200B (zero width space) there: it is kept
in stored text, ignored when comparing, and a welcome break point when a line is set.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from facilitator.errors import UserError
from facilitator.i18n import _, shown
from facilitator.i18n import digits as digits
from facilitator.syllables import BREAK as BREAK
from facilitator.syllables import COENG, JOINERS, parts, without_breaks_inside
from facilitator.syllables import clusters as clusters
from facilitator.syllables import reordered as reordered
from facilitator.typed import parse_date as parse_date
from facilitator.typed import parse_decimal as parse_decimal
from facilitator.typed import parse_money as parse_money
from facilitator.typed import parse_riel as parse_riel
from facilitator.typed import parse_whole as parse_whole

LINE_LIMIT = 500
TEXT_LIMIT = 5000

_KEPT_FORMATS = frozenset(BREAK + JOINERS)
_DROPPED_CATEGORIES = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))
_INHERENT_VOWELS = "\u17b4\u17b5"  # invisible; Unicode advises against them

_NEVER_BEFORE = frozenset("។៕៖ៗ៛%)]}»”’!?,.:;")
_NEVER_AFTER = frozenset("([{«“‘")
_BEFORE_A_NUMBER = re.compile(r"(?:ទី |ឆ្នាំ |(?<![/\d])\d{1,3}–)$")
"""With these a number is one word: ជុំទី ១, ឆ្នាំ ២០២៦, 15–30 (but a line may end within two dates)."""


def clean(text: str, limit: int = LINE_LIMIT, lines: bool = False) -> str:
    """Text as it is stored.

    Composed (NFC), the signs of every Khmer syllable in order; without control, bidirectional and other
    invisible characters, but with U+200B and the joiners that do something; spaces collapsed. With `lines`,
    line ends stay (at most one empty line in a row). Raises UserError above `limit` characters.
    """
    text = unicodedata.normalize("NFC", re.sub("\r\n?|[\u2028\u2029\v\f\x85]", "\n", text))
    text = "".join(ch if not ch.isspace() or ch == "\n" else " " for ch in text if _kept(ch))
    text = re.sub(f"{BREAK}{{2,}}", BREAK, reordered(text))
    if lines:
        text = re.sub(f"[ {BREAK}]*\n[ {BREAK}]*", "\n", text)
        text = re.sub("\n{3,}", "\n\n", text)
    else:
        text = text.replace("\n", " ")
    text = re.sub(" {2,}", " ", text).strip(f" \n{BREAK}")
    if len(text) > limit:
        raise UserError(
            _("This text has {n} characters; at most {limit} fit. Please shorten it.").format(
                n=shown(len(text)), limit=shown(limit)
            )
        )
    return text


def _kept(ch: str) -> bool:
    if ch in _KEPT_FORMATS or ch.isspace():
        return ch not in "\x1c\x1d\x1e\x1f"
    return ch not in _INHERENT_VOWELS and unicodedata.category(ch) not in _DROPPED_CATEGORIES


def strip_breaks(text: str) -> str:
    """The text without U+200B."""
    return text.replace(BREAK, "")


def search_key(text: str) -> str:
    """What is compared and searched.

    Two texts that a person takes for the same have the same key: U+200B, joiners, spaces, hyphens, quotes and
    brackets do not count, nor do upper case, accents on Latin letters, Khmer or Arabic digits, and the order in
    which the signs of a Khmer syllable were typed.
    """
    text = unicodedata.normalize("NFKD", digits(text)).casefold()
    return reordered(_NOT_COMPARED.sub("", text))


_NOT_COMPARED = re.compile(rf"[\s{BREAK}{JOINERS}\u2060\ufeff{_INHERENT_VOWELS}\u0300-\u036f'’‘\"“”‹›«»()\-‐–]+")


def suggestion_key(text: str) -> str:
    """A coarser key, only for proposing that two spellings may be one thing; never for overwriting.

    Besides `search_key` it ignores what looks alike on paper: subscript ដ and ត, ឲ and ឱ, a sign typed
    twice, and punctuation.
    """
    text = search_key(text).translate(_LOOK_ALIKE).replace(f"{COENG}ដ", f"{COENG}ត")
    text = "".join(ch for ch in text if unicodedata.category(ch)[0] not in "PZ")
    return "".join("".join(dict.fromkeys(parts(cluster))) for cluster in clusters(text))


_LOOK_ALIKE = str.maketrans({"ឲ": "ឱ", "\u17a3": "អ", "\u17a4": "អា"})


def break_words(text: str) -> list[str]:
    """The text cut where a line may end; joined again it is the text without U+200B.

    Spaces and line ends stay at the end of their piece. Words come from ICU's Khmer dictionary and from
    U+200B; no piece begins with a closing sign (។ ៗ ៛ % …), ends with an opening one, or cuts a syllable. A
    piece may still be wider than a line: cut it by `clusters`.
    """
    return list(_pieces(text))


@lru_cache(maxsize=8192)
def _pieces(text: str) -> tuple[str, ...]:
    from facilitator.word_ends import cut  # with ICU 0.1 s: only when text is first set

    pieces: list[str] = []
    for raw in cut(without_breaks_inside(text)):
        piece = raw.replace(BREAK, "")
        if pieces and piece and _inseparable(pieces[-1], piece):
            pieces[-1] += piece
        elif piece:
            pieces.append(piece)
    return tuple(pieces)


def _inseparable(before: str, after: str) -> bool:
    if before.endswith("\n"):
        return False
    last = before.rstrip(" ")[-1:]
    if after[0].isdigit() and _BEFORE_A_NUMBER.search(before):
        return True
    return (
        after[0] in _NEVER_BEFORE
        or last in _NEVER_AFTER
        or (last == "។" and after.startswith("ល។"))  # ។ល។ "and so on" is one sign
        or before.endswith(COENG)
        or "\u17b4" <= after[0] <= "\u17d3"
        or after[0] == "\u17dd"
    )


def breakable(text: str) -> str:
    """The same text with U+200B between Khmer words, for Qt labels, which know no Khmer words.

    Nothing is put between Latin letters, so `{placeholders}` and tags stay as they are.
    """
    if not any(_is_khmer(ch) for ch in text):
        return text
    pieces = _pieces(text)
    out = list(pieces[:1])
    for before, after in pairwise(pieces):
        spaced = before[-1] in " \n"
        out.append(after if spaced or not (_is_khmer(before[-1]) or _is_khmer(after[0])) else f"{BREAK}{after}")
    return "".join(out)


def _is_khmer(ch: str) -> bool:
    return "\u1780" <= ch <= "\u17ff"
