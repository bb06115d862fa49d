"""Tally sheets by their place: found without being made, how far they are, finished, corrected and moved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models.base import HEADCOUNT_FIELDS
from facilitator.models.cycle import Cycle, ServicePoint
from facilitator.models.moving import need_reason
from facilitator.models.place import Village
from facilitator.models.scorecard import Card, Criterion, card_of
from facilitator.models.stages import STAGE_OF
from facilitator.models.tally import ALL, Sheet, Tally

if TYPE_CHECKING:
    from facilitator.models.attendance import Attendance
    from facilitator.models.meeting import Meeting
    from facilitator.models.store import Store


class SheetPlace(NamedTuple):
    """Which sheet: service point (its id), side, village code and group key; empty village for providers."""

    point: int
    side: str
    village: str
    group: str

    def service_point(self, store: Store) -> ServicePoint:
        """The service point. Raises LookupError when it has been deleted."""
        point = store.get(ServicePoint, self.point)
        if point is None:
            raise LookupError(self.point)
        return point

    def card(self, store: Store) -> Card | None:
        """The card of this place, None while nothing was entered."""
        cards = self.service_point(store).cards
        return next(
            (card for card in cards if card.side == self.side and (card.village_code or "") == self.village), None
        )

    def sheet(self, store: Store) -> Sheet | None:
        """The sheet of this place, None while nothing was entered."""
        card = self.card(store)
        return next((sheet for sheet in card.sheets if sheet.group == self.group), None) if card is not None else None

    def open_sheet(self, store: Store) -> Sheet:
        """The sheet of this place, made when there is none, with the head count of its meeting.

        Call it inside a transaction. Raises UserError when the card is finished, or when the service point does not
        serve the village.
        """
        card, before = self.card(store), self.sheet(store)
        if card is None:
            village = store.get(Village, self.village) if self.village else None
            card = card_of(self.service_point(store), self.side, village)
        sheet = card.sheet(self.group)
        sheet.refuse_finished()
        if before is None:
            _take_first_count(sheet, self)
        return sheet

    def criteria(self, store: Store) -> list[Criterion]:
        """The criteria that this side scores, in their order."""
        return scored_by(self.service_point(store), self.side)


@dataclass(frozen=True, slots=True)
class Filled:
    """How far a sheet or a village is: criteria with a score, of all; `n` is the most people that one of them has."""

    scored: int
    criteria: int
    n: int

    @property
    def complete(self) -> bool:
        """True when every criterion has a score."""
        return 0 < self.criteria <= self.scored


def scored_by(point: ServicePoint, side: str) -> list[Criterion]:
    """The criteria that a side scores, in their order."""
    return [criterion for criterion in point.criteria if criterion.side == "both" or side == "providers"]


def filled(store: Store, point: ServicePoint, side: str) -> dict[tuple[str, str], Filled]:
    """How far every sheet of a service point is, by village code and group; sheets without scores are left out."""
    wanted = len(scored_by(point, side))
    query = (
        select(Card.village_code, Sheet.group, Sheet.method, Sheet.total, Tally.criterion_id, func.sum(Tally.count))
        .join(Sheet, Sheet.card_id == Card.id)
        .join(Tally, Tally.sheet_id == Sheet.id)
        .where(Card.service_point_id == point.id, Card.side == side, Tally.breakdown == ALL)
        .group_by(Card.village_code, Sheet.group, Sheet.method, Sheet.total, Tally.criterion_id)
    )
    found: dict[tuple[str, str], Filled] = {}
    for village, group, method, total, _criterion, votes in store.session.execute(query):
        key = (village or "", group)
        before = found.get(key, Filled(0, wanted, 0))
        n = (total or 0) if method == "consensus" else votes
        found[key] = Filled(before.scored + 1, wanted, max(before.n, n))
    return found


def filled_villages(sheets: Mapping[tuple[str, str], Filled]) -> dict[str, Filled]:
    """The same by village: the people of its groups together; complete when every sheet begun is complete."""
    found: dict[str, Filled] = {}
    for (village, _group), sheet in sheets.items():
        before = found.get(village)
        scored = sheet.scored if before is None else min(before.scored, sheet.scored)
        found[village] = Filled(scored, sheet.criteria, sheet.n + (before.n if before is not None else 0))
    return found


def counted_twice(card: Card | None) -> bool:
    """True when a village has scores of all together and of groups as well: people may stand in both."""
    scored = {bool(sheet.group) for sheet in card.sheets if sheet.tallies} if card is not None else set()
    return len(scored) > 1


def counted_at(cycle: Cycle, place: SheetPlace) -> Attendance | None:
    """Who was counted at the scoring meeting of that place, None where nobody was."""
    for meeting in cycle.meetings:
        if meeting.stage == STAGE_OF[place.side] and _is_at(meeting, place):
            for row in meeting.attendance:
                if (row.side, row.group) == (place.side, place.group) and row.total is not None:
                    return row
    return None


def _is_at(meeting: Meeting, place: SheetPlace) -> bool:
    return meeting.service_point_id == place.point and (meeting.village_code or "") == place.village


def take_count(sheet: Sheet, row: Attendance) -> None:
    """Take the head count of the meeting for the sheet's."""
    sheet.count(**{name: getattr(row, name) for name in HEADCOUNT_FIELDS})


def _take_first_count(sheet: Sheet, place: SheetPlace) -> None:
    row = counted_at(sheet.card.service_point.cycle, place)
    if row is not None:
        take_count(sheet, row)


def finish(card: Card, day: dt.date) -> None:
    """Declare the scores finished; from now on a correction needs a reason. Raises UserError while there are none."""
    if not any(sheet.tallies for sheet in card.sheets):
        raise UserError(_("There are no scores yet."))
    card.closed_on = day
    card.correcting = ""


def reopen(card: Card, reason: str) -> None:
    """Open finished scores for a correction. Raises UserError without a reason."""
    card.correcting = need_reason(reason)
    card.closed_on = None


def move(card: Card, point: ServicePoint, village: Village | None) -> None:
    """Put a card, and what was said with it, under another service point or village.

    Raises UserError when scores or words are there already, or the other place lacks a criterion.
    """
    code, old = (village.code if village is not None else None), card.service_point
    words = [word for word in old.remarks if (word.side, word.village_code) == (card.side, card.village_code)]
    by_key = {criterion.key: criterion for criterion in point.criteria}
    for word in words:
        if word.criterion.key not in by_key:
            raise UserError(
                _("{service} does not score “{criterion}”. Add that criterion there first.").format(
                    service=point.name_km, criterion=word.criterion.text("km")
                )
            )
    card.move_to(point, village)
    for word in words:
        criterion = by_key[word.criterion.key]
        word.service_point, word.criterion, word.village_code = point, criterion, code
        word.village = village
