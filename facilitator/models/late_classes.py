"""Classes are mapped when something asks for them: a relationship waits until the class at its other end is there.

Mapping a class and joining it to the others takes some eight milliseconds, and a paper of a cycle needs a third of
them. So a module maps its classes when it is imported, and what these say of a class that is not mapped yet is kept
here: mapping that class puts the relationship in its place, and so does the first look at it. Whoever writes maps all
(`models.entities`): an unknown child would not be deleted with its parent.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Mapper, RelationshipProperty
from sqlalchemy.orm.interfaces import EXT_SKIP

HOMES = {
    "Action": "action",
    "ActionCriterion": "action_links",
    "ActionOrigin": "action_links",
    "AgreedPoint": "agreed_point",
    "Attendance": "attendance",
    "BallotFile": "ballot_file",
    "Card": "scorecard",
    "Commune": "place",
    "Contribution": "contribution",
    "Criterion": "scorecard",
    "Cycle": "cycle",
    "FollowUp": "follow_up",
    "Group": "group",
    "InputCheck": "input_check",
    "Issue": "issue",
    "Meeting": "meeting",
    "MeetingFacilitator": "attendance",
    "Person": "cycle",
    "Remark": "scorecard",
    "ServicePoint": "cycle",
    "Sheet": "tally",
    "Story": "story",
    "Tally": "tally",
    "Target": "target",
    "Village": "place",
}
"""Class -> the module of this package that maps it, for each class that one of another module leads to."""

_TARGET = re.compile(r"Mapped\[(list\[)?(\w+)(?: \| None)?\]+")
_mapped: set[str] = set()
_waiting: defaultdict[str, list[Waiting]] = defaultdict(list)
_attaching = False


class Waiting:
    """Stands in a class where a relationship will be; who looks at it gets the relationship."""

    def __init__(self, owner: type, name: str, target: str, relationship: RelationshipProperty[Any]) -> None:
        self._owner, self._name, self._target, self._relationship = owner, name, target, relationship

    def __get__(self, instance: object | None, owner: type) -> Any:
        self._ask()
        return getattr(owner if instance is None else instance, self._name)

    def __set__(self, instance: object, value: object) -> None:
        self._ask()
        setattr(instance, self._name, value)

    def _ask(self) -> None:
        import_module(f"facilitator.models.{HOMES[self._target]}")

    def end(self) -> None:
        """Put the relationship in its place: its other end is mapped."""
        delattr(self._owner, self._name)
        setattr(self._owner, self._name, self._relationship)


def take_apart(entity: type) -> None:
    """Before a class is mapped: what leads to a class that is not mapped yet waits for it.

    What a relationship leads to is read from its annotation here; SQLAlchemy would compile that.
    """
    annotations = entity.__annotations__
    for name, relationship in list(vars(entity).items()):
        if not isinstance(relationship, RelationshipProperty):
            continue
        read = _TARGET.fullmatch(annotations.pop(name))
        assert read is not None, f"{entity.__name__}.{name}"
        relationship.argument = target = read[2]
        if read[1]:
            relationship.collection_class = list
        else:
            relationship.uselist = False
        if target not in _mapped and target != entity.__name__:
            waiting = Waiting(entity, name, target, relationship)
            _waiting[target].append(waiting)
            setattr(entity, name, waiting)


def put_together(entity: type) -> None:
    """After a class was mapped: what waited for it finds it."""
    _mapped.add(entity.__name__)
    with _unconfigured():
        for waiting in _waiting.pop(entity.__name__, ()):
            waiting.end()


@contextmanager
def _unconfigured() -> Iterator[None]:
    """A relationship that comes late looks at once for its counterpart, of which the new class must not ask yet."""
    global _attaching
    _attaching = True
    try:
        yield
    finally:
        _attaching = False


@event.listens_for(Mapper, "before_mapper_configured", retval=True)
def _not_yet(_mapper: Mapper[Any], _entity: type) -> Any:
    return EXT_SKIP if _attaching else None
