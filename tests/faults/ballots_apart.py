"""People score one by one: does anything that survives the session tell one ballot from the others?

Run: `python -m tests.faults.ballots_apart [--sessions 300] [--seed 0] [--people 1] [--broken log|backups|copies]`. Exit
status 1 when the difference of two images is one person's ballot, a state between two ballots is left anywhere in a
file, the history tells votes, or the program wrote a file that it had no reason to write while people scored.

A session: votes that were typed before, a backup, people who score one by one in a random order (some take their ballot
back; sometimes the program is killed among them and started again), other work, a backup, the end. Every image that is
left is then compared with every other: the database, its log, all backups unpacked; and every byte of every file, free
pages and unused ends included, is searched for rows of votes as they were between two ballots. The same search is made
after every ballot, for the states before it: as if somebody took the laptop at that moment.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import sys
import tempfile
from collections import Counter
from contextlib import closing
from itertools import combinations
from pathlib import Path

from facilitator import i18n
from facilitator.errors import UserError
from facilitator.models import apart, backup, backup_file, database
from facilitator.models.cycle import ServicePoint
from facilitator.models.sheets import SheetPlace
from facilitator.models.store import Store
from facilitator.models.voting import Ballot, Profile, Voting
from tests.faults import histories, tracer
from tests.faults.tracer import Call
from tests.samples import vote

DATABASE = "commune.db"
USUAL = {DATABASE, *(f"{DATABASE}{ending}" for ending in ("-wal", "-journal", "-shm", ".seen"))}
PROFILES = (Profile("women"), Profile("women", frozenset({"youth"})), Profile("women", frozenset({"idpoor"})))
KEPT, BEGUN, ENDED, AT_ONCE = "states", "begun", "ended", "found at once"
"""Files outside of the program's folder: the votes after each ballot; that the session begins and ends; a fault."""

_SESSIONS = 2
_MAY_SAY = {"table", "of", "n"}
"""What the history may say of votes: which card, and how many cells; never a value before or after."""

Votes = tuple[tuple[int, str, int, int], ...]
"""All tallies of the women's sheet of the first village: criterion, breakdown, value, count."""

TALLIES = """
    SELECT tally.criterion_id, tally.breakdown, tally.value, tally.count FROM tally
    JOIN sheet ON sheet.id = tally.sheet_id JOIN card ON card.id = sheet.card_id
    WHERE sheet."group" = 'women' AND card.village_code LIKE '%01' ORDER BY 1, 2, 3
"""


class Session:
    """One session in a folder of its own; `notes` is a folder that the program does not know."""

    def __init__(self, folder: Path, notes: Path, rng: random.Random, people: int | None) -> None:
        self._folder, self._notes, self._rng, self._people = folder, notes, rng, people
        self._path = folder / DATABASE
        self._strange: set[str] = set()

    def run(self) -> set[str]:
        """Have people score; the promises that are broken."""
        self._begin()
        people = self._people or self._rng.randint(1, 9)
        if self._rng.random() < 0.3:
            self._score(self._rng.randint(3, 6), die_at=self._rng.randint(2, 6))
            Store.open(self._path).close()  # what the next start does with what the crash has left
        self._score(people, die_at=None)
        return self._found()

    # -- the session, in processes that are watched ---------------------------------------------------------------

    def _begin(self) -> None:
        histories.begin(self._path)
        with Store.open(self._path) as store:
            point = store.cycles()[0].service_points[0]
            vote(store, point, {step: self._rng.randint(2, 9) for step in (2, 3, 4, 5)})
            backup.make(store, "start")

    def _score(self, people: int, die_at: int | None) -> None:
        order = random.Random(self._rng.random())
        scoring = False

        def watch(call: Call) -> int:
            nonlocal scoring
            if call.kind == "create" and call.path.name in (BEGUN, ENDED):
                scoring = call.path.name == BEGUN
            elif scoring and self._folder in call.path.parents and call.path.name not in USUAL:
                self._strange.add(call.path.name)
            return 0

        tracer.run(lambda: self._in_child(order, people, die_at), self._folder.parent, watch)
        for name in (BEGUN, ENDED):
            (self._notes / name).unlink(missing_ok=True)

    def _in_child(self, order: random.Random, people: int, die_at: int | None) -> None:
        with Store.open(self._path, who="Sokha") as store:
            point = store.cycles()[0].service_points[0]
            self._note(store)
            voting = Voting(store, SheetPlace(point.id, "citizens", point.villages[0].code, "women"), "One by one")
            (self._notes / BEGUN).touch()
            self._ballots(voting, point, order, people, die_at)
            (self._notes / ENDED).touch()
            voting.close()
            facilitator = histories.Facilitator(store, order, self._notes)
            for gesture in (facilitator.person, facilitator.remark):
                gesture()
            backup.make(store, "exit")

    def _ballots(
        self, voting: Voting, point: ServicePoint, order: random.Random, people: int, die_at: int | None
    ) -> None:
        store = voting.store
        for number in range(people):
            scores = {criterion.id: order.choice((2, 3, 4, 5)) for criterion in point.criteria}
            voting.cast(Ballot(order.choice(PROFILES), scores))
            self._note(store)
            _backup_if_nobody_minds(store)
            if order.random() < 0.15:
                voting.take_back()
                voting.cast(Ballot(order.choice(PROFILES), scores))
                self._note(store)
            if number == die_at:
                os._exit(9)

    def _note(self, store: Store) -> None:
        """Write down the votes of this moment, and look into the files as somebody could who takes the laptop now."""
        now = _votes(store.raw)
        states = self._states()
        if states and self._is_left(set(states[1:]) - {now}, [states[0], now], [self._folder]):
            (self._notes / AT_ONCE).touch()
        with (self._notes / KEPT).open("a") as file:
            file.write(f"{now!r}\n")

    def _states(self) -> list[Votes]:
        kept = self._notes / KEPT
        return [ast.literal_eval(line) for line in kept.read_text().splitlines()] if kept.exists() else []

    # -- what is left -----------------------------------------------------------------------------------------------

    def _found(self) -> set[str]:
        images = self._images()
        faults = {"another file"} if self._strange else set()
        if any(_is_one_ballot(first, second) for first, second in combinations(images, 2)):
            faults.add("a ballot")
        if self._is_left(set(self._states()) - set(images), images, [self._folder, self._notes]):
            faults.add("a state between")
        if (self._notes / AT_ONCE).exists():
            faults.add("a state before")
        if self._history_tells():
            faults.add("history")
        return faults

    def _images(self) -> list[Votes]:
        """The votes in every database that is left, without doubles."""
        found = [_votes_in(self._path)]
        for each in backup.list_backups(backup.folder_of(self._path)):
            plain = self._notes / "image.db"
            backup_file.unpack(each, plain)
            found.append(_votes_in(plain))
            plain.replace(self._notes / f"{each.sequence}.plain")
        return list(dict.fromkeys(found))

    @staticmethod
    def _is_left(between: set[Votes], images: list[Votes], places: list[Path]) -> bool:
        """Whether rows of votes as no image has them lie somewhere in a file.

        A row ends with the kinds of its last columns, breakdown, value and count; a number from 2 on takes a byte.
        """
        known = {(*row[1:],) for votes in images for row in votes}
        wanted = {(*row[1:],) for votes in between for row in votes} - known
        patterns = [_row(*row) for row in wanted if row[2] > 1]
        files = [path for place in places for path in place.rglob("*") if path.name != KEPT]
        return any(pattern in path.read_bytes() for path in files if path.is_file() for pattern in patterns)

    def _history_tells(self) -> bool:
        with closing(database.driver().connect(str(self._path), isolation_level=None)) as connection:
            rows = connection.execute("SELECT votes, rows FROM history WHERE label = 'One by one'").fetchall()
        told = [entry for votes, entries in rows for entry in json.loads(entries)]
        return len(rows) > _SESSIONS or any(set(entry) - _MAY_SAY for entry in told)


def _row(breakdown: str, value: int, count: int) -> bytes:
    text = 13 + 2 * len(breakdown)
    return bytes((text, 1, 1)) + breakdown.encode() + bytes((value, count))


_asked = [True]
"""Whether the timer of the backups asks if people are scoring; a broken build does not."""


def _backup_if_nobody_minds(store: Store) -> None:
    """What the window's timer does."""
    if not (_asked[0] and store.backups_paused):
        backup.make(store, "work")


def _votes(connection: object) -> Votes:
    return tuple(connection.execute(TALLIES).fetchall())  # type: ignore[attr-defined]


def _votes_in(path: Path) -> Votes:
    with closing(database.driver().connect(str(path), isolation_level=None)) as connection:
        return _votes(connection)


def _is_one_ballot(first: Votes, second: Votes) -> bool:
    """Whether exactly one person more has scored in one of the two."""
    people = [Counter[int](), Counter[int]()]
    for counts, votes in zip(people, (first, second), strict=True):
        for criterion, breakdown, _value, count in votes:
            if breakdown == "all":
                counts[criterion] += count
    return (
        max((abs(people[0][criterion] - people[1][criterion]) for criterion in people[0] | people[1]), default=0) == 1
    )


def break_it(what: str) -> None:
    """From now on this process is a program that keeps too much."""
    if what == "log":
        Store.empty_log = Store.settle  # type: ignore[method-assign]
    elif what == "backups":
        _asked[0] = False
    else:
        apart.settle = lambda *_unused: None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sessions", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--broken", choices=("log", "backups", "copies"), default="", help="a program that keeps more")
    parser.add_argument("--people", type=int, help="so many score in each session; else by chance")
    asked = parser.parse_args()
    i18n.use_language("en")
    if asked.broken:
        break_it(asked.broken)
    faults: Counter[str] = Counter()
    for number in range(asked.seed, asked.seed + asked.sessions):
        with tempfile.TemporaryDirectory(prefix="facilitator-ballots-") as name:
            folder, notes = Path(name) / "program", Path(name) / "notes"
            folder.mkdir()
            notes.mkdir()
            try:
                found = Session(folder.resolve(), notes.resolve(), random.Random(number), asked.people).run()
            except UserError as error:
                found = {f"refused: {error.text}"}
        faults.update(found)
        if found and not asked.broken:
            print(f"session {number}: {', '.join(sorted(found))}", flush=True)
    names = ("a ballot", "a state between", "a state before", "history", "another file")
    told = ", ".join(f"{faults[name]} {name}" for name in names)
    print(f"{asked.sessions} sessions: {told}")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
