from __future__ import annotations

from dataclasses import replace

import pytest

from facilitator.export.documents.common import Method, People, Text
from facilitator.export.documents.minutes import SAMPLE, Minutes, ServiceMinutes
from facilitator.export.pdf.look import A4
from facilitator.export.pdf.minutes import MinutesPaper, render
from facilitator.export.pdf.words import LANGUAGES
from tests.export.pdf.papers_for_tests import KHMER
from tests.export.pdf.reading import READERS, inside_margins, page_texts, text_of

LONG = Text(KHMER[:300], ("Staff treat everybody with respect, whoever they are. " * 6)[:300])
RECORD = SAMPLE.records[0]


def _of(**changes: object) -> Minutes:
    return replace(SAMPLE, records=(replace(RECORD, **changes),))  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_prints_the_same_twice_inside_the_margins(language: str) -> None:
    data = render(SAMPLE, language)
    assert data == render(SAMPLE, language)
    assert len(page_texts(data)) <= 3
    inside_margins(data, MinutesPaper.margins, A4)


def test_who_came_what_was_said_and_what_was_agreed_are_there() -> None:
    text = text_of(render(SAMPLE, "en"))
    for words in (
        "Minutes of the interface meeting",
        "Citizens 37 20 – – 8 – – 7",
        "Total 57 25",
        "1. Staff are present in working hours",
        "Gap: +1",
        "បុគ្គលិកមានតែ ៧ នាក់",
        "Agreed point – បុគ្គលិកនឹងឆ្លាស់វេនគ្នា",
        "Agreed point – not yet agreed",
        "Only the providers score this.",
        "Decisions",
        "Next meeting: 18 September 2026",
        "Read aloud to everybody",
        "Done at Banteay Neang, 3 April 2026",
        "Signature or thumbprint",
        "ជា សំអឿន",
        "Copies to:",
    ):
        assert words in text.replace("\u200b", "").replace("\u00a0", " "), words


def test_what_a_public_copy_hides_is_not_on_the_paper_and_why_is() -> None:
    text = text_of(render(SAMPLE, "en"))
    assert "Citizens 37 20 16" not in text
    assert "fewer than 5 people" in text
    bare = replace(RECORD.all_present, people=People(total=57), hidden=frozenset())
    sides = tuple(replace(side, hidden=frozenset()) for side in RECORD.present)
    services = tuple(replace(service, points=service.points[:1]) for service in RECORD.services)
    assert "fewer than 5 people" not in text_of(render(_of(present=sides, all_present=bare, services=services), "en"))


def test_a_meeting_copy_says_on_every_page_not_to_post_it() -> None:
    pages = page_texts(render(replace(SAMPLE, method=Method(public=False)), "en"))
    assert all("Meeting copy – not for posting" in page for page in pages)


def test_every_meeting_begins_on_a_page_of_its_own() -> None:
    pages = page_texts(render(replace(SAMPLE, records=(RECORD, RECORD)), "en"))
    assert sum("Kingdom of Cambodia" in page for page in pages) == 2
    assert sum("Read aloud" in page for page in pages) == 2


def test_nothing_decided_has_no_heading() -> None:
    text = text_of(render(_of(decisions=" ", notes="", next_date=None), "en"))
    assert "Decisions" not in text
    assert "Next meeting" not in text


@pytest.mark.parametrize(("language", "role"), [("km", "ប្រធានអង្គភាពផ្តល់សេវា"), ("en", "Head of the service")])
def test_a_name_stands_on_the_page_of_its_signature(language: str, role: str) -> None:
    """Nine services: the blocks need more than a page."""
    services = tuple(replace(RECORD.services[0], points=(), service=Text(f"{n} {KHMER[:60]}")) for n in range(9))
    data = render(_of(services=services), language)
    inside_margins(data, MinutesPaper.margins, A4)
    pages = [page.replace("\u200b", "") for page in page_texts(data)]
    assert sum(page.count(role) for page in pages) == 9
    assert [page.count(role) for page in pages] == [page.count("ជា សំអឿន") for page in pages]


def test_long_wordings_and_speeches_stay_on_the_paper() -> None:
    point = replace(RECORD.services[0].points[0], text=LONG, providers_said=KHMER, agreed=KHMER)
    speech = replace(point, citizens_said=KHMER * 8)
    service = ServiceMinutes(LONG, (speech, *(replace(point, citizens_said=""),) * 24))
    data = render(_of(services=(service,), decisions=KHMER * 6, notes=KHMER * 2, place=KHMER[:300]), "km-en")
    inside_margins(data, MinutesPaper.margins, A4)
    assert "២៥." in text_of(data)


def test_khmer_is_found_by_every_reader() -> None:
    data = render(SAMPLE, "km")
    for name, read in READERS.items():
        text = " ".join(read(data).replace("\u200b", "").split())
        for words in ("ថ្នាំសំខាន់ៗមានគ្រប់គ្រាន់", "បុគ្គលិកមានតែ ៧ នាក់", "កំណត់ហេតុកិច្ចប្រជុំរួម", "ហេង ស្រីពៅ"):
            assert words in text, (name, words)
