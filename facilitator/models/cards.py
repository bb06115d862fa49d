"""Cards of a meeting: duplicates merged, priorities set by votes or by orders, and the most chosen made criteria."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.i18n import _, shown
from facilitator.models import choosing
from facilitator.models.base import HEADCOUNT_FIELDS
from facilitator.models.issue import ISSUE_KINDS, Issue
from facilitator.text import suggestion_key

if TYPE_CHECKING:
    from facilitator.models.cycle import ServicePoint
    from facilitator.models.scorecard import Criterion

ALIKE = 0.84
"""Share of equal letters (Ratcliff and Obershelp) from which two wordings are offered as one."""

LARGEST_VOTE = 100_000


def merge(issue: Issue, into: Issue) -> None:
    """Make one card of two that say the same; the words and the kind of `into` stay.

    Cards of one village may come from the same people, so of each count the larger one stays and nobody counts
    twice; cards of two villages come from different people, so their counts are added and the card belongs to the
    whole service. What one of the cards did not count, the other one's count stands for. Raises UserError when both
    are one card, or when they are merged into two different criteria.
    """
    if issue is into:
        raise UserError(_("A card cannot be merged with itself."))
    if issue.criterion is not None and into.criterion not in (None, issue.criterion):
        raise UserError(_("The two cards belong to two criteria. Take one of them out first."))
    apart = issue.village_code != into.village_code and None not in (issue.village_code, into.village_code)
    for name in (*HEADCOUNT_FIELDS, "votes"):
        setattr(into, name, _together(getattr(issue, name), getattr(into, name), apart))
    if issue.village_code != into.village_code:
        into.village = None
    if issue.criterion is not None:
        into.criterion = issue.criterion
    choosing.remove_issue(issue)


def _together(one: int | None, other: int | None, apart: bool) -> int | None:
    if one is None or other is None:
        return one if other is None else other
    return one + other if apart else max(one, other)


def merged_label(issue: Issue, into: Issue) -> str:
    """How the history of changes tells of a merger: with both wordings."""
    return _("“{one}” merged into “{other}”").format(one=issue.text, other=into.text)


def set_kind(issue: Issue, kind: str) -> None:
    """Make it a good point, a problem or a suggestion."""
    assert kind in ISSUE_KINDS, kind
    issue.kind = kind


# -- what looks alike -------------------------------------------------------------------------------------------------


def alike(one: str, other: str) -> bool:
    """Whether two wordings may be the same thing; only for asking, never for changing anything.

    Spaces, U+200B, case, and the order of the signs of a Khmer syllable do not count (`text.suggestion_key`).
    """
    return _alike(suggestion_key(one), suggestion_key(other))


@lru_cache(maxsize=16384)
def _alike(one: str, other: str) -> bool:
    if not one or not other:
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    close = matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE
    return close and matcher.ratio() >= ALIKE


def duplicates(issues: Sequence[Issue]) -> list[tuple[Issue, Issue]]:
    """Pairs of cards whose words look alike, the later card first: it is the one to be merged into the other."""
    keys = {issue.id: suggestion_key(issue.text) for issue in issues}
    return [(later, first) for first, later in combinations(issues, 2) if _alike(keys[first.id], keys[later.id])]


def looks_like(criterion: Criterion, before: ServicePoint) -> Criterion | None:
    """The criterion of the round before in nearly the same words, when this one continues none yet."""
    if choosing.continues(criterion, before):
        return None
    going_on = {choosing.continues(each, before) for each in criterion.service_point.criteria}
    for each in choosing.scored_by_all(before):
        pairs = ((criterion.text_km, each.text_km), (criterion.text_en, each.text_en))
        if each.key not in going_on and any(alike(*pair) for pair in pairs):
            return each
    return None


# -- priorities -------------------------------------------------------------------------------------------------------


def set_votes(issue: Issue, votes: int | None) -> None:
    """Say how many chose the card (hands, stones or dots). Raises UserError for an impossible number."""
    if votes is not None and not 0 <= votes <= LARGEST_VOTE:
        raise UserError(_("{n} is not a possible number of votes.").format(n=shown(votes)))
    issue.votes = votes


def add_order(point: ServicePoint, numbers: Sequence[int]) -> None:
    """Add the order that one group agreed on: numbers of cards (from 1), the most important first.

    Positional points after Borda (1781): with m places to give (the number of criteria that the cycle wants) the
    first card gets m points, the next m − 1, and so on; they join the card's votes, so several groups add up. Raises
    UserError for too many, repeated or unknown numbers.
    """
    places = point.cycle.priorities
    if not numbers:
        raise UserError(_("Type the numbers of the cards, the most important first."))
    if len(numbers) > places:
        raise UserError(_("At most {n} cards are put in order.").format(n=shown(places)))
    for number in numbers:
        if not 1 <= number <= len(point.issues):
            raise UserError(_("There is no card {n}.").format(n=shown(number)))
        if list(numbers).count(number) > 1:
            raise UserError(_("Card {n} is there twice.").format(n=shown(number)))
    for place, number in enumerate(numbers):
        issue = point.issues[number - 1]
        set_votes(issue, (issue.votes or 0) + places - place)


def most_chosen(point: ServicePoint) -> list[Issue]:
    """The cards that would become criteria: those with most votes among the ones not taken up, as many as are missing.

    Cards with equal votes stand in the order in which they were written.
    """
    free = point.cycle.priorities - len(choosing.scored_by_all(point))
    waiting = [issue for issue in point.issues if issue.votes and issue.criterion is None]
    return sorted(waiting, key=lambda issue: -(issue.votes or 0))[: max(free, 0)]


def take_most_chosen(point: ServicePoint, before: ServicePoint | None = None) -> int:
    """Make the most chosen cards criteria, in the order of their votes; the number of cards taken.

    A card in the words of a criterion that is in the list is merged into it. Raises UserError when nothing was
    chosen, when the list is full, or when the votes do not decide which card is the last to be taken.
    """
    if len(choosing.scored_by_all(point)) >= point.cycle.priorities:
        raise UserError(_("The list has all its {n} criteria.").format(n=shown(point.cycle.priorities)))
    chosen = most_chosen(point)
    if not chosen:
        raise UserError(_("No card has votes yet."))
    _refuse_tie(point, chosen)
    for issue in chosen:
        same = next(
            (each for each in point.criteria if suggestion_key(each.text_km) == suggestion_key(issue.text)), None
        )
        if same is not None:
            issue.criterion = same
        else:
            choosing.add_own(point, issue.text, issue.text_en, before, issue)
    return len(chosen)


def _refuse_tie(point: ServicePoint, chosen: Sequence[Issue]) -> None:
    last = chosen[-1]
    for issue in point.issues:
        if issue not in chosen and issue.criterion is None and issue.votes == last.votes:
            raise UserError(
                _("“{one}” and “{other}” have the same number of votes. Let the meeting decide between them.").format(
                    one=last.text, other=issue.text
                )
            )
