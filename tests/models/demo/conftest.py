"""The commune sample, made once for each file of tests, and opened for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.models import demo
from facilitator.models.store import Store


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "sample.db"
    demo.make(path, "commune")
    return path


@pytest.fixture
def store(sample: Path) -> Iterator[Store]:
    with Store.open(sample) as opened:
        yield opened
