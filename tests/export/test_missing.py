from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from facilitator.export import papers
from facilitator.export.documents.common import Text
from facilitator.export.missing import Missing, missing_characters, sentence
from tests.export.pdf.every_paper import sample


@dataclass(frozen=True)
class _Row:
    text: Text
    day: dt.date | None = None
    count: int = 3


@dataclass(frozen=True)
class _Document:
    title: str
    rows: tuple[_Row, ...]
    names: dict[str, str]


def test_every_field_is_looked_into() -> None:
    document = _Document("ល្អ", (_Row(Text("ទឹក 🙂 ស្អាត", "water")), _Row(Text("", "漢 and 字"))), {"chief": "Sok ไ"})
    assert missing_characters(document) == [
        Missing("rows[0].text.km", "🙂", "ទឹក 🙂 ស្អាត"),
        Missing("rows[1].text.en", "漢", "漢 and 字"),
        Missing("rows[1].text.en", "字", "漢 and 字"),
        Missing("names[chief]", "ไ", "Sok ไ"),
    ]


def test_only_the_words_near_a_character_are_shown() -> None:
    (found,) = missing_characters(_Document("ស្ត្រី" * 40 + "🙂\n" + "a" * 40, (), {}))
    assert found.words == "…" + "ស្ត្រី" * 12 + "🙂 " + "a" * 11 + "…"


@pytest.mark.parametrize(
    ("characters", "told"),
    [
        ("", ""),
        ("🙂", "Some characters cannot be printed; (?) stands in their place: 🙂 in “🙂”."),
        ("🙂漢", "…place: 🙂 in “🙂”; 漢 in “漢”."),
        ("🙂漢字ไทย", "… Other places like these: 2."),
    ],
)
def test_a_sentence_names_the_first_and_counts_the_others(characters: str, told: str) -> None:
    document = _Document("", tuple(_Row(Text(character)) for character in characters), {})
    assert sentence(missing_characters(document)).endswith(told.lstrip("…"))


def test_the_same_words_in_both_languages_are_told_once() -> None:
    document = _Document("", (_Row(Text("🙂", "🙂")),), {})
    assert sentence(missing_characters(document)).count("“🙂”") == 1


@pytest.mark.parametrize("kind", papers.PAPERS, ids=lambda kind: kind.key)
def test_samples_can_be_printed_whole(kind: papers.PaperKind) -> None:
    assert missing_characters(sample(kind)) == []
