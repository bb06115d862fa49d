"""The life of a cycle: next round, training copy, archive, deletion, correction of where and when it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import inspect

from facilitator.errors import UserError
from facilitator.i18n import _, screen_language
from facilitator.models import backup, copying, moving
from facilitator.models.base import Base
from facilitator.models.cycle import Catchment, Cycle, ServicePoint

if TYPE_CHECKING:
    from facilitator.models.action import Action
    from facilitator.models.place import Commune
    from facilitator.models.scorecard import Criterion
    from facilitator.models.store import Store

E = TypeVar("E", bound=Base)

UNFINISHED = ("not_started", "under_way", "delayed")


def archive(store: Store, cycle: Cycle, flag: bool = True) -> None:
    """Put a finished cycle away, or take it back; nothing of it is lost or locked."""
    with store.transaction(_("Cycle archived") if flag else _("Cycle taken back from the archive"), cycle=cycle):
        cycle.archived = flag


def delete(store: Store, cycle: Cycle, reason: str) -> None:
    """Delete a cycle with everything that hangs on it, after a verified backup.

    Raises UserError, and deletes nothing, without a reason or when the backup fails.
    """
    reason = moving.need_reason(reason)
    backup.make(store, "delete")
    label = _("Cycle deleted: {cycle}").format(cycle=_words(cycle))
    with store.transaction(label, cycle=cycle, reason=reason) as session:
        session.delete(cycle)


def throw_away(store: Store, cycle: Cycle) -> None:
    """Delete a training copy; no backup is made. Raises UserError for a real cycle."""
    if not cycle.training:
        raise UserError(_("This is not a training copy. A real cycle is deleted with a reason, after a backup."))
    with store.transaction(_("Training copy thrown away"), cycle=cycle) as session:
        session.delete(cycle)


def move(store: Store, cycle: Cycle, commune: Commune, year: int, round_: int, reason: str) -> None:
    """Correct a cycle that was entered under the wrong commune, year or round.

    Raises UserError without a reason, or when such a cycle already exists.
    """
    reason = moving.need_reason(reason)
    with store.transaction(_("Cycle moved: {cycle}").format(cycle=_words(cycle)), cycle=cycle, reason=reason):
        moving.move_cycle(cycle, commune, year, round_, store.cycles())


def training_copy(store: Store, cycle: Cycle) -> Cycle:
    """A copy of the whole cycle to practise on, in one gesture; it replaces an older one of the same cycle."""
    with store.transaction(_("Training copy made: {cycle}").format(cycle=_words(cycle)), cycle=cycle) as session:
        for older in store.all(
            Cycle, commune_code=cycle.commune_code, year=cycle.year, round=cycle.round, training=True
        ):
            if older is cycle:
                raise UserError(_("This is a training copy already."))
            session.delete(older)
        session.flush()
        key = copying.copy_cycle(session, cycle.id, training=True, archived=False)
    copied = store.get(Cycle, key)
    assert copied is not None
    return copied


def next_round(store: Store, cycle: Cycle, year: int | None = None, round_: int = 1) -> Cycle:
    """The cycle that follows, by default round 1 of the next year.

    Services, villages, groups, people, targets and criteria (same keys) are taken over; unfinished activities are
    carried forward and remember where they come from. Raises UserError when that cycle already exists.
    """
    year = cycle.year + 1 if year is None else year
    moving.check_year(year)
    moving.refuse_second(cycle.commune, year, round_, store.all(Cycle, training=False))
    label = _("Next round of {cycle}").format(cycle=_words(cycle))
    with store.transaction(label, cycle=cycle) as session, session.no_autoflush:
        following = _set_up_like(cycle, year=year, round=round_, archived=False, training=False, closed_on=None)
        following.commune = cycle.commune
        session.add(following)
        points = {point: _service_point_like(point, following) for point in cycle.service_points}
        following.groups.extend([_set_up_like(group) for group in cycle.groups])
        following.people.extend([_set_up_like(person) for person in cycle.people])
        following.targets.extend([_set_up_like(target) for target in cycle.targets])
        _carry_forward(cycle, following, points)
    return following


def carry_into(cycle: Cycle, following: Cycle) -> None:
    """Carry the unfinished activities into a round that was begun already; those that it has are left as they are."""
    there = {point.key: point for point in following.service_points}
    _carry_forward(cycle, following, {point: there[point.key] for point in cycle.service_points if point.key in there})


def _words(cycle: Cycle) -> str:
    return f"{cycle.name(screen_language())} {cycle.year}-{cycle.round}"


def _set_up_like(entity: E, **changes: object) -> E:
    """A new entity with the same plain values; keys and what it hangs on are left out."""
    columns = inspect(type(entity)).column_attrs
    plain = [each.key for each in columns if not (each.columns[0].primary_key or each.columns[0].foreign_keys)]
    return type(entity)(**{name: getattr(entity, name) for name in plain} | changes)


def _service_point_like(point: ServicePoint, following: Cycle) -> ServicePoint:
    made = _set_up_like(point)
    made.catchment.extend([Catchment(village=village) for village in point.villages])
    made.criteria.extend([_set_up_like(criterion) for criterion in point.criteria])
    following.service_points.append(made)
    return made


def _carry_forward(cycle: Cycle, following: Cycle, points: dict[ServicePoint, ServicePoint]) -> None:
    for action in [action for action in cycle.actions if action.parent is None]:
        _carry(action, None, following, points)


def _carry(action: Action, parent: Action | None, following: Cycle, points: dict[ServicePoint, ServicePoint]) -> None:
    """An unfinished activity, with the headings above it; money and checks stay where they happened."""
    if not _unfinished(action):
        return
    made = next((each for each in following.actions if each.carried_from == action.id), None)
    if made is None:
        made = _set_up_like(action, carried_from=action.id, key="", position=len(following.actions), parent=parent)
        following.actions.append(made)
        made.provider = points.get(action.provider) if action.provider is not None else None
        made.answers(_same_criteria(action, points))
    for child in action.children:
        _carry(child, made, following, points)


def _same_criteria(action: Action, points: dict[ServicePoint, ServicePoint]) -> list[Criterion]:
    """The criteria of the next round that have the keys of those which an activity answers."""
    wanted = {(points.get(link.criterion.service_point), link.criterion.key) for link in action.criteria}
    return [each for point, key in wanted if point is not None for each in point.criteria if each.key == key]


def _unfinished(action: Action) -> bool:
    if action.children:
        return any(_unfinished(child) for child in action.children)
    return action.status in UNFINISHED
