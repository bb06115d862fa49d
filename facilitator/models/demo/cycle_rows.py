"""The set-up of a sample round: commune, cycle, services, groups, people, targets, criteria and input tracking."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from facilitator.models import catalogue, places
from facilitator.models.cycle import BREAKDOWNS
from facilitator.models.demo import samples
from facilitator.models.entities import (
    Catchment,
    Commune,
    Criterion,
    Cycle,
    Group,
    InputCheck,
    Person,
    ServicePoint,
    Target,
    Village,
)
from facilitator.models.set_up import CAPITAL

if TYPE_CHECKING:
    from facilitator.models.demo.batch import Batch
    from facilitator.models.demo.setting import Setting

LEAN_BREAKDOWNS = ("women", "men", "other", "youth")
LEAN_INPUTS = 3
USD_RATE = 4000
"""Riel for one dollar, as the sample's plans state it in April; money that came later has a rate of its own."""


@dataclass
class Service:
    """A service point of the round being made."""

    key: str
    number: int
    name: str
    villages: list[places.Place]
    sample: samples.Row
    criteria: list[Scored] = field(default_factory=list)


@dataclass(frozen=True)
class Scored:
    """A criterion of the round, and how it is scored in the sample."""

    number: int
    key: str
    voice: str
    """The key under which `voices.csv` has what people say about it."""
    citizens: float | None
    providers: int


@dataclass
class Round:
    """One commune's round being made."""

    setting: Setting
    year: int
    id: uuid.UUID
    breakdowns: tuple[str, ...]
    services: list[Service] = field(default_factory=list)
    people: dict[str, int] = field(default_factory=dict)
    """Numbers of the people by their key in `people.csv`."""

    def criterion(self, key: str) -> int:
        """The number of the criterion with that key, which begins with its service."""
        return next(each.number for service in self.services for each in service.criteria if each.key == key)


def add_commune(batch: Batch, setting: Setting) -> None:
    """The commune's profile and all its villages."""
    place, district, province = setting.place, setting.district, setting.province
    batch.add(
        Commune,
        code=place.code,
        name_km=place.name_km,
        name_en=place.name_en,
        district_code=district.code,
        district_km=district.name_km,
        district_en=district.name_en,
        province_code=province.code,
        province_km=province.name_km,
        province_en=province.name_en,
        data_year=places.DATA_YEAR,
        urban=province.code == CAPITAL,
        population=setting.population,
        households=setting.households,
        phone=setting.phone,
    )
    for village in setting.villages:
        batch.add(Village, code=village.code, commune_code=place.code, name_km=village.name_km, name_en=village.name_en)


def add_round(batch: Batch, setting: Setting, year: int) -> Round:
    """The cycle of one year with everything that is prepared before people meet."""
    breakdowns = BREAKDOWNS if setting.full else LEAN_BREAKDOWNS
    made = Round(setting, year, setting.id(year, "cycle"), breakdowns)
    batch.add(
        Cycle,
        id=made.id,
        commune_code=setting.code,
        year=year,
        title_km="ទិន្នន័យគំរូ",
        title_en="Sample data",
        breakdowns=list(breakdowns),
        usd_rate=USD_RATE,
    )
    for position, row in enumerate(samples.rows("groups")):
        _add(batch, Group, made, position, key=row["key"], name_km=row["name_km"], name_en=row["name_en"])
    for row in samples.rows("targets"):
        batch.add(Target, cycle_id=made.id, category=row["category"], share=int(row["share"]))
    _add_people(batch, made)
    for position, row in enumerate(samples.rows("services")):
        made.services.append(_add_service(batch, made, position, row))
    return made


def _add(batch: Batch, entity: type, made: Round, position: int, **values: object) -> int:
    number: int = batch.add(entity, cycle_id=made.id, position=position, **values)
    return number


def _add_people(batch: Batch, made: Round) -> None:
    for position, row in enumerate(samples.rows("people")):
        made.people[row["key"]] = _add(
            batch,
            Person,
            made,
            position,
            name=row["name"],
            role=row["role"],
            organisation=made.setting.words(row["organisation"]),
            phone=row["phone"],
        )


def _add_service(batch: Batch, made: Round, position: int, row: samples.Row) -> Service:
    setting = made.setting
    count = int(row["villages"] if setting.full else row["lean_villages"])
    name = setting.words(row["name_km"])
    name_en = row["name_en"].format(commune=setting.place.name_en)
    number = _add(batch, ServicePoint, made, position, key=row["kind"], kind=row["kind"], name_km=name, name_en=name_en)
    service = Service(row["kind"], number, name, setting.active[:count], row)
    for village in service.villages:
        batch.add(Catchment, service_point_id=number, village_code=village.code)
    _add_criteria(batch, service, made.year)
    _add_inputs(batch, service, made)
    return service


def _add_criteria(batch: Batch, service: Service, year: int) -> None:
    chosen = [row for row in samples.of_year("criteria", year) if row["service"] == service.key]
    for position, row in enumerate(chosen):
        bank = catalogue.criterion(row["key"])
        number = batch.add(
            Criterion,
            service_point_id=service.number,
            key=row["key"],
            text_km=row["text_km"] or (bank.text_km if bank else ""),
            text_en=row["text_en"] or (bank.text_en if bank else ""),
            side=row["side"],
            same_as=row["same_as"],
            position=position,
        )
        citizens = row[f"citizens_{year}"]
        service.criteria.append(
            Scored(
                number,
                row["key"],
                row["same_as"] or row["key"],
                float(citizens) if citizens else None,
                int(row[f"providers_{year}"]),
            )
        )


def _add_inputs(batch: Batch, service: Service, made: Round) -> None:
    """Every input that the bank lists for the service, with what was found."""
    found = {row["key"]: row for row in samples.rows("input_checks")}
    people = {row["key"]: row for row in samples.rows("people")}
    inputs = [standard for standard in catalogue.standards(service.key) if standard.key in found]
    for position, standard in enumerate(inputs if made.setting.full else inputs[:LEAN_INPUTS]):
        row = found[standard.key]
        batch.add(
            InputCheck,
            service_point_id=service.number,
            key=standard.key,
            text_km=standard.text_km,
            text_en=standard.text_en,
            standard_km=standard.standard_km,
            standard_en=standard.standard_en,
            source_km=standard.source_km,
            source_en=standard.source_en,
            source_date=standard.source_date,
            to_confirm=not standard.confirmed,
            found=row[f"found_{made.year}"],
            difference=row[f"difference_{made.year}"],
            remark=row["remark"],
            confirmed_by=people[row["confirmed_by"]]["title"],
            position=position,
        )
