"""Every sentence of the program has its Khmer.

The catalogue is `resources/translations/km.po`. To see what is missing run this test; add the entries that it lists
(`#, fuzzy` above a translation that a native speaker should check: it is used all the same).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import facilitator
from facilitator import paths

MARKERS = {"_": None, "N_": None}
PAPER_MARKERS = {"t": None, "words": None, "both": None}
"""Only in `export/`; elsewhere a method `words` is something else."""

PROGRAM = Path(facilitator.__file__).parent
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
KHMER = re.compile("[\u1780-\u17ff]")
LATIN_WORDS = re.compile(r"[A-Za-z]{3,}")


def marked(folder: Path, markers: dict[str, None]) -> Iterator[tuple[str, str]]:
    """The marked sentences in a folder, each with its place."""
    for name, line, message, _comments, _context in extract_from_dir(folder, [("**.py", "python")], keywords=markers):
        for text in (message,) if isinstance(message, str) else message:
            yield text, f"{folder.name}/{name}:{line}"


def used() -> dict[str, str]:
    """Every marked English sentence and a place where it stands."""
    return {**dict(marked(PROGRAM / "export", PAPER_MARKERS)), **dict(marked(PROGRAM, MARKERS))}


@pytest.fixture(scope="module")
def khmer() -> Catalog:
    with (paths.RESOURCES / "translations" / "km.po").open("rb") as file:
        return read_po(file, locale="km")


def entries(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    for message in catalogue:
        if message.id:
            assert isinstance(message.id, str), "plural forms are not used"
            assert isinstance(message.string, str)
            yield message.id, message.string


def test_sentences_are_marked_at_all() -> None:
    assert len(used()) > 100


def test_every_sentence_has_its_khmer(khmer: Catalog) -> None:
    translated = {english for english, text in entries(khmer) if text}
    missing = [f"{place}: {english!r}" for english, place in used().items() if english not in translated]
    assert not missing, f"{len(missing)} without Khmer:\n" + "\n".join(missing)


def test_the_catalogue_holds_nothing_that_is_no_longer_used(khmer: Catalog) -> None:
    known = used()
    assert [english for english, _text in entries(khmer) if english not in known] == []


def test_placeholders_are_the_same_in_both_languages(khmer: Catalog) -> None:
    wrong = [
        english
        for english, text in entries(khmer)
        if sorted(PLACEHOLDER.findall(english)) != sorted(PLACEHOLDER.findall(text))
    ]
    assert wrong == []


def test_translations_are_khmer(khmer: Catalog) -> None:
    wrong = [
        english
        for english, text in entries(khmer)
        if LATIN_WORDS.search(PLACEHOLDER.sub("", english)) and not KHMER.search(text)
    ]
    assert wrong == []


def test_no_f_string_is_translated() -> None:
    """An f-string inside `_( )` is filled in before it is looked up, and never found."""
    filled = re.compile(r"\b(?:_|N_|t|words)\(\s*f[\"']")
    assert [str(path) for path in PROGRAM.rglob("*.py") if filled.search(path.read_text(encoding="utf-8"))] == []
