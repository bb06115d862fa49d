"""How the code of a paper is written and read.

A code is 55 bits of a digest of what is printed (`export.codes` makes it) and a check character, in three groups of
four: `K7QM-3XPA-92TC`. The check character finds every single wrong character and every two that changed places.
"""

from __future__ import annotations

from collections.abc import Iterable

from facilitator.i18n import digits

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, which look like digits, and no U."""
_LOOK_ALIKE = str.maketrans("OIL", "011")
_DATA = 11
"""Characters before the check character."""
BITS = 5 * _DATA


def written(number: int) -> str:
    """The code of a number of 55 bits, without hyphens, with its check character."""
    values = [number >> 5 * place & 31 for place in reversed(range(_DATA))]
    return "".join(ALPHABET[value] for value in [*values, _check(values)])


def shown(code: str) -> str:
    """The code as it is printed, in groups of four."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def read(typed: str) -> str | None:
    """What somebody typed from a paper as a code, None where that is none.

    Case, spaces and hyphens do not matter, nor whether digits are Khmer; O is read as 0, I and L as 1.
    """
    tidy = digits(typed).upper().translate(_LOOK_ALIKE)
    code = "".join(character for character in tidy if character.isalnum())
    if len(code) != _DATA + 1 or not set(code) <= set(ALPHABET):
        return None
    values = [ALPHABET.index(character) for character in code]
    return code if _check(values[:-1]) == values[-1] else None


def _check(values: Iterable[int]) -> int:
    """A sum in the field of 32 elements (x^5 + x^2 + 1), each place weighing twice the one to its right."""
    total = 0
    for value in values:
        total = _doubled(total ^ value)
    return total


def _doubled(value: int) -> int:
    return value << 1 ^ (0b100101 if value & 16 else 0)
