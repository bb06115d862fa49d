"""The plan's order and levels, its proposals, what the minutes keep, and following up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.models import agreeing, following, joining, plan_remarks, planning, proposing
from facilitator.models.action import Action, add_action, number, numbers
from facilitator.models.contribution import Contribution
from facilitator.models.cycle import Cycle
from facilitator.models.meeting import Meeting
from facilitator.models.results import Results
from facilitator.models.scorecard import Remark
from facilitator.models.store import Store
from tests.samples import add_commune, add_cycle, vote

TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "plan.db") as store:
        add_cycle(store, add_commune(store))
        yield store


@pytest.fixture
def cycle(store: Store) -> Cycle:
    return store.cycles()[0]


@pytest.fixture
def plan(store: Store, cycle: Cycle) -> Cycle:
    """A.1 one, A.2 two, A.3 three, B.1 four."""
    with store.transaction("Plan", cycle=cycle):
        for part, words in (("A", "one"), ("A", "two"), ("A", "three"), ("B", "four")):
            add_action(cycle, part, words)
    return cycle


def shown(cycle: Cycle) -> list[str]:
    return [f"{number(row)} {row.activity}" for part in "AB" for row in planning.rows(cycle, part)]


def called(cycle: Cycle, words: str) -> Action:
    return next(action for action in cycle.actions if action.activity == words)


def test_a_row_moves_among_its_siblings_and_into_the_other_part(store: Store, plan: Cycle) -> None:
    with store.transaction("Order", cycle=plan):
        planning.shift(called(plan, "three"), -1)
    assert shown(plan) == ["A.1 one", "A.2 three", "A.3 two", "B.1 four"]
    with store.transaction("Order", cycle=plan):
        planning.shift(called(plan, "two"), 1)
    assert shown(plan) == ["A.1 one", "A.2 three", "B.1 two", "B.2 four"]
    store.undo()
    store.session.expire_all()
    assert shown(plan) == ["A.1 one", "A.2 three", "A.3 two", "B.1 four"]


def test_the_first_and_the_last_row_stay_where_they_are(store: Store, plan: Cycle) -> None:
    with store.transaction("Order", cycle=plan):
        planning.shift(called(plan, "one"), -1)
        planning.shift(called(plan, "four"), 1)
    assert shown(plan) == ["A.1 one", "A.2 two", "A.3 three", "B.1 four"]


def test_levels_go_down_to_three_and_out_again_without_losing_a_row(store: Store, plan: Cycle) -> None:
    with store.transaction("Levels", cycle=plan):
        planning.indent(called(plan, "two"))
        planning.indent(called(plan, "three"))
        planning.indent(called(plan, "three"))
    assert shown(plan) == ["A.1 one", "A.1.1 two", "A.1.1.1 three", "B.1 four"]
    with store.transaction("Levels", cycle=plan):
        planning.outdent(called(plan, "three"))
        planning.outdent(called(plan, "two"))
    store.session.expire_all()
    assert shown(plan) == ["A.1 one", "A.1.1 three", "A.2 two", "B.1 four"]


def test_what_cannot_move_says_why(store: Store, plan: Cycle) -> None:
    with pytest.raises(UserError, match="no row before it"), store.transaction("Levels", cycle=plan):
        planning.indent(called(plan, "one"))
    with pytest.raises(UserError, match="first level already"), store.transaction("Levels", cycle=plan):
        planning.outdent(called(plan, "one"))


def test_a_row_with_rows_below_it_moves_and_goes_as_a_whole(store: Store, plan: Cycle) -> None:
    with store.transaction("Levels", cycle=plan):
        planning.indent(called(plan, "two"))
        planning.place(called(plan, "one"), None, "B", 0)
    assert shown(plan) == ["A.1 three", "B.1 one", "B.1.1 two", "B.2 four"]
    with store.transaction("Deleted", cycle=plan):
        planning.remove(called(plan, "one"))
    store.session.expire_all()
    assert shown(plan) == ["A.1 three", "B.1 four"]
    store.undo()
    assert shown(plan) == ["A.1 three", "B.1 one", "B.1.1 two", "B.2 four"]


def test_a_row_dropped_on_another_takes_its_place_but_never_under_itself(store: Store, plan: Cycle) -> None:
    with store.transaction("Dragged", cycle=plan):
        planning.put_at(called(plan, "one"), called(plan, "three"))
    assert shown(plan) == ["A.1 two", "A.2 three", "A.3 one", "B.1 four"]
    with store.transaction("Levels", cycle=plan):
        planning.indent(called(plan, "three"))
    with pytest.raises(UserError, match="under itself"), store.transaction("Dragged", cycle=plan):
        planning.put_at(called(plan, "two"), called(plan, "three"))


def test_a_new_row_stands_after_the_current_one(store: Store, plan: Cycle) -> None:
    with store.transaction("Added", cycle=plan):
        planning.add_after(plan, called(plan, "one"), "B").activity = "new"
    assert shown(plan)[:3] == ["A.1 one", "A.2 new", "A.3 two"]


def test_columns_refuse_what_cannot_be(store: Store, plan: Cycle) -> None:
    one, two = called(plan, "one"), called(plan, "two")
    with pytest.raises(UserError, match="end before it starts"), store.transaction("Time", cycle=plan):
        planning.set_time(one, dt.date(2026, 5, 1), dt.date(2026, 4, 1))
    with store.transaction("Columns", cycle=plan):
        planning.set_quantity(one, "២,៥")
        planning.set_cost(two, 3000)
        planning.indent(two)
    assert (one.quantity, one.total_cost()) == ("2.5", 3000)
    with pytest.raises(UserError, match="sum of the rows"), store.transaction("Cost", cycle=plan):
        planning.set_cost(called(plan, "one"), 5)


def test_remarks_name_what_a_row_lacks_and_fall_silent(store: Store, plan: Cycle) -> None:
    one = called(plan, "one")
    assert plan_remarks.remarks(one) == ["Nobody leads it yet.", "It has no end date.", "It answers no criterion yet."]
    with store.transaction("Complete", cycle=plan):
        one.lead, one.end, one.cost = "Commune", dt.date(2027, 1, 31), 5000
        one.answers([plan.service_points[0].criteria[0]])
    assert plan_remarks.remarks(one) == [
        "It ends outside the year 2026.",
        "Where does the money come from? No contribution is written down.",
    ]
    with store.transaction("Complete", cycle=plan):
        one.end = dt.date(2026, 12, 31)
        one.contributions.append(Contribution(amount=5000))
    assert plan_remarks.remarks(one) == []
    assert one not in plan_remarks.without(plan)


# -- interface meeting and proposals ------


@pytest.fixture
def meeting(store: Store, cycle: Cycle) -> Meeting:
    with store.transaction("Meeting", cycle=cycle):
        meeting = Meeting(stage="interface", date=dt.date(2026, 4, 3))
        cycle.meetings.append(meeting)
    return meeting


def suggest(store: Store, cycle: Cycle, text: str, village: int) -> None:
    point = cycle.service_points[0]
    with store.transaction("Suggestion", cycle=cycle):
        point.remarks.append(
            Remark(
                criterion=point.criteria[1],
                village=point.villages[village],
                kind="suggestion",
                text=text,
                selected=True,
            )
        )


def test_equal_suggestions_are_one_proposal_and_kept_ones_are_none(store: Store, cycle: Cycle) -> None:
    suggest(store, cycle, "ទិញថ្នាំ", 0)
    suggest(store, cycle, "ទិញ\u200bថ្នាំ", 1)
    (proposal,) = proposing.proposals(cycle)
    assert proposal.villages == ("ភូមិ 1", "ភូមិ 2")
    with store.transaction("Kept", cycle=cycle):
        action = proposing.keep(cycle, proposal, "A")
    point = cycle.service_points[0]
    assert (action.part, action.proposer, action.provider) == ("A", "Citizens", point)
    assert [link.criterion for link in action.criteria] == [point.criteria[1]]
    assert proposing.proposals(cycle) == []
    assert proposing.answering(cycle, point.criteria[1]) == [action]


def test_what_was_kept_and_then_reworded_is_not_proposed_again(store: Store, cycle: Cycle, meeting: Meeting) -> None:
    criterion = cycle.service_points[0].criteria[1]
    suggest(store, cycle, "ទិញថ្នាំ", 0)
    suggest(store, cycle, "ទិញ\u200bថ្នាំ", 1)
    with store.transaction("Agreed", cycle=cycle):
        agreeing.write(meeting, criterion, "agreed", "បើកពេលយប់")
    with store.transaction("Kept", cycle=cycle):
        for proposal in proposing.offers(cycle, criterion):
            proposing.keep(cycle, proposal, "B").activity = "ពាក្យផ្សេង"
    assert proposing.proposals(cycle) == []
    with pytest.raises(UserError, match="already"), store.transaction("Draft", cycle=cycle):
        proposing.draft(meeting.point(criterion))
    for action in list(cycle.actions):
        with store.transaction("Removed", cycle=cycle):
            planning.remove(action)
    assert {proposal.text for proposal in proposing.proposals(cycle)} == {"ទិញថ្នាំ", "បើកពេលយប់"}


def test_an_activity_outlives_the_words_that_it_was_drafted_from(store: Store, cycle: Cycle, meeting: Meeting) -> None:
    point = cycle.service_points[0]
    suggest(store, cycle, "ទិញថ្នាំ", 0)
    with store.transaction("Kept", cycle=cycle):
        agreeing.write(meeting, point.criteria[0], "agreed", "មកទាន់ម៉ោង")
        first = proposing.draft(meeting.point(point.criteria[0]))
        second = proposing.keep(cycle, proposing.offers(cycle, point.criteria[1])[0], "B")
    (remark,) = point.remarks
    with store.transaction("Deleted", cycle=cycle):
        point.remarks.clear()
        agreeing.write(meeting, point.criteria[0], "agreed", "")
    assert (first.origins, second.origins, len(cycle.actions)) == ([], [], 2)
    store.undo()
    assert [origin.remark_id for origin in second.origins] == [remark.id]
    assert [origin.point for origin in first.origins] == [meeting.agreed_points[0]]


def test_an_activity_in_words_of_its_own_answers_the_criterion(store: Store, cycle: Cycle) -> None:
    criterion = cycle.service_points[0].criteria[0]
    with pytest.raises(UserError, match="Write what"), store.transaction("Draft", cycle=cycle):
        proposing.answer(criterion, " ")
    with store.transaction("Draft", cycle=cycle):
        action = proposing.answer(criterion, "បិទតម្លៃ", "A")
    assert proposing.answering(cycle, criterion) == [action]
    assert (action.part, action.provider, action.proposer) == ("A", criterion.service_point, "Interface meeting")


def test_an_agreed_point_is_written_drafted_once_and_goes_when_empty(
    store: Store, cycle: Cycle, meeting: Meeting
) -> None:
    criterion = cycle.service_points[0].criteria[0]
    with store.transaction("Said", cycle=cycle):
        agreeing.write(meeting, criterion, "citizens_said", "យឺត")
    point = agreeing.words_of(meeting, criterion)
    assert point is not None
    with pytest.raises(UserError, match="agreed point first"), store.transaction("Draft", cycle=cycle):
        proposing.draft(point)
    with store.transaction("Agreed", cycle=cycle):
        agreeing.write(meeting, criterion, "agreed", "មកទាន់ម៉ោង")
        assert proposing.draft(point).activity == "មកទាន់ម៉ោង"
    with pytest.raises(UserError, match="already"), store.transaction("Draft", cycle=cycle):
        proposing.draft(point)
    assert agreeing.agreed_count(meeting, cycle.service_points[0].criteria) == 1
    with store.transaction("Emptied", cycle=cycle):
        agreeing.write(meeting, criterion, "citizens_said", "")
        agreeing.write(meeting, criterion, "agreed", " ")
    assert meeting.agreed_points == []


def test_a_finished_meeting_takes_no_more_words(store: Store, cycle: Cycle, meeting: Meeting) -> None:
    with store.transaction("Finished", cycle=cycle):
        meeting.closed_on = TODAY
    with pytest.raises(UserError, match="finished"), store.transaction("Said", cycle=cycle):
        agreeing.write(meeting, cycle.service_points[0].criteria[0], "agreed", "x")


def test_the_widest_gap_comes_first_whoever_is_higher(store: Store, cycle: Cycle) -> None:
    point = cycle.service_points[0]
    for criterion, (citizens, providers) in enumerate(((3, 4), (5, 2))):
        vote(store, point, {citizens: 6}, criterion=criterion)
        vote(store, point, {providers: 4}, criterion=criterion, side="providers")
    results = Results(store, cycle, look_back=False)
    assert [talk.gap for talk in agreeing.talks(results, point)] == [1, -3]
    assert [talk.number for talk in agreeing.talks(results, point, by_gap=True)] == [2, 1]


# -- follow-up ------


def test_overdue_activities_come_first_and_finished_ones_last(store: Store, plan: Cycle) -> None:
    with store.transaction("Ends", cycle=plan):
        called(plan, "one").end = dt.date(2026, 12, 31)
        called(plan, "two").end = dt.date(2026, 6, 30)
        called(plan, "three").end = dt.date(2026, 5, 31)
        called(plan, "three").check(TODAY, "done", 100)
    assert [action.activity for action in following.to_follow(plan, TODAY)] == ["two", "one", "four", "three"]
    assert following.standing(plan, TODAY) == following.Standing(total=4, done=1, overdue=1, soon=0, unchecked=3)


def test_a_check_taken_back_gives_the_status_before(store: Store, plan: Cycle) -> None:
    one = called(plan, "one")
    with store.transaction("Checks", cycle=plan):
        one.check(dt.date(2026, 6, 1), "delayed", 10, reason="ភ្លៀង")
        one.check(dt.date(2026, 9, 1), "done", 100)
    with store.transaction("Back", cycle=plan):
        following.remove_check(one.checks[-1])
    assert (one.status, one.percent, one.reason) == ("delayed", 10, "ភ្លៀង")
    with store.transaction("Back", cycle=plan):
        following.remove_check(one.checks[-1])
    assert (one.status, one.percent) == ("not_started", None)


# -- joining, splitting, providers ------


def test_joined_activities_keep_every_link_and_all_the_money(store: Store, plan: Cycle, meeting: Meeting) -> None:
    one, two = called(plan, "one"), called(plan, "two")
    first, second = plan.service_points[0].criteria
    with store.transaction("Filled", cycle=plan):
        one.answers([first])
        two.answers([first, second])
        for row, cost in ((one, 1000), (two, 500)):
            row.cost, row.quantity, row.unit = cost, "2.5", "ម៉ែត្រ"
            row.contributions.append(Contribution(amount=cost))
        two.check(TODAY, "under_way", 30)
        agreeing.write(meeting, first, "agreed", "មកទាន់ម៉ោង")
        two.comes_from(None, meeting.point(first))
    with store.transaction("Joined", cycle=plan):
        joining.merge(one, two)
    assert shown(plan) == ["A.1 one; two", "A.2 three", "B.1 four"]
    assert [link.criterion for link in one.criteria] == [first, second]
    assert (one.cost, one.quantity, sum(each.amount for each in one.contributions)) == (1500, "5.0", 1500)
    assert (one.status, one.percent, len(one.checks)) == ("under_way", 30, 1)
    assert [origin.point for origin in one.origins] == [meeting.point(first)]
    store.undo()
    assert shown(plan)[:2] == ["A.1 one", "A.2 two"]
    assert [each.amount for each in called(plan, "two").contributions] == [500]


def test_what_stands_under_another_cannot_be_joined_with_it(store: Store, plan: Cycle) -> None:
    with store.transaction("Levels", cycle=plan):
        planning.indent(called(plan, "two"))
    for into, other in (("one", "two"), ("two", "one")):
        with pytest.raises(UserError, match="stands under"), store.transaction("Joined", cycle=plan):
            joining.merge(called(plan, into), called(plan, other))


def test_rows_below_follow_into_the_joined_activity(store: Store, plan: Cycle) -> None:
    with store.transaction("Levels", cycle=plan):
        planning.indent(called(plan, "three"))
        called(plan, "three").cost = 70
        joining.merge(called(plan, "one"), called(plan, "two"))
    assert shown(plan) == ["A.1 one; two", "A.1.1 three", "B.1 four"]
    assert called(plan, "one; two").total_cost() == 70


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ជួសជុលផ្លូវ; សង់លូ;  ដាំដើមឈើ", ["ជួសជុលផ្លូវ", "សង់លូ", "ដាំដើមឈើ"]),
        ("ជួសជុលផ្លូវ។ សង់លូ។", ["ជួសជុលផ្លូវ", "សង់លូ"]),
        ("Repair the road", ["Repair the road", "Repair the road"]),
    ],
)
def test_a_split_activity_leaves_its_links_with_each_part(
    store: Store, plan: Cycle, words: str, expected: list[str]
) -> None:
    one, point = called(plan, "one"), plan.service_points[0]
    with store.transaction("Filled", cycle=plan):
        one.activity, one.cost, one.lead, one.provider = words, 900, "ឃុំ", point
        one.answers(point.criteria)
    with store.transaction("Split", cycle=plan):
        made = joining.split(one)
    rows = planning.rows(plan, "A")[: len(expected)]
    assert [row.activity for row in rows] == expected
    assert rows == [one, *made]
    assert {(row.lead, row.provider, len(row.criteria)) for row in rows} == {("ឃុំ", point, 2)}
    assert [row.cost for row in rows] == [900, *[None] * len(made)]


def test_a_row_with_rows_below_it_is_not_split(store: Store, plan: Cycle) -> None:
    with store.transaction("Levels", cycle=plan):
        planning.indent(called(plan, "two"))
    with pytest.raises(UserError, match="rows below"), store.transaction("Split", cycle=plan):
        joining.split(called(plan, "one"))


def test_several_proposals_become_one_activity_or_join_one(store: Store, cycle: Cycle, meeting: Meeting) -> None:
    first, second = cycle.service_points[0].criteria
    suggest(store, cycle, "ទិញថ្នាំ", 0)
    with store.transaction("Agreed", cycle=cycle):
        agreeing.write(meeting, first, "agreed", "មកទាន់ម៉ោង")
        agreeing.write(meeting, second, "agreed", "បើកពេលយប់")
    found = proposing.proposals(cycle)
    assert len(found) == 3
    with store.transaction("Kept", cycle=cycle):
        action = proposing.keep_together(cycle, found[:2], "B")
        proposing.join(action, found[2])
    assert action.activity == "; ".join(each.text for each in found[:2])
    assert {link.criterion for link in action.criteria} == {first, second}
    assert {each.key for each in proposing.origins(action)} == {each.key for each in found}
    assert action.proposer.split("; ") == ["Interface meeting", "Citizens"]
    assert proposing.proposals(cycle) == []


def test_top_rows_stand_by_provider_and_take_the_heading_that_they_move_under(store: Store, plan: Cycle) -> None:
    health = plan.service_points[0]
    with store.transaction("Providers", cycle=plan):
        school = plan.add_service_point("primary_school", "សាលា", "School")
        for words, point in (("one", health), ("two", school), ("three", health)):
            planning.set_provider(called(plan, words), point)
    assert shown(plan) == ["A.1 one", "A.2 three", "A.3 two", "B.1 four"]
    assert list(numbers(plan).values()) == ["A.1", "A.2", "A.3", "B.1"]
    with store.transaction("Down", cycle=plan):
        planning.shift(called(plan, "three"), 1)
    assert shown(plan) == ["A.1 one", "A.2 three", "A.3 two", "B.1 four"]
    assert called(plan, "three").provider is school
    with store.transaction("Dragged", cycle=plan):
        planning.put_among(called(plan, "two"), health, "A", at_end=True)
    assert shown(plan) == ["A.1 one", "A.2 two", "A.3 three", "B.1 four"]
    with store.transaction("Into part B", cycle=plan):
        planning.shift(called(plan, "three"), 1)
        planning.set_provider(called(plan, "four"), health)
        planning.put_among(called(plan, "one"), health, "B")
    assert shown(plan) == ["A.1 two", "B.1 three", "B.2 one", "B.3 four"]


# -- columns as they are typed ------


@pytest.mark.parametrize(
    ("typed", "quantity", "unit"),
    [
        ("១.២០០ ម៉ែត្រ", "1200", "ម៉ែត្រ"),
        ("1,200m", "1200", "m"),
        ("2.5 km", "2.5", "km"),
        ("៣", "3", ""),
        ("", "", ""),
    ],
)
def test_a_quantity_brings_its_unit(typed: str, quantity: str, unit: str) -> None:
    assert planning.parse_quantity(typed) == (quantity, unit)


@pytest.mark.parametrize("typed", ["many", "-3", "m 12"])
def test_what_is_no_quantity_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="not a number"):
        planning.parse_quantity(typed)


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("១៥ មករា ២៥៦៩", dt.date(2026, 1, 15), dt.date(2026, 1, 15)),
        ("15/1/2026", dt.date(2026, 1, 15), dt.date(2026, 1, 15)),
        ("15/1", dt.date(2026, 1, 15), dt.date(2026, 1, 15)),
        ("កុម្ភៈ", dt.date(2026, 2, 1), dt.date(2026, 2, 28)),
        ("ខែធ្នូ ឆ្នាំ ២៥៧០", dt.date(2027, 12, 1), dt.date(2027, 12, 31)),
        ("Dec", dt.date(2026, 12, 1), dt.date(2026, 12, 31)),
        ("", None, None),
    ],
)
def test_days_of_the_plan_are_typed_in_any_usual_way(
    cycle: Cycle, typed: str, start: dt.date | None, end: dt.date | None
) -> None:
    assert planning.parse_day(typed, cycle) == start
    assert planning.parse_day(typed, cycle, is_end=True) == end


def test_years_of_the_buddhist_era_count_as_the_papers_of_the_cycle_do(store: Store, cycle: Cycle) -> None:
    with store.transaction("Era", cycle=cycle):
        cycle.era_offset = 544
    assert planning.parse_day("១/៦/២៥៧០", cycle) == dt.date(2026, 6, 1)


@pytest.mark.parametrize("typed", ["soon", "32/1/2026", "13/2026"])
def test_what_is_no_day_is_refused(cycle: Cycle, typed: str) -> None:
    with pytest.raises(UserError):
        planning.parse_day(typed, cycle)


def test_a_status_chosen_in_the_plan_is_a_check_of_that_day(store: Store, plan: Cycle) -> None:
    one = called(plan, "one")
    with store.transaction("Status", cycle=plan):
        planning.set_status(one, "under_way", TODAY)
        planning.set_status(one, "done", TODAY)
        planning.set_status(one, "done", TODAY + dt.timedelta(1))
    assert [(check.date, check.status, check.percent) for check in one.checks] == [(TODAY, "done", 100)]
    assert (one.status, one.percent) == ("done", 100)
    with pytest.raises(UserError, match="Say why"), store.transaction("Status", cycle=plan):
        planning.set_status(one, "dropped", TODAY)
