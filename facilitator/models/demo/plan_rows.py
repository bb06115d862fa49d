"""The sample's joint action plan: the tree, the criteria it answers, the money, and the follow-up checks."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from facilitator.models.action import Action
from facilitator.models.action_links import ActionCriterion
from facilitator.models.contribution import Contribution
from facilitator.models.demo import samples
from facilitator.models.demo.setting import Setting, day
from facilitator.models.follow_up import FollowUp
from facilitator.models.story import Story

if TYPE_CHECKING:
    from facilitator.models.demo.batch import Batch
    from facilitator.models.demo.cycle_rows import Round


def add_plan(batch: Batch, made: Round) -> None:
    """All activities of the round's plan with what hangs on them."""
    people = {row["key"]: row for row in samples.rows("people")}
    for position, row in enumerate(made.setting.kept(samples.of_year("actions", made.year))):
        checks = _of_action("checks", made.year, row["number"])
        action = _add_action(batch, made, row, position, checks, people)
        for criterion in row["criteria"].split():
            batch.add(ActionCriterion, action_id=action, criterion_id=made.criterion(criterion))
        for check in checks:
            batch.add(
                FollowUp,
                action_id=action,
                date=dt.date.fromisoformat(check["date"]),
                status=check["status"],
                percent=int(check["percent"]),
                note=check["note"],
                reason=check["reason"],
                checked_by=people[check["checked_by"]]["name"],
            )
        _add_contributions(batch, made, row["number"], action)
        _add_stories(batch, made, row["number"], action)


def numbers_of(setting: Setting, year: int) -> dict[str, str]:
    """The numbers that the plan's rows get in this commune, by their number in `actions.csv`.

    They differ where rows are left out: numbers follow from the order.
    """
    found: dict[str, str] = {}
    used: dict[str, int] = {}
    for row in setting.kept(samples.of_year("actions", year)):
        above = row["number"].rpartition(".")[0]
        parent = found.get(above, above)
        used[parent] = used.get(parent, 0) + 1
        found[row["number"]] = f"{parent}.{used[parent]}"
    return found


def _add_action(
    batch: Batch,
    made: Round,
    row: samples.Row,
    position: int,
    checks: list[samples.Row],
    people: dict[str, samples.Row],
) -> uuid.UUID:
    setting, year = made.setting, made.year
    service = next(each for each in made.services if each.key == row["provider"])
    action = _id(setting, year, row["number"])
    above = row["number"].rpartition(".")[0]
    newest = checks[-1] if checks else None
    responsible = people.get(row["responsible"])
    batch.add(
        Action,
        id=action,
        cycle_id=made.id,
        parent_id=_id(setting, year, above) if "." in above else None,
        service_point_id=service.number,
        carried_from=_id(setting, year - 1, row["carried_from"]) if row["carried_from"] else None,
        position=position,
        part=row["number"][0],
        activity=setting.words(row["activity"]),
        activity_en=setting.words(row["activity_en"]),
        proposer=row["proposer"],
        target=row["target"],
        location=setting.words(row["location"], service=service.name),
        quantity=row["quantity"],
        unit=row["unit"],
        start=day(year, row["start"]) if row["start"] else None,
        end=day(year, row["end"]) if row["end"] else None,
        beneficiaries=setting.people(row["beneficiaries"]),
        women=setting.people(row["women"]),
        cost=setting.money(row["cost"]) if row["cost"] else None,
        lead=row["lead"],
        responsible=responsible["name"] if responsible else "",
        role=responsible["title"] if responsible else "",
        sector=row["sector"],
        cip_number=row["cip_number"],
        cip_year=year if row["cip_number"] else None,
        status=newest["status"] if newest else "not_started",
        percent=int(newest["percent"]) if newest else None,
        reason=newest["reason"] if newest else "",
    )
    return action


def _add_contributions(batch: Batch, made: Round, number: str, action: uuid.UUID) -> None:
    setting = made.setting
    for place, row in enumerate(_of_action("contributions", made.year, number)):
        dollars = row["currency"] == "USD"
        batch.add(
            Contribution,
            action_id=action,
            key=setting.id(made.year, "contribution", number, place),
            source_kind=row["source_kind"],
            source_name=setting.words(row["source_name"]),
            state=row["state"],
            form=row["form"],
            currency=row["currency"],
            amount=_cents(row["amount"]) if dollars else setting.money(row["amount"]),
            rate=samples.whole(row["rate"]),
            date=dt.date.fromisoformat(row["date"]),
        )


def _add_stories(batch: Batch, made: Round, number: str, action: uuid.UUID) -> None:
    for row in _of_action("stories", made.year, number):
        batch.add(
            Story,
            cycle_id=made.id,
            action_id=action,
            date=dt.date.fromisoformat(row["date"]),
            text=made.setting.words(row["text"]),
            text_en=made.setting.words(row["text_en"]),
        )


def _cents(dollars: str) -> int:
    """Cents of an amount written with two decimals."""
    return int(dollars.replace(".", ""))


def _of_action(name: str, year: int, number: str) -> list[samples.Row]:
    return [row for row in samples.of_year(name, year) if row["number"] == number]


def _id(setting: Setting, year: int, number: str) -> uuid.UUID:
    return setting.id(year, "action", number)
