from __future__ import annotations

import unicodedata

import pytest
import uharfbuzz as hb
from hypothesis import given
from hypothesis import strategies as st

from facilitator.export.pdf import fonts, shaping
from facilitator.export.pdf.look import Style
from tests.test_syllables import SLIPS

HARD = ["ស្ត្រី", "ខ្ញុំ", "ប៉ៅ", "ញ្ជុំ", "ក្សត្រ", "ស៊ី", "ត្រឹម", "ផ្សេងៗ", "ព្រះរាជាណាចក្រកម្ពុជា", "ឱ្យ", "ប្រឹក្សា", "កៅអី"]


def _glyphs(text: str, font: str = fonts.BODY) -> list[shaping.Glyph]:
    return [glyph for run in shaping.shape(text, font) for glyph in run.glyphs]


@pytest.mark.parametrize("text", HARD)
@pytest.mark.parametrize("font", fonts.names())
def test_one_drawn_glyph_for_each_orthographic_cluster(text: str, font: str) -> None:
    assert [glyph.text for glyph in _glyphs(text, font)] == shaping.clusters(text)


@pytest.mark.parametrize("text", HARD)
def test_width_is_that_of_harfbuzz_and_not_the_sum_of_letters(text: str) -> None:
    face = fonts.face(fonts.BODY)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(face.hb_font, buffer)
    expected = sum(position.x_advance for position in buffer.glyph_positions) / face.hb_face.upem
    assert shaping.width(text, fonts.BODY) == pytest.approx(expected)


def _by_harfbuzz(text: str, face: fonts.Face) -> list[tuple[int, int, int, int]]:
    """Number, offsets and advance of every glyph of a text that is shaped in one piece."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction = "ltr"
    buffer.script = "Khmr" if any(map(fonts.is_khmer, text)) else "Zyyy"
    hb.shape(face.hb_font, buffer, {"kern": True})
    return [
        (info.codepoint, at.x_offset, at.y_offset, at.x_advance)
        for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


@pytest.mark.parametrize("font", fonts.names())
def test_figures_are_put_together_as_harfbuzz_shapes_them(font: str) -> None:
    face = fonts.face(font)
    characters = [character for character in "0123456789០១២៣៤៥៦៧៨៩.,%៛ :/+–−-" if face.covers(character)]
    assert set("០១២៣៤៥៦៧៨៩.៛ ") <= set(characters)
    pairs = [first + second for first in characters for second in characters]
    for text in (*characters, *pairs, *("".join(characters[at : at + 9]) for at in range(len(characters)))):
        (run,) = shaping.shape(text, font)
        assert run.face is face
        assert [glyph.text for glyph in run.glyphs] == list(text)
        found = [(part.glyph, part.x, part.y, glyph.advance) for glyph in run.glyphs for part in glyph.parts]
        assert found == _by_harfbuzz(text, face), text


def test_subscripts_take_no_room_of_their_own() -> None:
    # Set letter by letter the word would be more than twice as wide.
    assert shaping.width("ស្ត្រី", fonts.BODY) == pytest.approx(shaping.width("ស្រី", fonts.BODY), abs=0.02)


@pytest.mark.parametrize("text", [*HARD, "Citizens’ “scorecard” – 3.5 € «ok»", "COVIDខ្ញុំ 12 ១២", "é ñ ü"])
@pytest.mark.parametrize("font", fonts.names())
def test_no_glyph_is_missing(text: str, font: str) -> None:
    assert not [glyph for glyph in _glyphs(text, font) if any(part.glyph == 0 for part in glyph.parts)]


@pytest.mark.parametrize(
    ("character", "drawn"),
    [("≥", ">="), ("→", "->"), ("½", "1/2"), ("№", "No"), ("🙂", "(?)"), ("漢", "(?)"), ("ไ", "(?)")],
)
def test_what_no_face_has_is_drawn_as_a_stand_in_and_copied_as_it_is(character: str, drawn: str) -> None:
    (glyph,) = _glyphs(character)
    assert glyph.text == character
    assert [part.glyph for part in glyph.parts] == [part.glyph for g in _glyphs(drawn) for part in g.parts]


def test_signs_typed_in_a_wrong_order_are_drawn_and_copied_in_order() -> None:
    assert _glyphs("ស្រីុ") == _glyphs("ស្រុី")
    assert [glyph.text for glyph in _glyphs("កេា\u200dះ")] == ["កោះ"]


@pytest.mark.parametrize("font", fonts.names())
@pytest.mark.parametrize(("typed", "ordered"), SLIPS)
def test_no_slip_of_order_shows_a_dotted_circle(typed: str, ordered: str, font: str) -> None:
    face = fonts.face(font)
    circle = face.hb_font.get_nominal_glyph(0x25CC)
    assert not [part for glyph in _glyphs(typed, font) for part in glyph.parts if part.glyph == circle]


def test_a_sign_without_a_letter_shows_its_dotted_circle() -> None:
    circle = fonts.face(fonts.BODY).hb_font.get_nominal_glyph(0x25CC)
    assert any(part.glyph == circle for glyph in _glyphs("\u17b6") for part in glyph.parts)


@pytest.mark.parametrize("invisible", "\u200b\u00ad\u202e\u2066\x00\x07\x7f\ufeff\ufe0f\u17b5\u200d")
def test_characters_without_ink_take_no_room(invisible: str) -> None:
    assert shaping.width(f"a{invisible}b", fonts.BODY) == shaping.width("ab", fonts.BODY)


def test_a_title_sets_its_latin_in_the_bold_face() -> None:
    runs = shaping.shape("ឃុំ ABC ១២", fonts.TITLE)
    assert [(run.face.name, "".join(glyph.text for glyph in run.glyphs)) for run in runs] == [
        (fonts.TITLE, "ឃុំ "),
        (fonts.BOLD, "ABC "),
        (fonts.TITLE, "១២"),
    ]


def test_kerning_changes_advances_of_latin() -> None:
    assert any(glyph.advance != glyph.natural for glyph in _glyphs("AVATAR To"))


@given(st.text(max_size=40))
def test_any_text_can_be_shaped_and_none_is_lost(text: str) -> None:
    glyphs = _glyphs(text)
    kept = shaping.printable(text)
    joiners = {ord("\u200c"): None, ord("\u200d"): None}
    assert "".join(glyph.text for glyph in glyphs).translate(joiners) == kept.translate(joiners)
    assert not any(unicodedata.category(ch) == "Cs" for ch in kept)


@pytest.mark.parametrize("font", fonts.names())
def test_the_leading_holds_the_tallest_stacks(font: str) -> None:
    top, bottom = fonts.face(font).ink
    assert Style(font=font, size=10).leading >= 10 * (top + bottom)
    assert top > 0.85
    assert bottom > 0.5
