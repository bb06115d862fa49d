"""Pools as bytes: compressed JSON in parts, so that the scores of one breakdown are read without the others.

The first line tells how long each part is: `base` (words, steps and the round before), then one part per breakdown.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter, defaultdict
from typing import Any

from facilitator.models.pool import Key, Pool, Pooled
from facilitator.models.tally import ALL

BREAKDOWN = Key._fields.index("breakdown")


def packed(pool: Pool) -> bytes:
    """A pool as bytes."""
    sums: dict[str, list[list[Any]]] = defaultdict(list)
    for key, each in sorted(pool.sums.items()):
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
    return Pool(
        public=public,
        sums={Key(*row[:7]): Pooled(_votes(row[8]), row[7]) for rows in parts.values() for row in rows},
        before={Key(*key): None if votes is None else _votes(votes) for *key, votes in base["before"]}
        if breakdown in (None, ALL)
        else {},
        words={(kind, key): (khmer, english) for kind, key, khmer, english in base["words"]},
        steps={scale: (tuple(good), tuple(bad)) for scale, (good, bad) in base["steps"].items()},
    )


def _bytes(value: object) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def _plain(votes: Counter[int]) -> list[int]:
    """Value and people in turn."""
    return [number for pair in sorted(votes.items()) for number in pair]


def _votes(plain: list[int]) -> Counter[int]:
    votes: Counter[int] = Counter()
    dict.update(votes, zip(plain[::2], plain[1::2], strict=True))  # a Counter's own would count each value
    return votes
