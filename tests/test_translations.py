"""Every sentence of the program has its Khmer.

The catalogue is `resources/translations/km.po`. To see what is missing run this test; add the entries that it lists
(`#, fuzzy` above a translation that a native speaker should check: it is used all the same).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
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
SAME_IN_KHMER = frozenset(["Enter"])
"""What has no Khmer letter in either language: a word printed on the keyboard."""

KEYS = {"Alt", "Ctrl", "Down", "ENG", "Enter", "Page", "Space", "Tab", "Windows"}
NAMES = {
    "CSV", "Documents", "Excel", "GB", "JPEG", "JSON", "KHR", "KoboToolbox", "MB", "Newcombe", "ODK", "PDF", "PNG",
    "USB", "USD", "UTF", "WebP", "Wilson",
}  # fmt: skip
TYPED = {
    "all", "ballots", "both", "consensus", "disability", "en", "high", "id", "idpoor", "km", "low", "man", "meeting",
    "men", "minority", "other", "points", "providers", "public", "share", "value", "votes", "woman", "women", "yes",
    "youth",
}  # fmt: skip
LATIN_IN_KHMER = KEYS | NAMES | TYPED
"""Keys of the keyboard; names and units; what is typed into a cell or after an option."""

CODE = re.compile(r"`[^`]*`|--[a-z]+(?: [A-Z]+)?|\b[a-z]+(?:[_.]\w+)+|\.[a-z]+")
"""What stands as it is typed: a command, an option, the end of a file name, a key."""

STRAY = re.compile("[\u200b-\u200d\ufeff]|  | [។៖]|[\u17a3\u17a4\u17d3]|[“”]")
"""Characters of no width (break points are inserted by the program), a space before a full stop,
letters that Unicode advises against, English quotation marks."""


def marked(folder: Path, markers: dict[str, None]) -> Iterator[tuple[str, str]]:
    """The marked sentences in a folder, each with its place."""
    for name, line, message, _comments, _context in extract_from_dir(folder, [("**.py", "python")], keywords=markers):
        for text in (message,) if isinstance(message, str) else message:
            yield text, f"{folder.name}/{name}:{line}"


@cache
def used() -> dict[str, str]:
    """Every marked English sentence and a place where it stands."""
    return {**dict(marked(PROGRAM / "export", PAPER_MARKERS)), **dict(marked(PROGRAM, MARKERS))}


def inside_texts(path: Path) -> Iterator[str]:
    """Marked sentences inside f-strings, where what collects the sentences does not look."""
    texts = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.JoinedStr)]
    for node in (inside for text in texts for inside in ast.walk(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS:
            sentence = node.args[0]
            if isinstance(sentence, ast.Constant) and isinstance(sentence.value, str):
                yield sentence.value


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


def test_no_sentence_hides_in_an_f_string(khmer: Catalog) -> None:
    hidden = {sentence for path in PROGRAM.rglob("*.py") for sentence in inside_texts(path)}
    assert sorted(sentence for sentence in hidden if khmer.get(sentence) is None) == []


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
    assert sorted(wrong) == sorted(SAME_IN_KHMER)


def test_no_english_word_is_left_in_the_khmer(khmer: Catalog) -> None:
    left = {
        word: english
        for english, text in entries(khmer)
        for word in re.findall("[A-Za-z]{2,}", CODE.sub("", PLACEHOLDER.sub("", text)))
        if word not in LATIN_IN_KHMER
    }
    assert left == {}


def test_spaces_and_line_ends_are_the_same_in_both_languages(khmer: Catalog) -> None:
    def edges(text: str) -> tuple[bool, bool, int]:
        return text[:1].isspace(), text[-1:].isspace(), text.count("\n")

    assert [english for english, text in entries(khmer) if edges(english) != edges(text)] == []


def test_khmer_is_written_cleanly(khmer: Catalog) -> None:
    assert [text for _english, text in entries(khmer) if STRAY.search(text)] == []


def test_sentences_end_as_sentences(khmer: Catalog) -> None:
    """Where English ends with a full stop, Khmer does; where English has none (buttons, headings), Khmer has none."""
    wrong = [
        english
        for english, text in entries(khmer)
        if (english.endswith(".") and len(english) > 5) != text.endswith("។")
        and not english.endswith((":", "…", "}"))
        and not text.endswith("…")
    ]
    assert wrong == []


def test_the_catalogue_names_the_program_and_no_placeholder_person() -> None:
    header = (paths.RESOURCES / "translations" / "km.po").read_text(encoding="utf-8").split("\n\n", 1)[0]
    assert f'"Project-Id-Version: Facilitator {facilitator.__version__}\\n"' in header
    assert '"Language: km\\n"' in header
    for filler in ("EMAIL@ADDRESS", "FULL NAME", "LL@li.org", "VERSION\\n"):
        assert filler not in header.replace("MIME-Version", "")


def test_no_f_string_is_translated() -> None:
    """An f-string inside `_( )` is filled in before it is looked up, and never found."""
    filled = re.compile(r"\b(?:_|N_|t|words)\(\s*f[\"']")
    assert [str(path) for path in PROGRAM.rglob("*.py") if filled.search(path.read_text(encoding="utf-8"))] == []
