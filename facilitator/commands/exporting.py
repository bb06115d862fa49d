"""The command `export`: everything of a cycle in a file, or in a folder of files."""

from __future__ import annotations

import argparse

from facilitator.commands import terminal
from facilitator.commands.reading import chosen_cycle
from facilitator.i18n import _


def export(asked: argparse.Namespace) -> int:
    """Write all tables of a cycle; the answers of respondents only with `--survey-rows`."""
    from facilitator.export import whole_cycle
    from facilitator.export.compose.cycle_tables import cycle_tables
    from facilitator.models.store import Store

    with Store.open(asked.database) as store:
        photos = whole_cycle.is_folder(asked.form, asked.out)
        book = cycle_tables(store, chosen_cycle(store, asked.cycle), asked.survey_rows, photos)
    written = whole_cycle.write(book, asked.form, asked.out)
    for path in written.files:
        terminal.tell(str(path))
    if written.kept:
        kept = ", ".join(str(path) for path in written.kept)
        terminal.complain(_("What others have put into that folder was kept: {names}").format(names=kept))
    terminal.complain(_("This is for the commune's own work, not for posting: it holds the figures of small groups."))
    return 0
