from __future__ import annotations

import struct

import pytest
import uharfbuzz as hb

from facilitator.export.pdf import fonts, shaping
from facilitator.export.pdf.subset import make_subset

TEXT = "ខ្ញុំស្ត្រី ប៉ៅ ញ្ជុំ abc ក្រុមប្រឹក្សាឃុំ"


def _glyphs(font: str) -> list[shaping.Glyph]:
    found = [glyph for run in shaping.shape(TEXT, font) for glyph in run.glyphs if run.face.name == font]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("font", fonts.names())
def test_every_composite_covers_the_ink_of_its_parts(font: str) -> None:
    face = fonts.face(font)
    glyphs = _glyphs(font)
    subset = make_subset(face, glyphs)
    small = hb.Font(hb.Face(subset))
    for number, glyph in enumerate(glyphs, 1):
        boxes = []
        for part in glyph.parts:
            ink = face.hb_font.get_glyph_extents(part.glyph)
            if ink.width:
                left, top = part.x + ink.x_bearing, part.y + ink.y_bearing
                boxes.append((left, top + ink.height, left + ink.width, top))
        if not boxes:
            continue
        drawn = small.get_glyph_extents(number)
        assert drawn.x_bearing == min(box[0] for box in boxes)
        assert drawn.y_bearing == max(box[3] for box in boxes)
        assert drawn.x_bearing + drawn.width == max(box[2] for box in boxes)
        assert drawn.y_bearing + drawn.height == min(box[1] for box in boxes)
        assert small.get_glyph_h_advance(number) == max(0, glyph.natural)


def test_the_subset_is_small_and_its_checksum_right() -> None:
    data = make_subset(fonts.face(fonts.BODY), _glyphs(fonts.BODY))
    assert len(data) < 20_000
    padded = data + bytes(-len(data) % 4)
    assert sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF == 0xB1B0AFBA


def test_the_same_cluster_in_two_spellings_has_two_codes_and_one_look() -> None:
    plain, made = (next(g for g in _glyphs(fonts.BODY) if g.is_plain is is_plain) for is_plain in (True, False))
    small = hb.Font(
        hb.Face(make_subset(fonts.face(fonts.BODY), [plain, made, *(g._replace(text="x") for g in (plain, made))]))
    )
    for first, second in ((1, 3), (2, 4)):
        assert small.get_glyph_extents(first) == small.get_glyph_extents(second)
        assert small.get_glyph_h_advance(first) == small.get_glyph_h_advance(second)


def test_outlines_that_take_much_room_have_a_long_directory() -> None:
    glyph = max(_glyphs(fonts.BODY), key=lambda g: len(g.parts))
    small, large = (
        make_subset(fonts.face(fonts.BODY), [glyph._replace(text=str(n)) for n in range(count)]) for count in (10, 5000)
    )
    for data, count in ((small, 10), (large, 5000)):
        font = hb.Font(hb.Face(data))
        assert font.get_glyph_extents(count) == font.get_glyph_extents(1)


@pytest.mark.parametrize("font", fonts.names())
def test_any_pile_of_accents_fits_into_the_numbers_of_a_font(font: str) -> None:
    piled = ("a" + "\u0301" * 700, "a" + "\u0323" * 700, "ក" + "\u17cb" * 700, "ក" + "\u17bb" * 700)
    runs = [run for text in piled for run in shaping.shape(text, font)]
    for face in {run.face for run in runs}:
        glyphs = sorted({glyph for run in runs if run.face is face for glyph in run.glyphs})
        assert make_subset(face, glyphs)
