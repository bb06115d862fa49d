"""Strengths, weaknesses and suggestions of a criterion, equal words said once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from facilitator.export.documents.common import Text
from facilitator.export.documents.scorecard import Remark, Remarks
from facilitator.text import strip_breaks

if TYPE_CHECKING:
    from facilitator.models import scorecard


def remarks_of(said: Iterable[scorecard.Remark], criterion: scorecard.Criterion) -> Remarks:
    """What was said about a criterion. What most villages said comes first, then the order of entry."""
    mine = [remark for remark in said if remark.criterion_id == criterion.id]
    return Remarks(
        strengths=_merged(mine, "strength"),
        weaknesses=_merged(mine, "weakness"),
        suggestions=_merged(mine, "suggestion"),
    )


def _merged(said: Iterable[scorecard.Remark], kind: str) -> tuple[Remark, ...]:
    same: dict[str, list[scorecard.Remark]] = {}
    for remark in sorted(said, key=lambda remark: (remark.position, remark.id)):
        words = " ".join(strip_breaks(remark.text).split())
        if remark.kind == kind and words:
            same.setdefault(words, []).append(remark)
    found = [
        Remark(
            text=Text(remarks[0].text, next((remark.text_en for remark in remarks if remark.text_en), "")),
            villages=len({remark.village_code for remark in remarks}),
            selected=any(remark.selected for remark in remarks),
        )
        for remarks in same.values()
    ]
    return tuple(sorted(found, key=lambda remark: -remark.villages))
