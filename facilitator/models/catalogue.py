"""The content that ships with the program: criteria, standards, budget template, guidance.

Everything is read from `resources/` at first use and kept. Nothing here is stored in the database: a cycle
copies what it uses, so that a later edition of these files never changes an old scorecard.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from facilitator import paths
from facilitator.i18n import LANGUAGES
from facilitator.models.stages import STAGES

HELP_PAGES = ("start", "keyboard", "scores", "about")

CONFIRMED = "confirmed"
TO_CONFIRM = "to_confirm"


@dataclass(frozen=True, slots=True)
class ServiceKind:
    """A kind of service that can be scored, such as `health_centre`."""

    key: str
    name_km: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A group of criteria in the bank, such as `conduct`."""

    key: str
    name_km: str
    name_en: str


@dataclass(frozen=True, slots=True)
class BankCriterion:
    """A ready-made criterion; its key is the same in every commune, so results can be compared.

    `often_chosen` only moves it up in the list that people choose from.
    """

    key: str
    kind: str
    text_km: str
    text_en: str
    topic: str
    often_chosen: bool


@dataclass(frozen=True, slots=True)
class Standard:
    """What citizens are entitled to find at a service: one row of input tracking.

    `standard_km`/`standard_en` are empty and `quantity` is None where no standard is known: the facilitator
    asks for it. `quantity` is in `unit_km`/`unit_en`; with `quantity_to` it is the lower end of a range.
    A row in state `to_confirm` must say so on screen and on paper.
    """

    key: str
    kind: str
    text_km: str
    text_en: str
    standard_km: str
    standard_en: str
    quantity: int | None
    quantity_to: int | None
    unit_km: str
    unit_en: str
    source_km: str
    source_en: str
    source_date: str
    state: str

    @property
    def confirmed(self) -> bool:
        """Whether an official document has been named for this row."""
        return self.state == CONFIRMED


@dataclass(frozen=True, slots=True)
class BudgetTemplateLine:
    """A line of the Citizens' Budget as first offered; `parent` is the code of the line it is part of."""

    code: str
    side: str
    part: str
    parent: str
    name_km: str
    name_en: str
    explain_km: str
    explain_en: str
    icon: str


@dataclass(frozen=True, slots=True)
class GlossaryWord:
    """A word of the budget with a plain explanation."""

    term_km: str
    term_en: str
    explain_km: str
    explain_en: str


@dataclass(frozen=True, slots=True)
class Sector:
    """One of the five sectors of the commune investment programme."""

    key: str
    name_km: str
    name_en: str


@cache
def service_kinds() -> tuple[ServiceKind, ...]:
    """Every kind of service, the three main ones first and `other` last."""
    return tuple(ServiceKind(**row) for row in _rows("criteria/kinds.csv"))


@cache
def topics() -> tuple[Topic, ...]:
    """The groups of the criteria bank, in the order they are shown."""
    return tuple(Topic(**row) for row in _rows("criteria/topics.csv"))


@cache
def criteria(kind: str) -> tuple[BankCriterion, ...]:
    """The criteria offered for one kind of service. Raises KeyError for an unknown kind."""
    _require_kind(kind)
    return tuple(
        BankCriterion(
            key=row["key"],
            kind=kind,
            text_km=row["text_km"],
            text_en=row["text_en"],
            topic=row["topic"],
            often_chosen=row["priority_hint"] == "1",
        )
        for row in _rows(f"criteria/{kind}.csv")
    )


def criterion(key: str) -> BankCriterion | None:
    """The bank's criterion with this key, or None: meetings also have criteria of their own."""
    return _criteria_by_key().get(key)


@cache
def standards(kind: str) -> tuple[Standard, ...]:
    """The inputs to track for one kind of service; none for `other`. Raises KeyError for an unknown kind."""
    _require_kind(kind)
    name = f"standards/{kind}.csv"
    if not _file(name).exists():
        return ()
    return tuple(_standard(row) for row in _rows(name))


@cache
def budget_lines() -> tuple[BudgetTemplateLine, ...]:
    """The lines a new Citizens' Budget starts with: revenue first, parents before their parts."""
    return tuple(BudgetTemplateLine(**row) for row in _rows("budget/lines.csv"))


@cache
def budget_words() -> tuple[GlossaryWord, ...]:
    """The words explained on the last page of the booklet."""
    return tuple(GlossaryWord(**row) for row in _rows("budget/words.csv"))


@cache
def sectors() -> tuple[Sector, ...]:
    """The five sectors of the commune investment programme."""
    return tuple(Sector(**row) for row in _rows("budget/sectors.csv"))


@cache
def guidance(page: str, language: str) -> str:
    """The Markdown text of the guidance pane for a stage or a help page (`STAGES`, `HELP_PAGES`).

    Raises KeyError for an unknown page or language.
    """
    if page not in STAGES + HELP_PAGES or language not in LANGUAGES:
        raise KeyError((page, language))
    return _file(f"guidance/{language}/{page}.md").read_text(encoding="utf-8")


@cache
def _criteria_by_key() -> dict[str, BankCriterion]:
    return {each.key: each for kind in service_kinds() for each in criteria(kind.key)}


def _standard(row: dict[str, str]) -> Standard:
    return Standard(
        key=row["key"],
        kind=row["kind"],
        text_km=row["text_km"],
        text_en=row["text_en"],
        standard_km=row["standard_km"],
        standard_en=row["standard_en"],
        quantity=_whole(row["quantity"]),
        quantity_to=_whole(row["quantity_to"]),
        unit_km=row["unit_km"],
        unit_en=row["unit_en"],
        source_km=row["source_km"],
        source_en=row["source_en"],
        source_date=row["source_date"],
        state=row["state"],
    )


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _require_kind(kind: str) -> None:
    if kind not in {each.key for each in service_kinds()}:
        raise KeyError(kind)


def _rows(name: str) -> list[dict[str, str]]:
    with _file(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def _file(name: str) -> Path:
    return paths.RESOURCES / name
