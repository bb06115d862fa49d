"""The commune that a sample is made for: its places, its size, and how it differs from the others."""

from __future__ import annotations

import datetime as dt
import uuid
from functools import cached_property
from random import Random

from facilitator.models import places
from facilitator.models.demo import samples

NAMESPACE = uuid.UUID("6f0f5d3a-2b53-5c0e-9a51-5b1f1f6a2d10")
"""Identifiers of the sample are made from names in this space, so that every copy has the same."""

REFERENCE_POPULATION = 9842
MOST_VILLAGES = 9
"""At most so many villages take part, as in the commune that the sample's texts were written for."""


class Setting:
    """One commune of the gazetteer, as the sample sees it.

    `full` gives it everything of `resources/samples/`; otherwise only the rows marked as core, which keeps the
    database of a whole country handy. Differences between communes are drawn from `random`, seeded by the code.
    """

    def __init__(self, code: str, *, full: bool) -> None:
        self.place = places.commune(code)
        self.code = self.place.code
        self.full = full
        self.random = Random(f"sample {self.code}")
        self.district = places.district(self.place.parent_code)
        self.province = places.province(self.district.parent_code)
        self.villages = places.villages_of(self.code)
        self._profile = next((row for row in samples.rows("communes") if row["code"] == self.code), None)
        self._ratio = 1.0 if self._profile else self.random.uniform(0.7, 1.3)
        self.shift = 0.0 if self._profile else self.random.gauss(0, 0.25)
        """How much better or worse than the sample's own figures people score here, in steps."""

    @cached_property
    def population(self) -> int:
        """How many people live here; invented."""
        if self._profile:
            return int(self._profile["population"])
        return sum(self.random.randint(550, 1250) for _village in self.villages)

    @property
    def households(self) -> int:
        """How many households live here; invented."""
        return int(self._profile["households"]) if self._profile else self.population * 2 // 9

    @property
    def phone(self) -> str:
        """The commune office's number; not a real one."""
        return self._profile["phone"] if self._profile else samples.rows("communes")[0]["phone"]

    @property
    def active(self) -> list[places.Place]:
        """The villages that take part."""
        return self.villages[:MOST_VILLAGES]

    def money(self, riel: str | int) -> int:
        """An amount of the sample in this commune, in thousands of riel rounded down."""
        return int(riel) if self._profile else int(int(riel) * self._ratio) // 1000 * 1000

    def people(self, number: str) -> int | None:
        """A number of people of the sample, in proportion to this commune's population."""
        return int(number) * self.population // REFERENCE_POPULATION if number else None

    def kept(self, rows: tuple[samples.Row, ...]) -> list[samples.Row]:
        """All rows, or those marked as core."""
        return [row for row in rows if self.full or row["core"]]

    def id(self, *names: object) -> uuid.UUID:
        """The identifier of something of this commune."""
        return uuid.uuid5(NAMESPACE, "/".join(map(str, (self.code, *names))))

    def village(self, number: int) -> places.Place:
        """The n-th village, from 0, counted round."""
        return self.active[number % len(self.active)]

    def words(self, text: str, **more: str) -> str:
        """A text of the sample with this commune's names in it."""
        return text.format_map(self._names | more) if "{" in text else text

    @cached_property
    def _names(self) -> dict[str, str]:
        names = {"commune": self.place.name_km, "district": self.district.name_km}
        for number in (1, 2, 3):
            village = self.village(number)
            names |= {f"village_{number}": village.name_km, f"village_{number}_en": village.name_en}
        return names


def day(year: int, month_day: str, later: int = 0) -> dt.date:
    """A day of the sample: `MM-DD` in a year, some days later."""
    return dt.date.fromisoformat(f"{year}-{month_day}") + dt.timedelta(days=later)
