"""The command `verify`: what the code on a paper tells."""

from __future__ import annotations

import argparse

from facilitator.commands import terminal
from facilitator.commands.reading import usual_database


def verify(asked: argparse.Namespace) -> int:
    """Answer about the code of a paper; 1 when it is unknown here."""
    from facilitator.export.compose import verifying
    from facilitator.models.store import Store

    with Store.open(asked.database or usual_database()) as store:
        found = verifying.verify(store, asked.code)
    if asked.format == "json":
        terminal.tell_json(found.to_json())
    elif found.answer != verifying.UNKNOWN:
        terminal.tell(found.text)
    if found.answer == verifying.UNKNOWN:
        terminal.complain(found.text)
        return 1
    return 0
