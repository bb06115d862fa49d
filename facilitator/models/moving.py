"""Correcting what was entered under the wrong commune, year, service point or village."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.i18n import _

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle, ServicePoint
    from facilitator.models.place import Commune, Village
    from facilitator.models.scorecard import Card


def need_reason(reason: str) -> str:
    """The reason, tidied. Raises UserError when there is none: a correction always says why."""
    tidy = reason.strip()
    if not tidy:
        raise UserError(_("Say why: a correction is kept with its reason."))
    return tidy


def move_card(card: Card, service_point: ServicePoint, village: Village | None) -> None:
    """Put a card under another service point or village of the same cycle; criteria are matched by key.

    Raises UserError when that place already has a card or does not score the same criteria.
    """
    if service_point.cycle is not card.service_point.cycle:
        raise UserError(_("That service point belongs to another cycle. Choose one of this cycle."))
    code = village.code if village is not None else None
    for other in service_point.cards:
        if other is not card and other.side == card.side and other.village_code == code:
            raise UserError(_("There are already scores for {place}.").format(place=_place(service_point, village)))
    if card.side == "citizens" and code not in {link.village_code for link in service_point.catchment}:
        raise UserError(
            _("{village} is not among the villages that {service} serves.").format(
                village=village.name_km if village is not None else "–", service=service_point.name_km
            )
        )
    _match_criteria(card, service_point)
    card.service_point = service_point
    card.village = village
    card.village_code = code


def _match_criteria(card: Card, service_point: ServicePoint) -> None:
    by_key = {criterion.key: criterion for criterion in service_point.criteria}
    for sheet in card.sheets:
        for tally in list(sheet.tallies):
            target = by_key.get(tally.criterion.key)
            if target is None:
                raise UserError(
                    _("{service} does not score “{criterion}”. Add that criterion there first.").format(
                        service=service_point.name_km, criterion=tally.criterion.text("km")
                    )
                )
            if target is not tally.criterion:
                value, count, breakdown = tally.value, tally.count, tally.breakdown
                tally.discard()
                sheet.set(target, value, count, breakdown)


def move_cycle(cycle: Cycle, commune: Commune, year: int, round_: int, others: list[Cycle]) -> None:
    """Put a whole cycle under another commune, year or round. `others` are the cycles of the database.

    Villages stay as they were entered. Raises UserError when such a cycle already exists.
    """
    check_year(year)
    refuse_second(
        commune, year, round_, [other for other in others if other is not cycle and other.training == cycle.training]
    )
    cycle.commune = commune
    cycle.year = year
    cycle.round = round_


def refuse_second(commune: Commune, year: int, round_: int, others: list[Cycle]) -> None:
    """Raise UserError when one of the others is the commune's cycle of that year and round already."""
    if any((other.commune_code, other.year, other.round) == (commune.code, year, round_) for other in others):
        raise UserError(
            _("There is already a cycle of {commune} {year}, round {round}.").format(
                commune=commune.name_km, year=year, round=round_
            )
        )


def check_year(year: int) -> None:
    """Refuse a year that no cycle can have. Raises UserError."""
    if not 2000 <= year <= 2100:
        raise UserError(_("{year} is not a year of a cycle. Type one from 2000 to 2100.").format(year=year))


def _place(service_point: ServicePoint, village: Village | None) -> str:
    return f"{service_point.name_km}, {village.name_km}" if village is not None else service_point.name_km
