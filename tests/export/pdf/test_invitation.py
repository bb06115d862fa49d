"""Letters of invitation, and the notice for a village's wall."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pypdf
import pytest

from facilitator.export.documents import invitation as letters
from facilitator.export.documents import notice as notices
from facilitator.export.documents.agendas import AGENDAS
from facilitator.export.documents.common import Text
from facilitator.export.documents.meeting import Caller, Gathering
from facilitator.export.pdf.agendas import NAMES, PURPOSES
from facilitator.export.pdf.invitation import InvitationPaper
from facilitator.export.pdf.invitation import render as render_letters
from facilitator.export.pdf.look import A4
from facilitator.export.pdf.notice import NoticePaper
from facilitator.export.pdf.notice import render as render_notice
from facilitator.export.pdf.words import LANGUAGES
from tests.export.pdf.papers_for_tests import KHMER
from tests.export.pdf.reading import READERS, inside_margins, page_texts, text_of

NAME = KHMER[:80]
LONG = Text(KHMER[:300], ("The health centre that stands behind the market and the pagoda " * 5)[:300])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_of_the_sample_has_one_page_inside_the_margins(language: str) -> None:
    data = render_letters(letters.SAMPLE, language)
    assert data == render_letters(letters.SAMPLE, language)
    assert len(page_texts(data)) == len(letters.SAMPLE.letters)
    inside_margins(data, InvitationPaper.margins, A4)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", NAMES)
def test_the_notice_of_every_meeting_has_one_page(stage: str, language: str) -> None:
    meeting = replace(notices.SAMPLE.meeting, stage=stage)
    data = render_notice(replace(notices.SAMPLE, meeting=meeting), language)
    assert len(page_texts(data)) == 1
    inside_margins(data, NoticePaper.margins, A4)


def test_every_stage_has_a_name_a_purpose_and_an_agenda() -> None:
    assert list(NAMES) == list(PURPOSES) == list(AGENDAS)


def test_a_letter_says_to_whom_what_when_and_where() -> None:
    first, second = page_texts(render_letters(letters.SAMPLE, "en"))
    for words in (
        "Letter of invitation",
        "ជា សំអឿន",
        "Head of the service",
        "Self-assessment meeting",
        "Wednesday, 25 March 2026",
        "The staff score their own service",
        "Commune chief",
        "Signature and stamp",
        "012 000 001",
        "District administration",
    ):
        assert words in first.replace("\u00a0", " "), words
    assert "Interface meeting" in second
    assert "Friday, 3 April 2026" in second


def test_the_commune_or_sangkat_invites_by_its_name() -> None:
    assert "The Administration of Banteay Neang Commune has the honour" in text_of(render_letters(letters.SAMPLE, "en"))
    urban = replace(letters.SAMPLE, head=replace(letters.SAMPLE.head, urban=True))
    assert "The Administration of Sangkat Banteay Neang has the honour" in text_of(render_letters(urban, "en"))


def test_pages_are_counted_in_every_letter_by_itself() -> None:
    assert all("Page 1 of 1" in page for page in page_texts(render_letters(letters.SAMPLE, "en")))
    callers = tuple(Caller(LONG, NAME, "012 000 000") for _ in range(12))
    pages = page_texts(render_letters(replace(letters.SAMPLE, callers=callers), "en"))
    counted = [page.split("Page ")[1].split(" ·")[0][:6] for page in pages]
    assert counted == ["1 of 2", "2 of 2"] * 2 or counted == ["1 of 3", "2 of 3", "3 of 3"] * 2


def test_bookmarks_lead_to_every_addressee() -> None:
    outline: list[Any] = pypdf.PdfReader(io.BytesIO(render_letters(letters.SAMPLE, "km"))).outline
    entries = [entry for part in outline for entry in (part if isinstance(part, list) else [part])]
    assert "ជា សំអឿន" in [entry.title.replace("\u200b", "") for entry in entries]


def test_what_is_not_fixed_is_left_to_be_written() -> None:
    letter = replace(letters.SAMPLE.letters[1], meeting=Gathering("interface"))
    text = text_of(render_letters(replace(letters.SAMPLE, letters=(letter,), callers=()), "en"))
    assert text.count("." * 24) >= 5  # the number, the name, the day, the time, the place and the day of signing
    assert "For questions" not in text
    notice = replace(notices.SAMPLE, meeting=Gathering("scoring"), later=(), callers=())
    text = text_of(render_notice(notice, "en"))
    assert text.count("." * 24) >= 4
    assert "After that" not in text
    assert "Banteay Neang health centre" in text


def test_a_notice_names_the_village_the_day_and_what_follows() -> None:
    text = text_of(render_notice(notices.SAMPLE, "en"))
    for words in (
        "Village Ou Thum",
        "Scoring meeting",
        "Thursday, 12 March 2026",
        "After that:",
        "Friday, 3 April 2026",
    ):
        assert words in text, words


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_names_and_places_stay_on_the_paper(language: str) -> None:
    to = letters.Addressee(LONG, NAME, LONG)
    meeting = Gathering("interface", LONG, place=KHMER[:300])
    data = render_letters(replace(letters.SAMPLE, letters=(letters.Letter(to, meeting, (LONG,) * 3),)), language)
    inside_margins(data, InvitationPaper.margins, A4)
    notice = replace(notices.SAMPLE, village=LONG, service=LONG, meeting=meeting, later=(meeting,) * 3)
    data = render_notice(notice, language)
    inside_margins(data, NoticePaper.margins, A4)
    assert len(page_texts(data)) <= 4


@pytest.mark.parametrize(
    "render", [lambda: render_letters(letters.SAMPLE, "km"), lambda: render_notice(notices.SAMPLE, "km")]
)
def test_khmer_is_found_by_every_reader(render: object) -> None:
    data = render()  # type: ignore[operator]
    for name, read in READERS.items():
        text = " ".join(read(data).replace("\u200b", "").split())
        for words in ("បន្ទាយនាង", "ប៊ុន សារឿន", "របៀបវារៈ"):
            assert words in text, (name, words)
