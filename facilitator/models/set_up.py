"""Beginning a cycle: the commune copied from the gazetteer, the first service points and groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.i18n import _, shown
from facilitator.models import catalogue, places
from facilitator.models.cycle import Cycle, ServicePoint
from facilitator.models.moving import check_year
from facilitator.models.place import Commune, Village

if TYPE_CHECKING:
    from facilitator.models.store import Store

MAIN_KINDS = ("commune_administration", "health_centre", "primary_school")
"""The three services that every cycle of the national programme scores (domain.md, stage 0)."""

GROUPS = (
    ("women", "ក្រុមស្ត្រី", "Women"),
    ("men", "ក្រុមបុរស", "Men"),
    ("youth", "ក្រុមយុវជន", "Youth"),
)
"""The focus groups that a village usually splits into: key, Khmer and English name."""

CAPITAL = "12"
"""Phnom Penh, the only province whose communes are all sangkats; elsewhere the facilitator says so."""

MOST_ROUNDS = 20


def commune_record(store: Store, code: str) -> Commune:
    """The commune with that code, copied from the gazetteer with its villages when it is not yet in the database.

    Call it inside a transaction. Raises UserError for a code that is in no list.
    """
    place = places.commune(code)
    known = store.get(Commune, place.code)
    if known is not None:
        return known
    district = places.district(place.parent_code)
    province = places.province(district.parent_code)
    made = Commune(
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
    )
    made.villages = [
        Village(code=each.code, name_km=each.name_km, name_en=each.name_en) for each in places.children(place)
    ]
    store.session.add(made)
    return made


def village_record(store: Store, code: str) -> Village:
    """The village with that code, its commune copied from the gazetteer if need be. Call it inside a transaction.

    Raises UserError for a code that is in no list.
    """
    known = store.get(Village, code)
    if known is not None:
        return known
    listed = places.village(code)
    commune = commune_record(store, listed.parent_code)
    village = commune.village(code)
    if village is None:  # the commune was copied from an earlier list, which did not have it yet
        village = Village(code=code, name_km=listed.name_km, name_en=listed.name_en)
        commune.villages.append(village)
    return village


def next_round(store: Store, commune_code: str, year: int) -> int:
    """The first round of that commune and year that is not taken."""
    taken = {cycle.round for cycle in store.all(Cycle, commune_code=commune_code, year=year, training=False)}
    return next(number for number in range(1, len(taken) + 2) if number not in taken)


def new_cycle(store: Store, commune_code: str, year: int, round_: int = 1, kinds: Sequence[str] = MAIN_KINDS) -> Cycle:
    """Begin a cycle: its groups, and a service point of each kind that serves every village of the commune.

    Raises UserError for an unknown commune, an impossible year or round, and when there is such a cycle already.
    """
    check_year(year)
    if not 1 <= round_ <= MOST_ROUNDS:
        raise UserError(
            _("Round {round} is not possible. Type a number from 1 to {most}.").format(
                round=shown(round_), most=shown(MOST_ROUNDS)
            )
        )
    place = places.commune(commune_code)
    label = _("New cycle: {commune} {year}, round {round}").format(commune=place.name_km, year=year, round=round_)
    if store.all(Cycle, commune_code=place.code, year=year, round=round_, training=False):
        raise UserError(
            _("There is already a cycle of {commune} {year}, round {round}.").format(
                commune=place.name_km, year=year, round=round_
            )
        )
    with store.transaction(label):
        commune = commune_record(store, place.code)
        cycle = Cycle(commune=commune, commune_code=commune.code, year=year, round=round_)
        store.session.add(cycle)
        for key, name_km, name_en in GROUPS:
            cycle.add_group(key, name_km, name_en)
        for kind in kinds:
            add_service_point(cycle, kind)
        store.session.flush()
    return cycle


def add_service_point(cycle: Cycle, kind: str) -> ServicePoint:
    """Add a service point of a kind under its usual name, serving every village of the commune."""
    name_km, name_en = usual_names(cycle.commune, kind)
    point = cycle.add_service_point(kind, name_km, name_en)
    point.serve(list(cycle.commune.villages))
    return point


def usual_names(commune: Commune, kind: str) -> tuple[str, str]:
    """How a service of a commune is usually called, in Khmer and English; facilitators change it as they like."""
    if kind == "commune_administration":
        office = ("រដ្ឋបាលសង្កាត់", "sangkat administration") if commune.urban else ("រដ្ឋបាលឃុំ", "commune administration")
        return f"{office[0]}{commune.name_km}", f"{commune.name_en} {office[1]}"
    known = next((each for each in catalogue.service_kinds() if each.key == kind), None)
    if known is None:
        raise UserError(_("There is no kind of service “{kind}”.").format(kind=kind))
    return f"{known.name_km}{commune.name_km}", f"{commune.name_en} {known.name_en.lower()}"
