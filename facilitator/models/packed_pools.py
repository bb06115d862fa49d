"""Pools as bytes: compressed parts, so that the scores of one breakdown are read without the others.

A first line tells how long each part is: `words` (of criteria, and which steps count as what), `before` (the round
before), then two parts per breakdown: the keys of its scores, and their numbers. The numbers of a score are worked out
when it is packed, and kept: who reads a hundred thousand scores reads columns of whole numbers.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from facilitator.models.pool import Key, Pool, Pooled
from facilitator.models.scoring_arrays import WHOLES, wholes_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

MARK = b"pool 2\n"
"""How it begins; another number when something about the content changes, the arithmetic included."""
HIDDEN, LENGTH, GAP, PREVIOUS = range(4)
"""Lines of the numbers: whether hidden, how many values have votes, gap and score of the round before in halves."""
LINES = 4 + WHOLES
WHOLE = slice(4, LINES)
"""Lines of the numbers that `scoring_arrays` counted."""
NONE = -(2**62)
"""Stands for a gap, or a score of the round before, that there is not."""
MOST_NAMES = 64


class Name(NamedTuple):
    """What a score is of, as rows have it."""

    service_kind: str
    service_point: str
    side: str
    group: str
    criterion: str
    criterion_km: str
    criterion_en: str
    breakdown: str
    scale: str
    method: str


class Scores(NamedTuple):
    """The scores of a place as columns."""

    names: Sequence[Name]
    """In the order of their keys."""
    columns: Numbers
    """Where each name has its numbers."""
    numbers: Numbers
    """A column per score: `HIDDEN`, `LENGTH`, `GAP`, `PREVIOUS`, then `WHOLE`."""
    values: Numbers
    """The values that got votes, score by score."""
    people: Numbers
    """How many people gave each of them."""


def packed(pool: Pool) -> bytes:
    """A pool as bytes."""
    words = [[*key, *words] for key, words in pool.words.items()]
    before = [[*key, None if votes is None else _plain(votes)] for key, votes in pool.before.items()]
    parts = {"words": _bytes({"words": words, "steps": pool.steps}), "before": _bytes(before)}
    breakdowns: dict[str, list[Key]] = defaultdict(list)
    for key in pool.in_order().sums:
        breakdowns[key.breakdown].append(key)
    for breakdown, keys in breakdowns.items():
        parts[f"={breakdown}"] = _bytes(keys)
        parts[f"#{breakdown}"] = zlib.compress(_numbers(pool, keys), 6)
    lengths = json.dumps({name: len(part) for name, part in parts.items()}, separators=(",", ":"))
    return b"".join((MARK, lengths.encode(), b"\n", *parts.values()))


def can_unpack(data: bytes) -> bool:
    """False for what an older program kept."""
    return data.startswith(MARK)


def unpacked(data: bytes) -> Pool:
    """The pool that `packed` wrote."""
    parts = _parts(data)
    base = json.loads(zlib.decompress(parts["words"]))
    pool = Pool(
        before={
            Key(*key): None if votes is None else Counter(_votes(votes))
            for *key, votes in json.loads(zlib.decompress(parts["before"]))
        },
        words={(kind, key): (khmer, english) for kind, key, khmer, english in base["words"]},
        steps={scale: (tuple(good), tuple(bad)) for scale, (good, bad) in base["steps"].items()},
    )
    for breakdown in _breakdowns(parts):
        keys = [Key(*key) for key in json.loads(zlib.decompress(parts[f"={breakdown}"]))]
        numbers, values, people = _read(parts[f"#{breakdown}"])
        votes = zip(values.tolist(), people.tolist(), strict=True)
        for key, hidden, length in zip(keys, numbers[HIDDEN].tolist(), numbers[LENGTH].tolist(), strict=True):
            pool.sums[key] = Pooled(dict(islice(votes, length)), bool(hidden))
    return pool.in_order()


def scores(data: bytes, breakdown: str | None = None) -> Scores:
    """The scores of what `packed` wrote, all of them or those of one breakdown."""
    import numpy as np

    parts = _parts(data)
    breakdowns = [name for name in _breakdowns(parts) if breakdown in (None, name)]
    named = _names(parts["words"], tuple(parts[f"={name}"] for name in breakdowns))
    read = [_read(parts[f"#{name}"]) for name in breakdowns]
    if len(read) == 1:
        return Scores(*named, *read[0])
    nothing = np.zeros((LINES, 0), dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return Scores(*named, *(np.concatenate(found, axis=-1) for found in zip(nothing, *read, strict=True)))


@lru_cache(maxsize=MOST_NAMES)
def _names(words: bytes, keys: tuple[bytes, ...]) -> tuple[list[Name], Numbers]:
    """Names of scores whose keys are in several parts, and their columns. Communes that score the same share them."""
    import numpy as np

    texts = {(kind, key): text for kind, key, *text in json.loads(zlib.decompress(words))["words"]}
    found = [Key(*key) for part in keys for key in json.loads(zlib.decompress(part))]
    columns = sorted(range(len(found)), key=found.__getitem__)
    names = [_name(found[column], *texts[found[column].kind, found[column].criterion]) for column in columns]
    return names, np.array(columns, dtype=np.int64)


def _name(key: Key, khmer: str, english: str) -> Name:
    return Name(
        service_kind=key.kind,
        service_point="",
        side=key.side,
        group=key.group,
        criterion=key.criterion,
        criterion_km=khmer,
        criterion_en=english,
        breakdown=key.breakdown,
        scale=key.scale,
        method=key.method,
    )


def _parts(data: bytes) -> dict[str, bytes]:
    head = data.index(b"\n", len(MARK))
    start, parts = head + 1, {}
    for name, length in json.loads(data[len(MARK) : head]).items():
        parts[name] = data[start : start + length]
        start += length
    return parts


def _breakdowns(parts: Mapping[str, bytes]) -> list[str]:
    return [name[1:] for name in parts if name.startswith("=")]


def _numbers(pool: Pool, keys: Sequence[Key]) -> bytes:
    """How many scores there are, their lines of numbers, the values that got votes, and the people who gave them."""
    import numpy as np

    sums = [pool.sums[key] for key in keys]
    votes = [sorted(each.votes.items()) for each in sums]
    lines = np.zeros((LINES, len(keys)), dtype=np.int64)
    lines[HIDDEN] = [each.hidden for each in sums]
    lines[LENGTH] = [len(each) for each in votes]
    lines[GAP] = [_halves(pool.gap(key)) for key in keys]
    lines[PREVIOUS] = [_halves(pool.previous(key)) for key in keys]
    for scale, steps in pool.steps.items():
        columns = [column for column, key in enumerate(keys) if key.scale == scale]
        lines[WHOLE, columns] = wholes_of([sums[column].votes for column in columns], *steps)
    given = np.array([pair for each in votes for pair in each], dtype=np.int64).reshape(-1, 2)
    return np.concatenate([[len(keys)], lines.ravel(), given.T.ravel()]).astype("<i8").tobytes()


def _read(part: bytes) -> tuple[Numbers, Numbers, Numbers]:
    """What `_numbers` wrote: lines, values, people."""
    import numpy as np

    found = np.frombuffer(zlib.decompress(part), dtype="<i8")
    end = 1 + LINES * int(found[0])
    values, people = found[end:].reshape(2, -1)
    return found[1:end].reshape(LINES, -1), values, people


def _halves(value: Fraction | None) -> int:
    """A median, or the difference of two, in halves."""
    return NONE if value is None else int(value * 2)


def _bytes(value: object) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def _plain(votes: Mapping[int, int]) -> list[int]:
    """Value and people in turn."""
    return [number for pair in sorted(votes.items()) for number in pair]


def _votes(plain: list[int]) -> dict[int, int]:
    return dict(zip(plain[::2], plain[1::2], strict=True))
