"""Codes of papers: how they are written and read, which were issued, and what each of them was about.

A code is 55 bits of a digest of what is printed (`export.codes` makes it) and a check character, in three groups of
four: `K7QM-3XPA-92TC`. The check character finds every single wrong character and every two that changed places.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.i18n import digits
from facilitator.models.base import Base
from facilitator.models.history import HistoryEntry

if TYPE_CHECKING:
    from facilitator.models.store import Store

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, which look like digits, and no U."""
_LOOK_ALIKE = str.maketrans("OIL", "011")
_DATA = 11
"""Characters before the check character."""
BITS = 5 * _DATA


def written(number: int) -> str:
    """The code of a number of 55 bits, without hyphens, with its check character."""
    values = [number >> 5 * place & 31 for place in reversed(range(_DATA))]
    return "".join(ALPHABET[value] for value in [*values, _check(values)])


def shown(code: str) -> str:
    """The code as it is printed, in groups of four."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def read(typed: str) -> str | None:
    """What somebody typed from a paper as a code, None where that is none.

    Case, spaces and hyphens do not matter, nor whether digits are Khmer; O is read as 0, I and L as 1.
    """
    tidy = digits(typed).upper().translate(_LOOK_ALIKE)
    code = "".join(character for character in tidy if character.isalnum())
    if len(code) != _DATA + 1 or not set(code) <= set(ALPHABET):
        return None
    values = [ALPHABET.index(character) for character in code]
    return code if _check(values[:-1]) == values[-1] else None


def _check(values: Iterable[int]) -> int:
    """A sum in the field of 32 elements (x^5 + x^2 + 1), each place weighing twice the one to its right."""
    total = 0
    for value in values:
        total = _doubled(total ^ value)
    return total


def _doubled(value: int) -> int:
    return value << 1 ^ (0b100101 if value & 16 else 0)


class IssuedCode(Base):
    """The code of a paper that left the program, with what it was about, so that it can be composed again.

    No foreign keys: a code outlives what its paper was about.
    """

    __tablename__ = "issued_code"

    code: Mapped[str] = mapped_column(primary_key=True)
    paper: Mapped[str]
    """Key of the paper."""
    cycle_id: Mapped[uuid.UUID] = mapped_column(index=True)
    service_point: Mapped[str] = mapped_column(default="")
    """Key of the service point, empty for a paper about the whole cycle."""
    village_code: Mapped[str] = mapped_column(default="")
    copy: Mapped[str] = mapped_column(default="public")
    at: Mapped[str]
    """When it was first issued: UTC, ISO 8601, whole seconds."""
    who: Mapped[str] = mapped_column(default="")
    draft: Mapped[bool] = mapped_column(default=False)
    """Printed before its scores were declared finished; only the newest draft of a paper is kept (see `keep`)."""
    after: Mapped[int] = mapped_column(default=0)
    """Number of the newest entry of the history at that moment."""


@dataclass(frozen=True)
class Issue:
    """A paper that leaves the program now: its code and what it is about."""

    code: str
    paper: str
    cycle_id: uuid.UUID
    service_point: str = ""
    village_code: str = ""
    copy: str = "public"
    draft: bool = False


def keep(store: Store, issues: Iterable[Issue]) -> None:
    """Remember the codes of papers that leave the program. Raises UserError when the disk refuses.

    A code that was issued before stays as it was. While people score one by one nothing is kept, and of drafts only
    the newest: from the codes of two states that are one ballot apart somebody could find out that ballot by trying.
    """
    fresh = {issue.code: issue for issue in issues}
    if not fresh or store.backups_paused:
        return
    table = Base.metadata.tables[IssuedCode.__tablename__]
    history = Base.metadata.tables[HistoryEntry.__tablename__]
    now = dt.datetime.now(dt.UTC).replace(microsecond=0, tzinfo=None).isoformat()
    with store.aside() as connection:
        known = set(connection.scalars(select(table.c.code).where(table.c.code.in_(fresh))))
        after = connection.scalar(select(func.max(history.c.id))) or 0
        for issue in fresh.values():
            if issue.draft:
                same = [table.c[name] == getattr(issue, name) for name in _SUBJECT]
                connection.execute(delete(table).where(and_(table.c.draft, table.c.code != issue.code, *same)))
        rows = [
            asdict(issue) | {"at": now, "who": store.who, "after": after}
            for issue in fresh.values()
            if issue.code not in known
        ]
        if rows:
            connection.execute(table.insert(), rows)


_SUBJECT = ("paper", "cycle_id", "service_point", "village_code", "copy")


def changes_since(store: Store, issued: IssuedCode) -> list[HistoryEntry]:
    """What was changed since a code was issued, in the cycle of its paper or in what all cycles share, oldest first.

    Where nothing was, what was changed in other cycles: a paper may tell of the round before.
    """
    query = select(HistoryEntry).where(HistoryEntry.id > issued.after).order_by(HistoryEntry.id)
    found = list(store.session.scalars(query))
    return [entry for entry in found if entry.cycle_id in (None, issued.cycle_id)] or found
