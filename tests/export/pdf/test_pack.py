from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from dataclasses import replace

import pypdf
import pytest

from facilitator.export.documents import citizens_budget, invitation
from facilitator.export.documents.common import Text
from facilitator.export.documents.pack import SAMPLE, BoundPaper
from facilitator.export.pdf import beside, pack
from facilitator.export.pdf import promises_kept as promises
from facilitator.export.pdf.paper import coded
from facilitator.export.pdf.words import LANGUAGES
from facilitator.i18n import khmer_written_in
from tests.export.pdf.reading import page_texts
from tests.export.pdf.tags import TaggedFile


def entries(data: bytes) -> list[tuple[int, str, int]]:
    """Level, title and page (from 1) of every bookmark."""
    reader = pypdf.PdfReader(io.BytesIO(data), strict=True)

    def walk(items: list[object], level: int) -> list[tuple[int, str, int]]:
        found = []
        for item in items:
            if isinstance(item, list):
                found += walk(item, level + 1)
            elif isinstance(item, pypdf.generic.Destination):
                page = reader.get_destination_page_number(item)
                assert page is not None
                found.append((level, str(item.title), page + 1))
        return found

    return walk(list(reader.outline), 0)


@pytest.fixture(scope="module")
def sample() -> bytes:
    return pack.render(SAMPLE, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_prints_the_same_twice(language: str) -> None:
    assert pack.render(SAMPLE, language) == pack.render(SAMPLE, language)


def test_bookmarks_lead_to_paper_service_and_village(sample: bytes) -> None:
    found = entries(sample)
    assert found[0] == (0, "All papers of the cycle", 1)
    assert found[1:4] == [(0, "Citizens' scorecard of a village", 2), (1, "Health centre", 2), (2, "Ou Thum", 2)]
    assert all(level == 3 for level, _title, page in found[4:] if page == 2)
    assert [title for level, title, _page in found if level == 0][2:] == ["Progress report", "Promises kept"]


def test_villages_of_one_service_share_its_bookmark() -> None:
    card = SAMPLE.papers[0]
    other = replace(card, village=Text("ភូមិថ្មី", "Phum Thmei"))
    elsewhere = replace(card, service=Text("សាលា", "School"))
    titles = [(level, title) for level, title, _page in entries(
        pack.render(replace(SAMPLE, papers=(card, other, elsewhere)), "en")
    ) if level < 3]  # fmt: skip
    assert titles[1:] == [
        (0, "Citizens' scorecard of a village"),
        (1, "Health centre"), (2, "Ou Thum"), (2, "Phum Thmei"), (1, "School"), (2, "Ou Thum"),
    ]  # fmt: skip


def test_each_paper_looks_as_it_does_alone(sample: bytes) -> None:
    alone = page_texts(promises.render(SAMPLE.papers[2].document, "en"))
    assert page_texts(sample)[-len(alone) :] == alone
    assert f"Page 1 of {len(alone)}" in alone[0]


def test_the_first_page_lists_what_is_in_it_and_what_is_missing(sample: bytes) -> None:
    first = page_texts(sample)[0]
    assert "1 Citizens' scorecard of a village Health centre 1" in first
    assert "2 Progress report 1" in first
    assert "• Citizens' Budget" in first
    assert "Not made yet" not in page_texts(pack.render(replace(SAMPLE, missing=()), "en"))[0]


def test_papers_share_their_fonts(sample: bytes) -> None:
    alone = [pack.render(replace(SAMPLE, papers=(paper,)), "en") for paper in SAMPLE.papers]
    assert len(sample) < 0.75 * sum(map(len, alone))


def test_pages_keep_their_size_and_their_own_count() -> None:
    booklet = BoundPaper(Text("ថវិកា", "Budget"), citizens_budget.SAMPLE, "citizens_budget", "reading")
    letters = BoundPaper(Text("លិខិត", "Letters"), invitation.SAMPLE, "invitation", "render")
    data = pack.render(replace(SAMPLE, papers=(SAMPLE.papers[1], booklet, letters)), "en")
    reader = pypdf.PdfReader(io.BytesIO(data))
    widths = [round(float(page.mediabox.width)) for page in reader.pages]
    assert widths.count(420) == 8
    texts = page_texts(data)
    first = widths.index(420)
    assert "Page 2 of 8" in texts[first + 1]
    assert "Page 1 of 1" in texts[first + 8]


@pytest.fixture(scope="module")
def large() -> Iterator[bytes]:
    """A pack that is drawn in two parts, as long as this fixture is there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pack, "MOST_IN_ONE_PART", 4)
        yield pack.render(LARGE, "km-en")


LARGE = replace(
    SAMPLE,
    papers=(
        *(replace(SAMPLE.papers[0], village=Text(f"ភូមិ {n}", f"Village {n}")) for n in range(2)),
        *SAMPLE.papers[1:],
        replace(SAMPLE.papers[2], title=Text("លិខិត", "Letters"), code="ABCD"),
    ),
)


def test_a_large_pack_is_the_same_however_it_was_drawn(large: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "is_worth_it", lambda: False)
    assert pack.render(LARGE, "km-en") == large


def test_a_process_that_was_ready_draws_the_same_in_its_digits_and_with_its_code() -> None:
    beside.prepare()
    with khmer_written_in("arabic"), coded("WXYZ"):
        apart = beside.Asked(LARGE, 2, "km").answer()
        assert apart == pack.first_part(LARGE, 2, "km")
    assert apart != pack.first_part(LARGE, 2, "km")


def test_a_process_that_fails_is_done_without(large: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "is_worth_it", lambda: True)
    monkeypatch.setattr(beside.sys, "executable", shutil.which("false"))
    assert pack.render(LARGE, "km-en") == large


def test_two_parts_are_one_file(large: bytes) -> None:
    file = TaggedFile(large)
    reader = pypdf.PdfReader(io.BytesIO(large), strict=True)
    whole = file.tree()
    owners = {mark: node.number for node in whole.walk() for mark in node.marks}
    for page in range(len(reader.pages)):
        assert file.parents(page) == [owners.pop((page, mark)) for mark in file.marks(page)]
    assert not owners
    assert whole.kids[0].kind == "Part"
    assert [title for level, title, _page in entries(large) if level == 0] == [
        "ឯកសារទាំងអស់នៃវដ្ត",
        *dict.fromkeys(paper.title.km for paper in LARGE.papers),
    ]
    pages = [page for _level, _title, page in entries(large)]
    assert pages == sorted(pages)
    assert pages[-1] <= len(reader.pages)


def test_kinds_stay_together_and_small_packs_are_one_part(large: bytes) -> None:
    assert pack._first_papers(SAMPLE.papers) == 0
    many = [replace(SAMPLE.papers[0], village=Text("", f"Village {n}")) for n in range(9)]
    assert pack._first_papers([*many, *LARGE.papers[2:]]) == 9
    assert pack._first_papers([LARGE.papers[-1], *many]) == 1


def test_a_meeting_copy_says_so() -> None:
    assert "not for posting" in page_texts(pack.render(replace(SAMPLE, public=False), "en"))[0]
