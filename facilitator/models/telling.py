"""The history in words: what each gesture changed, for the page and the paper of it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, select

from facilitator.i18n import N_, catalogue, format_date, format_number, format_plain, plural
from facilitator.models.differing import OTHER, PARTS
from facilitator.models.entities import Base, Cycle
from facilitator.models.history import HistoryEntry
from facilitator.models.history_words import COLUMNS, TABLES, UNTOLD, VALUES
from facilitator.models.records import Record
from facilitator.models.stages import STAGE_NAMES

if TYPE_CHECKING:
    from facilitator.models.store import Store

NOTHING = "–"
_NAMES = ("activity", "text", "name", "text_km", "name_km", "title_km")
"""Attributes that can name an entity, the first that it has."""


@dataclass(frozen=True)
class Line:
    """One value that changed: of what, which field, and its two states. For votes only that they changed."""

    subject: str
    field: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Told:
    """One gesture in words. `moment` is the time on this computer's clock."""

    moment: dt.datetime
    who: str
    label: str
    reason: str
    parts: frozenset[str]
    """Which parts of the work it touched, by their names in `differing.PARTS`."""
    lines: tuple[Line, ...]


def entries_of(store: Store, cycle: Cycle, record: Record | None = None) -> list[HistoryEntry]:
    """What was changed in a cycle and in what all cycles share, or in one record; newest first."""
    query = select(HistoryEntry).where(HistoryEntry.cycle_id.is_(cycle.id) | HistoryEntry.cycle_id.is_(None))
    found = store.session.scalars(query.order_by(HistoryEntry.id.desc()))
    return [entry for entry in found if record is None or record in entry.records()]


def moment_of(entry: HistoryEntry) -> dt.datetime:
    """When it happened, on this computer's clock."""
    return dt.datetime.fromisoformat(entry.at).replace(tzinfo=dt.UTC).astimezone()


class Teller:
    """Puts entries of the history into words of one language; names of things are looked up once."""

    def __init__(self, store: Store, language: str) -> None:
        self._store, self._language = store, language
        self._t: Callable[[str], str] = catalogue(language)
        self._named: dict[Record, str] = {}

    def tell(self, entries: Iterable[HistoryEntry]) -> Iterator[Told]:
        """Each entry in words."""
        for entry in entries:
            lines = tuple(line for row in entry.rows for line in self._lines(row))
            yield Told(moment_of(entry), entry.who, entry.label, entry.reason, _parts(entry), lines)

    def name(self, record: Record) -> str:
        """What people call a record: the meeting with its day, the service and village of scores, the activity."""
        if record not in self._named:
            self._named[record] = self._look_up(record)
        return self._named[record]

    # -- rows -------------------------------------------------------------------------------------------------------

    def _lines(self, row: dict[str, Any]) -> Iterator[Line]:
        if "key" not in row:
            yield self._counted(row)
            return
        before, after = row["before"] or {}, row["after"] or {}
        subject = self.subject(row)
        changed = [
            Line(subject, self._column(row["table"], name), old, new)
            for name in after or before
            if is_told(row["table"], name)
            and (old := self._value(row["table"], name, before.get(name)))
            != (new := self._value(row["table"], name, after.get(name)))
        ]
        if row["before"] is None and not changed:
            changed = [Line(subject, after=self._t(N_("added")))]
        if row["after"] is None and not changed:
            changed = [Line(subject, after=self._t(N_("removed")))]
        yield from changed

    def _counted(self, row: dict[str, Any]) -> Line:
        """Votes, answers, and masses of rows: how many, never what they hold."""
        subject = self.counted_subject(row)
        if "n" in row:
            text = self._t(N_("changed; {n} have scored")).format(n=format_number(row["n"], self._language))
        elif "rows" in row:
            message = plural(row["rows"], N_("{n} record"), N_("{n} records"))
            text = self._t(message).format(n=format_number(row["rows"], self._language))
        else:
            text = self._t(N_("changed"))
        return Line(subject, after=text)

    def subject(self, row: dict[str, Any]) -> str:
        """What a row that is told by itself is of: its record, and what it is called."""
        table, key = row["table"], " ".join(map(str, row["key"]))
        own = self.name(Record(table, key)) or _name_in(row["after"]) or _name_in(row["before"])
        kind = self._t(TABLES.get(table, table))
        above = self.name(Record(*row["of"][0])) if row.get("of") else ""
        return " – ".join(part for part in (above, f"{kind}: {own}" if own else kind) if part)

    def counted_subject(self, row: dict[str, Any]) -> str:
        """What rows that are only counted are of; which record, where it is one."""
        records = [Record(*each) for each in row.get("of", ())]
        kind = self._t(TABLES.get(row["table"], row["table"]))
        return f"{kind} – {self.name(records[0])}" if len(records) == 1 else kind

    def _column(self, table: str, name: str) -> str:
        return self._t(COLUMNS.get(f"{table}.{name}") or COLUMNS.get(name, name))

    def _value(self, table: str, name: str, value: Any) -> str:
        if value is None or value in ("", []):
            return NOTHING
        if isinstance(value, bool):
            return self._t(N_("Yes")) if value else self._t(N_("No"))
        if isinstance(value, int):
            write = format_plain if name.endswith("year") else format_number
            return write(value, self._language)
        if isinstance(value, list):
            return ", ".join(self._value(table, name, item) for item in value)
        if isinstance(value, dict):
            return self._t(N_("a picture")) if "bytes" in value else str(value)
        if isinstance(Base.metadata.tables[table].c[name].type, Date):
            return format_date(dt.date.fromisoformat(value), self._language)
        return self._t(VALUES[name][value]) if value in VALUES.get(name, ()) else str(value)

    # -- names ------------------------------------------------------------------------------------------------------

    @cached_property
    def _mapped(self) -> dict[str, type[Base]]:
        return {str(mapper.local_table): mapper.class_ for mapper in Base.registry.mappers}

    def _look_up(self, record: Record) -> str:
        entity = self._entity(record)
        if entity is None:
            return ""
        if record.table == "meeting":
            day = format_date(entity.date, self._language) if entity.date is not None else ""
            return ", ".join(part for part in (self._t(STAGE_NAMES[entity.stage]), day) if part)
        if record.table == "card":
            return self._place(entity)
        if record.table in ("cycle", "service_point"):
            return str(entity.name(self._language))
        if record.table == "budget":
            return str(entity.year)
        return next((str(getattr(entity, name)) for name in _NAMES if isinstance(getattr(entity, name, None), str)), "")

    def _place(self, card: Any) -> str:
        point, village = card.service_point, card.village
        own = self._t(VALUES["side"]["providers"])
        if village is not None:
            own = village.name(self._language)
        return f"{point.name(self._language)}, {own}"

    def _entity(self, record: Record) -> Any:
        kind = self._mapped.get(record.table)
        if kind is None or " " in record.key:
            return None
        (column,) = Base.metadata.tables[record.table].primary_key.columns
        key: Any = record.key
        if column.type.python_type is uuid.UUID:
            key = uuid.UUID(key)
        elif column.type.python_type is int:
            key = int(key)
        return self._store.get(kind, key)


def is_told(table: str, column: str) -> bool:
    """Whether a column says something to people: no number of this database, no link by one."""
    found = Base.metadata.tables[table].c.get(column) if table in Base.metadata.tables else None
    if found is None or {column, f"{table}.{column}"} & UNTOLD:
        return False
    return not found.primary_key and not found.foreign_keys


def _parts(entry: HistoryEntry) -> frozenset[str]:
    tables = {row["table"] for row in entry.rows}
    found = {part for part, own in PARTS.items() if tables & set(own)}
    return frozenset(found or {OTHER})


def _name_in(image: dict[str, Any] | None) -> str:
    return next((str(image[name]) for name in _NAMES if image and image.get(name)), "")
