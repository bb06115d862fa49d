"""Letters that look like others: what was typed and what was probably meant, to be offered beside the field.

Nothing here is ever changed by itself. A rule is in the list only where what it finds is (almost) never right, so that
the offers stay rare: spellings that are a matter of taste (ឲ្យ, ្ដ and ្ត) are left to people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from facilitator.i18n import KHMER_DIGITS, digits, khmer_digits
from facilitator.syllables import BASES, COENG, SIGNS


class Suggestion(NamedTuple):
    """`text[start:end]` is `typed`; `better` is what was probably meant."""

    start: int
    end: int
    typed: str
    better: str

    def used_in(self, text: str) -> str:
        """The text with what was meant in the place of what was typed."""
        return text[: self.start] + self.better + text[self.end :]


def lookalikes(text: str) -> tuple[Suggestion, ...]:
    """What in a text is probably another letter than was meant, from left to right, none inside another."""
    if text.isascii() and not _LETTER_IN_NUMBER.search(text):
        return ()
    found: list[Suggestion] = []
    for suggestion in sorted(_all(text)):
        if not found or suggestion.start >= found[-1].end:
            found.append(suggestion)
    return tuple(found)


def _all(text: str) -> Iterator[Suggestion]:
    for pattern, better in _RULES:
        for match in pattern.finditer(text):
            meant = better(match[0])
            if meant != match[0]:
                yield Suggestion(match.start(), match.end(), match[0], meant)


def _always(better: str) -> Callable[[str], str]:
    return lambda typed: better


def _in_one_script(number: str) -> str:
    """A number whose digits are of both scripts, in the script of most of them; Khmer where they are equal."""
    khmer = sum(1 for ch in number if ch in KHMER_DIGITS)
    arabic = sum(1 for ch in number if ch.isascii() and ch.isdigit())
    if not khmer or not arabic:
        return number
    return khmer_digits(number) if khmer >= arabic else digits(number)


def _with_zeros(number: str) -> str:
    """A number in which the letter o was typed for zero."""
    zero = "០" if any(ch in KHMER_DIGITS for ch in number) else "0"
    return re.sub("[oO]", zero, number)


def _with_shifter(syllable: str) -> str:
    """A syllable with ុ under a vowel above: the register shifter was meant, which sinks to the same shape there."""
    shifter = "\u17ca" if syllable[0] in _FIRST_SERIES else "\u17c9"
    return syllable.replace("ុ", shifter)


_DIGIT = f"[0-9{KHMER_DIGITS}]"
_LETTER_IN_NUMBER = re.compile(
    rf"(?<![A-Za-z0-9{KHMER_DIGITS}]){_DIGIT}+(?:[.,]{_DIGIT}+)*[oO]+(?:[.,]?[0-9oO{KHMER_DIGITS}])*(?![A-Za-z])"
)
_FIRST_SERIES = "សហអ"
_SECOND_SERIES = "ងញមយរវ"

# Words that end in ៈ and are often typed with ះ or a colon (one with a space after it is a colon).
_SHORT_VOWEL_WORDS = "លក្ខណ|គណ|ឋាន|កុម្ភ|អវយវ"

_RULES: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (re.compile("ប្ញ"), _always("ឬ")),
    (re.compile(rf"(?<![{BASES}{SIGNS}])ឫ(?![{BASES}{SIGNS}{COENG}])"), _always("ឬ")),
    (re.compile("\u17a3"), _always("អ")),
    (re.compile("\u17a4"), _always("អា")),
    (re.compile("\u17d8"), _always("។ល។")),
    (re.compile("\u0e2f"), _always("។")),
    (re.compile("\u0e5a"), _always("៕")),
    (re.compile(rf"(?<=[{BASES}{SIGNS}])[|\u0964]"), _always("។")),
    (re.compile(rf"(?<=[{BASES}{SIGNS}])[A-Za-z](?=[\u17b6-\u17d2])"), _always("")),
    (re.compile(rf"[{_FIRST_SERIES}{_SECOND_SERIES}](?:{COENG}[{BASES}])*ុ[ិីឹឺើ]"), _with_shifter),
    (re.compile(rf"(?<!{COENG})(?:{_SHORT_VOWEL_WORDS})[ះ:](?! )"), lambda typed: typed[:-1] + "ៈ"),
    (_LETTER_IN_NUMBER, _with_zeros),
    (re.compile(rf"{_DIGIT}+(?:[.,]?{_DIGIT})+"), _in_one_script),
)
