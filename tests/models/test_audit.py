"""What all sums of a table together tell of its hidden cells, and what they leave open."""

from __future__ import annotations

from facilitator.models import audit, certainty
from facilitator.models.privacy import Sum


def of(**sizes: int) -> dict[str, dict[int, int]]:
    """Cells whose people all gave a 3."""
    return {cell: {3: people} for cell, people in sizes.items()}


def test_one_hidden_part_of_a_shown_whole_is_known() -> None:
    votes = of(all=20, women=12, men=8)
    assert audit.certain(votes, [Sum("all", ["women", "men"])], {"men"}) == {"men"}


def test_two_hidden_parts_are_not() -> None:
    votes = of(all=20, women=12, men=5, other=3)
    assert audit.certain(votes, [Sum("all", ["women", "men", "other"])], {"men", "other"}) == set()


def test_nothing_is_certain_where_nothing_is_hidden() -> None:
    assert audit.certain(of(all=20, women=12), [Sum("all", ["women"])], set()) == set()


def test_a_hidden_cell_holds_somebody() -> None:
    votes = of(all=22, a=20, b=1, c=1)
    assert audit.certain(votes, [Sum("all", ["a", "b", "c"])], {"b", "c"}) == {"b", "c"}


def test_people_who_are_in_no_part_leave_a_cell_open() -> None:
    votes = of(all=20, women=12, men=7)
    assert audit.certain(votes, [Sum("all", ["women", "men"])], {"men"}) == set()


def test_steps_that_a_shown_whole_did_not_give_bind_its_parts() -> None:
    votes = {"one": {1: 4}, "two": {5: 6}, "a": {1: 4}, "b": {5: 6}, "all": {1: 4, 5: 6}}
    sums = [Sum("all", ["one", "two"]), Sum("all", ["a", "b"])]
    assert audit.certain(votes, sums, {"a", "b"}) == set()
    assert audit.certain(votes, [*sums, Sum("one", ["a"])], {"a", "b"}) == {"a", "b"}


def test_a_cell_follows_from_several_sums_together_though_no_sum_alone_tells_it() -> None:
    """a + b, a + c and b + c are shown: half of all three, less one of them, is each."""
    votes = of(a=6, b=7, c=8, d=9, rows=13, below=17, left=14, cross=15)
    sums = [Sum("rows", "ab"), Sum("below", "cd"), Sum("left", "ac"), Sum("cross", "bc")]
    hidden = set("abcd")
    assert certainty.certain(votes, sums, hidden) == set()
    assert audit.certain(votes, sums, hidden) == hidden


def test_counts_that_contradict_each_other_tell_nothing() -> None:
    """More women and men than people: somebody overrode the check, and no table fits."""
    votes = of(all=6, women=4, men=3, youth=2)
    sums = [Sum("all", ["women", "men"]), Sum("all", ["youth"])]
    assert audit.certain(votes, sums, {"men", "youth"}) == set()
