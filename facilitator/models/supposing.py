"""A record that says something else for a moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.orm.attributes import set_committed_value

if TYPE_CHECKING:
    from facilitator.models.base import Base


@contextmanager
def supposed(record: Base, name: str, value: object) -> Iterator[None]:
    """As if `value` were stored, for as long as the block lasts. Nothing is written, and nobody is told of a change."""
    before = getattr(record, name)
    set_committed_value(record, name, value)
    try:
        yield
    finally:
        set_committed_value(record, name, before)
