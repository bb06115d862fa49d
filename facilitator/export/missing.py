"""What a document holds that no bundled typeface can print, told before the paper leaves the house."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from facilitator.coverage import UNKNOWN, unprintable
from facilitator.i18n import _, shown
from facilitator.text import clusters

_NAMED = 4
"""How many characters a sentence names; the others are counted."""

_AROUND = 12
"""Syllables of the text shown on either side of a character."""


class Missing(NamedTuple):
    """A character that prints as (?), and the words it stands in.

    `where` is the field of the document from its top, such as `parts[0].activities[3].lead`.
    """

    where: str
    character: str
    words: str


def missing_characters(document: Any) -> list[Missing]:
    """Every character of a frozen document that prints as (?), once for each field it stands in."""
    return [
        Missing(where, character, _words_around(text, character))
        for where, text in texts_of(document)
        for character in unprintable(text)
    ]


def sentence(found: Iterable[Missing]) -> str:
    """What is missing in one sentence for people; empty when nothing is."""
    places = list(dict.fromkeys((each.character, each.words) for each in found))
    if not places:
        return ""
    named = "; ".join(
        _("{character} in “{words}”").format(character=character, words=words) for character, words in places[:_NAMED]
    )
    told = _("Some characters cannot be printed; {sign} stands in their place: {places}.").format(
        sign=UNKNOWN, places=named
    )
    left = len(places) - _NAMED
    return told if left <= 0 else told + " " + _("Other places like these: {n}.").format(n=shown(left))


def texts_of(part: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a document with the field it stands in, in the order of the fields."""
    if isinstance(part, str):
        yield where, part
    elif dataclasses.is_dataclass(part) and not isinstance(part, type):
        for field in dataclasses.fields(part):
            yield from texts_of(getattr(part, field.name), f"{where}.{field.name}".lstrip("."))
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from texts_of(value, f"{where}[{key}]")
    elif isinstance(part, list | tuple):
        for number, value in enumerate(part):
            yield from texts_of(value, f"{where}[{number}]")


def _words_around(text: str, character: str) -> str:
    """The character with a few syllables before and after it, on one line."""
    before, _found, after = text.partition(character)
    left, right = clusters(before), clusters(after)
    shown_left = ("…" if len(left) > _AROUND else "") + "".join(left[-_AROUND:])
    shown_right = "".join(right[:_AROUND]) + ("…" if len(right) > _AROUND else "")
    return " ".join(f"{shown_left}{character}{shown_right}".split())
