"""The joint accountability action plan: a tree of activities, the money for them, and the checks that follow."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, inspect
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import set_committed_value

from facilitator.errors import UserError
from facilitator.i18n import _, shown
from facilitator.models.base import Base, LongText, Riel, Root

if TYPE_CHECKING:
    from facilitator.models.action_links import ActionCriterion, ActionOrigin
    from facilitator.models.agreed_point import AgreedPoint
    from facilitator.models.contribution import Contribution
    from facilitator.models.cycle import Cycle, ServicePoint
    from facilitator.models.follow_up import FollowUp
    from facilitator.models.scorecard import Criterion, Remark
    from facilitator.models.story import Story

PARTS = ("A", "B")
STATUSES = ("not_started", "under_way", "done", "delayed", "dropped")
NEED_REASON = ("delayed", "dropped")
"""Statuses that are kept only with their reason."""
SECTORS = ("economic", "social", "environment", "administration_security", "gender")
SOURCE_KINDS = (
    "commune_fund",
    "provider_budget",
    "community",
    "cbo",
    "local_ngo",
    "private",
    "district",
    "province",
    "donor",
    "other",
)
DEEPEST = 3


class Action(Root, Base):
    """One activity of the plan. Part A needs outside resources (investment programme); part B is internal."""

    __tablename__ = "action"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id"), index=True)
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("action.id"), index=True)
    service_point_id: Mapped[int | None] = mapped_column(ForeignKey("service_point.id"), index=True)
    """The provider under whose heading it stands."""
    carried_from: Mapped[uuid.UUID | None]
    """The unfinished action of the round before that it continues."""
    key: Mapped[str] = mapped_column(default="", server_default="")
    """Its number in the file that it came from, where that is not its number in the plan."""
    position: Mapped[int] = mapped_column(default=0)
    part: Mapped[str] = mapped_column(default="B")
    activity: Mapped[str] = mapped_column(LongText, default="")
    activity_en: Mapped[str] = mapped_column(LongText, default="")
    proposer: Mapped[str] = mapped_column(default="")
    target: Mapped[str] = mapped_column(LongText, default="")
    location: Mapped[str] = mapped_column(default="")
    quantity: Mapped[str] = mapped_column(default="")
    """A decimal number as plain text (`1200`, `2.5`); empty when none was agreed."""
    unit: Mapped[str] = mapped_column(default="")
    start: Mapped[dt.date | None]
    end: Mapped[dt.date | None]
    beneficiaries: Mapped[int | None]
    women: Mapped[int | None]
    cost: Mapped[int | None] = mapped_column(Riel)
    """Estimated cost in whole riel."""
    lead: Mapped[str] = mapped_column(default="")
    """Lead implementer and partners."""
    responsible: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    sector: Mapped[str] = mapped_column(default="")
    cip_number: Mapped[str] = mapped_column(default="")
    cip_year: Mapped[int | None]
    status: Mapped[str] = mapped_column(default="not_started")
    percent: Mapped[int | None]
    reason: Mapped[str] = mapped_column(LongText, default="")
    """Why it is delayed or was dropped."""

    cycle: Mapped[Cycle] = relationship(back_populates="actions")
    provider: Mapped[ServicePoint | None] = relationship(back_populates="actions")
    origins: Mapped[list[ActionOrigin]] = relationship(
        back_populates="action", cascade="all, delete-orphan", order_by="ActionOrigin.id"
    )
    parent: Mapped[Action | None] = relationship(back_populates="children", remote_side="Action.id")
    children: Mapped[list[Action]] = relationship(back_populates="parent", cascade="all", order_by="Action.position")
    """No `delete-orphan`: a row that is taken out from under another one becomes a top row, it does not vanish."""
    criteria: Mapped[list[ActionCriterion]] = relationship(back_populates="action", cascade="all, delete-orphan")
    contributions: Mapped[list[Contribution]] = relationship(
        back_populates="action", cascade="all, delete-orphan", order_by="Contribution.date"
    )
    checks: Mapped[list[FollowUp]] = relationship(
        back_populates="action", cascade="all, delete-orphan", order_by="FollowUp.date, FollowUp.id"
    )
    stories: Mapped[list[Story]] = relationship(back_populates="action", order_by="Story.id")
    """They stay when it goes: what became better is still true."""

    def words(self, language: str) -> str:
        """The activity, in that language where a translation was typed."""
        return (self.activity_en or self.activity) if language == "en" else self.activity

    @property
    def depth(self) -> int:
        """1 for a top row, at most 3."""
        return len(self.line_up())

    @property
    def last_check(self) -> dt.date | None:
        """The day of the newest follow-up check."""
        return max((check.date for check in self.checks), default=None)

    def line_up(self) -> list[Action]:
        """This row and all above it, from here to the top."""
        return [self] if self.parent is None else [self, *self.parent.line_up()]

    def total_cost(self) -> int:
        """Whole riel of this row and all below it; a row with children counts only the children."""
        if self.children:
            return sum(child.total_cost() for child in self.children)
        return self.cost or 0

    def put_under(self, parent: Action | None) -> None:
        """Move it in the tree. Raises UserError when the tree would be deeper than three levels."""
        if parent is not None:
            if self in parent.line_up():
                raise UserError(_("An activity cannot stand under itself."))
            if parent.depth + self._height() > DEEPEST:
                raise UserError(_("The plan has at most three levels."))
            self.part = parent.part
        self.parent = parent

    def answers(self, criteria: Iterable[Criterion]) -> None:
        """Set the criteria that this activity answers."""
        from facilitator.models.action_links import ActionCriterion

        wanted = list(criteria)
        for link in list(self.criteria):
            if link.criterion not in wanted:
                self.criteria.remove(link)
        linked = [link.criterion for link in self.criteria]
        self.criteria.extend(ActionCriterion(criterion=criterion) for criterion in wanted if criterion not in linked)

    def comes_from(self, remark: Remark | None, point: AgreedPoint | None) -> None:
        """Note a suggestion, or an agreed point, as one of its origins; each is noted once."""
        from facilitator.models.action_links import ActionOrigin

        known = {(origin.remark, origin.point) for origin in self.origins}
        if (remark, point) not in known | {(None, None)}:
            self.origins.append(ActionOrigin(remark=remark, point=point))

    def set_beneficiaries(self, people: int | None, women: int | None) -> None:
        """Set who gains. Raises UserError when there are more women than people."""
        if people is not None and women is not None and women > people:
            raise UserError(
                _("{women} women among {people} people is not possible.").format(
                    women=shown(women), people=shown(people)
                )
            )
        self.beneficiaries, self.women = people, women

    def check(self, date: dt.date, status: str, percent: int | None = None, **words: str) -> FollowUp:
        """Record a follow-up check; the action takes over its status, percent and reason.

        `words`: note, reason, checked_by. Raises UserError when a reason is due and none is given.
        """
        from facilitator.models.follow_up import FollowUp

        if percent is not None and not 0 <= percent <= 100:
            raise UserError(_("Percent done is between 0 and 100."))
        if status in NEED_REASON and not words.get("reason"):
            raise UserError(_("Say why: a delayed or dropped activity needs its reason."))
        entry = FollowUp(date=date, status=status, percent=percent, **words)
        self.checks.append(entry)
        if entry.date >= max(other.date for other in self.checks):
            self.status, self.percent, self.reason = status, percent, words.get("reason", "")
        return entry

    def _height(self) -> int:
        return 1 + max((child._height() for child in self.children), default=0)


def add_action(cycle: Cycle, part: str, activity: str, parent: Action | None = None) -> Action:
    """Add an activity at the end of its part, or of its parent."""
    if part not in PARTS:
        raise UserError(_("The plan has part A and part B, not “{part}”.").format(part=part))
    action = Action(part=part, activity=activity, position=len(cycle.actions))
    cycle.actions.append(action)
    if parent is not None:
        action.put_under(parent)
    return action


def top_actions(cycle: Cycle, part: str, leave_out: Action | None = None) -> list[Action]:
    """The top rows of one part as they are read: provider by provider, in the order in which those first occur."""
    tops = [
        action for action in cycle.actions if action.part == part and action.parent is None and action is not leave_out
    ]
    providers: dict[ServicePoint | None, int] = {}
    for action in tops:
        providers.setdefault(action.provider, len(providers))
    return sorted(tops, key=lambda action: providers[action.provider])


def leaves(cycle: Cycle) -> list[Action]:
    """The activities that are really done: rows without children."""
    above = {action.parent for action in cycle.actions}  # their parents are at hand; their children are not
    return [action for action in cycle.actions if action not in above]


def _read_children(cycle: Cycle) -> None:
    """Have the children of every row at hand, where they are not: read row by row each takes a query."""
    below: defaultdict[Action | None, list[Action]] = defaultdict(list)
    for action in cycle.actions:
        below[action.parent].append(action)
    for action in cycle.actions:
        if "children" in inspect(action).unloaded:
            set_committed_value(action, "children", below[action])


def number(action: Action) -> str:
    """The official number: `A.1`, `A.1.2`, `B.2`; derived from the order, never stored."""
    siblings = action.parent.children if action.parent is not None else top_actions(action.cycle, action.part)
    place = siblings.index(action) + 1
    above = number(action.parent) if action.parent is not None else action.part
    return f"{above}.{place}"


def numbers(cycle: Cycle) -> dict[Action, str]:
    """The official number of every row, in the order in which the plan is read."""
    _read_children(cycle)
    found: dict[Action, str] = {}

    def count(rows: list[Action], above: str) -> None:
        for place, action in enumerate(rows, 1):
            found[action] = f"{above}.{place}"
            count(action.children, found[action])

    for part in PARTS:
        count(top_actions(cycle, part), part)
    return found


def keys(cycle: Cycle) -> dict[Action, str]:
    """What files call each row: the number that it was imported with, else its official number."""
    return {action: action.key or found for action, found in numbers(cycle).items()}
