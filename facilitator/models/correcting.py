"""Finished records change only with a reason: looked after where everything is stored, so that nothing gets past it.

A meeting and a card are declared finished (`holding.finish`, `sheets.finish`), and opened again for a reason, which
then goes into the history with every change until they are finished anew. What an information or criteria session
leaves behind belongs to it: the input table, the criteria and issues of its service point.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from facilitator.errors import FinishedError
from facilitator.i18n import _
from facilitator.models.base import TAKES_CORRECTIONS
from facilitator.models.cycle import Cycle, ServicePoint
from facilitator.models.stages import STAGE_OF

if TYPE_CHECKING:
    from facilitator.models.meeting import Meeting
    from facilitator.models.scorecard import Card
    from facilitator.models.undo import RowChange

    Finishable = Meeting | Card

_STATE = frozenset(("closed_on", "correcting", "corrected_on"))
_OF_MEETINGS = frozenset(("meeting_facilitator", "attendance", "agreed_point"))
_OF_SHEETS = frozenset(("tally", "ballot_file"))
_OF_SESSIONS = {"input_check": "information", "criterion": "criteria", "issue": "criteria"}
"""Tables whose rows are left behind by the sessions of a stage."""
_PARENTS = (
    dict.fromkeys(_OF_MEETINGS, "meeting")
    | dict.fromkeys(_OF_SHEETS, "sheet")
    | dict.fromkeys(_OF_SESSIONS, "service_point")
    | {"sheet": "card", "remark": "service_point"}
)
_CONCERNED = frozenset(("meeting", "card", "sheet", "remark", *_OF_MEETINGS, *_OF_SHEETS, *_OF_SESSIONS))


def reason_of(session: Session, rows: list[RowChange], reason: str) -> str:
    """The reason of a gesture: the given one, else that for which a finished record was opened.

    Notes the day on the records that are corrected. Raises UserError where a finished record would change without one.
    """
    concerned = _concerned(rows)
    if not concerned or any(row.table in ("cycle", "service_point") and row.after is None for row in rows):
        return reason  # what goes as a whole has a reason of its own
    given = reason
    for record in _corrected(session, concerned):
        why = given or record.correcting
        if not why:
            raise FinishedError(_why(record))
        reason = reason or why
        record.corrected_on = dt.date.today()
    return reason


@contextmanager
def opened(session: Session, reason: str) -> Iterator[None]:
    """With a reason, what was declared finished takes changes inside.

    Call it inside a transaction with that reason: `reason_of` then notes what was corrected.
    """
    session.info[TAKES_CORRECTIONS] = bool(reason)
    try:
        yield
    finally:
        del session.info[TAKES_CORRECTIONS]


def corrected_on(records: Iterable[Finishable]) -> dt.date | None:
    """The day of the last correction among records, None where none was corrected."""
    return max((record.corrected_on for record in records if record.corrected_on is not None), default=None)


def records_of(
    cycle: Cycle, stages: Collection[str], point: int | None = None, village: str | None = None
) -> list[Finishable]:
    """The meetings and cards of these stages that concern a service point (its id) and a village (its code)."""
    meetings = [
        meeting
        for meeting in (cycle.meetings if stages else ())
        if meeting.stage in stages
        and (point is None or meeting.service_point_id in (None, point))
        and (village is None or meeting.village_code in (None, village))
    ]
    sides = {side for side, stage in STAGE_OF.items() if stage in stages}
    cards = [
        card
        for each in (cycle.service_points if sides else ())
        if point in (None, each.id)
        for card in each.cards
        if card.side in sides and (village is None or card.village_code in (None, village))
    ]
    return [*meetings, *cards]


def session_of(point: ServicePoint, stage: str) -> Meeting | None:
    """The session of a stage that what it left behind belongs to: one that is open for a correction, else the last one.

    None while there is none, or one of them goes on.
    """
    held = [
        meeting
        for meeting in point.cycle.meetings
        if meeting.stage == stage and meeting.service_point_id in (None, point.id)
    ]
    going_on = [meeting for meeting in held if meeting.closed_on is None]
    if not held or not all(meeting.correcting for meeting in going_on):
        return None
    return (going_on or held)[-1]


def has_open_scores(records: Iterable[Finishable]) -> bool:
    """Whether a card is among the records that was not declared finished: what is printed of it is a draft."""
    return any(record.__tablename__ == "card" and record.closed_on is None for record in records)


def _concerned(rows: list[RowChange]) -> list[RowChange]:
    """The rows that may belong to a finished record; what is part of something new (a copied cycle) does not."""
    new = {(row.table, row.key[0]) for row in rows if row.before is None and row.table in _PARENTS.values()}
    found = []
    for row in rows:
        parent = _PARENTS.get(row.table)
        above = (row.after or row.before or {}).get(f"{parent}_id")
        if row.table in _CONCERNED and (parent, above) not in new:
            found.append(row)
    return found


def _corrected(session: Session, rows: list[RowChange]) -> list[Finishable]:
    """The records that were finished before this gesture and change by it."""
    ended = {row.key for row in rows if row.table in ("meeting", "card") and _finished_now(row)}
    found = {record.id: record for row in rows for record in _records(session, row)}
    return [
        record
        for record in found.values()
        if (record.closed_on is not None or record.correcting) and (record.id,) not in ended
    ]


def _finished_now(row: RowChange) -> bool:
    """Whether this very gesture declares the record finished: what else it writes belongs to that."""
    before, after = row.before or {}, row.after or {}
    return before.get("closed_on") is None and after.get("closed_on") is not None and not before.get("correcting")


def _records(session: Session, row: RowChange) -> Iterator[Finishable]:
    from facilitator.models.entities import Card, Meeting, Sheet
    from facilitator.models.records import Records

    image = row.after or row.before or {}
    found: Finishable | None = None
    if row.table in ("meeting", "card"):
        found = _itself(session, row)
    elif row.table in _OF_MEETINGS:
        found = session.get(Meeting, image["meeting_id"])
    elif row.table == "sheet":
        found = session.get(Card, image["card_id"])
    elif row.table in _OF_SHEETS:
        sheet = session.get(Sheet, row.key[0])
        found = sheet.card if sheet is not None else None
    elif row.table == "remark":
        record = Records(session.connection(), ()).of(row)
        found = session.get(Card, uuid.UUID(record.key)) if record.table == "card" else None
    elif row.table in _OF_SESSIONS:
        yield from _sessions(session, row, _OF_SESSIONS[row.table])
    if found is not None:
        yield found


def _itself(session: Session, row: RowChange) -> Finishable | None:
    """The record whose own row changed in more than its state. Raises UserError when it was finished and goes."""
    from facilitator.models.entities import Card, Meeting

    if row.before is None or row.after is None:
        if row.before is not None and row.before["closed_on"] is not None:
            raise FinishedError(_("This is finished. Open it again for a correction first, and say why."))
        return None
    same = all(row.before[name] == row.after[name] for name in row.before.keys() - _STATE)
    if same:
        return None
    return session.get(Meeting, row.key[0]) if row.table == "meeting" else session.get(Card, row.key[0])


def _sessions(session: Session, row: RowChange, stage: str) -> list[Meeting]:
    """The sessions that a row belongs to, where none of them goes on any more."""
    image = row.after or row.before or {}
    point = session.get(ServicePoint, image["service_point_id"])
    if point is None or image.get("side") == "providers":  # these add their own at their self-assessment
        return []
    last = session_of(point, stage)
    return [last] if last is not None else []


def _why(record: Finishable) -> str:
    if record.__tablename__ == "card":
        return _("These scores are finished. Open them again first, with a reason.")
    return _("This meeting is finished. Choose “Correct it” and say why.")
