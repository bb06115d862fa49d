"""Commands that read a database: `cycles`, `results`, `check`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from facilitator.commands import terminal
from facilitator.errors import UserError
from facilitator.i18n import _, screen_language
from facilitator.text import strip_breaks

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle
    from facilitator.models.result_rows import Row
    from facilitator.models.store import Store


def chosen_cycle(store: Store, key: str | None) -> Cycle:
    """The cycle that a command is about: the named one, else the only one. Raises UserError."""
    if key:
        return store.cycle(key)
    found = store.cycles()
    if len(found) == 1:
        return found[0]
    if not found:
        raise UserError(_("There is no cycle in this database yet."))
    names = [f"  {cycle.id}  {cycle.name(screen_language())} {cycle.year}-{cycle.round}" for cycle in found[:20]]
    sentence = _("This database holds {n} cycles. Name one with --cycle ID:").format(n=len(found))
    raise UserError("\n".join([sentence, *names, *(["  …"] if len(found) > len(names) else [])]))


def cycles(asked: argparse.Namespace) -> int:
    """List the cycles with their stages, oldest first."""
    from facilitator.models.progress import stages_of
    from facilitator.models.store import Store

    def described(cycle: Cycle) -> dict[str, Any]:
        stages = [
            {"key": stage.key, "done": stage.done, "missing": [strip_breaks(text) for text in stage.missing]}
            for stage in stages_of(store, cycle)
        ]
        return {
            "id": str(cycle.id),
            "commune_code": cycle.commune_code,
            "commune_km": cycle.commune.name_km,
            "commune_en": cycle.commune.name_en,
            "year": cycle.year,
            "round": cycle.round,
            "training": cycle.training,
            "archived": cycle.archived,
            "stages": stages,
        }

    with Store.open(asked.database) as store, terminal.bar(beside_data=True) as bar:
        terminal.tell_json_list(
            described(cycle) for cycle in _one_by_one(store, [str(each.id) for each in store.cycles()], bar)
        )
    return 0


def results(asked: argparse.Namespace) -> int:
    """Print the rows of results that were asked for, as JSON or CSV."""
    from facilitator.export import sheets
    from facilitator.export.compose import results as composed
    from facilitator.models.store import Store

    with Store.open(asked.database) as store, terminal.bar(beside_data=True) as bar:
        records = (composed.record(row) for row in _rows(store, asked, bar))
        if asked.format == "json":
            terminal.tell_json_list(records)
        else:
            terminal.tell_whole(sheets.csv_lines(composed.COLUMNS, map(composed.cells, records)))
    return 0


def check(asked: argparse.Namespace) -> int:
    """Examine a database file; 1 when something is wrong with it."""
    from facilitator.models import health

    found = health.check(asked.database or usual_database())
    if asked.format == "json":
        terminal.tell_json(found.to_json())
    else:
        for sentence in [_("The database is sound.")] * found.ok + [remark.text for remark in found.remarks]:
            terminal.tell(sentence)
    for problem in found.problems:
        terminal.complain(problem.text)
    return 0 if found.ok else 1


def usual_database() -> Path:
    """The database that the window opens when none is named."""
    from facilitator import paths, settings

    last = settings.load().last_database
    return Path(last) if last else paths.default_database()


def _one_by_one(store: Store, keys: list[str], bar: terminal.Bar) -> Iterator[Cycle]:
    """The cycles in turn, each forgotten before the next: a country's do not fit into memory together."""
    for number, key in enumerate(keys):
        bar(number, len(keys))
        store.session.expunge_all()
        yield store.cycle(key)


def _cycles_of(store: Store, asked: argparse.Namespace) -> list[Cycle]:
    """The named cycle, or all real ones: what somebody practised on is no result."""
    if asked.cycle:
        return [store.cycle(asked.cycle)]
    return [
        cycle
        for cycle in store.cycles()
        if not cycle.training and asked.year in (None, cycle.year) and asked.round in (None, cycle.round)
    ]


def _rows(store: Store, asked: argparse.Namespace, bar: terminal.Bar) -> Iterator[Row]:
    """The rows of the levels that can hold what is asked for; no more of the database is read than that needs."""
    from facilitator.models import result_rows
    from facilitator.models.pooling import Pools

    levels = [level for level in result_rows.LEVELS if asked.level in (None, level) and _can_hold(level, asked.place)]
    pools = Pools(store, public=asked.public, told=bar)
    held = [each for each in pools.held if asked.year in (None, each.year) and asked.round in (None, each.round)]
    if asked.cycle or len({each.commune for each in held}) < 2:
        found = result_rows.rows(store, _cycles_of(store, asked), public=asked.public, levels=levels)
        yield from (row for row in found if _is_asked(row, asked))
        return
    wide = [level for level in levels if level in result_rows.WIDER]
    if {"village", "service_point"}.isdisjoint(levels):
        wide = levels  # the communes' rows are kept as well
    else:
        near = [level for level in levels if level not in wide]
        scored = held if asked.place is None else pools.scored_in(asked.place)
        keys = [each.cycle for each in held if each in scored]
        found = result_rows.rows(store, _one_by_one(store, keys, bar), public=asked.public, levels=near)
        yield from (row for row in found if _is_asked(row, asked))
    rounds = sorted({(each.year, each.round) for each in held})
    yield from result_rows.pooled_rows(pools, rounds, wide, place=asked.place)


def _can_hold(level: str, place: str | None) -> bool:
    """True when places of that level have codes of that length; a village's is longer than its commune's."""
    if place is None:
        return True
    lengths = {"service_point": 6, "commune": 6, "district": 4, "province": 2, "country": 0}
    return len(place) > lengths["commune"] if level == "village" else len(place) == lengths[level]


def _is_asked(row: Row, asked: argparse.Namespace) -> bool:
    wanted = (asked.year, asked.round, asked.level, asked.place)
    found = (row.year, row.round, row.level, row.place_code)
    return all(want in (None, have) for want, have in zip(wanted, found, strict=True))
