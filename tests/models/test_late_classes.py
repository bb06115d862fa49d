"""Mapped classes come when something asks for them, and a database that is written knows them all."""

from __future__ import annotations

import subprocess
import sys

from facilitator.models import entities, late_classes
from facilitator.models.base import Base


def _alone(script: str) -> str:
    """What a script prints in a process of its own, where nothing is mapped yet."""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_homes_names_the_module_of_each_class_that_another_module_leads_to() -> None:
    entities.prepare()
    links = [(mapper.class_, link.mapper.class_) for mapper in Base.registry.mappers for link in mapper.relationships]
    across = {target for owner, target in links if owner.__module__ != target.__module__}
    assert {target.__name__: target.__module__.rpartition(".")[2] for target in across} == late_classes.HOMES


def test_a_class_comes_alone_and_brings_the_others_when_they_are_looked_at() -> None:
    script = """
from facilitator.models.base import Base
from facilitator.models.cycle import Cycle
known = lambda: {mapper.class_.__name__ for mapper in Base.registry.mappers}
before = known()
cycle = Cycle(commune_code="010305", year=2026)
assert known() == before, known()
assert cycle.actions == []
print(*sorted(known() - before))
"""
    assert _alone(script) == "Action"


def test_a_relationship_that_came_late_fills_both_sides() -> None:
    script = """
from sqlalchemy.orm import configure_mappers
from facilitator.models.cycle import Cycle
configure_mappers()
from facilitator.models.meeting import Meeting
from facilitator.models.scorecard import Criterion
cycle = Cycle(commune_code="010305", year=2026)
meeting = Meeting(stage="interface", cycle=cycle)
criterion = Criterion(key="water", text_km="x")
point = meeting.point(criterion)
assert cycle.meetings == [meeting] and point.meeting is meeting and criterion.agreed_points == [point]
assert Cycle.meetings.property.back_populates == "cycle"
print("both")
"""
    assert _alone(script) == "both"


def test_a_collection_can_be_assigned_before_its_class_was_looked_at() -> None:
    script = """
from facilitator.models.cycle import Cycle
cycle = Cycle(commune_code="010305", year=2026)
cycle.targets = []
print(type(cycle.targets).__name__)
"""
    assert _alone(script) == "InstrumentedList"


def test_who_writes_knows_all_classes() -> None:
    script = """
import tempfile
from pathlib import Path
from facilitator.models.store import Store
from facilitator.models import schema
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "a.db"
    import subprocess, sys
    make = "import sys; from pathlib import Path; from facilitator.models import schema; schema.make(Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", make, str(path)], check=True)
    with Store.open(path) as store:
        from facilitator.models.base import Base
        before = len(list(Base.registry.mappers))
        with store.transaction("nothing"):
            after = len(list(Base.registry.mappers))
print(before < after, after)
"""
    entities.prepare()
    assert _alone(script) == f"True {len(list(Base.registry.mappers))}"
