"""What a sample database holds: which communes, and for each of them both rounds, budgets and survey answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from facilitator.i18n import _
from facilitator.models import places
from facilitator.models.demo import budget_rows, cycle_rows, meeting_rows, plan_rows, samples, score_rows, survey_rows
from facilitator.models.demo.batch import Batch
from facilitator.models.demo.setting import Setting

if TYPE_CHECKING:
    from facilitator.models.store import Store

COMMUNE = "010305"
"""Srah Chik, Banteay Meanchey: nine villages with long names."""

AT_A_TIME = 10
"""Communes whose rows are collected before they are written."""

EVERY_COMMUNE = 10_000


def fill(store: Store, size: str, progress: Callable[[int, int], None]) -> None:
    """Write the sample of that size into an empty database, in one transaction."""
    codes = _communes(size)
    with store.bulk(_("Sample data")) as connection:
        batch = Batch(connection)
        survey_rows.add_questionnaire(batch)
        for done, code in enumerate(codes):
            if done % AT_A_TIME == 0:
                batch.write()
                progress(done, len(codes))
            _add_commune(batch, Setting(code, full=size != "national"))
        batch.write()
    progress(len(codes), len(codes))


def _add_commune(batch: Batch, setting: Setting) -> None:
    cycle_rows.add_commune(batch, setting)
    for year in samples.YEARS:
        made = cycle_rows.add_round(batch, setting, year)
        score_rows.add_results(batch, made, meeting_rows.add_meetings(batch, made))
        plan_rows.add_plan(batch, made)
    budget_rows.add_budgets(batch, setting)
    survey_rows.add_responses(batch, setting)


def _communes(size: str) -> list[str]:
    """The codes, in order. The one commune for which the gazetteer has no village cannot hold a meeting."""
    if size == "commune":
        return [COMMUNE]
    within = None if size == "national" else places.commune(COMMUNE).parent_code
    listed = places.search("", places.COMMUNE, within, limit=EVERY_COMMUNE)
    return [place.code for place in listed if places.children(place)]
