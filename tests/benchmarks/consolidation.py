"""How long the scores of a place and of the whole country take, on the national sample.

Run: `python -m tests.benchmarks.consolidation FILE` (made by `facilitator demo --size national`; the first run works
out what later ones read, which takes minutes). Goals: all rows of one place, or one breakdown and round for all places
of a level, within 1 s; the country's row within twice the time of a bare sum over the tallies. Beside them stands what
pandas and DuckDB need for the country's scores from the same file; one that is not installed is passed over (DuckDB
reads the file by its extension: `pip install duckdb==1.4.4 duckdb-ext-sqlite`, or it fetches it itself). Exit status 1
when a goal is missed.
"""

from __future__ import annotations

import importlib.util
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from functools import partial
from pathlib import Path

from facilitator.models.pooling import WIDTHS, Pools
from facilitator.models.result_rows import Row, pooled_rows, rows
from facilitator.models.store import Store

PLACE_S, TIMES_BARE = 1.0, 2.0
ROUNDS = [(2025, 1), (2026, 1)]
JOINED = """
    FROM tally JOIN criterion ON criterion.id = tally.criterion_id JOIN sheet ON sheet.id = tally.sheet_id
    JOIN card ON card.id = sheet.card_id JOIN service_point ON service_point.id = card.service_point_id
    JOIN cycle ON cycle.id = service_point.cycle_id
"""
KEYS = 'cycle.year, service_point.kind, card.side, sheet."group", criterion.key, tally.breakdown, sheet.method, value'


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The quickest of some runs: the file is warm then."""
    taken = []
    for _run in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def drain(found: Iterable[Row]) -> int:
    """Read all rows and keep none."""
    return sum(1 for _row in found)


def bare(path: Path) -> float:
    """SQLite alone: one sum over all tallies."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        return seconds(lambda: connection.execute("SELECT sum(count) FROM tally").fetchone())


def by_pandas(path: Path) -> None:
    """The country's tallies, added up by pandas."""
    import pandas as pd

    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        found = pd.read_sql_query(f"SELECT {KEYS}, tally.count AS people {JOINED}", connection)
        found.groupby([name for name in found.columns if name != "people"])["people"].sum()


def by_duckdb(path: Path) -> None:
    """The country's tallies, added up by DuckDB, which reads the file itself."""
    import duckdb

    extensions = importlib.util.find_spec("duckdb_ext")
    if extensions is not None and extensions.submodule_search_locations:
        kept = Path(next(iter(extensions.submodule_search_locations))) / "extensions"
        connection = duckdb.connect(config={"extension_directory": str(kept)})
    else:
        connection = duckdb.connect()
        connection.execute("INSTALL sqlite")
    connection.execute(f"LOAD sqlite; ATTACH '{path}' AS file (TYPE sqlite, READ_ONLY); USE file")
    connection.execute(f"SELECT {KEYS}, sum(tally.count) {JOINED} GROUP BY ALL").fetchall()


def peers(path: Path) -> None:
    """What the same sums cost elsewhere."""
    for name, work in (("pandas", by_pandas), ("duckdb", by_duckdb)):
        if importlib.util.find_spec(name) is None:
            print(f"{name}: not installed, passed over")
        else:
            print(f"{name}, country: {seconds(partial(work, path), times=1):.2f} s")


def measure(path: Path) -> bool:
    """Print every figure; True when all goals are met."""
    seconds_bare = bare(path)
    met = True
    print(f"bare sum: {seconds_bare:.3f} s")

    def tell(name: str, taken: float, goal: float) -> None:
        nonlocal met
        met &= taken <= goal
        print(f"{name}: {taken:.3f} s (goal {goal:.2f})")

    with Store.open(path) as store:
        start = time.perf_counter()
        pools = Pools(store)
        drain(pooled_rows(pools, ROUNDS, ["country"]))
        print(f"first time: {time.perf_counter() - start:.1f} s")
        country = seconds(lambda: drain(pooled_rows(Pools(store), ROUNDS, ["country"])))
        tell("the country's rows", country, TIMES_BARE * seconds_bare)
        commune = pools.held[0].commune
        for level, width in WIDTHS.items():
            tell(f"one {level}", seconds(partial(one, pools, level, commune[:width])), PLACE_S)
            for breakdown in ("all", "women"):
                found = every(pools, level, breakdown)
                taken = seconds(partial(every, pools, level, breakdown))
                tell(f"every {level}, {breakdown}, {found} rows", taken, PLACE_S)
        own = next(each.cycle for each in pools.held if each.commune == commune)
        villages = seconds(lambda: drain(rows(store, [store.cycle(own)], levels=["village"])))
        tell("villages of a commune", villages, PLACE_S)
    return met


def one(pools: Pools, level: str, code: str) -> int:
    """All rows of a place."""
    return drain(pooled_rows(pools, ROUNDS, [level], place=code))


def every(pools: Pools, level: str, breakdown: str) -> int:
    """One breakdown and round for all places of a level."""
    return drain(pooled_rows(pools, ROUNDS[-1:], [level], breakdown=breakdown))


def main() -> int:
    path = Path(sys.argv[1])
    met = measure(path)
    peers(path)
    return int(not met)


if __name__ == "__main__":
    sys.exit(main())
