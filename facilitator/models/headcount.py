"""Checks of head counts: what must hold, and what merely looks odd while typing."""

from __future__ import annotations

from collections.abc import Mapping

from facilitator.errors import UserError
from facilitator.i18n import N_, _, shown

LABELS = {
    "total": N_("Total"),
    "women": N_("Women"),
    "men": N_("Men"),
    "other": N_("Other"),
    "youth": N_("Youth (15–30)"),
    "disability": N_("Persons with disability"),
    "minority": N_("Ethnic minority"),
    "idpoor": N_("ID-Poor"),
    "age_0_14": N_("Under 15"),
    "age_15_30": N_("15–30"),
    "age_31_45": N_("31–45"),
    "age_46": N_("Over 45"),
}

GENDERS = ("women", "men", "other")
AGE_BANDS = ("age_0_14", "age_15_30", "age_31_45", "age_46")
LARGEST = 100_000
"""More people than any meeting or village has."""


def check(counts: Mapping[str, int | None]) -> None:
    """Refuse what cannot be: a negative count, or more people than a village has.

    Raises UserError.
    """
    for name, value in counts.items():
        if value is not None and not 0 <= value <= LARGEST:
            raise UserError(
                _("{label}: {value} is not a possible number of people. Type a whole number from 0.").format(
                    label=_(LABELS[name]), value=value
                )
            )


def remarks(counts: Mapping[str, int | None]) -> list[str]:
    """Sentences about figures that do not fit each other; typing may go on."""
    total = counts.get("total")
    found = [] if total is None else _parts_over_total(counts, total) + _sum_of_genders(counts, total)
    youth, band = counts.get("youth"), counts.get("age_15_30")
    if youth is not None and band is not None and youth != band:
        found.append(
            _("Youth is {youth} but the age band 15–30 has {band}.").format(youth=shown(youth), band=shown(band))
        )
    return found


def _parts_over_total(counts: Mapping[str, int | None], total: int) -> list[str]:
    return [
        _("{label} is {value}, more than the total of {total}.").format(
            label=_(LABELS[name]), value=shown(value), total=shown(total)
        )
        for name, value in counts.items()
        if name != "total" and value is not None and value > total
    ]


def _sum_of_genders(counts: Mapping[str, int | None], total: int) -> list[str]:
    known = [counts.get(name) for name in GENDERS]
    women, men, other = known
    if women is None or men is None:
        return []
    added = women + men + (other or 0)
    if added == total:
        return []
    return [_("Women, men and other make {sum}; the total is {total}.").format(sum=shown(added), total=shown(total))]
