"""The command `survey`: results of all questionnaires, for scripts and spreadsheets."""

from __future__ import annotations

import argparse

from facilitator.commands import terminal


def survey(asked: argparse.Namespace) -> int:
    """Print shares and changes, as JSON or as a table of comma-separated values."""
    from facilitator.export import sheets
    from facilitator.export.compose import survey_rows
    from facilitator.models.store import Store

    with Store.open(asked.database) as store:
        cycles = [store.cycle(asked.cycle)] if asked.cycle else store.cycles()
        places = (cycles[0].commune_code,) if asked.cycle else ()
        k = max((cycle.k for cycle in cycles), default=5) if asked.public else 0
        output = survey_rows.survey_output(store, places, k)
    if asked.format == "json":
        terminal.tell_json(output)
    else:
        terminal.tell_whole(sheets.csv_lines(survey_rows.COLUMNS, survey_rows.table(output)))
    return 0
