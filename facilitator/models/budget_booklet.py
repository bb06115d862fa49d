"""What a commune decides about its booklet: its words on the cover, its pages, its own photo and logo."""

from __future__ import annotations

from facilitator.models import photos
from facilitator.models.budget import Budget, BudgetPicture

PAGES = ("about", "revenue", "expenditure", "projects", "villages", "review", "asked", "glossary")
"""Pages that may be left out; cover and back are always there."""

PICTURES = ("scene", "photo", "logo", "coins", "bars", "icons")
"""Pictures that may be left out."""

OWN_PICTURES = {"photo": 1200, "logo": 400}
"""The commune's own pictures, and the pixels of their longer side."""


def show(budget: Budget, part: str, shown: bool) -> None:
    """Take a page or a picture into the booklet, or leave it out."""
    left = [key for key in budget.left_out if key != part]
    budget.left_out = left if shown else [*left, part]


def set_picture(budget: Budget, kind: str, data: bytes | None) -> None:
    """Put the commune's photo or logo in, written anew without the camera's data, or take it away.

    Raises UserError for what is no picture.
    """
    known = next((each for each in budget.pictures if each.kind == kind), None)
    if data is None:
        if known is not None:
            budget.pictures.remove(known)
        return
    clean = photos.clean_photo(data, OWN_PICTURES[kind])
    if known is None:
        budget.pictures.append(BudgetPicture(kind=kind, data=clean))
    else:
        known.data = clean
