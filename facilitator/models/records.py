"""To which record a row belongs: the meeting of a head count, the card of a tally, the activity of a check."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, and_, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from facilitator.models.base import Base

if TYPE_CHECKING:
    from facilitator.models.undo import Row, RowChange


class Record(NamedTuple):
    """A record by its table and its key as text: `meeting`, `card`, `action`, `service_point`, `budget`, …"""

    table: str
    key: str


_PARENTS = {
    "meeting_facilitator": ("meeting_id", "meeting"),
    "attendance": ("meeting_id", "meeting"),
    "agreed_point": ("meeting_id", "meeting"),
    "sheet": ("card_id", "card"),
    "tally": ("sheet_id", "sheet"),
    "ballot_file": ("sheet_id", "sheet"),
    "follow_up": ("action_id", "action"),
    "contribution": ("action_id", "action"),
    "action_criterion": ("action_id", "action"),
    "action_origin": ("action_id", "action"),
    "catchment": ("service_point_id", "service_point"),
    "criterion": ("service_point_id", "service_point"),
    "issue": ("service_point_id", "service_point"),
    "input_check": ("service_point_id", "service_point"),
    "remark": ("service_point_id", "service_point"),
    "focus_group": ("cycle_id", "cycle"),
    "person": ("cycle_id", "cycle"),
    "target": ("cycle_id", "cycle"),
    "story": ("cycle_id", "cycle"),
    "budget_line": ("budget_id", "budget"),
    "budget_picture": ("budget_id", "budget"),
    "project": ("budget_id", "budget"),
    "question": ("questionnaire_id", "questionnaire"),
    "survey_round": ("questionnaire_id", "questionnaire"),
    "survey_column": ("questionnaire_id", "questionnaire"),
    "answer": ("question_id", "question"),
    "response": ("round_id", "survey_round"),
    "village": ("commune_code", "commune"),
}
"""Column that points at the parent, and the parent's table. A table that is not here holds records itself."""


class Records:
    """Finds the records of the rows of one gesture; what is gone from the database is looked up among them."""

    def __init__(self, connection: Connection, rows: Iterable[RowChange], session: Session | None = None) -> None:
        """`session`: what it has loaded need not be read again."""
        self._connection, self._session = connection, session
        self._found: dict[tuple[str, Any], Record] = {}
        self._rows = {(row.table, str(row.key[0])): row.after or row.before for row in rows if len(row.key) == 1}

    def of(self, row: RowChange) -> Record:
        """The record of a row; what was said about a criterion belongs to the card of its side and village."""
        image = row.after or row.before or {}
        if row.table == "remark" and (card := self._card(image)):
            return Record("card", card)
        return self._climb(row.table, image, row.key)

    def loaded(self, table: str, key: Any) -> Base | None:
        """The entity of a row, where the session has loaded it."""
        if self._session is None:
            return None
        mapped = next(mapper for mapper in Base.registry.mappers if mapper.local_table is Base.metadata.tables[table])
        return self._session.identity_map.get(identity_key(mapped.class_, (key,)))

    def _climb(self, table: str, image: Row, key: tuple[Any, ...]) -> Record:
        """The record above; of thousands of rows with the same parent it is looked for once."""
        above = (table, image.get(_PARENTS[table][0])) if table in _PARENTS else (table, key)
        if above[1] is None:
            return self._climbed(table, image, key)
        if above not in self._found:
            self._found[above] = self._climbed(table, image, key)
        return self._found[above]

    def _climbed(self, table: str, image: Row, key: tuple[Any, ...]) -> Record:
        while table in _PARENTS:
            column, parent = _PARENTS[table]
            above = image.get(column)
            if above is None:
                break
            table, key = parent, (above,)
            image = self._image(table, above) if table in _PARENTS else {}
        return Record(table, " ".join(str(part) for part in key))

    def _image(self, table: str, key: Any) -> Row:
        name = (table, str(key))
        found = self._rows.get(name)
        if found is None and (entity := self.loaded(table, key)) is not None:
            return {column: getattr(entity, column) for column in (_PARENTS[table][0],)}
        if found is None:
            own = Base.metadata.tables[table]
            row = self._connection.execute(select(own).where(own.c.id == key)).mappings().first()
            found = self._rows[name] = dict(row) if row is not None else {}
        return found

    def _card(self, remark: Row) -> str:
        cards = Base.metadata.tables["card"]
        same = and_(*(cards.c[name].is_(remark.get(name)) for name in ("service_point_id", "side", "village_code")))
        found = self._connection.scalar(select(cards.c.id).where(same))
        return str(found) if found is not None else ""
