"""Strengths, weaknesses and suggested actions for a criterion, as a village or the providers gave them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.i18n import _, shown
from facilitator.models.scorecard import MOST_SUGGESTIONS, Criterion, Remark

if TYPE_CHECKING:
    from facilitator.models.cycle import ServicePoint
    from facilitator.models.sheets import SheetPlace
    from facilitator.models.store import Store

MOST_OWN_CRITERIA = 2
"""So many criteria of their own may the providers score (design page "The domain", stage 4)."""


def said(store: Store, place: SheetPlace, criterion: int, kind: str) -> list[Remark]:
    """What was said there about a criterion, oldest first. The group of the place does not matter."""
    return [
        remark
        for remark in place.service_point(store).remarks
        if (remark.criterion_id, remark.kind, remark.side) == (criterion, kind, place.side)
        and (remark.village_code or "") == place.village
    ]


def say(store: Store, place: SheetPlace, criterion: int, kind: str, text: str) -> Remark:
    """Write down one more. Raises UserError for a fourth suggestion."""
    there = said(store, place, criterion, kind)
    if kind == "suggestion" and len(there) >= MOST_SUGGESTIONS:
        raise UserError(
            _("There are {n} suggestions already. Change one of them, or delete one first.").format(n=shown(len(there)))
        )
    point = place.service_point(store)
    remark = Remark(
        criterion=next(each for each in point.criteria if each.id == criterion),
        village_code=place.village or None,
        side=place.side,
        kind=kind,
        text=text,
        position=max((each.position for each in point.remarks), default=-1) + 1,
    )
    point.remarks.append(remark)
    return remark


def rewrite(remark: Remark, text: str, language: str) -> None:
    """Change the words, in the language in which they are shown; an empty text deletes the remark."""
    if not text.strip():
        remark.service_point.remarks.remove(remark)
    elif language == "en" and remark.text_en:
        remark.text_en = text
    else:
        remark.text = text


def add_own_criterion(point: ServicePoint, text: str, language: str) -> Criterion:
    """A criterion that only the providers score. Raises UserError for an empty one or a third."""
    own = [criterion for criterion in point.criteria if criterion.side == "providers"]
    if not text.strip():
        raise UserError(_("Write the criterion first."))
    if len(own) >= MOST_OWN_CRITERIA:
        raise UserError(_("Providers may add {n} criteria of their own.").format(n=shown(MOST_OWN_CRITERIA)))
    taken = {criterion.key for criterion in point.criteria}
    key = next(name for n in range(1, len(taken) + 2) if (name := f"providers_{n}") not in taken)
    criterion = Criterion(
        key=key,
        text_km=text if language == "km" else "",
        text_en=text if language == "en" else "",
        side="providers",
        position=max((each.position for each in point.criteria), default=-1) + 1,
    )
    point.criteria.append(criterion)
    return criterion


def reword_own_criterion(criterion: Criterion, text: str, language: str) -> None:
    """Change the wording in one language. Raises UserError when nothing would be left."""
    if not text.strip():
        raise UserError(_("Write the criterion first."))
    if language == "km":
        criterion.text_km = text
    else:
        criterion.text_en = text


def remove_own_criterion(criterion: Criterion) -> None:
    """Take a criterion of the providers out again. Raises UserError when it has scores."""
    if criterion.tallies:
        raise UserError(_("This criterion has scores already. Delete them first."))
    criterion.service_point.criteria.remove(criterion)
