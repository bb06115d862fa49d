"""Small records for tests, made through the same verbs as the window uses."""

from __future__ import annotations

from collections.abc import Mapping

from facilitator.models.cycle import Cycle, ServicePoint
from facilitator.models.place import Commune, Village
from facilitator.models.scorecard import Criterion, card_of
from facilitator.models.store import Store

CODE = "010201"


def add_commune(store: Store, code: str = CODE, villages: int = 3) -> Commune:
    """A commune with villages `<code>01`, `<code>02`, …"""
    commune = Commune(
        code=code,
        name_km="បន្ទាយនាង",
        name_en="Banteay Neang",
        district_code=code[:4],
        district_km="មង្គលបូរី",
        district_en="Mongkol Borei",
        province_code=code[:2],
        province_km="បន្ទាយមានជ័យ",
        province_en="Banteay Meanchey",
        data_year=2025,
    )
    commune.villages = [
        Village(code=f"{code}{n:02}", name_km=f"ភូមិ {n}", name_en=f"Village {n}") for n in range(1, villages + 1)
    ]
    with store.transaction("Commune"):
        store.session.add(commune)
    return commune


def add_cycle(store: Store, commune: Commune, year: int = 2026, round_: int = 1) -> Cycle:
    """A cycle with one health centre for all villages, groups women and men, and two criteria."""
    with store.transaction("Cycle"):
        cycle = Cycle(commune=commune, year=year, round=round_)
        store.session.add(cycle)
        point = cycle.add_service_point("health_centre", "មណ្ឌលសុខភាព", "Health centre")
        point.serve(commune.villages)
        cycle.add_group("women", "ស្រី", "Women")
        cycle.add_group("men", "ប្រុស", "Men")
        for position, key in enumerate(("health_centre.staff_polite", "health_centre.medicine")):
            point.criteria.append(
                Criterion(key=key, text_km=f"លក្ខណៈ {key}", text_en=f"Text of {key}", position=position)
            )
    return cycle


def vote(
    store: Store,
    point: ServicePoint,
    counts: Mapping[int, int],
    *,
    village: int | None = 0,
    group: str = "women",
    criterion: int = 0,
    breakdown: str = "all",
    side: str = "citizens",
    method: str = "votes",
) -> None:
    """Store votes; `village` and `criterion` are places in their lists."""
    with store.transaction(f"Votes of {group}", cycle=point.cycle):
        where = point.villages[village] if village is not None and side == "citizens" else None
        sheet = card_of(point, side, where).sheet(group if side == "citizens" else "")
        sheet.set_method(method)
        sheet.set_counts(point.criteria[criterion], counts, breakdown)
