"""Stages in the order of the work, and what each still misses. Derived from facts every time, never stored.

What is to be done stands first in a sentence, then for which service: the list of stages shows only its beginning.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import object_session

from facilitator.i18n import _, screen_language, shown
from facilitator.models.scorecard import Card
from facilitator.models.stages import STAGE_NAMES, STAGES
from facilitator.models.tally import Sheet, Tally

if TYPE_CHECKING:
    from facilitator.models.budget import Budget
    from facilitator.models.cycle import Cycle, ServicePoint
    from facilitator.models.meeting import Meeting


@dataclass(frozen=True)
class Stage:
    """One stage: what is missing as sentences, and whether it is done. An untouched stage is neither wrong nor done."""

    key: str
    missing: tuple[str, ...]
    started: bool

    @property
    def done(self) -> bool:
        """True when something is there and nothing is missing."""
        return self.started and not self.missing

    @property
    def name(self) -> str:
        """The stage's name on screen."""
        return _(STAGE_NAMES[self.key])


def stages(cycle: Cycle, budget: Budget | None = None, responses: int = 0) -> list[Stage]:
    """Every stage of the cycle with what it misses.

    `budget` is the commune's budget of the cycle's year; `responses` how many survey answers the database holds.
    """
    found = {key: rule(cycle) for key, rule in _RULES.items()}
    scored = _scored_cards(cycle)
    found |= {key: rule(cycle, scored) for key, rule in _SCORE_RULES.items()}
    by_key = {key: Stage(key, tuple(missing), started) for key, (missing, started) in found.items()}
    by_key["survey"] = Stage(
        "survey", () if responses else (_("No answers yet (a survey is optional)."),), bool(responses)
    )
    by_key["budget"] = _budget(budget)
    printable = any(by_key[key].started for key in ("scoring", "self_assessment", "action_plan", "budget"))
    by_key["print"] = Stage("print", () if printable else (_("Nothing to print yet."),), printable)
    return [by_key[key] for key in STAGES]


Rule = tuple[list[str], bool]
Scored = set[tuple[int, str, str | None]]
"""Service point, side and village of the cards that hold scores."""


def _prepare(cycle: Cycle) -> Rule:
    missing = []
    if not cycle.service_points:
        missing.append(_("Choose the services to score."))
    missing += [
        _("Choose the villages served: {service}.").format(service=point.name(screen_language()))
        for point in cycle.service_points
        if not point.catchment
    ]
    if not any(person.role in ("facilitator", "lead_facilitator") for person in cycle.people):
        missing.append(_("Write down the facilitators."))
    return missing, bool(cycle.service_points or cycle.people)


def _information(cycle: Cycle) -> Rule:
    missing = _unheld(cycle, "information", _("Hold the information session (date and attendance): {service}."))
    missing += [
        _("Compare what is there with the standards: {service}.").format(service=point.name(screen_language()))
        for point in cycle.service_points
        if not any(check.found for check in point.input_checks)
    ]
    started = bool(_meetings(cycle, "information")) or any(point.input_checks for point in cycle.service_points)
    return missing, started


def _criteria(cycle: Cycle) -> Rule:
    missing = []
    for point in cycle.service_points:
        count = sum(criterion.side == "both" for criterion in point.criteria)
        if not count:
            missing.append(_("Choose the criteria: {service}.").format(service=point.name(screen_language())))
        elif count > cycle.priorities:
            missing.append(
                _("{count} criteria, keep the {limit} most important: {service}.").format(
                    service=point.name(screen_language()), count=shown(count), limit=shown(cycle.priorities)
                )
            )
    return missing, any(point.criteria or point.issues for point in cycle.service_points)


def _scoring(cycle: Cycle, scored: Scored) -> Rule:
    missing = []
    for point in cycle.service_points:
        done = {village for key, side, village in scored if (key, side) == (point.id, "citizens")}
        lacking = [village for village in point.villages if village.code not in done]
        if len(lacking) == 1:
            missing.append(
                _("Scores of {village} are missing: {service}.").format(
                    service=point.name(screen_language()), village=lacking[0].name(screen_language())
                )
            )
        elif lacking:
            missing.append(
                _("Scores of {count} villages are missing: {service}.").format(
                    service=point.name(screen_language()), count=shown(len(lacking))
                )
            )
    return missing, _any_votes(scored, "citizens")


def _self_assessment(cycle: Cycle, scored: Scored) -> Rule:
    done = {key for key, side, _village in scored if side == "providers"}
    missing = [
        _("The providers' scores are missing: {service}.").format(service=point.name(screen_language()))
        for point in cycle.service_points
        if point.id not in done
    ]
    return missing, _any_votes(scored, "providers")


def _results(_cycle: Cycle, scored: Scored) -> Rule:
    started = _any_votes(scored, "citizens")
    return ([] if started else [_("Results appear when scores are entered.")]), started


def _interface(cycle: Cycle) -> Rule:
    meetings = _meetings(cycle, "interface")
    missing = []
    if not any(meeting.held for meeting in meetings):
        missing.append(_("Hold the interface meeting (date and attendance)."))
    if not any(point.agreed for meeting in meetings for point in meeting.agreed_points):
        missing.append(_("Write down what was agreed."))
    return missing, bool(meetings)


def _action_plan(cycle: Cycle) -> Rule:
    leaves = [action for action in cycle.actions if not action.children]
    missing = [] if leaves else [_("Draft the first activity.")]
    without_lead = sum(not action.lead for action in leaves)
    without_date = sum(action.end is None for action in leaves)
    if without_lead:
        missing.append(_("{count} activities have no lead implementer.").format(count=shown(without_lead)))
    if without_date:
        missing.append(_("{count} activities have no end date.").format(count=shown(without_date)))
    return missing, bool(leaves)


def _follow_up(cycle: Cycle) -> Rule:
    leaves = [action for action in cycle.actions if not action.children]
    unchecked = sum(not action.checks for action in leaves)
    missing = [_("{count} activities were never checked.").format(count=shown(unchecked))] if unchecked else []
    if not leaves:
        missing = [_("There is no action plan to follow up yet.")]
    return missing, any(action.checks for action in leaves)


def _budget(budget: Budget | None) -> Stage:
    if budget is None or not budget.lines:
        return Stage("budget", (_("Enter the commune's budget."),), False)
    failing = budget.checks()
    missing = [check.text for check in failing[:3]]
    if len(failing) > 3:
        missing.append(_("{count} more checks fail.").format(count=shown(len(failing) - 3)))
    return Stage("budget", tuple(missing), True)


_RULES: dict[str, Callable[[Cycle], Rule]] = {
    "prepare": _prepare,
    "information": _information,
    "criteria": _criteria,
    "interface": _interface,
    "action_plan": _action_plan,
    "follow_up": _follow_up,
}
_SCORE_RULES: dict[str, Callable[[Cycle, Scored], Rule]] = {
    "scoring": _scoring,
    "self_assessment": _self_assessment,
    "results": _results,
}


def _meetings(cycle: Cycle, stage: str) -> list[Meeting]:
    return [meeting for meeting in cycle.meetings if meeting.stage == stage]


def _unheld(cycle: Cycle, stage: str, sentence: str) -> list[str]:
    def held(point: ServicePoint) -> bool:
        return any(meeting.held and meeting.service_point_id in (None, point.id) for meeting in _meetings(cycle, stage))

    return [sentence.format(service=point.name(screen_language())) for point in cycle.service_points if not held(point)]


def _scored_cards(cycle: Cycle) -> Scored:
    """Asked of the database, which need not read a single tally for it; the cycle holds thousands."""
    session = object_session(cycle)
    assert session is not None, "stages are those of a stored cycle"
    holds_scores = select(Sheet.id).join(Tally).where(Sheet.card_id == Card.id).exists()
    points = [point.id for point in cycle.service_points]
    query = select(Card.service_point_id, Card.side, Card.village_code)
    found = session.execute(query.where(Card.service_point_id.in_(points), holds_scores))
    return {(point, side, village) for point, side, village in found}


def _any_votes(scored: Scored, side: str) -> bool:
    return any(found == side for _point, found, _village in scored)
