from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from dataclasses import replace

import pypdf
import pytest

from facilitator.export import second_process
from facilitator.export.compose.pack import FORMS, LEFT_OUT
from facilitator.export.documents import citizens_budget, invitation
from facilitator.export.documents.common import Text
from facilitator.export.documents.pack import LAST_PAPERS, SAMPLE, BoundPaper
from facilitator.export.kinds import PAPERS
from facilitator.export.pdf import beside, pack
from facilitator.export.pdf import promises_kept as promises
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
        replace(SAMPLE.papers[2], title=Text("លិខិត", "Letters"), code="ABCD", paper="poster"),
        replace(SAMPLE.papers[1], title=Text("សង្ខេប", "Summary"), paper="commune-summary"),
    ),
)


def test_a_large_pack_is_the_same_however_it_was_drawn(large: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_process, "is_worth_it", lambda: False)
    assert pack.render(LARGE, "km-en") == large


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> Iterator[beside.Other]:
    """The process that waits for papers in English, with Khmer digits asked for."""
    monkeypatch.setattr(second_process, "is_worth_it", lambda: True)
    beside.prepare("en", "khmer")
    (other,) = beside._ready
    yield other
    beside.forget()


def test_papers_are_drawn_apart_as_they_are_composed_in_their_digits(ready: beside.Other) -> None:
    for paper in LARGE.papers:
        beside.hand_on(paper)
    assert ready.given == list(LARGE.papers[:4])
    with khmer_written_in("khmer"):
        asked = beside.Asked(LARGE.papers[:4], "en")
        assert asked._other is ready
        part = asked.answer()
        assert part == ready.part() == pack.first_part(LARGE.papers[:4], "en")
    assert not beside._ready


def test_papers_that_were_not_handed_on_follow(ready: beside.Other) -> None:
    beside.hand_on(LARGE.papers[0])
    with khmer_written_in("khmer"):
        assert beside.Asked(LARGE.papers[:3], "en").answer() == pack.first_part(LARGE.papers[:3], "en")
    assert ready.given == list(LARGE.papers[:3])


@pytest.mark.parametrize(
    ("papers", "language", "digits"),
    [
        (LARGE.papers[:1], "en", "khmer"),
        (tuple(replace(paper) for paper in LARGE.papers[:2]), "en", "khmer"),
        (LARGE.papers[:2], "km", "khmer"),
        (LARGE.papers[:2], "en", "arabic"),
    ],
)
def test_what_was_drawn_for_another_pack_is_not_taken(
    ready: beside.Other, papers: tuple[BoundPaper, ...], language: str, digits: str
) -> None:
    for paper in LARGE.papers[:2]:
        beside.hand_on(paper)
    with khmer_written_in(digits):
        asked = beside.Asked(papers, language)
        assert asked._other is not ready
        assert asked.answer() == pack.first_part(papers, language)
    assert ready.part() is None


def test_another_pack_begins_with_a_process_of_its_own(ready: beside.Other) -> None:
    beside.hand_on(LARGE.papers[0])
    beside.prepare("km", "khmer")
    (other,) = beside._ready
    assert other is not ready
    assert other.given == []
    assert ready.part() is None


def test_a_process_that_fails_is_done_without(large: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_process, "is_worth_it", lambda: True)
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
    assert [kid.kind for kid in whole.kids].count("Part") == 1
    pages = [next(page for node in kid.walk() for page, _mark in node.marks) for kid in whole.kids]
    assert pages == sorted(pages)
    assert len(set(pages)) > 3
    assert [title for level, title, _page in entries(large) if level == 0] == [
        "ឯកសារទាំងអស់នៃវដ្ត",
        *dict.fromkeys(paper.title.km for paper in LARGE.papers),
    ]
    pages = [page for _level, _title, page in entries(large)]
    assert pages == sorted(pages)
    assert pages[-1] <= len(reader.pages)


def test_the_last_papers_are_drawn_here_and_small_packs_are_one_part() -> None:
    assert pack.first_papers(SAMPLE.papers) == ()
    assert pack.first_papers(LARGE.papers * 3) == LARGE.papers[:4]
    assert pack.first_papers(SAMPLE.papers * 5) == SAMPLE.papers * 5


def test_the_last_papers_are_those_at_the_end_of_the_list() -> None:
    keys = [kind.key for kind in PAPERS if kind.key not in LEFT_OUT and not kind.key.startswith(FORMS)]
    assert keys[-len(LAST_PAPERS) :] == list(LAST_PAPERS)


def test_a_meeting_copy_says_so() -> None:
    assert "not for posting" in page_texts(pack.render(replace(SAMPLE, public=False), "en"))[0]
