"""Every text that ships with the program: complete in both languages, clean, and really Khmer."""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path

import pytest

from facilitator import paths
from facilitator.models import catalogue

TABLES = sorted(
    path for folder in ("criteria", "standards", "budget") for path in (paths.RESOURCES / folder).glob("*.csv")
)
PAGES = sorted((paths.RESOURCES / "guidance").glob("*/*.md"))
# Only these may be empty: an input whose standard nobody has named, a top line of the budget, and hints.
MAY_BE_EMPTY = {
    "standard_km",
    "standard_en",
    "quantity",
    "quantity_to",
    "source_date",
    "parent",
    "priority_hint",
}
KHMER_LETTER = re.compile("[\u1780-\u17b3]")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
# Latin words that stand in Khmer text on purpose: keys of the keyboard, names of programs and menus.
LATIN_IN_KHMER = {
    *("Add", "Ctrl", "ENG", "Enter", "Install", "KHM", "Khmer", "Language", "Next", "PDF", "Settings"),
    *("Shift", "Space", "Start", "Telegram", "Time", "USB", "Windows", "language", "Excel", "KoboToolbox", "ODK"),
    *("Font", "Khmer", "License", "MIT", "Moul", "Noto", "OFL", "Open", "SIL", "Sans", "data", "gov", "kh", "mef"),
}
# Wrong orders and remnants of typing: a lone sub-letter sign, a sign without a letter, a vowel twice, a
# deprecated letter.
BAD_KHMER = re.compile(
    "\u17d2(?![\u1780-\u17b3])"
    "|(?:^|[^\u1780-\u17d3\u17dd])[\u17b6-\u17d2\u17dd]"
    "|[\u17b6-\u17c5]\u17d2"
    "|([\u17b6-\u17c5])\\1"
    "|\u17c1\u17b6|\u17c1\u17b8|\u17c1\u17b9"
    "|[\u17c6-\u17c8][\u17b6-\u17c5]"
    "|[\u17a3\u17a4\u17b4\u17b5\u17d8]"
)
SPACED_WRONGLY = re.compile(r" [។៖ៗ?!]|  |។(?=[\u1780-\u17b3])")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def khmer_texts() -> list[tuple[str, str]]:
    """Every Khmer text with the name of where it stands."""
    found = [
        (f"{path.parent.name}/{path.name}:{number}:{column}", text)
        for path in TABLES
        for number, row in enumerate(rows(path), start=2)
        for column, text in row.items()
        if column.endswith("_km") and text
    ]
    for path in PAGES:
        if path.parent.name == "km":
            lines = path.read_text(encoding="utf-8").splitlines()
            found += [(f"km/{path.name}:{number}", line) for number, line in enumerate(lines, start=1) if line]
    return found


def test_there_is_content_to_check() -> None:
    assert len(TABLES) >= 20
    assert len(khmer_texts()) > 500


@pytest.mark.parametrize("path", TABLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_tables_are_complete(path: Path) -> None:
    for number, row in enumerate(rows(path), start=2):
        assert None not in (*row, *row.values()), f"line {number}: wrong number of columns"
        empty = {column for column, text in row.items() if not text} - MAY_BE_EMPTY
        assert not empty, f"line {number}: {empty} empty"
        assert all(text == text.strip() for text in row.values()), f"line {number}: spaces at an end"


@pytest.mark.parametrize("path", TABLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_keys_are_unique_and_well_formed(path: Path) -> None:
    keys = [row["key"] for row in rows(path) if "key" in row]
    assert len(set(keys)) == len(keys)
    dotted = path.parent.name == "standards" or path.stem in {kind.key for kind in catalogue.service_kinds()}
    pattern = rf"{path.stem}\.[a-z][a-z0-9_]*" if dotted else "[a-z][a-z0-9_]*"
    assert [key for key in keys if not re.fullmatch(pattern, key)] == []


@pytest.mark.parametrize("path", TABLES + PAGES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_files_are_clean_unicode(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    strange = {c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cn") and c != "\n"}
    assert not strange
    assert text.endswith("\n")
    assert b"\r" not in path.read_bytes()


def test_khmer_texts_are_khmer() -> None:
    without = [where for where, text in khmer_texts() if not KHMER_LETTER.search(text)]
    assert [where for where in without if not where.endswith("unit_km")] == []
    foreign = {word for _, text in khmer_texts() for word in LATIN_WORD.findall(text)}
    assert foreign <= LATIN_IN_KHMER


@pytest.mark.parametrize("wrong", ["ក្", "្ក", " ា", "កាា", "កេា", "កំា", "កា្ក", "ឤ"])
def test_broken_clusters_are_recognised(wrong: str) -> None:
    assert BAD_KHMER.search(wrong)


def test_khmer_spelling_has_no_broken_clusters() -> None:
    assert [(where, text) for where, text in khmer_texts() if BAD_KHMER.search(text)] == []


def test_khmer_punctuation_has_its_spaces_where_they_belong() -> None:
    assert [(where, text) for where, text in khmer_texts() if SPACED_WRONGLY.search(text)] == []


def test_english_texts_hold_no_khmer() -> None:
    mixed = [
        row
        for path in TABLES
        for row in rows(path)
        for column, text in row.items()
        if column.endswith("_en") and KHMER_LETTER.search(text)
    ]
    assert mixed == []


def test_both_languages_have_the_same_pages_of_the_same_shape() -> None:
    folder = paths.RESOURCES / "guidance"
    names = {language: {path.name for path in (folder / language).glob("*.md")} for language in ("km", "en")}
    expected = {f"{page}.md" for page in catalogue.STAGES + catalogue.HELP_PAGES}
    assert names == {"km": expected, "en": expected}
    for name in sorted(expected):
        shapes = [shape((folder / language / name).read_text(encoding="utf-8")) for language in ("km", "en")]
        assert shapes[0] == shapes[1], name


def shape(markdown: str) -> list[str]:
    """The kinds of lines of a page: headings, numbered steps, points and paragraphs."""
    return [kind(line) for line in markdown.splitlines() if line]


def kind(line: str) -> str:
    found = re.match(r"(#+|\d+\.|-)(?= )", line)
    return found.group(1) if found else "text"


@pytest.mark.parametrize("page", catalogue.STAGES)
def test_every_stage_says_what_to_do_and_what_to_say(page: str) -> None:
    english = re.findall("^## (.*)$", catalogue.guidance(page, "en"), flags=re.MULTILINE)
    khmer = re.findall("^## (.*)$", catalogue.guidance(page, "km"), flags=re.MULTILINE)
    assert [english[0], english[2]] == ["Do now", "Mind"]
    assert english[1].startswith("Say to the ")
    assert [khmer[0], khmer[2]] == ["ធ្វើឥឡូវនេះ", "ត្រូវចាំ"]
    assert khmer[1].startswith("និយាយទៅកាន់")


@pytest.mark.parametrize("page", catalogue.STAGES)
def test_guidance_stays_short(page: str) -> None:
    english = catalogue.guidance(page, "en")
    assert len(english.split()) <= 260
    sentences = re.split(r"[.?!:]\s", english)
    assert max(len(sentence.split()) for sentence in sentences) <= 30
