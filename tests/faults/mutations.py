"""Files as people bring them, changed at random: bytes, parts of the archive, markup, single cells."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

NASTY = (
    *(
        "",
        " ",
        "0",
        "-1",
        "1e999",
        "nan",
        "∞",
        "99999999999999999999",
        "0.1",
        "TRUE",
        "#REF!",
        "=1+1",
        "@cmd",
        "+1",
        "\t1",
    ),
    *(
        "៣",
        "៩៩៩៩",
        "ក" * 4000,
        "\u202eabc",
        "\u200b",
        "a\x00b",
        "<b>",
        "&amp;",
        "'; DROP TABLE cycle; --",
        "../../x",
        "😀",
    ),
    *("31/02/2026", "2026-13-01", "1900-01-01", "9999-12-31", "12:00", "health_centre", "women", "votes", "all", "KHR"),
)
Mutate = Callable[[bytes, random.Random], bytes]


def some_bytes(data: bytes, rng: random.Random) -> bytes:
    """A few bytes are others."""
    changed = bytearray(data)
    for _byte in range(rng.randint(1, 12)):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def a_piece(data: bytes, rng: random.Random) -> bytes:
    """A piece is missing, there twice, or somewhere else."""
    begin = rng.randrange(len(data) + 1)
    end = min(len(data), begin + rng.randrange(1, 400))
    piece = data[begin:end]
    kind = rng.randrange(3)
    if kind == 0:
        return data[:begin] + data[end:]
    if kind == 1:
        return data[:end] + piece * rng.randint(1, 30) + data[end:]
    rest = data[:begin] + data[end:]
    place = rng.randrange(len(rest) + 1)
    return rest[:place] + piece + rest[place:]


def the_end(data: bytes, rng: random.Random) -> bytes:
    """The file was not copied to its end."""
    return data[: rng.randrange(len(data) + 1)]


def a_field(data: bytes, rng: random.Random) -> bytes:
    """One field between commas is something else."""
    fields = re.split(rb"([,\n])", data)
    place = rng.randrange(0, len(fields), 2)
    fields[place] = rng.choice(NASTY).encode("utf-8", "surrogatepass").replace(b"\n", b" ")
    return b"".join(fields)


def _in_member(mutate: Mutate) -> Mutate:
    """The same inside one file of the archive, packed again so that its sums are right."""

    def changed(data: bytes, rng: random.Random) -> bytes:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                members = {name: archive.read(name) for name in archive.namelist()}
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
            return some_bytes(data, rng)
        if not members:
            return data
        sheets = [name for name in members if "sheet" in name and name.endswith(".xml")]
        name = rng.choice(sheets if sheets and rng.random() < 0.6 else list(members))
        members[name] = mutate(members[name], rng)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for each, content in members.items():
                archive.writestr(each, content)
        return out.getvalue()

    return changed


def _a_value(data: bytes, rng: random.Random) -> bytes:
    """A cell's value, its type, its place or another attribute is something else."""
    found = list(re.finditer(rb'(?<=>)[^<>]+(?=<)|(?<==")[^"]*(?=")', data))
    if not found:
        return some_bytes(data, rng)
    for match in sorted(rng.sample(found, min(len(found), rng.randint(1, 4))), key=lambda each: -each.start()):
        value = rng.choice((*NASTY, "XFD1048576", "A0", "s", "inlineStr", "d", "e", "-5", "65000")).replace('"', "")
        text = value.replace("&", "&amp;").replace("<", "&lt;") if rng.random() < 0.8 else value
        data = data[: match.start()] + text.encode("utf-8", "surrogatepass") + data[match.end() :]
    return data


ON_WORKBOOKS: tuple[Mutate, ...] = (
    some_bytes,
    the_end,
    a_piece,
    _in_member(some_bytes),
    _in_member(a_piece),
    _in_member(the_end),
    *[_in_member(_a_value)] * 5,
)
ON_TABLES: tuple[Mutate, ...] = (some_bytes, the_end, a_piece, *[a_field] * 4)


def mutated(data: bytes, rng: random.Random) -> bytes:
    """The file after one or several accidents."""
    kinds = ON_WORKBOOKS if data.startswith(b"PK") else ON_TABLES
    for _accident in range(rng.choice((1, 1, 1, 2, 4))):
        data = rng.choice(kinds)(data, rng)
    return data
