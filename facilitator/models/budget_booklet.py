"""What a commune decides about its booklet: its words on the cover, its pages, its own photo and logo."""

from __future__ import annotations

from pathlib import Path

from facilitator.errors import UserError
from facilitator.i18n import _
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


def read_picture(path: Path, kind: str) -> bytes:
    """A picture file as it is kept: made small and written anew without the camera's data. Needs no database.

    Raises UserError for what cannot be read or is no picture.
    """
    try:
        with path.open("rb") as file:
            data = file.read(photos.MOST_BYTES + 1)
    except OSError as error:
        raise UserError(_("“{name}” cannot be opened.").format(name=path.name)) from error
    return photos.clean_photo(data, OWN_PICTURES[kind])


def set_clean_picture(budget: Budget, kind: str, data: bytes | None) -> None:
    """Put in the commune's photo or logo as `read_picture` gave it, or take it away."""
    known = next((each for each in budget.pictures if each.kind == kind), None)
    if data is None:
        if known is not None:
            budget.pictures.remove(known)
    elif known is None:
        budget.pictures.append(BudgetPicture(kind=kind, data=data))
    else:
        known.data = data
