"""Blank tally sheets: the rows and columns of the scoring grid, for strokes by hand."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator.export.documents.common import Head, Text
from facilitator.export.documents.forms import (
    BLANK_HEAD,
    SAMPLE_CRITERIA,
    SAMPLE_GROUPS,
    SAMPLE_OCCASION,
    SAMPLE_SERVICE,
    Occasion,
)


@dataclass(frozen=True)
class TallySheet:
    """The tallies of one focus group."""

    group: Text
    """Empty where a village scores all together, and for providers."""
    breakdowns: tuple[str, ...] = ()
    """Keys of the head counts whose votes are counted apart, besides those of all."""
    everybody: str = ""
    """The breakdown to which all of the group belong: its votes are those of all."""


@dataclass(frozen=True)
class BlankScores:
    """The sheets of one village, or of the providers, for one service; then room for what they say."""

    head: Head
    service: Text
    village: Text
    """Empty for the providers."""
    scale: str
    criteria: tuple[Text, ...]
    empty: int
    """Numbered rows for criteria while there are none, or that the providers add."""
    sheets: tuple[TallySheet, ...]
    occasion: Occasion
    counts: tuple[str, ...] = ("total", "women", "men")
    """Keys of the head counts of those present."""

    @property
    def by_providers(self) -> bool:
        """True for a self-assessment."""
        return not self.village


SAMPLE_TALLY = BlankScores(
    head=BLANK_HEAD,
    service=SAMPLE_SERVICE,
    village=Text("អូរធំ", "Ou Thum"),
    scale="1-5",
    criteria=SAMPLE_CRITERIA,
    empty=0,
    sheets=(
        TallySheet(SAMPLE_GROUPS[0], ("youth",), everybody="women"),
        TallySheet(SAMPLE_GROUPS[1], ("youth",), everybody="men"),
    ),
    occasion=SAMPLE_OCCASION,
    counts=("total", "women", "men", "other", "youth"),
)

SAMPLE_SELF_ASSESSMENT = BlankScores(
    head=BLANK_HEAD,
    service=SAMPLE_SERVICE,
    village=Text(),
    scale="1-5",
    criteria=SAMPLE_CRITERIA,
    empty=2,
    sheets=(TallySheet(Text()),),
    occasion=SAMPLE_OCCASION,
)
