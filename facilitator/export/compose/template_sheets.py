"""What every workbook to fill in has: columns with lists, an explanation in both languages, and what to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from facilitator.export.documents.tables import Column, Sheet, Value
from facilitator.i18n import N_, catalogue
from facilitator.models.imports import sources

if TYPE_CHECKING:
    from facilitator.models.imports.staging import Column as ImportColumn
    from facilitator.models.imports.staging import SheetKind

WIDE, NARROW, ABOUT = 34, 14, 60
_WIDE = (
    "name", "text", "title", "village_codes", "place", "organisation", "breakdowns", "criteri", "activity", "target",
    "location", "lead", "responsible", "reason",
)  # fmt: skip

FIXED_NAMES = N_(
    "The names of sheets and columns stay as they are; the order of columns is free, and optional ones may go."
)
ALL_OR_NOTHING = N_("Nothing is ever deleted by an import. If anything is wrong, nothing at all is stored.")
KHMER_DIGITS = N_("Replace the example rows by your own. Khmer digits are understood everywhere.")

Rows = Sequence[tuple[Value, ...]]


def column(column: ImportColumn) -> Column:
    """A column of the file to import, as the workbook offers it."""
    wide = column.name.startswith(_WIDE) or column.name == "key"
    return Column(
        column.name,
        WIDE if wide else NARROW,
        as_text=column.as_text,
        choices=tuple(column.choices()),
        from_sheet=column.from_sheet,
    )


def table(kind: SheetKind, rows: Rows) -> Sheet:
    """A sheet to fill in."""
    return Sheet(kind.name, tuple(map(column, kind.columns)), tuple(rows))


def explanation(kinds: Sequence[SheetKind], notes: Iterable[str]) -> Sheet:
    """The notes, then every sheet and column, in both languages."""
    km, en = catalogue("km"), catalogue("en")
    must = N_("must be filled")
    lines: list[tuple[Value, ...]] = []
    for note in notes:
        lines.append(("", "", "", km(note), en(note)))
    for kind in kinds:
        lines.append((kind.name, "", "", km(kind.about), en(kind.about)))
        for each in kind.columns:
            needed = f"{km(must)} / {en(must)}" if each.required else ""
            choices = ", ".join(each.choices())
            also = f" [{choices}]" if choices else ""
            lines.append((kind.name, each.name, needed, km(each.about) + also, en(each.about) + also))
    about = Column("ការពន្យល់", ABOUT, wrapped=True), Column("explanation", ABOUT, wrapped=True)
    heads = Column("sheet", 18), Column("column", 18), Column("required", 26, wrapped=True)
    return Sheet(sources.EXPLANATION, (*heads, *about), tuple(lines))


def places(found: Iterable[tuple[str, str, str]]) -> Sheet:
    """The villages to choose from: code and names."""
    columns = (Column("code", as_text=True), Column("name_km", 30), Column("name_en", 30))
    return Sheet(sources.PLACES, columns, tuple(sorted(found)))


def keys(name: str, found: Iterable[tuple[str, str, str]]) -> Sheet:
    """A list of keys to choose from, with their names."""
    return Sheet(name, (Column("key", 44), Column("name_km", ABOUT), Column("name_en", ABOUT)), tuple(found))
