"""Tables of what the program keeps about the work: the photos, the history of changes, the codes of papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, func, select
from sqlalchemy.orm import InstrumentedAttribute, object_session

from facilitator.export.compose.entity_tables import table
from facilitator.export.compose.entity_tables import value as plain
from facilitator.export.documents.tables import Column, Sheet, Value
from facilitator.models import budgeting, telling
from facilitator.models.action import keys
from facilitator.models.base import Base
from facilitator.models.budget import BudgetPicture
from facilitator.models.codes import IssuedCode
from facilitator.models.follow_up import FollowUp

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle
    from facilitator.models.history import HistoryEntry
    from facilitator.models.store import Store

AT_ONCE = 50
"""Entries of the history in one step."""

# -- photos ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Taken:
    """A photo and where it belongs."""

    record: Base
    column: InstrumentedAttribute[Any]
    size: int
    """Bytes."""
    place: tuple[Value, ...]
    """Table and row (counted from 1) of its record, activity and day of a check, kind of a picture of the budget."""


def taken_photos(cycle: Cycle) -> list[Taken]:
    """The photos of the checks in the order of their table, then those of the budget."""
    numbers = keys(cycle)
    checks = [check for action in numbers for check in action.checks]
    found: list[tuple[Base, InstrumentedAttribute[Any], tuple[Value, ...]]] = [
        (check, FollowUp.photo, ("checks", row, numbers[check.action], check.date, None))
        for row, check in enumerate(checks, 1)
    ]
    budget = budgeting.budget_beside(cycle)
    pictures = sorted(budget.pictures, key=lambda picture: picture.kind) if budget is not None else []
    found += [(picture, BudgetPicture.data, ("budget", 1, None, None, picture.kind)) for picture in pictures]
    sized = ((record, column, _asked(record, func.length(column)), place) for record, column, place in found)
    return [Taken(record, column, size, place) for record, column, size, place in sized if size]


def photos(taken: Sequence[Taken]) -> Sheet:
    """The list of the photos: the name that each has in a folder, its size, and where it belongs."""
    rows = tuple((_name(number), each.size, *each.place) for number, each in enumerate(taken, 1))
    names = (("file", 26), ("bytes", 11), ("table", 14), ("row", 8), ("action", 14), ("date", 12), ("kind", 14))
    texts = ("file", "table", "action", "kind")
    return Sheet("photos", tuple(Column(name, width, as_text=name in texts) for name, width in names), rows)


def contents(taken: Sequence[Taken]) -> Generator[None, None, dict[str, bytes]]:
    """The photos themselves by their names, read one by one."""
    files = {}
    for number, each in enumerate(taken, 1):
        files[_name(number)] = _asked(each.record, each.column)
        yield
    return files


def _name(number: int) -> str:
    """The file's name in the folder of the export; it says nothing of what is on the photo, or of whom."""
    return f"photos/photo-{number:03}.jpg"


def _asked(record: Base, what: Any) -> Any:
    """A value of a record's row that is not kept in memory afterwards."""
    session, kind = object_session(record), type(record)
    assert session is not None
    return session.scalar(select(what).where(kind.id == record.id))  # type: ignore[attr-defined]


# -- history -----------------------------------------------------------------------------------------------------

_HISTORY = (
    ("number", 10),
    ("at", 20),
    ("date", 12),
    ("who", 20),
    ("label", 30),
    ("reason", 30),
    ("table", 18),
    ("subject_km", 34),
    ("subject_en", 34),
    ("what", 10),
    ("field", 18),
    ("before", 30),
    ("after", 30),
    ("records", 10),
    ("people", 10),
)
_NO_TEXT = frozenset(("number", "date", "records", "people", "before", "after"))


def history(store: Store, cycle: Cycle) -> Generator[None, None, Sheet]:
    """A row for each value that changed, oldest first; of votes only that there were some, and how many people."""
    km, en = telling.Teller(store, "km"), telling.Teller(store, "en")
    rows: list[tuple[Value, ...]] = []
    for number, entry in enumerate(reversed(telling.entries_of(store, cycle)), 1):
        head = (entry.id, entry.at, telling.moment_of(entry).date(), entry.who, entry.label, entry.reason)
        rows += [(*head, *change) for change in _changes(entry, km, en)]
        if number % AT_ONCE == 0:
            yield
    return Sheet(
        "history", tuple(Column(name, width, as_text=name not in _NO_TEXT) for name, width in _HISTORY), tuple(rows)
    )


def _changes(entry: HistoryEntry, km: telling.Teller, en: telling.Teller) -> Iterator[tuple[Value, ...]]:
    for row in entry.rows:
        name = row["table"]
        if "key" not in row:
            subjects = km.counted_subject(row), en.counted_subject(row)
            yield (name, *subjects, "changed", "", None, None, row.get("rows"), row.get("n"))
            continue
        subjects = km.subject(row), en.subject(row)
        before, after = row["before"] or {}, row["after"] or {}
        what = "added" if row["before"] is None else "removed" if row["after"] is None else "changed"
        values = [
            (name, *subjects, what, field, old, new, None, None)
            for field in after or before
            if telling.is_told(name, field)
            and (old := _value(name, field, before.get(field))) != (new := _value(name, field, after.get(field)))
        ]
        yield from values or [(name, *subjects, what, "", None, None, None, None)]


def _value(name: str, field: str, found: Any) -> Value:
    """A value of the history as a cell holds it: days as days, of a picture its size in bytes."""
    if isinstance(found, dict) and "bytes" in found:
        return int(found["bytes"])
    if isinstance(found, str) and found and isinstance(Base.metadata.tables[name].c[field].type, Date):
        return dt.date.fromisoformat(found)
    return plain(found)


# -- codes -------------------------------------------------------------------------------------------------------


def codes(store: Store, cycle: Cycle) -> Sheet:
    """The codes of the cycle's papers. `after` is the number of the newest change before that paper."""
    issued = sorted(store.all(IssuedCode, cycle_id=cycle.id), key=lambda each: (each.at, each.code))
    return table("codes", IssuedCode, issued, {"date": lambda each: telling.moment_of(each).date()})
