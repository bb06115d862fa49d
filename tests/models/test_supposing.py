from __future__ import annotations

import pytest

from facilitator.errors import UserError
from facilitator.models import budgeting
from facilitator.models.store import Store
from facilitator.models.supposing import supposed


def test_a_figure_counts_for_a_moment_and_nothing_is_stored(demo_store: Store) -> None:
    budget = budgeting.budget_of(demo_store, demo_store.cycles()[-1])
    assert budget is not None
    line = budget.line("R1")
    before, total = line.plan, budget.total("revenue", "plan")
    assert before is not None
    entries = demo_store.raw.execute("SELECT count(*) FROM history").fetchone()
    with supposed(line, "plan", before + 5):
        assert budget.total("revenue", "plan") == total + 5
        assert demo_store.all(type(budget))  # a query in between must not write it
    assert line.plan == before
    with pytest.raises(UserError), supposed(line, "plan", before + 5):
        raise UserError("the booklet has no figures")
    assert line.plan == before
    assert not demo_store.session.dirty
    with demo_store.transaction("Something else"):
        budget.cover_text = "x"
    stored = demo_store.raw.execute("SELECT plan FROM budget_line WHERE id = ?", (line.id,)).fetchone()
    assert tuple(stored) == (before,)
    assert demo_store.raw.execute("SELECT count(*) FROM history").fetchone()[0] == entries[0] + 1
