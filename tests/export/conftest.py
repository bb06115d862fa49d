"""A small commune for the tests of composing papers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.models.cycle import ServicePoint
from facilitator.models.store import Store
from tests.samples import add_commune, add_cycle


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty record."""
    with Store.create(tmp_path / "commune.db") as made:
        yield made


@pytest.fixture
def point(store: Store) -> ServicePoint:
    """The health centre of a commune of three villages, with two criteria and nothing scored."""
    return add_cycle(store, add_commune(store)).service_points[0]
