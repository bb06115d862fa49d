"""Photos that people bring: made small, upright, and without anything that tells where, when or by whom."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.i18n import _, shown

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST = 1600
"""Pixels of the longer side: enough for half a page of paper, and small in the database."""

FORMATS = ("JPEG", "PNG", "WEBP")
"""What phones and cameras write; nothing else of Pillow is tried on the bytes."""

MOST_BYTES = 40 * 1024 * 1024
MOST_PIXELS = 200_000_000
"""A phone's photo has at most 200 million; more is a trap for the memory."""

DAMAGED = (OSError, ValueError, SyntaxError)
"""What Pillow raises for bytes that it cannot make sense of."""

BYTES_GOAL = 450_000
QUALITIES = (82, 70, 55)
"""Tried one after the other until the photo is small; the last one is taken as it comes."""


def clean_photo(data: bytes, longest: int = LONGEST) -> bytes:
    """The photo as a new JPEG in RGB, upright, at most `longest` pixels long, without any metadata.

    The pixels are taken and written anew, so position, time, device, comments and hidden small pictures of the
    original are gone. Raises UserError for what is no photo, damaged, or too large.
    """
    from PIL import ImageOps

    if len(data) > MOST_BYTES:
        raise _too_long()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # odd metadata and many pixels: the one is dropped, the other has our own limit
        picture = _open(data)
        try:
            if picture.format in ("JPEG", "MPO"):  # some phones write several photos into one file
                picture.draft("RGB", (longest, longest))  # decodes only as finely as is needed
            picture = ImageOps.exif_transpose(picture)
            picture.thumbnail((longest, longest))
            return _write(_on_white(picture))
        except DAMAGED as error:
            raise _unreadable() from error


def read_photo(path: Path, longest: int = LONGEST) -> bytes:
    """The photo of a file, as `clean_photo` makes it. Raises UserError also for a file that cannot be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _too_long()
        data = path.read_bytes()
    except OSError as error:
        raise UserError(_("{file} cannot be read: {why}.").format(file=path.name, why=error.strerror)) from error
    return clean_photo(data, longest)


def _open(data: bytes) -> Image:
    from PIL import Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin  # noqa: F401 (they register themselves)

    try:
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except DAMAGED as error:
        raise _unreadable() from error
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_large()
    return picture


def _on_white(picture: Image) -> Image:
    """In plain colours; what is transparent becomes white, as paper."""
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        ground = Image.new("RGBA", layered.size, "white")
        ground.alpha_composite(layered)
        picture = ground
    plain = Image.new("RGB", picture.size)  # a new picture carries no comment, profile or date of the old one
    plain.paste(picture.convert("RGB"))
    return plain


def _write(picture: Image) -> bytes:
    for quality in QUALITIES:
        made = io.BytesIO()
        picture.save(made, "JPEG", quality=quality, optimize=True)
        if made.tell() <= BYTES_GOAL:
            break
    return made.getvalue()


def _too_long() -> UserError:
    return UserError(_("This file has more than {n} MB. Choose a smaller photo.").format(n=shown(MOST_BYTES >> 20)))


def _unreadable() -> UserError:
    return UserError(_("This is not a photo that can be read. Choose a file of the kind JPEG, PNG or WebP."))


def _too_large() -> UserError:
    return UserError(_("This photo has too many pixels. Choose a smaller one."))
