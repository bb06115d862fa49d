from __future__ import annotations

from dataclasses import replace

import pytest

from facilitator.export.documents.common import Text
from facilitator.export.documents.commune_summary import SAMPLE, PlanStanding
from facilitator.export.pdf.commune_summary import SummaryPaper, render
from facilitator.export.pdf.look import A4
from facilitator.export.pdf.words import LANGUAGES
from tests.export.pdf.papers_for_tests import KHMER
from tests.export.pdf.reading import inside_margins, page_texts, text_of

KHMER_ADMINISTRATION = SAMPLE.services[-1].name.km
LONG = Text(KHMER[:300], ("Staff treat everybody with respect, whoever they are. " * 6)[:300])
NAME = Text(KHMER[:80], ("The health centre of the three villages by the lake " * 2)[:80])


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_page_holds_all_services_and_in_one_language_the_signatures_too(language: str) -> None:
    data = render(SAMPLE, language)
    assert data == render(SAMPLE, language)
    assert len(page_texts(data)) == (2 if language == "km-en" else 1)
    assert KHMER_ADMINISTRATION in page_texts(data)[0] or language == "en"
    inside_margins(data, SummaryPaper.margins, A4)


def test_both_sides_gap_previous_round_and_plan_are_there() -> None:
    text = text_of(render(SAMPLE, "en"))
    for words in (
        "Summary of all services",
        "Banteay Neang health centre",
        "Essential medicines are in stock",
        "+2",
        "from 3 (−1)",
        "Previous round (2025, round 1)",
        "Plan: 3 of 7 done",
        "No scores yet",
        "The action plan",
        "Under way",
        "11",
    ):
        assert words in text, words
    assert "not shown" not in text


def test_a_service_whose_scores_are_hidden_says_so() -> None:
    hidden = replace(SAMPLE.services[2], hidden=True)
    text = text_of(render(replace(SAMPLE, services=(hidden,)), "en"))
    assert "No scores yet" not in text
    assert "fewer than 5 people" in text


def test_without_a_plan_it_has_no_empty_table() -> None:
    services = tuple(replace(service, plan=PlanStanding()) for service in SAMPLE.services)
    text = text_of(render(replace(SAMPLE, plan=PlanStanding(), services=services), "en"))
    assert "The action plan" not in text
    assert "Plan:" not in text


@pytest.mark.parametrize("services", [1, 12])
def test_long_names_and_many_services_stay_on_the_paper(services: int) -> None:
    first = SAMPLE.services[0]
    assert first.lowest is not None
    wide = replace(first, name=NAME, lowest=replace(first.lowest, text=LONG))
    data = render(replace(SAMPLE, services=(wide,) * services), "km-en")
    inside_margins(data, SummaryPaper.margins, A4)
    assert "Prepared by" in page_texts(data)[-1]
