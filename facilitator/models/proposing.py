"""Proposals for the action plan: what the interface meeting agreed, and the suggestions that either side selected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models import joining, planning
from facilitator.models.action import Action, add_action
from facilitator.text import search_key

if TYPE_CHECKING:
    from facilitator.models.agreed_point import AgreedPoint
    from facilitator.models.cycle import Cycle
    from facilitator.models.scorecard import Criterion, Remark

AGREED = "agreed"


@dataclass(frozen=True)
class Proposal:
    """Words that may become an activity. `side` is `agreed` for the interface meeting, else whose card it is on."""

    key: str
    side: str
    criterion: Criterion
    text: str
    text_en: str = ""
    villages: tuple[str, ...] = ()
    """Names of the villages that suggested it."""
    answered: bool = False
    """True when an activity of the plan answers its criterion already."""
    remark: Remark | None = None
    point: AgreedPoint | None = None
    """Where the words come from: a suggestion, or an agreed point."""

    def words(self, language: str) -> str:
        """The proposal, in that language where a translation was typed."""
        return (self.text_en or self.text) if language == "en" else self.text


def proposals(cycle: Cycle) -> list[Proposal]:
    """What is not in the plan yet, equal words once; criteria that no activity answers come first.

    What an activity was drafted from stays out, however the activity is reworded.
    """
    possible = [*_agreed(cycle), *_suggested(cycle)]
    if not possible:
        return []
    planned = {_key(words) for action in cycle.actions for words in (action.activity, action.activity_en) if words}
    origins = [origin for action in cycle.actions for origin in action.origins]
    planned |= {_key(origin.remark.text) for origin in origins if origin.remark is not None}
    drafted = {origin.point for origin in origins}
    found: dict[tuple[int, str], Proposal] = {}
    for proposal in possible:
        words = _key(proposal.text)
        if words not in planned and (proposal.point is None or proposal.point not in drafted):
            found.setdefault((proposal.criterion.id, words), proposal)
    return sorted(found.values(), key=lambda each: each.answered)


@lru_cache(maxsize=4096)
def _key(words: str) -> str:
    """What is compared, kept: a plan of five hundred rows is looked through after each change."""
    return search_key(words)


def offers(cycle: Cycle, criterion: Criterion) -> list[Proposal]:
    """The proposals about one criterion."""
    return [proposal for proposal in proposals(cycle) if proposal.criterion is criterion]


def keep(cycle: Cycle, proposal: Proposal, part: str) -> Action:
    """Make an activity of a proposal, under the service that it is about."""
    return keep_together(cycle, [proposal], part)


def keep_together(cycle: Cycle, merged: Sequence[Proposal], part: str) -> Action:
    """Make one activity of several proposals, with all their words, under the service that the first is about."""
    action = add_action(cycle, part, joining.joined(*(each.text for each in merged)))
    english = [each.text_en for each in merged]
    action.activity_en = joining.joined(*english) if all(english) else ""
    action.proposer = joining.joined(*(_proposer(each) for each in merged))
    villages = {name for each in merged for name in each.villages}
    action.location = villages.pop() if len(villages) == 1 else ""
    action.provider = merged[0].criterion.service_point
    for proposal in merged:
        _answer(action, proposal)
    planning.put_in_order(cycle)
    return action


def join(action: Action, proposal: Proposal) -> None:
    """Let an activity of the plan answer this proposal as well; its words stay as they are."""
    _answer(action, proposal)
    action.proposer = joining.joined(action.proposer, _proposer(proposal))


def origins(action: Action) -> list[Proposal]:
    """The proposals that an activity was drafted from, as they are worded now."""
    found = [_of_agreed(each.point, answered=True) for each in action.origins if each.point is not None]
    return found + [_of_remark(each.remark, [each.remark], True) for each in action.origins if each.remark is not None]


def _proposer(proposal: Proposal) -> str:
    if proposal.side == AGREED:
        return _("Interface meeting")
    return _("Citizens") if proposal.side == "citizens" else _("Providers")


def _answer(action: Action, proposal: Proposal) -> None:
    action.comes_from(proposal.remark, proposal.point)
    action.target = joining.joined(action.target or "", proposal.criterion.text("km"))
    action.answers([*(link.criterion for link in action.criteria), proposal.criterion])


def answer(criterion: Criterion, text: str, part: str = "B") -> Action:
    """Make an activity that answers a criterion, in words of its own. Raises UserError without words."""
    if not text.strip():
        raise UserError(_("Write what will be done."))
    action = add_action(criterion.service_point.cycle, part, text)
    action.proposer = _("Interface meeting")
    _link(action, criterion)
    return action


def draft(point: AgreedPoint, part: str = "B") -> Action:
    """Make an activity of an agreed point. Raises UserError while nothing is agreed, or when it is there already."""
    if not point.agreed.strip():
        raise UserError(_("Write down the agreed point first."))
    cycle = point.meeting.cycle
    words = search_key(point.agreed)
    if point.origins or any(search_key(action.activity) == words for action in cycle.actions):
        raise UserError(_("The plan has this activity already."))
    return keep(cycle, _of_agreed(point, answered=False), part)


def answering(cycle: Cycle, criterion: Criterion) -> list[Action]:
    """The activities that answer a criterion."""
    return [action for action in cycle.actions if any(link.criterion is criterion for link in action.criteria)]


def _link(action: Action, criterion: Criterion) -> None:
    action.provider = criterion.service_point
    action.target = criterion.text("km")
    action.answers([criterion])


def _agreed(cycle: Cycle) -> Iterator[Proposal]:
    answered = _answered(cycle)
    for meeting in cycle.meetings:
        for point in meeting.agreed_points:
            if meeting.stage == "interface" and point.agreed.strip():
                yield _of_agreed(point, point.criterion_id in answered)


def _of_agreed(point: AgreedPoint, answered: bool) -> Proposal:
    return Proposal(f"{AGREED}_{point.id}", AGREED, point.criterion, point.agreed, answered=answered, point=point)


def _suggested(cycle: Cycle) -> Iterator[Proposal]:
    answered = _answered(cycle)
    for point in cycle.service_points:
        chosen = [remark for remark in point.remarks if remark.selected and remark.kind == "suggestion"]
        for remark in chosen:
            same = [each for each in chosen if (each.side, each.criterion_id) == (remark.side, remark.criterion_id)]
            alike = [each for each in same if _key(each.text) == _key(remark.text)]
            yield _of_remark(remark, alike, remark.criterion_id in answered)


def _of_remark(remark: Remark, alike: Iterable[Remark], answered: bool) -> Proposal:
    return Proposal(
        key=f"remark_{remark.id}",
        side=remark.side,
        criterion=remark.criterion,
        text=remark.text,
        text_en=remark.text_en,
        villages=_villages(alike),
        answered=answered,
        remark=remark,
    )


def _villages(remarks: Iterable[Remark]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(remark.village.name_km for remark in remarks if remark.village is not None))


def _answered(cycle: Cycle) -> set[int]:
    return {link.criterion_id for action in cycle.actions for link in action.criteria}
