"""Hostile texts in every field of every record, and what has to be true of every output of such a record.

    python -m tests.faults.injection [--texts N] [--fills N]

Each text comes into each column of each table, in all kinds of files; and so many times other texts are stored in all
fields of a database, of which then every table and every paper is made. Papers of every text in every field of a
document: `pytest -m slow tests/export/test_hostile.py`; screens: `pytest -m slow tests/faults/test_injection.py`.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from sqlalchemy import LargeBinary, String, inspect

from facilitator.errors import UserError
from facilitator.export import papers, sheets
from facilitator.export.compose.cycle_tables import cycle_tables
from facilitator.export.documents.tables import Book, Sheet, Value
from facilitator.models.base import Base
from facilitator.models.codes import IssuedCode
from facilitator.models.cycle import Cycle
from facilitator.models.entities import prepare
from facilitator.models.history import HistoryEntry
from facilitator.models.store import Store
from facilitator.models.survey import Response, SurveyColumn
from facilitator.models.survey_counts import SurveyCount
from facilitator.text import TEXT_LIMIT, clean
from tests import hostile
from tests.models.sample import full_cycle

LONGEST = 200
"""Characters of one text in a field."""

VOCABULARY = re.compile(
    r"key|code|.*_code|kind|stage|side|group|scale|role|status|sector|part|currency|state|form|method|breakdown|category|"
    r"consolidation|same_as|parent|quantity|digest|data_year|gender|icon|cip_number|.*_kind|header"
)
"""Fields that hold a word of a list, a key or a number: what they take is checked where it comes in."""

WORKED_OUT = (HistoryEntry, IssuedCode, SurveyColumn, SurveyCount)
_RESERVED = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_WINDOWS = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_RUNS = ("=", "+", "-", "@", "\t", "\r")


def fields() -> list[tuple[type[Base], str]]:
    """Every field of every record that takes words of people."""
    prepare()
    found = []
    for mapper in sorted(Base.registry.mappers, key=lambda each: each.class_.__name__):
        entity: type[Base] = mapper.class_
        if entity in WORKED_OUT:
            continue
        for prop in inspect(entity).column_attrs:
            column = prop.columns[0]
            plain = isinstance(column.type, String) and not isinstance(column.type, LargeBinary)
            if plain and not column.foreign_keys and not column.primary_key and not VOCABULARY.fullmatch(prop.key):
                found.append((entity, prop.key))
    return found


def texts(count: int) -> list[str]:
    """So many of the hostile texts, from all over the list."""
    every = hostile.texts()
    if count >= len(every):
        return every
    return [every[place * len(every) // count] for place in range(count)]


def fill(store: Store, chosen: Sequence[str], turn: int) -> dict[tuple[str, str], str]:
    """Put a text into every field of every record, another one in each; gives what they hold then."""
    held: dict[tuple[str, str], str] = {}
    with store.transaction("Injection"):
        for place, (entity, name) in enumerate(fields()):
            text = chosen[(turn + place) % len(chosen)][:LONGEST]
            for record in store.session.query(entity).all():
                setattr(record, name, text)
                held[entity.__name__, name] = getattr(record, name)
        answer(store, chosen[turn % len(chosen)][:LONGEST])
    return held


def answer(store: Store, text: str) -> None:
    """The free answers of a survey are texts as well, cleaned where they come in."""
    for response in store.all(Response):
        response.answers = {**response.answers, "q1": clean(text, TEXT_LIMIT)}


def with_texts(book: Book, chosen: Sequence[str], turn: int) -> Book:
    """The same tables with another text in each column; a row of each is enough."""

    def spoiled(sheet: Sheet) -> Sheet:
        rows: tuple[tuple[Value, ...], ...] = tuple(
            tuple(
                chosen[(turn + place) % len(chosen)] if isinstance(value, str) else value
                for place, value in enumerate(row)
            )
            for row in sheet.rows[:1]
        )
        return Sheet(sheet.name, sheet.columns, rows)

    return Book(tuple(map(spoiled, book.sheets)))


def stored(chosen: Sequence[str]) -> list[str]:
    """The texts as records hold them."""
    return list(dict.fromkeys(clean(text, TEXT_LIMIT * 10, lines=True)[:TEXT_LIMIT] for text in chosen))


# --- what has to be true ------------------------------------------------------------------------------------------


def check_tables(book: Book) -> None:
    """No formula, no link, every text as it was, in all three kinds of files."""
    _check_workbook(book)
    _check_csv(book)
    _check_json(book)


def _check_workbook(book: Book) -> None:
    content = sheets.xlsx(book)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            assert not re.search(r"externalLink|hyperlink|vba|embedding", name), name
            told = archive.read(name)
            assert b"<hyperlink" not in told
            assert b"<f>" not in told
            assert b'TargetMode="External"' not in told
    opened = load_workbook(io.BytesIO(content))
    for sheet in book.sheets:
        page = opened[sheet.name]
        for number, row in enumerate(sheet.rows, 2):
            for place, value in enumerate(row, 1):
                cell = page.cell(number, place)
                assert cell.data_type != "f", (sheet.name, value)
                if isinstance(value, str) and value:
                    assert cell.data_type == "s", (sheet.name, value)
                    assert cell.value == value, (sheet.name, value, cell.value)


def _check_csv(book: Book) -> None:
    for sheet, content in zip(book.sheets, sheets.csv_files(book).values(), strict=True):
        text = content.decode("utf-8-sig")
        for row, found in zip(sheet.rows, list(csv.reader(io.StringIO(text, newline="")))[1:], strict=True):
            for value, cell in zip(row, found, strict=True):
                if isinstance(value, str):
                    assert not cell.startswith(_RUNS), (sheet.name, value)
                    assert cell in (value, f"'{value}"), (sheet.name, value, cell)


def _check_json(book: Book) -> None:
    found = json.loads(sheets.json_file(book))
    for sheet in book.sheets:
        for row, told in zip(sheet.rows, found[sheet.name.replace(" ", "_")], strict=True):
            for value, back in zip(row, told.values(), strict=True):
                assert not isinstance(value, str) or back == value


def check_lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Lines of CSV as the command line writes them."""
    for line in sheets.csv_lines(header, rows):
        (found,) = csv.reader(io.StringIO(line, newline=""))
        assert not any(cell.startswith(_RUNS) and not _is_number(cell) for cell in found)


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?[\d.]+", text))


def check_file_name(name: str) -> None:
    """A name that every system takes, in the folder that was chosen."""
    assert not _RESERVED.search(name), name
    assert not _WINDOWS.fullmatch(name), name
    assert not name.startswith((".", "-", " ")), name
    assert not name.rstrip(".pdf").endswith((" ", ".")), name
    assert len(name.encode()) <= 200, name


def documents(store: Store, cycle: Cycle) -> Iterator[tuple[papers.Job, Any]]:
    """Every paper that can be composed of the cycle, with its file name checked."""
    for copy in papers.COPIES:
        for job in papers.jobs(store, cycle, copy=copy):
            check_file_name(job.file_name("km"))
            try:
                yield job, job.document()
            except UserError:  # something is missing for this paper
                continue


# --- by command ---------------------------------------------------------------------------------------------------


def main(arguments: Sequence[str]) -> int:
    """Run as many fills as asked for; says what was done."""
    from tests.export.test_hostile import active_parts

    parser = argparse.ArgumentParser(prog="python -m tests.faults.injection")
    parser.add_argument("--texts", type=int, default=10_000, help="usually all")
    parser.add_argument("--fills", type=int, default=40, help="times that a database is filled and printed")
    asked = parser.parse_args(arguments)
    chosen = texts(asked.texts)
    began, made = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder) / "commune.db") as store:
        cycle = full_cycle(store)
        book, words = cycle_tables(store, cycle, survey_rows=True), stored(chosen)
        for turn in range(len(words)):
            check_tables(with_texts(book, words, turn))
        for turn in range(asked.fills):
            fill(store, chosen, turn * len(chosen) // asked.fills)
            check_tables(cycle_tables(store, cycle, survey_rows=True))
            for job, document in documents(store, cycle):
                assert active_parts(papers.render(job.paper, document, "km-en")) == set()
                made += 1
    columns = sum(isinstance(value, str) for sheet in book.sheets for row in sheet.rows[:1] for value in row)
    sys.stdout.write(
        f"{len(chosen)} texts in {columns} columns of text, {asked.fills} fills of {len(fields())} fields, "
        f"{made} papers, {time.monotonic() - began:.0f} s: no formula, no link, nothing fetched, every text came back\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
