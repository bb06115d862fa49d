"""Input tracking: the standards of the bank copied to a service point, rows of the meeting's own, what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models import catalogue
from facilitator.models.input_check import InputCheck
from facilitator.text import search_key

if TYPE_CHECKING:
    from facilitator.models.cycle import ServicePoint

FOUND_FIELDS = ("found", "difference", "remark", "confirmed_by")
WORDS = ("text", "standard", "source")
"""Parts of a row that stand in both languages."""


def missing_standards(point: ServicePoint) -> list[catalogue.Standard]:
    """The bank's standards for this kind of service that the table does not have yet."""
    there = {check.key for check in point.input_checks}
    return [standard for standard in catalogue.standards(point.kind) if standard.key not in there]


def add_standards(point: ServicePoint) -> list[InputCheck]:
    """Copy the missing standards of the bank below the rows that are there. Nothing is invented: where the bank knows
    no standard the row says "to be confirmed".
    """
    return [_append(point, _from_bank(standard)) for standard in missing_standards(point)]


def add_own(point: ServicePoint, text: str, language: str) -> InputCheck:
    """Add an input that only this meeting asks for. Raises UserError for an empty or a second one."""
    if not text.strip():
        raise UserError(_("Type the input first."))
    if any(search_key(check.text(language)) == search_key(text) for check in point.input_checks):
        raise UserError(_("“{input}” is in the table already.").format(input=text.strip()))
    return _append(point, InputCheck(key="", to_confirm=True, **{f"text_{language}": text}))


def remove(check: InputCheck) -> None:
    """Take a row out of the table."""
    point = check.service_point
    point.input_checks.remove(check)
    for position, each in enumerate(point.input_checks):
        each.position = position


def set_words(check: InputCheck, part: str, language: str, text: str) -> None:
    """Set the name (`text`), the `standard` or the `source` of a row in one language.

    Raises UserError when the row would lose its name, or a confirmed one its source.
    """
    other = getattr(check, f"{part}_{_other(language)}")
    if part == "text" and not (text.strip() or other):
        raise UserError(_("Type the input first."))
    if part == "source" and not check.to_confirm and not (text.strip() or other):
        raise UserError(_("A confirmed standard needs its source. Mark it “to be confirmed” first."))
    setattr(check, f"{part}_{language}", text)
    bank = _in_bank(check)
    if bank is not None and other == getattr(bank, f"{part}_{_other(language)}"):
        setattr(check, f"{part}_{_other(language)}", "")  # a translation of what is no longer said


def confirm(check: InputCheck, confirmed: bool) -> None:
    """Say whether somebody has shown the official source.

    Raises UserError while the standard or its source is empty, or the source is still what the bank waits for.
    """
    if confirmed and not (check.standard_km or check.standard_en):
        raise UserError(_("Write down the standard first."))
    bank = _in_bank(check)
    sources = (check.source_km, check.source_en)
    waits = bank is not None and not bank.confirmed and sources == (bank.source_km, bank.source_en)
    if confirmed and (waits or not any(sources)):
        raise UserError(_("Write down the source first: which document says so."))
    check.to_confirm = not confirmed


def source_of(check: InputCheck, language: str) -> str:
    """The source in that language, or in the other one, with its date."""
    names = (check.source_km, check.source_en) if language == "km" else (check.source_en, check.source_km)
    return ", ".join(part for part in (names[0] or names[1], check.source_date) if part)


def _in_bank(check: InputCheck) -> catalogue.Standard | None:
    """The standard that the row was copied from, or None for a row of the meeting's own."""
    return next((each for each in catalogue.standards(check.service_point.kind) if each.key == check.key), None)


def _other(language: str) -> str:
    return "en" if language == "km" else "km"


def _append(point: ServicePoint, check: InputCheck) -> InputCheck:
    check.position = len(point.input_checks)
    point.input_checks.append(check)
    return check


def _from_bank(standard: catalogue.Standard) -> InputCheck:
    return InputCheck(
        key=standard.key,
        text_km=standard.text_km,
        text_en=standard.text_en,
        standard_km=standard.standard_km,
        standard_en=standard.standard_en,
        source_km=standard.source_km,
        source_en=standard.source_en,
        source_date=standard.source_date,
        to_confirm=not standard.confirmed,
    )
