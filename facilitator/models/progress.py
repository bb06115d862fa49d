"""What a cycle still misses, with the facts that lie outside it: the commune's budget and its survey answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from facilitator.models import workflow
from facilitator.models.budget import Budget
from facilitator.models.survey import Response

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle
    from facilitator.models.store import Store
    from facilitator.models.workflow import Stage


def stages_of(store: Store, cycle: Cycle) -> list[Stage]:
    """Every stage of the cycle with what is missing."""
    budgets = store.all(Budget, commune_code=cycle.commune_code, year=cycle.year)
    count = select(func.count()).select_from(Response).where(Response.commune_code == cycle.commune_code)
    answers = store.session.scalar(count) or 0
    return workflow.stages(cycle, budgets[0] if budgets else None, answers)
