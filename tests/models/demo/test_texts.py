"""The sentences of a sample, in both languages."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from facilitator import paths
from facilitator.models.demo import samples
from facilitator.models.entities import Action, Base, Criterion, InputCheck, Issue, Project, Question
from facilitator.models.store import Store
from facilitator.text import clean

KHMER = re.compile(r"[\u1780-\u17ff]")


@pytest.mark.parametrize(
    ("entity", "names"),
    [
        (Criterion, ("text_km", "text_en")),
        (InputCheck, ("text_km", "text_en")),
        (Issue, ("text", "text_en")),
        (Action, ("activity", "activity_en")),
        (Project, ("name_km", "name_en")),
        (Question, ("text_km", "text_en")),
    ],
)
def test_texts_are_there_in_both_languages(store: Store, entity: type[Base], names: tuple[str, str]) -> None:
    for row in store.all(entity):
        khmer, english = (getattr(row, name) for name in names)
        assert KHMER.search(khmer)
        assert english
        assert not KHMER.search(english)
        assert "{" not in khmer + english


@pytest.mark.parametrize("file", sorted((paths.RESOURCES / "samples").glob("*.csv")), ids=lambda file: file.stem)
def test_sample_files_hold_clean_text(file: Path) -> None:
    with file.open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened, strict=True):
            assert all(value == clean(value) for value in row.values())


@pytest.mark.parametrize("year", samples.YEARS)
def test_every_criterion_that_citizens_score_has_a_voice_of_each_kind(year: int) -> None:
    for row in samples.of_year("criteria", year):
        voices = samples.voices(row["same_as"] or row["key"], year)
        kinds = {(voice["who"], voice["kind"]) for voice in voices}
        assert ("providers", "good") in kinds
        if row["side"] == "both":
            assert {("citizens", "good"), ("citizens", "problem"), ("citizens", "suggestion")} <= kinds
            assert ("meeting", "agreed") in kinds
