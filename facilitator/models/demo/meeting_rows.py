"""The meetings of a sample round: date, place, who led them, who was there, and the interface meeting's minutes."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from facilitator.models import places
from facilitator.models.demo import samples
from facilitator.models.demo.crowd import CATEGORIES, Crowd
from facilitator.models.demo.cycle_rows import Round, Scored, Service
from facilitator.models.demo.setting import day
from facilitator.models.entities import AgreedPoint, Attendance, Meeting, MeetingFacilitator

if TYPE_CHECKING:
    from facilitator.models.demo.batch import Batch

MEETINGS_A_DAY = 2
LEADERS = ("lead", "facilitator_1", "facilitator_2", "facilitator_3")


@dataclass(frozen=True)
class Held:
    """A meeting that was held, and the crowds that it counted, by group or side."""

    stage: str
    service: Service | None
    village: places.Place | None
    date: dt.date
    crowds: dict[str, Crowd]

    def everybody(self) -> Crowd:
        """All people counted."""
        return sum(self.crowds.values(), Crowd([]))


def add_meetings(batch: Batch, made: Round) -> list[Held]:
    """Every meeting of the round, in the order of the work."""
    return [
        _hold(batch, made, row, place, number)
        for row in samples.of_year("meetings", made.year)
        for number, place in enumerate(_places(made, row))
    ]


Where = tuple[Service | None, places.Place | None]


def _places(made: Round, row: samples.Row) -> Iterator[Where]:
    scope = row["scope"] if made.setting.full else row["lean_scope"]
    if scope == "cycle":
        yield None, None
    for service in made.services:
        if scope == "service":
            yield service, None
        elif scope == "village":
            yield from ((service, village) for village in service.villages)


def _hold(batch: Batch, made: Round, row: samples.Row, where: Where, number: int) -> Held:
    service, village = where
    per_village = row["scope"] == "village"
    year = made.year + int(row["year_after"])
    date = day(year, row["first_day"], number // MEETINGS_A_DAY if per_village else number)
    meeting = made.setting.id(made.year, row["stage"], row["first_day"], number)
    batch.add(
        Meeting,
        id=meeting,
        cycle_id=made.id,
        stage=row["stage"],
        service_point_id=service.number if service else None,
        village_code=village.code if village else None,
        date=date,
        place=made.setting.words(
            row["place"],
            service=service.name if service else "",
            village=(village or made.setting.village(0)).name_km,
        ),
        notes=row["notes"],
        decisions=row["decisions"],
        next_date=day(year + (row["next_day"] < row["first_day"]), row["next_day"]),
        closed_on=date if made.year == samples.YEARS[0] else None,
    )
    for leader in sorted({LEADERS[0], LEADERS[1 + number % (len(LEADERS) - 1)]}):
        batch.add(MeetingFacilitator, meeting_id=meeting, person_id=made.people[leader])
    crowds = _crowds(made, row, service)
    _add_attendance(batch, meeting, row, crowds)
    if row["stage"] == "interface":
        _add_minutes(batch, made, meeting)
    return Held(row["stage"], service, village, date, crowds)


def _crowds(made: Round, row: samples.Row, service: Service | None) -> dict[str, Crowd]:
    random = made.setting.random
    if row["sides"] == "groups":
        return {
            group["key"]: Crowd.of(
                random,
                random.randint(int(group["smallest"]), int(group["largest"])),
                float(group["women"]),
                float(group["young"]),
            )
            for group in samples.rows("groups")
        }
    found = {}
    for side in samples.rows("sides"):
        if side["side"] in row["sides"].split():
            size = random.randint(int(side["smallest"]), int(side["largest"]))
            if side["side"] == "providers" and service is not None:
                size = int(service.sample["providers"])
            women, young = (0.62, 0.34) if side["side"] == "citizens" else (0.45, 0.2)
            found[side["side"]] = Crowd.of(random, size, women, young)
    return found


def _add_attendance(batch: Batch, meeting: uuid.UUID, row: samples.Row, crowds: dict[str, Crowd]) -> None:
    for key, crowd in crowds.items():
        side, group = ("citizens", key) if row["sides"] == "groups" else (key, "")
        batch.add(Attendance, meeting_id=meeting, side=side, group=group, **crowd.counts(*CATEGORIES))


def _add_minutes(batch: Batch, made: Round, meeting: uuid.UUID) -> None:
    """What each side said and what was agreed; in a lean sample for the first criterion of each service."""
    for service in made.services:
        both = [scored for scored in service.criteria if scored.citizens is not None]
        for scored in both if made.setting.full else both[:1]:
            batch.add(
                AgreedPoint,
                meeting_id=meeting,
                criterion_id=scored.number,
                citizens_said=_said(scored, made.year, "citizens", "problem"),
                providers_said=_said(scored, made.year, "providers", "problem"),
                agreed=_said(scored, made.year, "meeting", "agreed"),
            )


def _said(scored: Scored, year: int, who: str, kind: str) -> str:
    return next(
        voice["text_km"]
        for voice in samples.voices(scored.voice, year)
        if voice["who"] == who and voice["kind"] == kind
    )
