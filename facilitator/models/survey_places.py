"""Names of the communes and villages where people were asked: from the records, or else from the official list."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy import select

from facilitator.errors import UserError
from facilitator.models import places
from facilitator.models.place import Commune, Village

if TYPE_CHECKING:
    from facilitator.models.store import Store

COMMUNE = 6
"""Digits of a commune's code; those of villages are longer."""


def place_names(store: Store, codes: Collection[str]) -> dict[str, tuple[str, str]]:
    """The name of each place in Khmer and English; its code where nobody knows it."""
    found: dict[str, tuple[str, str]] = {}
    for entity in (Commune, Village):
        query = select(entity.code, entity.name_km, entity.name_en).where(entity.code.in_(codes))
        found.update({code: (km, en) for code, km, en in store.session.execute(query)})
    return {code: found.get(code) or _official(code) for code in codes}


def _official(code: str) -> tuple[str, str]:
    try:
        known = places.commune(code) if len(code) == COMMUNE else places.village(code)
    except UserError:
        return code, code
    return known.name("km"), known.name("en")
