"""Sheets of a workbook with very many rows, read three times as fast as by openpyxl, in little memory.

Texts, numbers and booleans only: dates come as the numbers that they are in the file. What the archive holds was
examined before (`archive.read`): there is no document type in it, hence no entities.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from xml.etree import ElementTree
from xml.parsers import expat

from facilitator.models.imports import archive
from facilitator.models.imports.workbook import (
    LAST_ROW,
    MOST_COLUMNS,
    MOST_SHEETS,
    Progress,
    RawRow,
    readable,
    sheet_name,
)

_CHUNK = 1 << 16
_LONGEST_TEXT = 10_000
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_LETTERS = re.compile("[A-Z]{1,3}")


@contextmanager
def opened(path: Path, progress: Progress | None = None) -> Iterator[list[tuple[str, Iterator[RawRow]]]]:
    """The sheets of an .xlsx file, by name, as `workbook.opened` gives them. Raises UserError."""
    content = archive.read(path, archive.LARGE)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        with readable(path):
            members = _members(book)
            shared = _shared_texts(book)
        if len(members) > MOST_SHEETS:
            raise archive.too_large(path)
        yield [(name, _rows(book, member, shared, path, progress)) for name, member in members]


def _members(book: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Name and member of every sheet, in their order."""
    relations = ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): posixpath.normpath(posixpath.join("/xl", each.get("Target", ""))) for each in relations}
    found = []
    for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter():
        if _local(sheet.tag) == "sheet":
            target = targets[sheet.get(_RELATION) or sheet.get(_STRICT_RELATION)]
            found.append((sheet_name(sheet.get("name", "")), target.removeprefix("/")))
    return found


def _shared_texts(book: zipfile.ZipFile) -> list[str]:
    """The texts that cells point at by number; what only says how a text is pronounced is left out."""
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    found = []
    with book.open("xl/sharedStrings.xml") as file:
        for _event, item in ElementTree.iterparse(file):
            if _local(item.tag) == "rPh":
                item.clear()
            elif _local(item.tag) == "si":
                texts = (each.text or "" for each in item.iter() if _local(each.tag) == "t")
                found.append("".join(texts)[:_LONGEST_TEXT])
                item.clear()
    return found


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _rows(
    book: zipfile.ZipFile, member: str, shared: list[str], path: Path, progress: Progress | None
) -> Iterator[RawRow]:
    sheet = _Sheet(shared)
    with readable(path):
        file: IO[bytes] = book.open(member)
        size = max(book.getinfo(member).file_size, 1)
    with file:
        chunk = b"-"
        while chunk:
            with readable(path):
                chunk = file.read(_CHUNK)
                sheet.feed(chunk)
            if progress is not None:
                progress(min(file.tell() / size, 1.0))
            yield from sheet.rows
            sheet.rows.clear()


class _Sheet:
    """Turns the XML of a sheet into rows; cells beyond the last column that is read are dropped."""

    def __init__(self, shared: list[str]) -> None:
        self.rows: list[RawRow] = []
        self._shared = shared
        self._numbers: dict[str, int] = {}
        self._cells: list[Any] = []
        self._row = 0
        self._column = 0
        self._type = ""
        self._text: list[str] = []
        self._length = 0
        self._formula = False
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._root

    def feed(self, chunk: bytes) -> None:
        """Read on; the rows that are complete by now are in `rows`. Nothing is the end of the sheet."""
        self._parser.Parse(chunk, not chunk)

    def _root(self, name: str, _attributes: dict[str, str]) -> None:
        """The first element says which prefix, if any, the names have."""
        prefix = name.rpartition(":")[0]
        prefix = f"{prefix}:" if prefix else ""
        self._name_row, self._name_cell = f"{prefix}row", f"{prefix}c"
        self._name_formula = f"{prefix}f"
        self._names_text = (f"{prefix}v", f"{prefix}t")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._name_cell:
            self._column = self._number(attributes.get("r"))
            self._type = attributes.get("t", "n")
            self._text.clear()
            self._length = 0
            self._formula = False
        elif name in self._names_text:
            self._parser.CharacterDataHandler = self._characters
        elif name == self._name_formula:
            self._formula = True
        elif name == self._name_row:
            self._cells = []
            self._column = -1
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            if not 0 < self._row <= LAST_ROW:
                raise ValueError(self._row)

    def _end(self, name: str) -> None:
        if name in self._names_text:
            self._parser.CharacterDataHandler = None
        elif name == self._name_cell:
            self._put()
        elif name == self._name_row and any(cell not in (None, "") for cell in self._cells):
            self.rows.append(RawRow(self._row, tuple(self._cells)))

    def _characters(self, text: str) -> None:
        if self._length < _LONGEST_TEXT:
            self._text.append(text)
            self._length += len(text)

    def _number(self, reference: str | None) -> int:
        """The place of a cell in its row, from 0: `C7` is 2; without a reference it is the next one."""
        if reference is None:
            return self._column + 1
        letters = reference.rstrip("0123456789")
        if letters not in self._numbers:
            if not _LETTERS.fullmatch(letters):
                raise ValueError(reference[:20])
            number = 0
            for letter in letters:
                number = number * 26 + ord(letter) - 64
            self._numbers[letters] = number - 1
        return self._numbers[letters]

    def _put(self) -> None:
        cells, column = self._cells, self._column
        if column >= MOST_COLUMNS:
            return
        if column > len(cells):
            cells.extend([None] * (column - len(cells)))
        value = self._value()
        if column == len(cells):
            cells.append(value)
        else:
            cells[column] = value

    def _value(self) -> Any:
        text = "".join(self._text)
        if not text:
            return "= ?" if self._formula else None  # a formula that no program has worked out yet
        if self._type == "n":
            return int(text) if text.isdigit() and len(text) < 18 else float(text)
        if self._type == "s":
            return self._shared[int(text)]
        if self._type == "b":
            return text.strip() == "1"
        return text
