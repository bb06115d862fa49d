"""What every entity shares: the declarative base, identifiers, head counts."""

from __future__ import annotations

import uuid
from datetime import date
from functools import cache
from inspect import get_annotations
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Boolean, Date, Integer, MetaData, String, Text, Uuid, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Mapper, QueryableAttribute, mapped_column, object_session

from facilitator.models import late_classes
from facilitator.text import LINE_LIMIT, TEXT_LIMIT, clean

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Riel = BigInteger
"""Whole riel: 64-bit integers, never floats."""

ShortText = String
"""Keys, codes, names."""

LongText = Text
"""What people said."""

JsonValue = JSON(none_as_null=True)

_RECURRING: dict[str, Any] = {
    "Mapped[str]": Mapped[str],
    "Mapped[str | None]": Mapped[str | None],
    "Mapped[int]": Mapped[int],
    "Mapped[int | None]": Mapped[int | None],
    "Mapped[bool]": Mapped[bool],
    "Mapped[bool | None]": Mapped[bool | None],
    "Mapped[dt.date | None]": Mapped[date | None],
    "Mapped[uuid.UUID]": Mapped[uuid.UUID],
}
"""What nine of ten columns are annotated with."""


class Base(DeclarativeBase):
    """Declarative base; constraint names are fixed so that Alembic's batch mode can find them."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: String,
        int: Integer,
        bool: Boolean,
        date: Date,
        uuid.UUID: Uuid,
    }

    def __init_subclass__(cls, **settings: Any) -> None:
        """Map a class. Annotations that recur are looked up: SQLAlchemy would compile each one twice."""
        cls.__annotations__ = {name: _RECURRING.get(text, text) for name, text in get_annotations(cls).items()}
        late_classes.take_apart(cls)
        super().__init_subclass__(**settings)
        late_classes.put_together(cls)

    def __setattr__(self, name: str, value: Any) -> None:
        """Every text is cleaned where it enters an entity, so that no page, import or verb can forget it.

        Assigning a text over the limit raises UserError. (An event of each attribute would do the same for 0.5 MB.)
        """
        if isinstance(value, str) and (limit := _limit(type(self), name)):
            value = clean(value, *limit)
        super().__setattr__(name, value)


@cache
def _limit(entity: type[Base], name: str) -> tuple[int, bool] | None:
    """How long a text of that attribute may be, and whether it may have lines; None where it is no text."""
    column = entity.__mapper__.columns.get(name)
    if column is None or not isinstance(column.type, String):
        return None
    lines = isinstance(column.type, Text)
    return (TEXT_LIMIT if lines else LINE_LIMIT), lines


@event.listens_for(Mapper, "after_mapper_constructed")
def _give_dispatch(mapper: Mapper[Any], entity: type[Base]) -> None:
    """Give each attribute its place for events at once.

    SQLAlchemy makes it at the first look, after it has searched for it in a copy of the column that it makes twice for
    that: 0.9 MB, and a quarter of the time that joining the classes takes.
    """
    made: Any = QueryableAttribute.dispatch  # type: ignore[misc]  # of the class, not of one of its attributes
    attribute: Any
    for attribute in mapper.class_manager.values():
        attribute._slots_dispatch = made._for_instance(attribute)


TAKES_CORRECTIONS = "takes corrections"
"""In the `info` of a session: whether the gesture has given the reason for which finished records may change."""


def takes_corrections(entity: Base) -> bool:
    """Whether a finished record may change in this gesture (`models.correcting`)."""
    session = object_session(entity)
    return session is not None and bool(session.info.get(TAKES_CORRECTIONS))


def new_id() -> uuid.UUID:
    """A time-ordered identifier (UUID version 7) for the root of an aggregate.

    Records of several laptops merge without renumbering; children of an aggregate use integers.
    """
    import uuid_utils.compat

    return uuid_utils.compat.uuid7()


class Root:
    """Mix-in: the root of an aggregate, with an identifier that is unique on every laptop."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)


class Child:
    """Mix-in: a part of an aggregate, numbered inside this database only."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)


HEADCOUNT_FIELDS = ("total", "women", "men", "other", "youth", "disability", "minority", "idpoor")


class Headcount:
    """Mix-in: how many people, by category. `None` means not counted, which is not zero.

    Youth is 15-30 years. Categories overlap except women, men and other.
    """

    total: Mapped[int | None]
    women: Mapped[int | None]
    men: Mapped[int | None]
    other: Mapped[int | None]
    youth: Mapped[int | None]
    disability: Mapped[int | None]
    minority: Mapped[int | None]
    idpoor: Mapped[int | None]

    def headcount(self) -> dict[str, int | None]:
        """The counts by category name."""
        return {name: getattr(self, name) for name in HEADCOUNT_FIELDS}

    def count(self, **counts: int | None) -> None:
        """Set some of the counts; they are not negative, and no part exceeds the total.

        Raises UserError with the two figures that disagree.
        """
        from facilitator.models import headcount

        merged = self.headcount() | counts
        headcount.check(merged)
        for name, value in counts.items():
            setattr(self, name, value)
