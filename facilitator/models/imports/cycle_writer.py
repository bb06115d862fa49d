"""A staged workbook put into the database through the verbs of the domain, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models import catalogue, correcting, places, set_up
from facilitator.models.cycle import Cycle, Person, ServicePoint
from facilitator.models.imports.staging import CellError, Problem, Row, Staged
from facilitator.models.imports.writing import CHANGED, NEW, SAME, Outcome, Writer, blame, take
from facilitator.models.meeting import Meeting
from facilitator.models.place import Commune, Village
from facilitator.models.scorecard import Criterion
from facilitator.models.target import Target

if TYPE_CHECKING:
    from facilitator.models.store import Store


class CycleWriter(Writer):
    """Writes one staged workbook inside an open transaction, and remembers what each row did or why it could not.

    With a `reason` it may also correct what was declared finished.
    """

    def __init__(self, store: Store, staged: Staged, reason: str = "") -> None:
        super().__init__(store, staged)
        self._reason = reason
        self.cycle: Cycle | None = None
        """The cycle once it is written; None while not even it could be made."""
        self._faulty = {(problem.sheet, problem.row) for problem in staged.problems}
        self._faulty_points: set[str] = set()
        self._sessions: Counter[tuple[Any, ...]] = Counter()

    def write(self) -> None:
        """Write every sheet. Look at `problems` before committing."""
        self._sheet("cycle", self._cycle)
        cycle = self.cycle
        if cycle is None or self.problems:
            return
        with correcting.opened(self.store.session, self._reason):
            self._parts(cycle)

    def _parts(self, cycle: Cycle) -> None:
        self._sheet("groups", lambda row: _group(cycle, row))
        self._sheet("people", lambda row: _person(cycle, row))
        self._sheet("service_points", lambda row: self._service_point(cycle, row))
        self._sheet("criteria", lambda row: self._criterion(cycle, row))
        self._sheet("targets", lambda row: _target(cycle, row))
        self._sheet("sessions", lambda row: self._session(cycle, row))

    def _sheet(self, name: str, step: Callable[[Row], bool]) -> None:
        for row in self.staged.rows.get(name, ()):
            if (name, row.number) not in self._faulty and self._try(row, step):
                continue
            if name == "service_points":
                self._faulty_points.add(row.get("key", ""))

    def _try(self, row: Row, step: Callable[[Row], bool]) -> bool:
        """Do one row and note its outcome, or take it back and note the problem. `step` says whether it was new."""
        session = self.store.session
        written = session.info["recorder"].rows
        before = len(written)
        try:
            with session.begin_nested():
                is_new = step(row)
                session.flush()
                correcting.reason_of(session, written[before:], self._reason)  # refused here it is known which row
        except UserError as error:
            self.problems.append(Problem.of(error, row.sheet, row.number))
            return False
        kind = NEW if is_new else CHANGED if len(written) > before else SAME
        self.outcomes.append(Outcome(row.sheet, row.number, kind))
        return True

    def _cycle(self, row: Row) -> bool:
        year, round_ = row.get("year"), row.get("round", 1)
        with blame("commune_code"):
            commune = set_up.commune_record(self.store, row.get("commune_code"))
        known = self.store.all(Cycle, commune_code=commune.code, year=year, round=round_, training=False)
        cycle = known[0] if known else Cycle(commune=commune, commune_code=commune.code, year=year, round=round_)
        if not known:
            self.store.session.add(cycle)
            self.store.session.flush()  # gives the defaults that the verbs compare with
        with blame("scale"):
            cycle.set_scale(row.get("scale", cycle.scale))
        with blame("k"):
            cycle.set_k(row.get("k", cycle.k))
        for name in ("languages", "breakdowns"):
            if row.get(name):
                setattr(cycle, name, list(row.get(name)))
        take(cycle, row, "priorities", "title_km", "title_en")
        self.cycle = cycle
        return not known

    def _service_point(self, cycle: Cycle, row: Row) -> bool:
        point = next((known for known in cycle.service_points if known.key == row.get("key")), None)
        is_new = point is None
        if point is None:
            point = _new_service_point(cycle, row)
        else:
            take(point, row, "kind", "name_km", "name_en")
        codes = row.get("village_codes")
        with blame("village_codes"):
            if codes:
                point.serve([self._village(code) for code in codes])
            elif is_new:
                point.serve(list(cycle.commune.villages))
        return is_new

    def _criterion(self, cycle: Cycle, row: Row) -> bool:
        if row.get("service_point") in self._faulty_points:
            return False  # what is wrong there has been said
        point, key = _point(cycle, row), row.get("key")
        criterion = next((known for known in point.criteria if known.key == key), None)
        if criterion is not None:
            if row.get("side", criterion.side) != criterion.side and criterion.tallies:
                raise CellError("side", _("This criterion has scores already; its side cannot change any more."))
            take(criterion, row, "text_km", "text_en", "side", "same_as")
            return False
        bank = catalogue.criterion(key)
        text_km = row.get("text_km", bank.text_km if bank else "")
        text_en = row.get("text_en", bank.text_en if bank else "")
        if not (text_km or text_en):
            raise CellError("text_km", _("Write the wording: the bank has no criterion “{key}”.").format(key=key))
        criterion = Criterion(key=key, text_km=text_km, text_en=text_en, position=len(point.criteria))
        take(criterion, row, "side", "same_as")
        point.criteria.append(criterion)
        return True

    def _session(self, cycle: Cycle, row: Row) -> bool:
        """Meetings of one stage, service and village are told apart by their order only: dates may be corrected."""
        if row.get("service_point") in self._faulty_points:
            return False  # what is wrong there has been said
        point = _point(cycle, row) if row.get("service_point") else None
        village = None
        with blame("village_code"):
            if row.get("village_code"):
                village = self._village(row.get("village_code"))
                _refuse_unserved(village, point)
        place = (row.get("stage"), point, village)
        number = self._sessions[place]
        self._sessions[place] += 1
        held = [known for known in cycle.meetings if (known.stage, known.service_point, known.village) == place]
        if number < len(held):
            take(held[number], row, "date", "place")
            return False
        meeting = Meeting(stage=row.get("stage"), service_point=point, village=village)
        take(meeting, row, "date", "place")
        cycle.meetings.append(meeting)
        return True

    def _village(self, code: str) -> Village:
        """A village by code, made when the database does not have it: from the list, or under the number it gives.

        A commune that was copied from an older list may lack a village.
        """
        known = self.store.get(Village, code)
        if known is not None:
            return known
        commune_code, dash, number = code.partition("-")
        if dash:
            made = Village(code=code, name_km=f"ភូមិទី {number}", name_en=f"Village {number}", added=True)
        else:
            place = places.village(code)
            commune_code = place.parent_code
            made = Village(code=code, name_km=place.name_km, name_en=place.name_en)
        commune: Commune = set_up.commune_record(self.store, commune_code)
        copied = commune.village(code)
        if copied is None:
            commune.villages.append(made)
        return copied or made


def _point(cycle: Cycle, row: Row) -> ServicePoint:
    with blame("service_point"):
        return cycle.service_point(row.get("service_point"))


def _new_service_point(cycle: Cycle, row: Row) -> ServicePoint:
    kind = row.get("kind")
    if kind is None:
        raise CellError("kind", _("A new service point needs its kind."))
    name_km, name_en = row.get("name_km", ""), row.get("name_en", "")
    if not (name_km or name_en):
        name_km, name_en = set_up.usual_names(cycle.commune, kind)
    return cycle.add_service_point(kind, name_km, name_en, row.get("key"))


def _group(cycle: Cycle, row: Row) -> bool:
    known = cycle.group(row.get("key"))
    if known is not None:
        take(known, row, "name_km", "name_en")
        return False
    if not (row.get("name_km") or row.get("name_en")):
        raise CellError("name_km", _("A new group needs its name."))
    cycle.add_group(row.get("key"), row.get("name_km", ""), row.get("name_en", ""))
    return True


def _person(cycle: Cycle, row: Row) -> bool:
    known = next((person for person in cycle.people if person.name == row.get("name")), None)
    person = known or Person(name=row.get("name"), position=len(cycle.people))
    take(person, row, "role", "organisation", "phone")
    if known is None:
        cycle.people.append(person)
    return known is None


def _target(cycle: Cycle, row: Row) -> bool:
    known = next((target for target in cycle.targets if target.category == row.get("category")), None)
    if known is None:
        cycle.targets.append(Target(category=row.get("category"), share=row.get("share")))
        return True
    known.share = row.get("share")
    return False


def _refuse_unserved(village: Village, point: ServicePoint | None) -> None:
    if point is not None and village not in point.villages:
        raise UserError(
            _("{village} is not among the villages that {service} serves.").format(
                village=village.name_km, service=point.name("km")
            )
        )
