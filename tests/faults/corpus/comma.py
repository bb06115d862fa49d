"""Comma-separated values that nobody should have written."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from tests.faults.corpus.book import ROW, VOTES


def lines(*rows: Sequence[str], separator: str = ",", end: str = "\n") -> bytes:
    return "".join(separator.join(texts) + end for texts in (VOTES, *rows)).encode()


def comma() -> Iterator[tuple[str, bytes]]:
    chance = random.Random(7)
    plain = lines(ROW)
    yield "empty", b""
    yield "only-a-mark", b"\xef\xbb\xbf"
    yield "two-marks", b"\xef\xbb\xbf\xef\xbb\xbf" + plain
    yield "only-line-ends", b"\n" * 2_000_000
    yield "only-separators", b",;\t|" * 200_000
    yield "zero-characters", plain.replace(b"health", b"hea\0lth")
    yield "all-zero", bytes(500_000)
    yield "noise", chance.randbytes(300_000)
    yield "latin-1", "service_point;village\nsantÃ©;école\n".encode("latin-1")
    yield "utf-16-without-mark", plain.decode().encode("utf-16-le")
    yield "half-a-character", b"\xff\xfe" + plain.decode().encode("utf-16-le")[:-1]
    yield "utf-32", plain.decode().encode("utf-32")
    yield "lonely-surrogates", plain.replace(b"health", b"\xed\xa0\x80\xed\xbf\xbf")
    yield "surrogates-in-utf-16", b"\xff\xfe\x00\xd8\x00\xd8" + plain.decode().encode("utf-16-le")
    yield "overlong-utf-8", plain.replace(b"health", b"\xc0\xaf\xe0\x80\xaf")
    yield "ends-in-a-character", plain + "ក".encode()[:2]
    yield "one-endless-line", b"x," * 3_000_000
    yield "one-endless-word", b"x" * 6_000_000
    yield "quote-never-closed", plain + b'"' + b"x\n" * 400_000
    yield "quotes-everywhere", b'"' * 900_001
    yield "quotes-in-the-middle", lines(*[(f'a"b{n}', 'c"""d', *ROW[2:]) for n in range(50)])
    yield "line-ends-in-quotes", lines(*[(f'"a\n\r\n\rb{n}"', *ROW[1:]) for n in range(50)])
    yield "ten-thousand-columns", ",".join(f"c{n}" for n in range(10_000)).encode() + b"\n"
    yield (
        "rows-of-many-lengths",
        lines(*[ROW[: chance.randrange(12)] + ("x",) * chance.randrange(30) for _ in range(300)]),
    )
    yield "old-line-ends", lines(ROW, end="\r")
    yield "mixed-line-ends", lines(ROW, end="\r\r\n") + lines(ROW, end="\n\r")
    yield "separator-named", b"sep=\t\n" + lines(ROW, separator="\t")
    yield "separator-of-nonsense", b"sep=\xe1\x9e\x80\n" + plain
    yield "separator-is-a-quote", b'sep="\n' + plain
    yield "header-only", lines()
    yield "header-twice", lines(VOTES, ROW)
    yield "texts-that-would-run", lines(("=1+1", "+1", "-1", "@SUM(1)", "=cmd|'/C calc'!A0", "|x", "\t=1", *ROW[7:]))
    yield "many-digits", lines((*ROW[:7], *["9" * 6000] * 5))
    yield (
        "numbers-of-nonsense",
        lines((*ROW[:7], "NaN", "inf", "1e309", "-0", "1_0"), (*ROW[:7], "٣", "½", "²", "①", "Ⅳ")),
    )
    yield "too-many-rows", lines(*[(f"{n}",) for n in range(60_000)])
    yield "rows-of-voters", b"service_point,village_code,health_centre.staff\n" + b"health_centre,1,9\n" * 60_000
    yield "turned-round", "\u202e".join(VOTES).encode() + b"\n" + "\u2066".join(ROW).encode()
    yield "marks-stacked", lines(("e" + "\u0301" * 50_000, *ROW[1:]))
    yield "khmer-stacked", lines(("ក" + "្ក" * 30_000, *ROW[1:]))
    yield "paths-and-code", lines(("../../etc/passwd", "{0.__class__}", "%s%n", "'; DROP TABLE cycle; --", *ROW[4:]))
