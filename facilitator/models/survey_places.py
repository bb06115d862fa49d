"""Names of the communes and villages where people were asked: from the records, or else from the official list."""

from __future__ import annotations

from facilitator.errors import UserError
from facilitator.models import places
from facilitator.models.place import Commune, Village
from facilitator.models.store import Store

COMMUNE = 6
"""Digits of a commune's code; those of villages are longer."""


def place_name(store: Store, code: str) -> tuple[str, str]:
    """The name in Khmer and English; the code where nobody knows it."""
    kept = store.get(Commune, code) or store.get(Village, code)
    if kept is not None:
        return kept.name_km, kept.name_en
    try:
        known = places.commune(code) if len(code) == COMMUNE else places.village(code)
    except UserError:
        return code, code
    return known.name("km"), known.name("en")
