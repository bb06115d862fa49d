"""The action plans, budgets and survey of a sample."""

from __future__ import annotations

from facilitator.models.action import leaves, number
from facilitator.models.entities import Action, Budget, Project, Question, Response
from facilitator.models.store import Store


def test_the_plan_has_both_parts_three_levels_and_money_in_both_currencies(store: Store) -> None:
    for cycle in store.cycles():
        assert {action.part for action in cycle.actions} == {"A", "B"}
        assert 12 <= len(leaves(cycle)) <= 16
        assert all(action.criteria and action.checks and action.responsible for action in leaves(cycle))
        money = [each for action in cycle.actions for each in action.contributions]
        assert {each.currency for each in money} == {"KHR", "USD"}
        assert {each.state for each in money} == {"promised", "received"}
        assert all(each.rate for each in money if each.currency == "USD")
    first, second = store.cycles()
    assert max(action.depth for action in first.actions) == 3
    done = [action for action in leaves(first) if action.status == "done"]
    assert len(leaves(first)) / 2 < len(done) < len(leaves(first))
    assert all(action.reason for action in leaves(first) if action.status == "delayed")
    carried = {action.carried_from for action in second.actions} - {None}
    assert carried == {action.id for action in first.actions if number(action) == "A.2"}


def test_an_action_stands_as_its_newest_check_says(store: Store) -> None:
    for action in store.all(Action):
        if action.checks:
            newest = action.checks[-1]
            assert (action.status, action.percent, action.reason) == (newest.status, newest.percent, newest.reason)


def test_budgets_balance_and_follow_each_other(store: Store) -> None:
    executed, approved = sorted(store.all(Budget), key=lambda budget: budget.year)

    assert (executed.year, executed.status, approved.year, approved.status) == (2025, "executed", 2026, "approved")
    assert executed.columns() == ["plan", "revised", "actual"]
    assert approved.columns() == ["plan"]
    assert approved.line("R1").plan == executed.line("E5").actual
    for budget in (executed, approved):
        assert budget.checks() == []
        assert 250_000_000 < budget.part("expenditure", "development", "plan") < 350_000_000
        assert len(budget.projects) == 25


def test_projects_carry_out_actions_at_the_same_cost(store: Store) -> None:
    plans = {(cycle.year, number(action)): action for cycle in store.cycles() for action in cycle.actions}
    linked = [project for project in store.all(Project) if project.action]

    assert len(linked) == 16
    for project in linked:
        action = plans[project.budget.year, project.action]
        assert action.cost == project.cost
        assert action.cip_number == project.code
        keys = {f"{link.criterion.service_point.key}/{link.criterion.key}" for link in action.criteria}
        assert project.criterion in keys


def test_the_survey_has_two_rounds_of_answers_that_its_questions_offer(store: Store) -> None:
    offered = {question.key: {answer.code for answer in question.answers} for question in store.all(Question)}
    responses = store.all(Response)

    assert 4 <= len(offered) <= 6
    assert {response.round.key for response in responses} == {"1", "2"}
    for response in responses:
        assert response.answers.keys() == offered.keys()
        assert all(set(text.split()) <= offered[key] for key, text in response.answers.items())
        assert response.youth == (15 <= (response.age or 0) <= 30)
