"""Codes of papers that were issued, and what each of those papers was about."""

from __future__ import annotations

import datetime as dt
import sys
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.models.base import Base
from facilitator.models.history import HistoryEntry

if TYPE_CHECKING:
    from facilitator.models.store import Store


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
        if (results := sys.modules.get("facilitator.models.results")) is not None:  # a paper of scores
            results.keep_hidden(store, connection)


_SUBJECT = ("paper", "cycle_id", "service_point", "village_code", "copy")


def changes_since(store: Store, issued: IssuedCode) -> list[HistoryEntry]:
    """What was changed since a code was issued, in the cycle of its paper or in what all cycles share, oldest first.

    Where nothing was, what was changed in other cycles: a paper may tell of the round before.
    """
    query = select(HistoryEntry).where(HistoryEntry.id > issued.after).order_by(HistoryEntry.id)
    found = list(store.session.scalars(query))
    return [entry for entry in found if entry.cycle_id in (None, issued.cycle_id)] or found
