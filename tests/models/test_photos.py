"""Photos that people bring: small, upright, and without a trace of where they were taken."""

from __future__ import annotations

import contextlib
import io
import random
import struct
import subprocess
import sys
import zlib

import pytest
from PIL import Image

from facilitator.errors import UserError
from facilitator.models.photos import BYTES_GOAL, clean_photo

SECRET = b"Ou Thum 13.5859N"


def jpeg(size: tuple[int, int] = (60, 40), orientation: int = 1, **more: object) -> bytes:
    """A photo whose left half is red, with position, maker and comment."""
    picture = Image.new("RGB", size, "blue")
    picture.paste((255, 0, 0), (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[2] = (13.0, 35.0, 9.0)
    made = io.BytesIO()
    picture.save(made, "JPEG", exif=exif, comment=SECRET, **more)
    return made.getvalue()


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def test_position_maker_and_comment_are_gone() -> None:
    before = jpeg()
    assert SECRET in before
    after = clean_photo(before)
    assert SECRET not in after
    assert b"Exif" not in after
    assert b"ICC_PROFILE" not in after
    assert not opened(after).getexif()
    assert "comment" not in opened(after).info


def test_what_stands_behind_the_picture_is_gone() -> None:
    """Phones append films and small pictures to the file."""
    assert SECRET not in clean_photo(jpeg() + SECRET)


def test_a_photo_taken_sideways_is_turned_upright() -> None:
    picture = opened(clean_photo(jpeg(orientation=6)))
    assert picture.size == (40, 60)
    red, _green, blue = picture.crop((20, 5, 21, 6)).tobytes()
    assert red > 200 > 60 > blue, "what was left is above"


@pytest.mark.parametrize(("size", "expected"), [((4000, 3000), (1600, 1200)), ((900, 300), (900, 300))])
def test_it_is_reduced_and_never_enlarged(size: tuple[int, int], expected: tuple[int, int]) -> None:
    assert opened(clean_photo(jpeg(size))).size == expected


def test_the_longest_side_can_be_chosen() -> None:
    assert max(opened(clean_photo(jpeg((4000, 3000)), longest=400)).size) == 400


def test_a_busy_photo_is_written_more_coarsely() -> None:
    """Leaves and gravel: noise is what JPEG packs worst."""
    noise = Image.effect_noise((1600, 1200), 60).convert("RGB")
    made = io.BytesIO()
    noise.save(made, "JPEG", quality=95)
    assert len(clean_photo(made.getvalue())) < len(made.getvalue()) / 2
    assert len(clean_photo(jpeg((4000, 3000)))) < BYTES_GOAL


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "RGB", "I;16"])
@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_pictures_of_every_mode_become_colour_jpeg(mode: str, kind: str) -> None:
    made = io.BytesIO()
    Image.new(mode, (30, 20)).save(made, kind if mode != "I;16" else "PNG")
    picture = opened(clean_photo(made.getvalue()))
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (30, 20))


def test_four_colour_print_becomes_colour_jpeg() -> None:
    made = io.BytesIO()
    Image.new("CMYK", (30, 20)).save(made, "JPEG")
    assert opened(clean_photo(made.getvalue())).mode == "RGB"


def test_what_is_transparent_becomes_paper() -> None:
    made = io.BytesIO()
    Image.new("RGBA", (30, 20), (0, 0, 0, 0)).save(made, "PNG")
    assert min(opened(clean_photo(made.getvalue())).tobytes()) > 250


def test_a_second_cleaning_keeps_the_size() -> None:
    once = clean_photo(jpeg((3000, 2000)))
    assert opened(clean_photo(once)).size == opened(once).size


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"\xff\xd8\xff", b"GIF89a" + bytes(60), b"%PDF-1.7 ...", b"PK\x03\x04", jpeg()[:300]],
    ids=["empty", "words", "cut head", "gif", "pdf", "zip", "cut photo"],
)
def test_what_is_no_photo_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(UserError, match="photo"):
        clean_photo(data)


def test_a_small_file_with_masses_of_pixels_is_refused_before_it_fills_the_memory() -> None:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    )
    with pytest.raises(UserError, match="pixels"):
        clean_photo(b"\x89PNG\r\n\x1a\n" + chunks)


def test_damaged_photos_give_a_sentence_or_a_photo_never_anything_else() -> None:
    chance = random.Random(5)
    whole = jpeg((200, 150))
    for _turn in range(300):
        broken = bytearray(whole)
        for _flip in range(chance.randint(1, 8)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        with contextlib.suppress(UserError):
            assert opened(clean_photo(bytes(broken))).format == "JPEG"


def test_pillow_is_loaded_only_for_a_photo() -> None:
    code = "import sys, facilitator.models.photos; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
