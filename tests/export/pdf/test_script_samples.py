"""Hard Khmer words look as somebody saw that they look right."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops

from facilitator.export.pdf import fonts
from tests.export.pdf import script_samples
from tests.export.pdf.script_samples import file_of, sheet

MOST_GREY = 48
"""By how much a pixel may differ: edges are smoothed a little otherwise by another version of the engine."""
MOST_PIXELS = 0.0005


def different(one: Image.Image, other: Image.Image) -> float:
    """The part of the pixels that differ by more than a little; all of them when the pictures are of different size."""
    if one.size != other.size:
        return 1.0
    far = ImageChops.difference(one, other).point(lambda grey: 255 if grey > MOST_GREY else 0)
    return far.histogram()[255] / (one.width * one.height)


@pytest.mark.parametrize("font", fonts.names())
def test_the_script_looks_as_it_was_seen(font: str) -> None:
    assert different(sheet(font), Image.open(file_of(font))) <= MOST_PIXELS


def test_one_subscript_that_stands_beside_its_base_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row.replace("ព្រះ", "ពរះ") for row in script_samples.ROWS]
    monkeypatch.setattr(script_samples, "ROWS", rows)
    assert different(sheet(fonts.BODY), Image.open(file_of(fonts.BODY))) > MOST_PIXELS
