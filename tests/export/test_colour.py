"""Papers are made for black and white; some can be had in colour."""

from __future__ import annotations

import pypdfium2
import pytest

from facilitator.export import papers
from tests.export.pdf.every_paper import KINDS, printed_sample, sample

COLOURED = [key for key, kind in KINDS.items() if kind.colours]
SEEN = 40
"""How far the channels of a pixel must lie apart to count: the tint of a table's head does not."""


def _has_colour(data: bytes) -> bool:
    document = pypdfium2.PdfDocument(data)
    try:
        image = document[0].render(scale=1).to_pil().convert("RGB")
    finally:
        document.close()
    return any(max(colour) - min(colour) > SEEN for _count, colour in image.getcolors(maxcolors=1_000_000))


@pytest.mark.parametrize("key", COLOURED)
def test_colour_is_there_when_it_is_asked_for_and_only_then(key: str) -> None:
    kind = KINDS[key]
    assert not _has_colour(printed_sample(key, "en"))
    assert _has_colour(papers.render(kind, sample(kind), "en", colour=True))


def test_a_paper_without_colours_is_the_same_when_they_are_asked_for() -> None:
    kind = KINDS["disaggregated"]
    assert papers.render(kind, sample(kind), "en", colour=True) == printed_sample("disaggregated", "en")


def test_the_scorecards_and_the_poster_can_be_had_in_colour() -> None:
    assert {"village-scorecard", "service-scorecard", "joint-scorecard", "poster", "poster-tiled"} <= set(COLOURED)
