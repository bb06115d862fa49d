"""The command `actions`: action plans with their totals."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from facilitator.commands import terminal

if TYPE_CHECKING:
    from facilitator.export.compose.actions import Totals
    from facilitator.models.store import Store


def actions(asked: argparse.Namespace) -> int:
    """Print the action plans that were asked for, as JSON with totals, or as CSV."""
    from facilitator.export import sheets
    from facilitator.export.compose import actions as composed
    from facilitator.models.store import Store

    with Store.open(asked.database) as store, terminal.bar(beside_data=True) as bar:
        totals = composed.Totals()
        records = _records(store, asked.cycle, totals, bar)
        if asked.format == "json":
            terminal.tell_whole(_json_lines(records, totals))
        else:
            terminal.tell_whole(sheets.csv_lines(composed.OF_CYCLE, map(composed.cells, records)))
    return 0


def _records(store: Store, key: str | None, totals: Totals, bar: terminal.Bar) -> Iterator[dict[str, Any]]:
    """Every row of the named plan, or of all real ones, oldest first; each plan is forgotten before the next."""
    from facilitator.export.compose import actions as composed

    wanted = [str(cycle.id) for cycle in store.cycles() if not cycle.training]
    for number, name in enumerate([str(store.cycle(key).id)] if key else wanted):
        bar(number, len(wanted))
        store.session.expunge_all()
        cycle = store.cycle(name)
        for action, row in composed.rows(cycle):
            totals.add([action])
            yield composed.record(row, cycle)


def _json_lines(records: Iterator[dict[str, Any]], totals: Totals) -> Iterator[str]:
    """One object: the rows one by one, then what they add up to."""
    yield '{"actions": ['
    for number, record in enumerate(records):
        yield ",\n" if number else "\n"
        yield json.dumps(record, ensure_ascii=False)
    yield f'\n],\n"totals": {json.dumps(totals.record(), ensure_ascii=False)}}}\n'
