"""The sheets and columns of a cycle's workbook (docs/interfaces.md, kind `cycle`)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from facilitator.errors import UserError
from facilitator.i18n import LANGUAGES, N_, _
from facilitator.models import catalogue
from facilitator.models.base import HEADCOUNT_FIELDS
from facilitator.models.cycle import BREAKDOWNS, ROLES, SCALES
from facilitator.models.imports import cells
from facilitator.models.imports.sources import BANK, EXPLANATION, PLACES
from facilitator.models.imports.staging import Column, SheetKind
from facilitator.models.set_up import MOST_ROUNDS

STAGES_WITH_SESSIONS = ("information", "criteria", "scoring", "self_assessment", "interface", "follow_up")
CRITERION_SIDES = ("both", "providers")
TARGET_CATEGORIES = HEADCOUNT_FIELDS[1:]
FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_PRIORITIES = 20
LARGEST_K = 1000

PASSED_OVER = (EXPLANATION, PLACES, BANK)
"""Sheets of the template that carry nothing to import."""

_OTHER_COLUMNS = frozenset(
    (
        "service_point",
        "village_code",
        "side",
        "group",
        "criterion",
        "breakdown",
        "method",
        "value",
        "count",
        "gender",
        "age",
        "youth",
        "disability",
        "minority",
        "idpoor",
    )
)
"""Columns of the sheets of scores: a criterion of such a name could not be told from them."""


def service_kinds() -> tuple[str, ...]:
    """The keys of the kinds of service."""
    return tuple(kind.key for kind in catalogue.service_kinds())


def criterion_key(cell: Any) -> str:
    """A criterion's key: no number and no name of another column."""
    found = cells.key(cell)
    if found.casefold() in _OTHER_COLUMNS or re.fullmatch(r"\d+", found):
        raise UserError(_("“{text}” is the name of another column. Choose another key.").format(text=found))
    return found


@cache
def sheets() -> tuple[SheetKind, ...]:
    """Every sheet of the workbook, in the order of the template."""
    return (_cycle(), _service_points(), _criteria(), _groups(), _people(), _sessions(), _targets())


def _cycle() -> SheetKind:
    return SheetKind(
        "cycle",
        N_("One row: which commune, year and round, and how the scores are counted."),
        (
            Column(
                "commune_code", cells.commune_code, N_("Official code of the commune, 6 digits."), True, as_text=True
            ),
            Column("year", cells.whole(FIRST_YEAR, LAST_YEAR), N_("Year, such as 2026."), required=True),
            Column("round", cells.whole(1, MOST_ROUNDS), N_("Round in that year; 1 when empty.")),
            Column(
                "scale",
                cells.scale(SCALES),
                N_("Scale of the scores; 1-5 when empty. It stays once scores are entered."),
                choices=lambda: SCALES,
                as_text=True,
            ),
            Column(
                "k", cells.whole(1, LARGEST_K), N_("Smallest group that public papers show: 5 or more; 5 when empty.")
            ),
            Column(
                "priorities", cells.whole(1, MOST_PRIORITIES), N_("How many criteria each service gets; 6 when empty.")
            ),
            Column(
                "languages",
                cells.several(cells.one_of(lambda: LANGUAGES)),
                N_("Languages of the papers: km, en or both."),
            ),
            Column(
                "breakdowns",
                cells.several(cells.one_of(lambda: BREAKDOWNS)),
                N_("Who is counted apart: women men other youth disability minority idpoor."),
            ),
            Column("title_km", cells.text, N_("Title in Khmer, if the cycle has one.")),
            Column("title_en", cells.text, N_("Title in English, if the cycle has one.")),
        ),
        required=True,
    )


def _service_points() -> SheetKind:
    return SheetKind(
        "service_points",
        N_("The places whose service is scored, one per row."),
        (
            Column("key", cells.key, N_("Key: one word that stays the same in every round."), required=True),
            Column("kind", cells.one_of(service_kinds), N_("Kind of service, from the list."), choices=service_kinds),
            Column("name_km", cells.text, N_("Name in Khmer; the usual name when empty.")),
            Column("name_en", cells.text, N_("Name in English; the usual name when empty.")),
            Column(
                "village_codes",
                cells.several(cells.village_code),
                N_(
                    "Codes of the villages it serves, with spaces between them; every village of the commune when "
                    "empty. A village that is in no list: the commune's code with -1, -2, …"
                ),
                as_text=True,
            ),
        ),
        key=("key",),
    )


def _criteria() -> SheetKind:
    return SheetKind(
        "criteria",
        N_("What is scored, in the order of the scorecard."),
        (
            Column(
                "service_point", cells.key, N_("Key of the service point."), required=True, from_sheet="service_points"
            ),
            Column(
                "key",
                criterion_key,
                N_("Key of the criterion, of the bank (such as health_centre.staff_polite) or your own."),
                required=True,
                from_sheet=BANK,
            ),
            Column("text_km", cells.text, N_("Wording in Khmer; that of the bank when empty.")),
            Column("text_en", cells.text, N_("Wording in English; that of the bank when empty.")),
            Column(
                "side",
                cells.one_of(lambda: CRITERION_SIDES),
                N_("both: citizens and providers score it (also when empty); providers: only they do."),
                choices=lambda: CRITERION_SIDES,
            ),
            Column(
                "same_as", cells.key, N_("Key of the criterion of the round before that it continues in other words.")
            ),
        ),
        key=("service_point", "key"),
    )


def _groups() -> SheetKind:
    return SheetKind(
        "groups",
        N_("The groups that score apart in a village, such as women, men and youth."),
        (
            Column("key", cells.key, N_("Key: one word."), required=True),
            Column("name_km", cells.text, N_("Name in Khmer.")),
            Column("name_en", cells.text, N_("Name in English.")),
        ),
        key=("key",),
    )


def _people() -> SheetKind:
    return SheetKind(
        "people",
        N_("People in an office or a role: facilitators, officials, signatories. Never villagers."),
        (
            Column("name", cells.text, N_("Name as it is written on papers."), required=True),
            Column("role", cells.one_of(lambda: ROLES), N_("Role, from the list."), choices=lambda: ROLES),
            Column("organisation", cells.text, N_("Office or organisation.")),
            Column("phone", cells.text, N_("Phone number."), as_text=True),
        ),
        key=("name",),
    )


def _sessions() -> SheetKind:
    return SheetKind(
        "sessions",
        N_("Planned meetings."),
        (
            Column(
                "stage",
                cells.one_of(lambda: STAGES_WITH_SESSIONS),
                N_("Stage of the work, from the list."),
                True,
                lambda: STAGES_WITH_SESSIONS,
            ),
            Column(
                "service_point",
                cells.key,
                N_("Key of the service point; empty for all services together."),
                from_sheet="service_points",
            ),
            Column(
                "village_code",
                cells.village_code,
                N_("Code of the village; empty for all villages."),
                as_text=True,
                from_sheet=PLACES,
            ),
            Column("date", cells.day, N_("Date, such as 2026-11-22.")),
            Column("place", cells.text, N_("Where people meet.")),
        ),
    )


def _targets() -> SheetKind:
    return SheetKind(
        "targets",
        N_("Targets of participation: the share of each category among those present."),
        (
            Column(
                "category",
                cells.one_of(lambda: TARGET_CATEGORIES),
                N_("Category, from the list."),
                True,
                lambda: TARGET_CATEGORIES,
            ),
            Column("share", cells.percent, N_("Share in per cent, such as 50."), required=True),
        ),
        key=("category",),
    )
