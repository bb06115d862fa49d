"""The content that ships with the program, as the rest of the program reads it."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from fractions import Fraction

import pytest

from facilitator import paths
from facilitator.models import catalogue

KINDS = [kind.key for kind in catalogue.service_kinds()]
MAIN_KINDS = ["commune_administration", "health_centre", "primary_school"]
REVENUE_PARTS = {
    "carry_over",
    "fund_administration",
    "fund_development",
    "additional_transfer",
    "own_source",
    "contribution",
    "donor",
    "other",
}
EXPENDITURE_PARTS = {"administration", "social", "development", "other", "closing_balance"}


def test_service_kinds_are_those_of_the_import_file() -> None:
    expected = "preschool police_post district_office water_supply waste_management road other"
    assert [kind.key for kind in catalogue.service_kinds()] == MAIN_KINDS + expected.split()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_offers_criteria_of_its_own_in_known_topics(kind: str) -> None:
    bank = catalogue.criteria(kind)
    topics = {topic.key for topic in catalogue.topics()}
    assert len(bank) >= (20 if kind in MAIN_KINDS else 6)
    assert all(each.key.startswith(f"{kind}.") and each.kind == kind for each in bank)
    assert {each.topic for each in bank} <= topics
    # Five or six priorities are chosen as a rule: offer at least that many where the list is long.
    assert sum(each.often_chosen for each in bank) >= (6 if kind in MAIN_KINDS else 2)


def test_criterion_is_found_by_its_key_and_a_meetings_own_is_not() -> None:
    polite = catalogue.criterion("health_centre.staff_polite")
    assert polite is not None
    assert polite.text_en == "Staff are friendly and polite"
    assert polite.text_km == "បុគ្គលិករាក់ទាក់ និងសុភាពរាបសា"
    assert catalogue.criterion("our_well") is None


def test_criterion_texts_are_not_repeated_within_a_kind() -> None:
    for kind in KINDS:
        for texts in zip(*((each.text_km, each.text_en) for each in catalogue.criteria(kind)), strict=True):
            assert [text for text, n in Counter(texts).items() if n > 1] == []


def test_criteria_are_short_enough_to_be_read_aloud() -> None:
    long = [each.key for kind in KINDS for each in catalogue.criteria(kind) if len(each.text_km) > 60]
    assert long == []


def test_criteria_name_no_figure_because_standards_carry_figures() -> None:
    texts = [each.text_km + each.text_en for kind in KINDS for each in catalogue.criteria(kind)]
    assert [text for text in texts if any(character.isdigit() for character in text)] == []


@pytest.mark.parametrize("kind", MAIN_KINDS)
def test_main_services_have_inputs_to_track(kind: str) -> None:
    assert 8 <= len(catalogue.standards(kind)) <= 15
    assert all(each.kind == kind and each.key.startswith(f"{kind}.") for each in catalogue.standards(kind))


def test_no_standard_is_invented() -> None:
    for row in (row for kind in KINDS for row in catalogue.standards(kind)):
        assert row.source_km, row.key
        assert row.source_en, row.key
        assert row.state in (catalogue.CONFIRMED, catalogue.TO_CONFIRM), row.key
        # A confirmed row names its document with a date; a figure never stands without a sentence.
        assert not row.confirmed or row.source_date, row.key
        assert row.quantity is None or row.standard_km, row.key
        assert bool(row.standard_km) == bool(row.standard_en), row.key
        assert row.quantity_to is None or (row.quantity is not None and row.quantity < row.quantity_to), row.key


def test_figures_of_standards_agree_with_their_sentences() -> None:
    khmer = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")
    for row in (row for kind in KINDS for row in catalogue.standards(kind)):
        for figure in (row.quantity, row.quantity_to):
            if figure is not None and figure > 1:
                assert str(figure) in row.standard_en, row.key
                assert str(figure) in row.standard_km.translate(khmer), row.key


def test_standards_from_the_topic_list() -> None:
    figures = {
        row.key: (row.quantity, row.quantity_to)
        for kind in KINDS
        for row in catalogue.standards(kind)
        if row.quantity is not None
    }
    assert figures == {
        "health_centre.staff": (8, 12),
        "health_centre.opening_days": (7, None),
        "health_centre.opening_hours": (24, None),
        "primary_school.teachers_per_class": (1, None),
        "primary_school.pupils_per_class": (35, 40),
        "primary_school.teaching_days": (211, None),
        "primary_school.textbooks_lent": (3, 5),
    }


def test_other_services_have_no_standards_but_unknown_kinds_are_a_bug() -> None:
    assert catalogue.standards("other") == ()
    with pytest.raises(KeyError):
        catalogue.standards("temple")
    with pytest.raises(KeyError):
        catalogue.criteria("temple")


def test_budget_template_has_every_part_of_both_sides() -> None:
    lines = catalogue.budget_lines()
    assert {line.part for line in lines if line.side == "revenue"} == REVENUE_PARTS
    assert {line.part for line in lines if line.side == "expenditure"} == EXPENDITURE_PARTS
    assert len({line.code for line in lines}) == len(lines)


def test_budget_parts_come_after_the_line_they_belong_to() -> None:
    seen: dict[str, catalogue.BudgetTemplateLine] = {}
    for line in catalogue.budget_lines():
        if line.parent:
            parent = seen[line.parent]
            assert (parent.side, parent.part, parent.parent) == (line.side, line.part, ""), line.code
            assert line.code.startswith(f"{line.parent}."), line.code
        seen[line.code] = line


def test_icons_of_budget_lines_and_services_exist() -> None:
    names = [line.icon for line in catalogue.budget_lines()] + KINDS + [each.key for each in catalogue.sectors()]
    icons = paths.RESOURCES / "icons"
    assert [name for name in names if not (icons / f"{name}.svg").exists()] == []


def test_local_development_is_split_into_the_five_sectors() -> None:
    sectors = [sector.key for sector in catalogue.sectors()]
    assert sectors == ["economic", "social", "environment", "administration_security", "gender"]
    names = [line.name_en for line in catalogue.budget_lines() if line.parent == "E3"]
    assert names == [sector.name_en for sector in catalogue.sectors()]


def test_a_dozen_words_are_explained() -> None:
    assert len(catalogue.budget_words()) >= 12


@pytest.mark.parametrize("language", ["km", "en"])
@pytest.mark.parametrize("page", catalogue.STAGES + catalogue.HELP_PAGES)
def test_every_page_has_guidance(page: str, language: str) -> None:
    assert catalogue.guidance(page, language).startswith("# ")


def test_unknown_guidance_is_a_bug() -> None:
    with pytest.raises(KeyError):
        catalogue.guidance("../../start", "en")
    with pytest.raises(KeyError):
        catalogue.guidance("prepare", "fr")


def test_worked_example_of_the_help_is_right() -> None:
    votes = [3, 3, 4, 4]
    assert Fraction(votes[1] + votes[2], 2) == Fraction(7, 2)
    assert "**3.5**" in catalogue.guidance("scores", "en")
    assert "**៣,៥**" in catalogue.guidance("scores", "km")


def test_reading_the_content_loads_neither_qt_nor_the_database() -> None:
    program = (
        "import sys\n"
        "for name in ('sqlalchemy', 'PySide6', 'pandas', 'reportlab', 'openpyxl'): sys.modules[name] = None\n"
        "from facilitator.models import catalogue\n"
        "print(len(catalogue.criteria('health_centre')), len(catalogue.guidance('prepare', 'km')) > 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split()[1] == "True"
