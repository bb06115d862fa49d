"""What every entity shares: texts are cleaned where they are assigned, and mapping does no needless work."""

from __future__ import annotations

import subprocess
import sys

import pytest
from sqlalchemy import Column, String, Text

from facilitator.errors import UserError
from facilitator.models.entities import Base
from facilitator.text import LINE_LIMIT, TEXT_LIMIT

TEXTS = [
    pytest.param(mapper.class_, key, column, id=f"{mapper.class_.__name__}.{key}")
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__)
    for key, column in mapper.columns.items()
    if isinstance(column.type, String)
]

LOOK = """
from facilitator.models import entities
entities.prepare()
found = 0
for mapper in entities.Base.registry.mappers:
    for column in mapper.column_attrs:
        comparator = mapper.class_manager[column.key].comparator
        try:
            object.__getattribute__(comparator, "__clause_element__")
        except AttributeError:
            continue
        found += 1
print(found)
"""


@pytest.mark.parametrize(("entity", "key", "column"), TEXTS)
def test_every_text_is_cleaned_and_limited_where_it_is_assigned(
    entity: type[Base], key: str, column: Column[str]
) -> None:
    made = entity(**{key: "  a\u202e  b\x00 "})
    assert getattr(made, key) == "a b"
    setattr(made, key, " c\n d")
    lines = isinstance(column.type, Text)
    assert getattr(made, key) == ("c\nd" if lines else "c d")
    with pytest.raises(UserError):
        setattr(made, key, "x" * ((TEXT_LIMIT if lines else LINE_LIMIT) + 1))
    assert getattr(made, key).startswith("c")


def test_joining_the_classes_copies_hardly_any_column() -> None:
    """SQLAlchemy copies a column twice where it searches for the events of its attribute (`base._give_dispatch`)."""
    told = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True)
    assert int(told.stdout) < 40
