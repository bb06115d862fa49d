"""Random histories: gestures of a facilitator, through the verbs that the window uses, and a digest of what is left."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from facilitator.errors import UserError
from facilitator.models import cycles, holding, sheets
from facilitator.models.action import add_action
from facilitator.models.contribution import Contribution
from facilitator.models.cycle import Cycle, Person, ServicePoint
from facilitator.models.imports import kinds
from facilitator.models.issue import Issue
from facilitator.models.meeting import Meeting
from facilitator.models.scorecard import Remark, card_of
from facilitator.models.sheets import SheetPlace
from facilitator.models.store import Store
from facilitator.models.tally import Sheet
from facilitator.models.voting import Ballot, Profile, Voting
from tests.samples import add_commune, add_cycle

DERIVED = ("digest", "hiding", "summary", "survey_count")
"""Tables that are worked out from the others at any time."""

GROUPS, STEPS = ("women", "men"), range(1, 6)
WORDS = ("ស្រី", "រង់ចាំយូរ", "queue", "ថ្នាំ", "it's", "ទឹកស្អាត", "road 200 m", "ឆ្មប", "polite", "😀")


def begin(path: Path, told: Callable[[Store], None] = lambda _store: None) -> None:
    """A new database with one cycle, its services, villages, groups and criteria; `told` hears of each stored state."""
    with Store.create(path, who="Sokha") as store:
        told(store)
        store.listeners.append(lambda _change: told(store))
        add_cycle(store, add_commune(store))


ONE_BY_ONE = f"SELECT id FROM sheet WHERE card_id IN (SELECT id FROM card WHERE village_code LIKE '%{3:02}')"
"""The sheets of the third village: only there people score one by one."""

_SOON_GONE = {
    "tally": f"sheet_id NOT IN ({ONE_BY_ONE})",
    "ballot_file": f"sheet_id NOT IN ({ONE_BY_ONE})",
    "issued_code": "NOT draft",
    "history": "label NOT LIKE 'More people scored one by one later%'",
}
"""What stays in a backup after more people have scored one by one, by table; the other tables stay whole."""


def digest(connection: Any, bare: bool = False, lasting: bool = False) -> str:
    """SHA-256 over every row that somebody entered, and over the history of changes.

    Reckoned here, not by the program: a program that forgets a table must not judge itself. `bare` leaves out keys and
    times, so that the same work done twice gives the same; `lasting` leaves out what backups lose on purpose.
    """
    found = hashlib.sha256()
    tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    for (name,) in connection.execute(tables).fetchall():
        if name not in DERIVED:
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")').fetchall()]
            listed = ", ".join(f'"{column}"' for column in columns if not (bare and _is_key(column))) or "1"
            which = _SOON_GONE.get(name, "1") if lasting else "1"
            rows = map(repr, connection.execute(f'SELECT {listed} FROM "{name}" WHERE {which}').fetchall())
            found.update("\n".join([f"table {name}", *sorted(map(_bared, rows) if bare else rows)]).encode())
    return found.hexdigest()


def _is_key(column: str) -> bool:
    """Also the row images of the history: they hold keys, and stand in the order of those."""
    return column in ("id", "rows") or column.endswith("_id")


def _bared(row: str) -> str:
    return re.sub(r"[0-9a-f]{32}|\d{4}-\d\d-\d\dT[\d:]+", "*", row)


class Facilitator:
    """Somebody who works at random, always the same for the same seed.

    Every gesture ends stored, or refused with a sentence; anything else is raised.
    """

    def __init__(self, store: Store, rng: random.Random, folder: Path) -> None:
        self.store, self.rng, self.folder = store, rng, folder

    def work(self) -> str:
        """One gesture; gives its name."""
        gesture: Callable[[], None] = self.rng.choices(_GESTURES, _OFTEN)[0].__get__(self)
        try:
            gesture()
        except UserError:
            self.store.settle()
        return gesture.__name__

    @property
    def cycle(self) -> Cycle:
        return self.store.cycles()[0]

    @property
    def point(self) -> ServicePoint:
        return self.cycle.service_points[0]

    def text(self) -> str:
        return " ".join(self.rng.choices(WORDS, k=self.rng.randint(1, 6)))

    def sheet(self, village: int = 0) -> Sheet:
        return card_of(self.point, "citizens", self.point.villages[village]).sheet(self.rng.choice(GROUPS))

    # -- scores ---------------------------------------------------------------------------------------------------

    def votes(self) -> None:
        with self.store.transaction("Votes", cycle=self.cycle):
            criterion = self.rng.choice(self.point.criteria)
            self.sheet().set(criterion, self.rng.choice(STEPS), self.rng.randint(0, 40))

    def row_of_votes(self) -> None:
        with self.store.transaction("Row", cycle=self.cycle):
            counts = {step: self.rng.randint(0, 30) for step in STEPS}
            self.sheet().set_counts(self.rng.choice(self.point.criteria), counts)

    def agreed_score(self) -> None:
        with self.store.transaction("Agreed", cycle=self.cycle):
            sheet = self.sheet(village=1)
            sheet.set_method("consensus")
            sheet.set_consensus(self.rng.choice(self.point.criteria), self.rng.choice([None, *STEPS]))

    def ballots(self) -> None:
        """Some people score one by one; some of their ballots are taken back."""
        village = self.point.villages[2].code
        voting = Voting(self.store, SheetPlace(self.point.id, "citizens", village, "women"), "One by one")
        try:
            for _person in range(self.rng.randint(1, 4)):
                scores = {criterion.id: self.rng.choice(STEPS) for criterion in self.point.criteria}
                voting.cast(Ballot(Profile("women"), scores))
                if self.rng.random() < 0.2:
                    voting.take_back()
        finally:
            voting.close()

    def finish_or_open(self) -> None:
        card = self.rng.choice(self.point.cards) if self.point.cards else None
        if card is None:
            return
        with self.store.transaction("Finished or not", cycle=self.cycle, reason=self.text()):
            if card.closed_on is None:
                sheets.finish(card, dt.date(2026, 3, self.rng.randint(1, 28)))
            else:
                card.closed_on = None

    def file_of_votes(self) -> None:
        """A table of votes from somebody else's laptop."""
        cycle, path = self.cycle, self.votes_in_a_file()
        kind = kinds.kind("votes")
        kinds.apply(self.store, cycle, kind, kind.read(path, kind.shape(self.store, cycle)), True)

    def votes_in_a_file(self) -> Path:
        """Write such a table."""
        path = self.folder / "votes.csv"
        head = ["service_point", "village_code", "side", "group", "criterion", "breakdown", "method", *map(str, STEPS)]
        place = [self.point.key, self.point.villages[0].code, "citizens", self.rng.choice(GROUPS)]
        votes = [self.rng.randint(0, 30) for _step in STEPS]
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, [*place, self.point.criteria[0].key, "all", "votes", *votes]])
        return path

    # -- words, people, money -------------------------------------------------------------------------------------

    def head_count(self) -> None:
        with self.store.transaction("Head count", cycle=self.cycle):
            meeting = self.cycle.meetings[0] if self.cycle.meetings else Meeting(stage="scoring")
            if meeting not in self.cycle.meetings:
                self.cycle.meetings.append(meeting)
            total = self.rng.randint(0, 90)
            holding.set_counts(meeting, "citizens", "", {"total": total, "women": self.rng.randint(0, total)})

    def person(self) -> None:
        with self.store.transaction("Person", cycle=self.cycle):
            if len(self.cycle.people) > 3 and self.rng.random() < 0.4:
                self.cycle.people.pop()
            else:
                self.cycle.people.append(Person(name=self.text(), position=len(self.cycle.people)))

    def remark(self) -> None:
        with self.store.transaction("Remark", cycle=self.cycle):
            criterion = self.rng.choice(self.point.criteria)
            self.point.remarks.append(Remark(criterion=criterion, kind="strength", text=self.text() * 20))

    def issue(self) -> None:
        with self.store.transaction("Issue", cycle=self.cycle):
            self.point.issues.append(Issue(text=self.text(), votes=self.rng.randint(0, 9)))

    def activity(self) -> None:
        with self.store.transaction("Activity", cycle=self.cycle):
            made = add_action(self.cycle, self.rng.choice("AB"), self.text())
            made.cost = self.rng.randrange(0, 50_000_000, 1000)
            made.answers(self.rng.sample(list(self.point.criteria), self.rng.randint(0, 2)))

    def money_and_check(self) -> None:
        if not self.cycle.actions:
            return
        action = self.rng.choice(self.cycle.actions)
        with self.store.transaction("Check", cycle=self.cycle):
            action.contributions.append(Contribution(amount=self.rng.randrange(1, 10**7)))
            action.check(dt.date(2026, 6, self.rng.randint(1, 28)), "under_way", self.rng.randint(0, 120))

    def fewer_activities(self) -> None:
        if not self.cycle.actions:
            return
        with self.store.transaction("Fewer", cycle=self.cycle) as session:
            session.delete(self.rng.choice(self.cycle.actions))

    # -- whole cycles, and time -----------------------------------------------------------------------------------

    def training_copy(self) -> None:
        cycles.training_copy(self.store, self.cycle)

    def copy_thrown_away(self) -> None:
        for cycle in self.store.cycles():
            if cycle.training:
                cycles.throw_away(self.store, cycle)
                return

    def next_round(self) -> None:
        cycles.next_round(self.store, self.cycle, 2026 + self.rng.randint(1, 3))

    def last_cycle_deleted(self) -> None:
        if len(self.store.cycles()) > 1:
            cycles.delete(self.store, self.store.cycles()[-1], "Entered twice")

    def undone(self) -> None:
        self.store.undo()

    def done_again(self) -> None:
        self.store.redo()

    def refused(self) -> None:
        """A gesture of which the second half is refused: the first must not stay."""
        with self.store.transaction("Half", cycle=self.cycle):
            self.cycle.people.append(Person(name="half"))
            self.sheet().set(self.point.criteria[0], 99, 1)


_OFTEN_OF: dict[Callable[[Facilitator], None], int] = {
    Facilitator.votes: 20,
    Facilitator.row_of_votes: 6,
    Facilitator.agreed_score: 4,
    Facilitator.ballots: 3,
    Facilitator.finish_or_open: 2,
    Facilitator.file_of_votes: 2,
    Facilitator.head_count: 4,
    Facilitator.person: 4,
    Facilitator.remark: 5,
    Facilitator.issue: 3,
    Facilitator.activity: 5,
    Facilitator.money_and_check: 4,
    Facilitator.fewer_activities: 1,
    Facilitator.training_copy: 1,
    Facilitator.copy_thrown_away: 1,
    Facilitator.next_round: 1,
    Facilitator.last_cycle_deleted: 1,
    Facilitator.undone: 6,
    Facilitator.done_again: 3,
    Facilitator.refused: 2,
}
_GESTURES, _OFTEN = list(_OFTEN_OF), list(_OFTEN_OF.values())
