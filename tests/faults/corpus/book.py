"""An honest workbook in parts, to be spoiled."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

Parts = dict[str, bytes]
"""The members of a workbook's archive."""

VOTES = ("service_point", "village_code", "side", "group", "criterion", "breakdown", "method", "1", "2", "3", "4", "5")
ROW = ("health_centre", "01020101", "citizens", "women", "health_centre.staff", "all", "votes", "1", "2", "3", "4", "5")
LAST = "XFD1048576"
"""The last cell that a workbook can have."""

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = "<?xml version='1.0' encoding='UTF-8'?>"
_DATE = (2000, 1, 1, 0, 0, 0)
SHEET = "xl/worksheets/sheet1.xml"
_TEXTS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
BOOK = "xl/workbook.xml"
LINKS = "xl/_rels/workbook.xml.rels"


def column(number: int) -> str:
    """The letters of a column, from 0."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def text_cell(reference: str, text: str) -> str:
    """A cell that holds its own text."""
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def row(number: int, texts: Sequence[str]) -> str:
    """A row of texts."""
    cells = "".join(text_cell(f"{column(place)}{number}", text) for place, text in enumerate(texts))
    return f'<row r="{number}">{cells}</row>'


def sheet(rows: str, before: str = "", after: str = "") -> bytes:
    """A sheet with these rows."""
    return f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'.encode()


def table(*rows: Sequence[str]) -> bytes:
    """A sheet with a header and these rows."""
    return sheet("".join(row(number, texts) for number, texts in enumerate((VOTES, *rows), 1)))


def parts(first: bytes | None = None, names: Sequence[str] = ("votes",), **more: bytes) -> Parts:
    """An honest workbook, or one whose first sheet is `first`."""
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in range(1, len(names) + 1)
    )
    sheets = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1))
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(names) + 1)
    )
    made = {
        "[Content_Types].xml": (
            f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
            f'"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
            f'"application/xml"/><Override PartName="/{BOOK}" ContentType="{_TYPE}.sheet.main+xml"/>{kinds}</Types>'
        ).encode(),
        "_rels/.rels": (
            f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/officeDocument" Target="{BOOK}"/></Relationships>'
        ).encode(),
        BOOK: f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'.encode(),
        LINKS: f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'.encode(),
    }
    made |= {f"xl/worksheets/sheet{n}.xml": table(ROW) for n in range(1, len(names) + 1)}
    if first is not None:
        made[SHEET] = first
    return made | {name.replace("__", "/"): content for name, content in more.items()}


def with_texts(texts: bytes, cells: str) -> Parts:
    """A workbook whose second row points into a table of texts."""
    made = parts(sheet(f'{row(1, VOTES)}<row r="2">{cells}</row>'))
    made[_TEXTS] = texts
    link = f'<Relationship Id="rIdT" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    made[LINKS] = made[LINKS].replace(b"</Relationships>", link.encode())
    kind = f'<Override PartName="/{_TEXTS}" ContentType="{_TYPE}.sharedStrings+xml"/></Types>'
    made["[Content_Types].xml"] = made["[Content_Types].xml"].replace(b"</Types>", kind.encode())
    return made


def shared(*items: str) -> bytes:
    """A table of texts."""
    return f'{HEAD}<sst xmlns="{MAIN}">{"".join(f"<si>{item}</si>" for item in items)}</sst>'.encode()


def packed(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = method
            archive.writestr(info, content)
    return out.getvalue()


def spoiled(old: bytes, new: bytes, member: str = SHEET) -> bytes:
    """An honest workbook in which one member says something else."""
    made = parts()
    assert old in made[member]
    made[member] = made[member].replace(old, new, 1)
    return packed(made)
