"""Everything of a cycle as tables: what people typed, counted and agreed, and the results worked out from it.

Where a kind of import has such a table (docs/interfaces.md), names of tables and columns are the same, so the file can
be imported again. Figures are full, small groups included: the first table says that it is not for posting.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.export import whole_cycle
from facilitator.export.compose import plan_tables, record_tables, results
from facilitator.export.compose.entity_tables import Refs, table
from facilitator.export.documents.tables import Book, Column, Sheet, Value
from facilitator.i18n import N_, _, catalogue
from facilitator.models import result_rows
from facilitator.models.agreed_point import AgreedPoint
from facilitator.models.attendance import Attendance
from facilitator.models.cycle import Cycle, Person, ServicePoint
from facilitator.models.group import Group
from facilitator.models.imports import sources
from facilitator.models.imports.cycle_sheets import STAGES_WITH_SESSIONS
from facilitator.models.input_check import InputCheck
from facilitator.models.issue import Issue
from facilitator.models.meeting import Meeting
from facilitator.models.place import Commune, Village
from facilitator.models.scorecard import Criterion, Remark
from facilitator.models.scoring import Scale
from facilitator.models.tally import Sheet as TallySheet
from facilitator.models.target import Target

if TYPE_CHECKING:
    from facilitator.models.store import Store

NEAR = ("village", "service_point", "commune")
"""Levels of the results of one cycle."""

MOST_COLUMNS_OF_STEPS = 10
"""A scale with more steps has a row for each value instead of a column."""

ROWS_AT_ONCE = 100
"""Rows of results in one step."""

ABOUT = {
    "cycle": N_("The round: its settings."),
    "commune": N_("The commune with its profile."),
    "villages": N_("The villages of the commune and those that the services serve."),
    "service_points": N_("The services and the villages that they serve."),
    "criteria": N_("What is scored."),
    "groups": N_("The groups that score together."),
    "people": N_("People in an office or a role."),
    "targets": N_("Wanted shares of those present, in per cent."),
    "sessions": N_("The meetings."),
    "attendance": N_("How many people were at the meetings."),
    "inputs": N_("What a service must have, and what is there."),
    "issues": N_("What people said is good, is a problem, or should be done."),
    "remarks": N_("Strengths, weaknesses and suggestions by criterion."),
    "agreed_points": N_("What was said and agreed at the interface meeting."),
    "sheets": N_("The sheets of scores: who was present, and the method."),
    "votes": N_("How many people gave each step. There is no row of a single person."),
    "results": N_("Results worked out from the votes: counts, medians, means and shares."),
    "actions": N_("The action plan."),
    "contributions": N_("What was promised and what was received."),
    "checks": N_("What was found when the activities were checked."),
    "stories": N_("Outcome stories."),
    "budget": N_("The budget of the commune in that year."),
    "lines": N_("Revenue and expenditure, in whole riel."),
    "projects": N_("Projects of the development part."),
    "questionnaires": N_("The questionnaires of the database."),
    "survey_rounds": N_("The rounds of the survey."),
    "questionnaire": N_("Questions of the survey."),
    "answers": N_("Answers to choose from."),
    "photos": N_("The photos. They lie in a folder beside the tables in CSV; other files hold only this list."),
    "history": N_(
        "The history of changes: who, when, what, before and after, and why. Votes are told without figures."
    ),
    "codes": N_("The codes of papers that were printed or saved."),
    plan_tables.SURVEY: N_("Answers of the survey, one row for each person. Not for posting, not for passing on."),
}
"""What each table holds."""

_WARNING = N_(
    "Everything that is recorded of one round, with the figures of small groups: for the commune's own work, not for "
    "posting. For the notice board print the public copies."
)


def cycle_tables(store: Store, cycle: Cycle, survey_rows: bool = False, photos: bool = False) -> Book:
    """All tables of a cycle; with `survey_rows` the answers of the survey's respondents as well, one row each.

    With `photos` these are in the book too, not only their list.
    """
    steps = cycle_steps(store, cycle, survey_rows, photos)
    while True:
        try:
            next(steps)
        except StopIteration as ended:
            book: Book = ended.value
            return book


def file_name(cycle: Cycle, form: str) -> str:
    """The name that is proposed: which commune and round, and nobody's name; a folder for comma-separated values."""
    name = f"cycle-{cycle.commune_code}-{cycle.year}-{cycle.round}"
    return name if form == whole_cycle.CSV else f"{name}.{form}"


def cycle_steps(
    store: Store, cycle: Cycle, survey_rows: bool = False, photos: bool = False
) -> Generator[None, None, Book]:
    """The same in short steps: the window does other things in between.

    Raises UserError while people score one by one, at the beginning or when they begin meanwhile: the difference of
    two files would be a ballot.
    """
    steps = _steps(store, cycle, survey_rows, photos)
    while True:
        if store.backups_paused:
            raise UserError(_("A group is scoring one by one. Finish it first: no file may tell who came after whom."))
        try:
            next(steps)
        except StopIteration as ended:
            book: Book = ended.value
            return book
        yield


def _steps(store: Store, cycle: Cycle, survey_rows: bool, photos: bool) -> Generator[None, None, Book]:
    tables: list[Sheet] = []
    for part in (_set_up(cycle), _meetings(cycle), _service_points(cycle), _scores(cycle)):
        for each in part:
            tables.append(each)
            yield
    tables.append((yield from _results(store, cycle)))
    parts = (plan_tables.plan(cycle), plan_tables.budget(cycle), plan_tables.survey(store, cycle, survey_rows))
    for part in parts:
        for each in part:
            tables.append(each)
            yield
    taken = record_tables.taken_photos(cycle)
    tables.append(record_tables.photos(taken))
    tables.append((yield from record_tables.history(store, cycle)))
    tables.append(record_tables.codes(store, cycle))
    beside = (yield from record_tables.contents(taken)) if photos else {}
    return Book((_explanation(tables), *tables), beside)


def _explanation(tables: Iterable[Sheet]) -> Sheet:
    """The warning, then what each table holds, in both languages."""
    km, en = catalogue("km"), catalogue("en")
    lines: list[tuple[Value, ...]] = [("", km(_WARNING), en(_WARNING))]
    lines += [(each.name, km(ABOUT[each.name]), en(ABOUT[each.name])) for each in tables]
    columns = Column("sheet", 24), Column("ការពន្យល់", 60, wrapped=True), Column("explanation", 60, wrapped=True)
    return Sheet(sources.EXPLANATION, columns, tuple(lines))


def _set_up(cycle: Cycle) -> Iterator[Sheet]:
    yield table("cycle", Cycle, [cycle], {})
    yield table("commune", Commune, [cycle.commune], {"code": lambda commune: commune.code})
    villages = {village.code: village for village in (*cycle.commune.villages, *cycle.villages())}
    yield table("villages", Village, villages.values(), {"code": lambda village: village.code})
    served: Refs = {"village_codes": lambda point: " ".join(village.code for village in point.villages)}
    yield table("service_points", ServicePoint, cycle.service_points, served, refs_last=True)
    yield table("groups", Group, cycle.groups, {})
    yield table("people", Person, cycle.people, {})
    yield table("targets", Target, cycle.targets, {})


def _meetings(cycle: Cycle) -> Iterator[Sheet]:
    facilitators: Refs = {
        "stage": lambda meeting: meeting.stage,
        "service_point": lambda meeting: _key(meeting.service_point),
        "facilitators": lambda meeting: "; ".join(link.person.name for link in meeting.facilitators),
    }
    yield table("sessions", Meeting, cycle.meetings, facilitators)
    counted = [row for meeting in cycle.meetings for row in meeting.attendance]
    place: Refs = {
        "stage": lambda row: row.meeting.stage,
        "service_point": lambda row: _key(row.meeting.service_point),
        "village_code": lambda row: row.meeting.village_code,
        "side": lambda row: row.side,
        "group": lambda row: row.group,
        "date": lambda row: row.meeting.date,
    }
    held = [row for row in counted if row.meeting.stage in STAGES_WITH_SESSIONS]
    yield table("attendance", Attendance, held, place)
    points = [point for meeting in cycle.meetings for point in meeting.agreed_points]
    about: Refs = {
        "date": lambda point: point.meeting.date,
        "service_point": lambda point: point.criterion.service_point.key,
        "criterion": lambda point: point.criterion.key,
    }
    yield table("agreed_points", AgreedPoint, points, about)


def _service_points(cycle: Cycle) -> Iterator[Sheet]:
    points = cycle.service_points
    service: Refs = {"service_point": lambda part: part.service_point.key}
    about: Refs = service | {"criterion": lambda part: part.criterion.key if part.criterion is not None else ""}
    yield table("criteria", Criterion, [each for point in points for each in point.criteria], service)
    yield table("inputs", InputCheck, [each for point in points for each in point.input_checks], service)
    yield table("issues", Issue, [each for point in points for each in point.issues], about)
    yield table("remarks", Remark, [each for point in points for each in point.remarks], about)


# --- scores ---------------------------------------------------------------------------------------------------


def _scores(cycle: Cycle) -> Iterator[Sheet]:
    sheets = [
        sheet
        for point in cycle.service_points
        for card in sorted(point.cards, key=lambda card: (card.side, card.village_code or ""))
        for sheet in card.sheets
    ]
    place: Refs = {
        "service_point": lambda sheet: sheet.card.service_point.key,
        "village_code": lambda sheet: sheet.card.village_code,
        "side": lambda sheet: sheet.card.side,
        "group": lambda sheet: sheet.group,
        "finished": lambda sheet: sheet.card.closed_on,
        "correcting": lambda sheet: sheet.card.correcting,
        "corrected_on": lambda sheet: sheet.card.corrected_on,
    }
    yield table("sheets", TallySheet, sheets, place)
    yield _votes(cycle, sheets)


def _votes(cycle: Cycle, sheets: Iterable[TallySheet]) -> Sheet:
    """The figures, as the kind `votes` of the import has them; cells without any are left out."""
    steps = list(Scale(cycle.scale).steps)
    by_step = len(steps) <= MOST_COLUMNS_OF_STEPS
    heads = ("service_point", "village_code", "side", "group", "criterion", "breakdown", "method")
    figures = [str(step) for step in steps] if by_step else ["value", "count"]
    columns = (*(Column(name, 20, as_text=True) for name in heads), *(Column(name, 8) for name in figures))
    rows: list[tuple[Value, ...]] = []
    for sheet in sheets:
        for head, counts in _cells(sheet):
            if by_step:
                rows.append((*head, *(counts.get(step) for step in steps)))
            else:
                rows += [(*head, value, count) for value, count in counts.items()]
    return Sheet("votes", columns, tuple(rows))


def _cells(sheet: TallySheet) -> Iterator[tuple[tuple[str, ...], dict[int, int]]]:
    card = sheet.card
    place = (card.service_point.key, card.village_code or "", card.side, sheet.group)
    found: dict[tuple[int, str, str], dict[int, int]] = {}
    for tally in sheet.tallies:
        key = (tally.criterion.position, tally.criterion.key, tally.breakdown)
        found.setdefault(key, {})[tally.value] = tally.count
    for (_position, criterion, breakdown), counts in sorted(found.items()):
        yield (*place, criterion, breakdown, sheet.method), dict(sorted(counts.items()))


def _results(store: Store, cycle: Cycle) -> Generator[None, None, Sheet]:
    lines: list[tuple[Value, ...]] = []
    for row in result_rows.rows(store, [cycle], levels=NEAR):
        lines.append(tuple(results.cells(results.record(row))))
        if len(lines) % ROWS_AT_ONCE == 0:
            yield
    return Sheet("results", tuple(Column(name, 14) for name in results.COLUMNS), tuple(lines))


def _key(point: ServicePoint | None) -> str:
    return point.key if point is not None else ""
