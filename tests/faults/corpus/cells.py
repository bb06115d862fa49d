"""Workbooks that are sound archives and hold cells, or tables, that make no sense."""

from __future__ import annotations

from collections.abc import Iterator

from tests.faults.corpus.book import LAST, ROW, VOTES, packed, parts, row, shared, sheet, table, with_texts


def cells() -> Iterator[tuple[str, bytes]]:
    head = row(1, VOTES)

    def made(text: str, **more: str) -> bytes:
        return packed(parts(sheet(head + text, **more)))

    yield "value-in-the-last-cell", made(f'<row r="1048576"><c r="{LAST}"><v>1</v></c></row>')
    yield (
        "two-far-cells",
        made(
            '<row r="2"><c r="A2"><v>1</v></c><c r="XFD2"><v>1</v></c></row>'
            '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
        ),
    )
    yield "row-beyond-the-last", made('<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>')
    yield "row-zero", made('<row r="0"><c r="A0"><v>1</v></c></row>')
    yield "row-below-zero", made('<row r="-5"><c r="A-5"><v>1</v></c></row>')
    yield "row-no-number", made('<row r="two"><c r="Atwo"><v>1</v></c></row>')
    yield "row-of-many-digits", made(f'<row r="{"9" * 6000}"><c><v>1</v></c></row>')
    yield "rows-backwards", made("".join(row(number, ROW) for number in (9, 7, 5, 3, 2)))
    yield "row-twice", made(row(2, ROW) + row(2, ROW))
    yield "column-beyond-the-last", made('<row r="2"><c r="ZZZZ2"><v>1</v></c></row>')
    yield "reference-of-nonsense", made('<row r="2"><c r="%s"><v>1</v></c><c r=""><v>1</v></c></row>')
    yield "cell-twice", made('<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>')
    yield "size-that-lies", made("", before=f'<dimension ref="A1:{LAST}"/>')
    yield "size-of-nonsense", made("", before='<dimension ref="::::"/>')
    yield "everything-merged", made("", after=f'<mergeCells count="1"><mergeCell ref="A1:{LAST}"/></mergeCells>')
    yield "a-million-merged", made("", after="<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 100_000 + "</mergeCells>")
    numbers = {
        "number-of-many-digits": "9" * 6000, "number-too-large": "1e999", "number-below": "-1e999",
        "not-a-number": "NaN",
        "infinite": "Infinity", "number-of-words": "twelve", "hexadecimal": "0x7f", "underlined-number": "1_000",
        "khmer-number": "១២៣", "number-with-newline": "1\n2", "very-small": "1e-400", "minus-zero": "-0",
    }  # fmt: skip
    for name, value in numbers.items():
        yield name, made(f'<row r="2"><c r="A2"><v>{value}</v></c><c r="H2"><v>{value}</v></c></row>')
    kinds = {
        "text-number-beyond": '<c r="A2" t="s"><v>99999</v></c>', "text-number-below": '<c r="A2" t="s"><v>-1</v></c>',
        "text-number-of-words": '<c r="A2" t="s"><v>x</v></c>', "unknown-type": '<c r="A2" t="zzz"><v>1</v></c>',
        "wrong-yes-no": '<c r="A2" t="b"><v>perhaps</v></c>', "error-value": '<c r="A2" t="e"><v>#REF!</v></c>',
        "date-of-nonsense": '<c r="A2" t="d"><v>2026-99-99</v></c>',
        "date-far-away": '<c r="A2" t="d"><v>99999-01-01</v></c>',
        "unknown-style": '<c r="A2" s="999999"><v>1</v></c>', "style-below": '<c r="A2" s="-1"><v>1</v></c>',
        "formula-without-value": '<c r="A2"><f>1+1</f></c>',
        "formula-that-runs": "<c r='A2'><f>cmd|'/C calc'!A0</f><v>1</v></c>",
        "formula-for-every-cell": f'<c r="A2"><f t="array" ref="A2:{LAST}">1</f><v>1</v></c>',
        "text-in-text": '<c r="A2" t="inlineStr"><is><is><t>x</t></is></is></c>',
        "no-text-in-text": '<c r="A2" t="inlineStr"/>', "value-in-value": '<c r="A2"><v><v>1</v></v></c>',
    }  # fmt: skip
    for name, text in kinds.items():
        yield name, packed(with_texts(shared("<t>x</t>"), text))
    yield "very-long-text", made(row(2, ("ក" * 3_000_000, *ROW[1:])))
    yield "very-long-header", packed(parts(sheet(row(1, ("x" * 1_000_000, *VOTES)))))
    yield "deep-text", packed(with_texts(shared("<r><t>x</t></r>" * 50_000), '<c r="A2" t="s"><v>0</v></c>'))
    yield (
        "deep-pronunciation",
        packed(with_texts(shared("<rPh>" * 50_000 + "</rPh>" * 50_000), '<c r="A2" t="s"><v>0</v></c>')),
    )


def tables() -> Iterator[tuple[str, bytes]]:
    """Workbooks that are sound as files, with tables that make no sense."""
    yield "header-only", packed(parts(table()))
    yield "header-twice", packed(parts(table(VOTES, ROW)))
    yield "columns-twice", packed(parts(sheet(row(1, VOTES * 3) + row(2, ROW * 3))))
    yield "sixteen-thousand-columns", packed(parts(sheet(row(1, [f"c{n}" for n in range(16_384)]))))
    yield (
        "header-that-looks-empty",
        packed(parts(sheet(row(1, ["\u200b", "\u2060", "\u00ad", " ", "\u3000"]) + row(2, ROW)))),
    )
    yield "header-turned-round", packed(parts(sheet(row(1, [f"\u202e{name[::-1]}" for name in VOTES]) + row(2, ROW))))
    yield (
        "header-in-other-letters",
        packed(parts(sheet(row(1, [name.replace("o", "о") for name in VOTES]) + row(2, ROW)))),
    )
    dunder = ("__class__", "__init__", "{0.__class__}", "%s", "id", "rowid", "'; DROP TABLE cycle; --", "..", "/")
    yield "headers-of-code", packed(parts(sheet(row(1, dunder) + row(2, dunder))))
    yield "texts-of-code", packed(parts(table(*(dunder + ROW[len(dunder) :], ROW[:4] + dunder[:8]))))
    formulas = ("=1+1", "+1", "-1", "@SUM(1)", "=cmd|'/C calc'!A0", '=HYPERLINK("http://127.0.0.1:9/")', "\t=1", "|x")
    yield "texts-that-would-run", packed(parts(table((*formulas, *ROW[len(formulas) :]))))
    yield "many-people", packed(parts(table((*ROW[:7], *["99999999999999999999"] * 5))))
    yield "people-below-zero", packed(parts(table((*ROW[:7], "-1", "-999999999999", "1.5", "1e3", "½"))))
    yield "same-row-many-times", packed(parts(table(*[ROW] * 3000)))
    yield (
        "too-many-rows",
        packed(
            parts(
                sheet(row(1, VOTES) + "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(2, 60_000)))
            )
        ),
    )
    yield "forty-five-sheets", packed(parts(names=[f"votes{n}" for n in range(45)]))
    yield "sheets-of-one-name", packed(parts(names=["votes", "votes", "VOTES", " votes "]))
    yield "sheet-without-name", packed(parts(names=[""]))
    yield "sheet-of-a-long-name", packed(parts(names=["votes" * 5000]))
    yield "sheets-of-everything", packed(parts(names=["cycle", "votes", "ballots", "attendance", "actions", "lines"]))
