"""Digests of records, kept in the file itself: what changed there by itself is found, also where it still reads well.

SQLite's own checks look at pages and miss most flipped bits in what people wrote. So every record has a digest, and
the table `digest` keeps for each table the sum of its records' digests, and the same sum with each digest multiplied
by a number made of the record's key. Triggers of the Store's connection keep the sums in the very transaction that
changes a record, whoever changes it; the file itself holds no trigger, so nothing else can keep them right by chance.
One damaged record is named: the two differences, divided, give the number of its key.

To look for damage: `health.check(path)` (whole, with SQLite's own checks) or `differences(connection)` (only this).
`Health.problems` then has the code `altered`, and `facts["altered"]` names tables and records.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, LargeBinary, Table

from facilitator.hashing import blake2b
from facilitator.models import database
from facilitator.models.base import Base, ShortText

DERIVED = frozenset(("digest", "hiding", "summary", "survey_count"))
"""Tables that follow from the others: no part of the content, and made anew where they are damaged."""

SCHEMA = "sqlite_schema"
"""The row for the tables' own definitions and the schema version."""

STORED = "stored"
"""The row that counts the changes (`models.witness`): no table's."""

_PRIME = (1 << 127) - 1
"""Sums are taken modulo this, so that one can be divided by another."""
_BYTES = 16
_NOTHING = bytes(2 * _BYTES)


TABLE = Table(
    "digest",
    Base.metadata,
    Column("name", ShortText, primary_key=True),
    Column("sums", LargeBinary, nullable=False),
)
"""The sums of each table, by its name: plain sum and weighted sum, 16 bytes each."""


@dataclass(frozen=True)
class Difference:
    """A table whose records are not those that the program stored."""

    table: str
    records: tuple[str, ...]
    """Keys of the record that changed; empty when several did, when it is gone, or when it cannot be read."""


def watch(raw: Any) -> None:
    """Make a driver's connection keep the digests of all that it changes from now on.

    The triggers are temporary ones: only they may call functions of the program (`trusted_schema` is off).
    """
    raw.create_function("with_record", -1, _with, deterministic=True)
    raw.create_function("without_record", -1, _without, deterministic=True)
    for table, columns, keys in tables(raw):
        old, new = (", ".join(f'{row}."{column}"' for column in columns) for row in ("OLD", "NEW"))
        for event, sums in (
            ("INSERT", f"with_record(sums, {keys}, {new})"),
            ("DELETE", f"without_record(sums, {keys}, {old})"),
            ("UPDATE", f"with_record(without_record(sums, {keys}, {old}), {keys}, {new})"),
        ):
            raw.execute(
                f'CREATE TEMP TRIGGER "digest of {table} after {event}" AFTER {event} ON main."{table}" '
                f"BEGIN UPDATE digest SET sums = {sums} WHERE name = '{table}'; END"
            ).close()


@contextmanager
def unwatched(connection: Connection) -> Iterator[None]:
    """Work with masses of rows without keeping digests row by row; `renew` must follow in the same transaction."""
    raw = connection.connection.driver_connection
    assert raw is not None
    for (name,) in raw.execute("SELECT name FROM sqlite_temp_schema WHERE type = 'trigger'").fetchall():
        raw.execute(f'DROP TRIGGER temp."{name}"').close()
    try:
        yield
    finally:
        watch(raw)


def renew(connection: Connection) -> None:
    """Work all digests out anew, inside the open transaction: the content as it stands is declared right."""
    raw = connection.connection.driver_connection
    connection.exec_driver_sql("DELETE FROM digest WHERE name != ?", (STORED,))
    rows = [(table, _sums(raw, table, columns, keys)) for table, columns, keys in tables(raw)]
    connection.exec_driver_sql("INSERT INTO digest (name, sums) VALUES (?, ?)", [*rows, (SCHEMA, _of_schema(raw))])


def names(raw: Any) -> set[str]:
    """The tables that had a digest when the program stored something last."""
    return {name for (name,) in raw.execute("SELECT name FROM digest")} - {SCHEMA, STORED}


def empty_derived(connection: Connection) -> None:
    """Empty the tables that follow from the others, in the open transaction: they are filled again when read."""
    for table in DERIVED - {TABLE.name}:
        connection.exec_driver_sql(f'DELETE FROM "{table}"')
        connection.exec_driver_sql("UPDATE digest SET sums = ? WHERE name = ?", (_NOTHING, table))


def is_kept(raw: Any) -> bool:
    """Whether that database keeps digests: those of the first five schemas did not."""
    found = raw.execute("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'digest'").fetchone()[0]
    return bool(found)


def differences(raw: Any) -> list[Difference]:
    """What changed in the file by itself; empty when nothing. `raw` is a connection of the driver."""
    if not is_kept(raw):
        return []
    kept = dict(raw.execute("SELECT name, sums FROM digest WHERE name != ?", (STORED,)).fetchall())
    found = []
    for table, columns, keys in tables(raw):
        before = kept.pop(table, None)
        try:
            sums = _sums(raw, table, columns, keys)
            if sums != before:
                found.append(Difference(table, _changed(raw, table, columns, keys, sums, before)))
        except database.errors():
            found.append(Difference(table, ()))
    if kept.pop(SCHEMA, None) != _of_schema(raw):
        found.append(Difference(SCHEMA, ()))
    return [*found, *(Difference(table, ()) for table in kept)]


def damage(raw: Any) -> list[Difference]:
    """The differences in the content, leaving out what can be worked out anew."""
    return [each for each in differences(raw) if each.table not in DERIVED]


def tables(raw: Any) -> list[tuple[str, list[str], int]]:
    """Each table with a digest: its name, its columns (those of its key first), how many make the key."""
    names = raw.execute(
        f"SELECT name FROM {SCHEMA} WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    found = []
    for (name,) in names:
        if name != TABLE.name:
            columns = raw.execute(f'PRAGMA table_info("{name}")').fetchall()
            keys = [column for _rank, column in sorted((column[5], column[1]) for column in columns if column[5])]
            found.append((name, [*keys, *(column[1] for column in columns if not column[5])], len(keys)))
    return found


def _rows(raw: Any, table: str, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    listed = ", ".join(f'"{column}"' for column in columns)
    rows = raw.execute(f'SELECT {listed} FROM "{table}"')
    while block := rows.fetchmany(500):
        yield from block


def records(raw: Any, table: str, columns: list[str], keys: int) -> Iterator[tuple[tuple[Any, ...], int]]:
    """The key of each record of a table and the digest of those columns; the first `keys` of them are the key."""
    for row in _rows(raw, table, columns):
        yield row[:keys], _digest(row)


def _sums(raw: Any, table: str, columns: list[str], keys: int) -> bytes:
    plain = weighted = 0
    for row in _rows(raw, table, columns):
        digest = _digest(row)
        plain += digest
        weighted += digest * _weight(row[:keys])
    return _packed(plain, weighted)


def _of_schema(raw: Any) -> bytes:
    definitions = raw.execute(f"SELECT type, name, tbl_name, sql FROM {SCHEMA} ORDER BY type, name").fetchall()
    digest = _digest((*raw.execute("PRAGMA user_version").fetchone(), *definitions))
    return _packed(digest, digest)


def _changed(raw: Any, table: str, columns: list[str], keys: int, sums: bytes, kept: bytes | None) -> tuple[str, ...]:
    """The keys of the one record that explains the difference."""
    plain, weighted = (_unpacked(sums)[n] - _unpacked(kept or _NOTHING)[n] for n in (0, 1))
    if not plain % _PRIME:
        return ()
    weight = weighted * pow(plain, -1, _PRIME) % _PRIME
    rows = _rows(raw, table, columns[:keys])
    return tuple(" ".join(map(str, row)) for row in rows if _weight(row) == weight)


def _with(sums: bytes, keys: int, *row: Any) -> bytes:
    """The sums with one record more."""
    plain, weighted = _unpacked(sums)
    digest = _digest(row)
    return _packed(plain + digest, weighted + digest * _weight(row[:keys]))


def _without(sums: bytes, keys: int, *row: Any) -> bytes:
    """The sums with one record less."""
    plain, weighted = _unpacked(sums)
    digest = _digest(row)
    return _packed(plain - digest, weighted - digest * _weight(row[:keys]))


def _digest(row: tuple[Any, ...]) -> int:
    """Of one record, with the types of its values. `ascii` writes the same on every version of Python."""
    return int.from_bytes(blake2b(ascii(row).encode(), digest_size=_BYTES).digest(), "little")


def _weight(key: tuple[Any, ...]) -> int:
    return zlib.crc32(ascii(key).encode()) + 1


def _packed(plain: int, weighted: int) -> bytes:
    return (plain % _PRIME).to_bytes(_BYTES, "little") + (weighted % _PRIME).to_bytes(_BYTES, "little")


def _unpacked(sums: bytes) -> tuple[int, int]:
    return int.from_bytes(sums[:_BYTES], "little"), int.from_bytes(sums[_BYTES:], "little")
