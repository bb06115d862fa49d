"""The databases that older programs wrote: every schema from the first stored one on has one in `tests/data`.

Run: `python -m tests.models.stored` stores one of the present schema: the sample of the tests, which fills every
table. It is never written again once a program with that schema was given to anybody.
"""

from __future__ import annotations

import gzip
import re
import sys
import tempfile
from pathlib import Path

from facilitator.models import header
from facilitator.models.store import Store
from tests.models.sample import full_cycle

DATA = Path(__file__).resolve().parent.parent / "data"
FIRST = 10
"""The schema of the first program that was given away; schema 1 is stored too."""


def stored() -> dict[int, Path]:
    """The stored databases by schema."""
    found = {path: re.fullmatch(r"schema_(\d+)\.db\.gz", path.name) for path in DATA.glob("schema_*.db.gz")}
    return {int(name[1]): path for path, name in sorted(found.items()) if name}


def unpack(schema: int, path: Path) -> None:
    """Put the stored database of that schema into a file."""
    path.write_bytes(gzip.decompress(stored()[schema].read_bytes()))


def main() -> int:
    """Store a database of the present schema. Gives the exit status."""
    target = DATA / f"schema_{header.SCHEMA_VERSION}.db.gz"
    if target.exists():
        sys.stderr.write(f"{target.name} is there already\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "commune.db"
        with Store.create(path, "សុខ") as store:
            full_cycle(store)
        target.write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
    return 0


if __name__ == "__main__":
    sys.exit(main())
