"""What every entity shares: the declarative base, identifiers, head counts."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Boolean, Date, Integer, MetaData, String, Text, Uuid, event
from sqlalchemy.orm import (
    ColumnProperty,
    DeclarativeBase,
    InstrumentedAttribute,
    Mapped,
    mapped_column,
    object_session,
)

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


@event.listens_for(Base, "attribute_instrument", propagate=True)
def _clean_on_assignment(entity: type[Base], key: str, attribute: InstrumentedAttribute[Any]) -> None:
    """Every text is cleaned where it enters an entity, so that no page, import or verb can forget it.

    Assigning a text over the limit raises UserError.
    """
    prop = attribute.prop
    if not isinstance(prop, ColumnProperty) or not isinstance(prop.columns[0].type, String):
        return
    lines = isinstance(prop.columns[0].type, Text)

    def cleaned(target: Base, value: Any, old: Any, initiator: Any) -> Any:
        return clean(value, TEXT_LIMIT if lines else LINE_LIMIT, lines) if isinstance(value, str) else value

    event.listen(attribute, "set", cleaned, retval=True)


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
