"""Workbooks whose XML fetches, expands, is broken or is none."""

from __future__ import annotations

from collections.abc import Iterator

from tests.faults.corpus.book import (
    BOOK,
    HEAD,
    LINKS,
    MAIN,
    ROW,
    STYLES,
    VOTES,
    packed,
    parts,
    row,
    shared,
    sheet,
    spoiled,
    table,
    with_texts,
)


def entities() -> Iterator[tuple[str, bytes]]:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    declared = {
        "laughs": f"{laughs}]>",
        "one-long-entity": f'<!DOCTYPE x [<!ENTITY a "{"x" * 500_000}">]>',
        "file-by-entity": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        "page-by-entity": '<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1:9/x">]>',
        "page-by-parameter": '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a;]>',
        "page-by-type": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        "lower-case-type": '<!doctype x [<!entity a "b">]>',
    }
    for name, text in declared.items():
        yield name, spoiled(HEAD.encode(), (HEAD + text).encode())
    type_ = declared["laughs"].encode()
    yield "laughs-in-the-book", spoiled(HEAD.encode(), HEAD.encode() + type_, BOOK)
    yield "laughs-in-the-links", spoiled(HEAD.encode(), HEAD.encode() + type_, LINKS)
    yield "laughs-in-the-types", spoiled(HEAD.encode(), HEAD.encode() + type_, "[Content_Types].xml")
    texts = shared("<t>&c;</t>").replace(HEAD.encode(), HEAD.encode() + type_)
    yield "laughs-in-the-texts", packed(with_texts(texts, '<c r="A2" t="s"><v>0</v></c>'))
    plain = (HEAD + declared["laughs"]).encode() + table(ROW).replace(HEAD.encode(), b"")
    for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        coded = plain.decode().replace("UTF-8", name[:6].upper()).encode(name)
        yield f"laughs-in-{name}", packed(parts(coded))
    seven = plain.replace(b"UTF-8", b"UTF-7").replace(b"<!DOCTYPE", b"+ADwAIQ-DOCTYPE")
    yield "laughs-in-utf-7", packed(parts(seven))
    yield "type-behind-many-spaces", packed(parts(HEAD.encode() + b" " * 300_000 + plain[len(HEAD) :]))
    yield (
        "type-across-a-boundary",
        packed(parts(HEAD.encode() + b" " * (65_536 - len(HEAD) - 4) + plain[len(HEAD) :])),
    )


def documents() -> Iterator[tuple[str, bytes]]:
    wrong = {
        "not-closed": b"<worksheet><sheetData><row>",
        "not-xml": b"\x89PNG\r\n\x1a\n" + bytes(500),
        "nothing-in-the-sheet": b"",
        "other-root": f'{HEAD}<html xmlns="{MAIN}"><body/></html>'.encode(),
        "no-namespace": HEAD.encode()
        + b"<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData></worksheet>",
        "zero-characters": table(("health\0centre", *ROW[1:])),
        "control-characters": table(("health\x01\x02centre", *ROW[1:])),
        "character-zero-by-number": table(("health&#0;centre", *ROW[1:])),
        "half-a-surrogate-by-number": table(("health&#xD800;centre", *ROW[1:])),
        "unknown-entity": table(("health&nosuch;centre", *ROW[1:])),
        "broken-utf-8": table(ROW).replace(b"health_centre", b"health\xff\xfe\xc0\x80centre", 1),
        "surrogates-in-utf-8": table(ROW).replace(b"health_centre", b"health\xed\xa0\x80centre", 1),
        "two-roots": table(ROW) * 2,
        "rubbish-behind": table(ROW) + b"<x>",
        "latin-1": table(ROW).replace(b"UTF-8", b"ISO-8859-1"),
        "unknown-encoding": table(ROW).replace(b"UTF-8", b"x-nosuch"),
        "instructions": table(ROW).replace(
            HEAD.encode(), HEAD.encode() + b"<?xml-stylesheet href='file:///etc/passwd'?>"
        ),
        "includes": sheet(
            f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>{row(1, VOTES)}'
        ),
    }
    for name, content in wrong.items():
        yield name, packed(parts(content))
    yield "links-to-nowhere", spoiled(b"worksheets/sheet1.xml", b"worksheets/nosuch.xml", LINKS)
    yield "links-out-of-the-archive", spoiled(b"worksheets/sheet1.xml", b"../../../../etc/passwd", LINKS)
    yield (
        "links-to-the-net",
        spoiled(b'Target="worksheets/sheet1.xml"', b'Target="http://127.0.0.1:9/x.xml" TargetMode="External"', LINKS),
    )
    yield "links-to-itself", spoiled(b"worksheets/sheet1.xml", b"workbook.xml", LINKS)
    yield "no-links", packed({name: content for name, content in parts().items() if name != LINKS})
    yield "no-types", packed({name: content for name, content in parts().items() if name != "[Content_Types].xml"})
    yield "no-sheets", spoiled(b"<sheets>", b"<sheets></sheets><x>", BOOK)
    yield "broken-styles", packed(parts() | {STYLES: b"<styleSheet>"})
    yield (
        "external-workbook",
        packed(parts() | {"xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"/>'.encode()}),
    )
    yield "with-macros", packed(parts() | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(3000)})
    names = f'<definedNames><definedName name="_xlnm.Print_Area">{"A1," * 100_000}A1</definedName></definedNames>'
    yield "very-long-names", spoiled(b"</workbook>", names.encode() + b"</workbook>", BOOK)
