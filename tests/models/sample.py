"""A small database that touches every table, for the tests of storage."""

from __future__ import annotations

import datetime as dt
from typing import Any

from facilitator.models.action import add_action
from facilitator.models.action_links import ActionOrigin
from facilitator.models.ballot_file import BallotFile
from facilitator.models.budget import Budget, BudgetLine, BudgetPicture, Project
from facilitator.models.codes import IssuedCode
from facilitator.models.contribution import Contribution
from facilitator.models.cycle import Cycle, Person
from facilitator.models.input_check import InputCheck
from facilitator.models.issue import Issue
from facilitator.models.place import Commune, Village
from facilitator.models.scorecard import Criterion, Remark, card_of
from facilitator.models.store import Store
from facilitator.models.story import Story
from facilitator.models.survey import Answer, Question, Questionnaire, Response, SurveyColumn
from facilitator.models.target import Target

Image = dict[str, list[str]]


def commune(code: str = "010201", villages: int = 3) -> Commune:
    """A commune with its villages, not stored yet."""
    made = Commune(
        code=code,
        name_km="ឃុំបន្ទាយនាង",
        name_en="Banteay Neang",
        district_code=code[:4],
        district_km="មង្គលបូរី",
        district_en="Mongkol Borei",
        province_code=code[:2],
        province_km="បន្ទាយមានជ័យ",
        province_en="Banteay Meanchey",
        data_year=2025,
    )
    for n in range(1, villages + 1):
        made.villages.append(Village(code=f"{code}{n:02}", name_km=f"ភូមិ {n}", name_en=f"Village {n}"))
    return made


def bare_cycle(store: Store, year: int = 2026) -> Cycle:
    """A cycle with one health centre, two villages, two groups and two criteria, without votes."""
    with store.transaction("Set up"):
        place = store.get(Commune, "010201") or commune()
        cycle = Cycle(commune=place, year=year)
        store.session.add(cycle)
        point = cycle.add_service_point("health_centre", "មណ្ឌលសុខភាព", "Health centre")
        point.serve(place.villages[:2])
        point.criteria.append(Criterion(key="health_centre.staff", text_km="បុគ្គលិក", text_en="Staff", position=0))
        point.criteria.append(Criterion(key="health_centre.queue", text_km="រង់ចាំ", text_en="Queue", position=1))
        cycle.add_group("women", "ក្រុមស្ត្រី", "Women")
        cycle.add_group("men", "ក្រុមបុរស", "Men")
    return cycle


def full_cycle(store: Store) -> Cycle:
    """A cycle with rows in every table."""
    cycle = bare_cycle(store)
    with store.transaction("Everything", cycle=cycle):
        _people_and_meetings(cycle)
        _scores(cycle)
        store.session.add(BallotFile(sheet=cycle.service_points[0].cards[0].sheets[0], digest="0f" * 16))
        store.session.add(IssuedCode(code="0NM14295WMVT", paper="minutes", cycle_id=cycle.id, at="2026-05-20T08:00:00"))
        _plan(cycle)
        store.session.add_all([_survey(), _budget(cycle.commune)])
    return cycle


def _people_and_meetings(cycle: Cycle) -> None:
    from facilitator.models.meeting import Meeting

    point = cycle.service_points[0]
    cycle.people.append(Person(name="សុខ ចាន់ថា", role="facilitator"))
    cycle.targets.append(Target(category="women", share=50))
    meeting = Meeting(stage="interface", date=dt.date(2026, 3, 1))
    cycle.meetings.append(meeting)
    meeting.move_to(point, None)
    meeting.led_by(cycle.people)
    meeting.people_of("citizens").count(total=30, women=20)
    meeting.point(point.criteria[0]).agreed = "បិទម៉ោងធ្វើការ"


def _scores(cycle: Cycle) -> None:
    point = cycle.service_points[0]
    point.input_checks.append(InputCheck(key="midwife", text_km="ឆ្មប", found="1"))
    point.issues.append(Issue(text="រង់ចាំយូរ", kind="problem", criterion=point.criteria[1]))
    point.remarks.append(Remark(criterion=point.criteria[0], kind="strength", text="រួសរាយ"))
    sheet = card_of(point, "citizens", point.villages[0]).sheet("women")
    sheet.count(total=20)
    for value, count in ((2, 4), (4, 9)):
        sheet.set(point.criteria[0], value, count)
        sheet.set(point.criteria[0], value, count - 1, "youth")
    card_of(point, "providers").sheet().set_consensus(point.criteria[0], 4)


def _plan(cycle: Cycle) -> None:
    point = cycle.service_points[0]
    road = add_action(cycle, "A", "ជួសជុលផ្លូវ")
    drain = add_action(cycle, "A", "លូ ១២០០ ម៉ែត្រ", road)
    drain.cost, drain.provider = 48_000_000, point
    drain.answers(point.criteria[:1])
    drain.contributions.append(Contribution(source_kind="community", amount=400_000, state="received"))
    drain.origins.append(ActionOrigin(remark=point.remarks[0]))
    cycle.stories.append(Story(text="ឥឡូវមានផ្លូវ", action=drain))
    drain.check(dt.date(2026, 6, 1), "under_way", 40)
    tidy = add_action(cycle, "B", "រៀបចំការិយាល័យ")
    tidy.check(dt.date(2026, 6, 1), "done", 100)


def _survey() -> Questionnaire:
    asked = Questionnaire(key="satisfaction", title_en="Satisfaction")
    asked.questions.append(Question(key="q1", text_en="Satisfied?", kind="choice", satisfied=["y"]))
    asked.questions[0].answers.append(Answer(code="y", text_en="Yes"))
    asked.columns.append(SurveyColumn(header="q_1", target="q1"))
    asked.round("2026").responses.append(Response(submission_id="1", gender="woman", age=20, answers={"q1": "y"}))
    return asked


def _budget(place: Commune) -> Budget:
    budget = Budget(commune=place, year=2026)
    budget.lines.append(BudgetLine(code="r1", side="revenue", part="carry_over", plan=1_000))
    budget.pictures.append(BudgetPicture(kind="cover", data=b"picture"))
    budget.projects.append(Project(code="p1", name_km="ផ្លូវ", village=place.villages[0], cost=1_000))
    return budget


def image(store: Store, history: bool = False) -> Image:
    """Every row of every table as text; with or without the history of changes and the digests that cover it."""
    store.settle()
    names = [row[0] for row in store.raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {
        name: sorted(map(repr, store.raw.execute(f'SELECT * FROM "{name}"').fetchall()))
        for name in names
        if history or name not in ("history", "digest")
    }


def count(store: Store, table: str) -> int:
    """How many rows a table has."""
    store.settle()
    found: Any = store.raw.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
    return int(found)
