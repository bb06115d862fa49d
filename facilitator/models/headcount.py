"""Checks of head counts: what must hold, and what merely looks odd while typing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from facilitator import people
from facilitator.errors import UserError
from facilitator.i18n import N_, _, shown

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
                    label=_(people.LABELS[name]), value=value
                )
            )


def remarks(counts: Mapping[str, int | None]) -> list[str]:
    """Sentences about figures that do not fit each other (domain.md, "Cross-checks"); typing may go on."""
    total = counts.get("total")
    found = [] if total is None else [*_parts_over_total(counts, total), *_sums(counts, total)]
    youth, band = counts.get("youth"), counts.get("age_15_30")
    if youth is not None and band is not None and youth != band:
        found.append(
            _("Youth is {youth} but the age band 15–30 has {band}.").format(youth=shown(youth), band=shown(band))
        )
    return found


def first_remark(counts: Mapping[str, int | None]) -> str:
    """The remark that is to be looked at first, or an empty text."""
    return next(iter(remarks(counts)), "")


def _parts_over_total(counts: Mapping[str, int | None], total: int) -> Iterator[str]:
    for name, value in counts.items():
        if name != "total" and value is not None and value > total:
            yield _("{label} is {value}, more than the total of {total}.").format(
                label=_(people.LABELS[name]), value=shown(value), total=shown(total)
            )


def _sums(counts: Mapping[str, int | None], total: int) -> Iterator[str]:
    """Parts that make more than the total, or less although all of them are known (nobody counted as other is 0)."""
    genders = [counts.get(name) for name in people.GENDERS]
    ages = [counts.get(name) for name in people.AGES]
    for parts, known, sentence in (
        (genders, None not in genders[:2], N_("Women, men and other make {sum}; the total is {total}.")),
        (ages, None not in ages, N_("The age groups make {sum}; the total is {total}.")),
    ):
        added = sum(part for part in parts if part is not None)
        if added > total or (known and added != total):
            yield _(sentence).format(sum=shown(added), total=shown(total))
