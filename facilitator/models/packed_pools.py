"""Pools as bytes: compressed JSON in parts, so that the scores of one breakdown are read without the others.

The first line tells how long each part is: `base` (words, steps and the round before), then one part per breakdown.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from facilitator.models.pool import Key, Pool, Pooled
from facilitator.models.tally import ALL

BREAKDOWN = Key._fields.index("breakdown")


def packed(pool: Pool) -> bytes:
    """A pool as bytes."""
    sums: dict[str, list[list[Any]]] = defaultdict(list)
    for key, each in pool.in_order().sums.items():
        sums[key.breakdown].append([*key, each.hidden, _plain(each.votes)])
    before = [[*key, None if votes is None else _plain(votes)] for key, votes in pool.before.items()]
    words = [[*key, *words] for key, words in pool.words.items()]
    parts = {"base": _bytes({"before": before, "words": words, "steps": pool.steps})}
    parts |= {f"={breakdown}": _bytes(rows) for breakdown, rows in sums.items()}
    lengths = json.dumps({name: len(part) for name, part in parts.items()}, separators=(",", ":"))
    return b"\n".join((lengths.encode(), b"".join(parts.values())))


def unpacked(data: bytes, public: bool = False, breakdown: str | None = None) -> Pool:
    """The pool that `packed` wrote, or of its scores those of one breakdown."""
    lengths, _newline, content = data.partition(b"\n")
    parts, start = {}, 0
    for name, length in json.loads(lengths).items():
        if breakdown is None or name in ("base", f"={breakdown}"):
            parts[name] = json.loads(zlib.decompress(content[start : start + length]))
        start += length
    base = parts.pop("base")
    pool = Pool(
        public=public,
        sums={Key(*key): Pooled(_votes(votes), hidden) for rows in parts.values() for *key, hidden, votes in rows},
        before={Key(*key): None if votes is None else Counter(_votes(votes)) for *key, votes in base["before"]}
        if breakdown in (None, ALL)
        else {},
        words={(kind, key): (khmer, english) for kind, key, khmer, english in base["words"]},
        steps={scale: (tuple(good), tuple(bad)) for scale, (good, bad) in base["steps"].items()},
    )
    return pool.in_order() if breakdown is None else pool


def _bytes(value: object) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def _plain(votes: Mapping[int, int]) -> list[int]:
    """Value and people in turn."""
    return [number for pair in sorted(votes.items()) for number in pair]


def _votes(plain: list[int]) -> dict[int, int]:
    return dict(zip(plain[::2], plain[1::2], strict=True))
