"""What holds for every paper of the list, printed from its SAMPLE. A new paper is covered as soon as it is listed."""

from __future__ import annotations

import getpass
import io
import re
import socket
import time
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import Any

import pypdf
import pytest

from facilitator.export import papers
from tests.export.pdf.every_paper import KINDS, printed_sample, sample
from tests.export.pdf.reading import READERS, ink_box
from tests.export.pdf.tags import Node, TaggedFile, grid_widths

LANGUAGE = "km-en"
MOST_BYTES = {"pack": 10_000_000}
"""Papers are below 2 MB; the whole pack of a cycle may have 10."""

NOT_READ_ALOUD = ("imposed", "tiled")
"""Files for the printer alone, in the order or with the halves of sheets: the copy to read is another paper."""

UNPRINTABLE = 11.0
"""Points at the edges (4 mm) that common laser printers leave white."""

TO_THE_EDGE = ("printer-test", "poster-tiled")
"""The rulers of the one show where a printer ends; the other is cut along lines from edge to edge."""

every_paper = pytest.mark.parametrize("key", KINDS)
every_tagged_paper = pytest.mark.parametrize(
    "key", [key for key in KINDS if not any(word in key for word in NOT_READ_ALOUD)]
)


@every_paper
def test_the_same_bytes_on_another_day_for_another_user_on_another_machine(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = printed_sample(key, LANGUAGE)
    for name in ("USER", "USERNAME", "LOGNAME", "HOSTNAME", "COMPUTERNAME"):
        monkeypatch.setenv(name, "somebody-else")
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + 400 * 86_400)
    monkeypatch.setattr(socket, "gethostname", lambda: "somewhere-else")
    monkeypatch.setattr(getpass, "getuser", lambda: "somebody-else")
    assert papers.render(KINDS[key], sample(KINDS[key]), LANGUAGE) == first


@cache
def _file(key: str) -> TaggedFile:
    return TaggedFile(printed_sample(key, LANGUAGE))


@cache
def _tree(key: str) -> Node:
    return _file(key).tree()


@every_paper
@pytest.mark.parametrize("language", ["km-en", "en"])
def test_files_are_small_and_say_what_they_are(key: str, language: str) -> None:
    data = printed_sample(key, language)
    assert len(data) < MOST_BYTES.get(key, 2_000_000)
    reader = pypdf.PdfReader(io.BytesIO(data), strict=True)
    root: Any = reader.trailer["/Root"]
    metadata = reader.metadata
    assert metadata is not None
    assert metadata.title
    assert root["/Lang"] == ("en" if language == "en" else "km")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert f'"x-default">{_escaped(metadata.title)}<' in root["/Metadata"].get_data().decode()


@pytest.mark.parametrize("key", [key for key in KINDS if key not in TO_THE_EDGE])
def test_nothing_stands_where_printers_leave_the_paper_white(key: str) -> None:
    data = printed_sample(key, LANGUAGE)
    for number, page in enumerate(_file(key).reader.pages):
        left, top, right, bottom = ink_box(data, number)
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        assert min(left, top, width - right, height - bottom) >= UNPRINTABLE, number


@every_paper
def test_fonts_are_embedded_and_hold_only_what_is_used(key: str) -> None:
    for page in _file(key).reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            tag, _, name = font["/BaseFont"].partition("+")
            assert len(tag) == 7, name  # "/" and six letters: a subset
            assert font["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile2"].get_data()


@every_tagged_paper
def test_khmer_is_copied_alike_by_two_readers(key: str) -> None:
    copied = [READERS[reader](printed_sample(key, LANGUAGE)) for reader in ("pdfium", "mupdf")]
    first, second = (Counter(re.findall("[\u1780-\u17ff]", text)) for text in copied)
    assert first == second
    assert first.total() > 100


@every_tagged_paper
def test_all_that_is_painted_is_tagged_or_an_artifact(key: str) -> None:
    file = _file(key)
    assert file.is_tagged
    loose = {page: found for page in range(len(file.reader.pages)) if (found := file.loose(page))}
    assert not loose


@every_tagged_paper
def test_marks_pages_and_tree_agree(key: str) -> None:
    file = _file(key)
    owners = {mark: node.number for node in _tree(key).walk() for mark in node.marks}
    for page in range(len(file.reader.pages)):
        marks = file.marks(page)
        assert marks == list(range(len(marks)))
        assert file.parents(page) == [owners.pop((page, mark)) for mark in marks]
    assert not owners


@every_tagged_paper
def test_headings_begin_at_the_first_level_and_never_jump(key: str) -> None:
    tree = _tree(key)
    levels = [int(node.kind[1]) for node in tree.walk() if node.kind[0] == "H" and node.kind[1:].isdigit()]
    assert levels, "no heading"
    assert levels[0] == 1
    assert all(second <= first + 1 for first, second in pairwise(levels))


@every_tagged_paper
def test_bookmarks_lead_to_the_headings(key: str) -> None:
    outline = _file(key).reader.outline
    assert outline
    assert not isinstance(outline[0], list)
    assert outline[0].title


@every_tagged_paper
def test_pictures_have_words_in_the_first_language_of_the_paper(key: str) -> None:
    tree = _tree(key)
    assert not [node.marks for node in tree.all("Figure") if not node.alternative.strip()]
    assert not [node.alternative for node in tree.all("Figure") if re.search("[A-Za-z]{3}|\u200b", node.alternative)]


@every_tagged_paper
def test_tables_have_headers_and_close_their_grid(key: str) -> None:
    tree = _tree(key)
    for table in tree.all("Table"):
        heads = table.all("TH")
        assert heads
        assert all(cell.attributes["Scope"] in ("/Column", "/Row") for cell in heads)
        assert {row.kind for row in table.kids} == {"TR"}
        assert {cell.kind for row in table.kids for cell in row.kids} <= {"TH", "TD"}
        assert len(set(grid_widths(table))) == 1


@every_tagged_paper
def test_lists_have_items_with_bodies(key: str) -> None:
    tree = _tree(key)
    assert all([kid.kind for kid in item.kids] == ["LBody"] for item in tree.all("LI"))
    assert all({kid.kind for kid in entries.kids} == {"LI"} for entries in tree.all("L"))


@every_tagged_paper
def test_nothing_is_tagged_without_being_drawn(key: str) -> None:
    tree = _tree(key)
    assert not [node.kind for node in tree.walk() if not _may_be_empty(node) and not any(n.marks for n in node.walk())]


def _may_be_empty(node: Node) -> bool:
    return node.kind in ("TD", "TH", "TR")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
