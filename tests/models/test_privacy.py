from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest
from scipy.optimize import linprog

from facilitator.models.privacy import Sum, derivable, hidden_cells

Cell = tuple[str, str, str]
"""Village and group (empty: all of them) and breakdown."""


def test_a_small_cell_takes_the_next_smallest_with_it() -> None:
    sizes = {"all": 30, "a": 3, "b": 12, "c": 15}
    assert hidden_cells(sizes, [Sum("all", ["a", "b", "c"])], 5) == {"a", "b"}


def test_nothing_is_hidden_when_everybody_is_many() -> None:
    assert hidden_cells({"all": 30, "a": 15, "b": 15}, [Sum("all", ["a", "b"])], 5) == set()


def test_a_cell_of_exactly_k_is_shown_and_one_less_is_not() -> None:
    assert hidden_cells({"all": 10, "a": 5, "b": 5}, [Sum("all", ["a", "b"])], 5) == set()
    assert hidden_cells({"all": 9, "a": 5, "b": 4}, [Sum("all", ["a", "b"])], 5) == {"a", "b"}
    assert hidden_cells({"all": 4}, [], 5) == {"all"}


def test_a_small_rest_hides_the_part_it_would_follow_from() -> None:
    assert hidden_cells({"all": 20, "youth": 18}, [Sum("all", ["youth"])], 5) == {"youth"}
    assert hidden_cells({"all": 20, "youth": 20}, [Sum("all", ["youth"])], 5) == set()
    assert hidden_cells({"all": 20, "youth": 15}, [Sum("all", ["youth"])], 5) == set()


def test_hidden_parts_together_are_not_a_small_group_either() -> None:
    sizes = {"all": 24, "a": 2, "b": 2, "c": 8, "d": 12}
    assert hidden_cells(sizes, [Sum("all", ["a", "b", "c", "d"])], 5) == {"a", "b", "c"}


def test_nobody_is_no_group() -> None:
    assert hidden_cells({"all": 10, "women": 10, "men": 0}, [Sum("all", ["women", "men"])], 5) == set()


def test_few_of_another_gender_leave_women_beside_men_and_other() -> None:
    sizes = {"all": 30, "women": 18, "men": 10, "other": 2}
    sums = [Sum("all", ["women", "men", "other"])]
    assert hidden_cells(sizes, sums, 5) == {"men", "other"}
    sizes |= {"women": 9, "men": 19}
    assert hidden_cells(sizes, sums, 5, order=lambda cell: (cell != "men",)) == {"men", "other"}


def test_what_is_given_away_twice_over_is_found() -> None:
    # Two villages by two groups: one small cell needs three more, or a row and a column give it away.
    sizes = {"v1g1": 3, "v1g2": 9, "v2g1": 8, "v2g2": 9, "v1": 12, "v2": 17, "g1": 11, "g2": 18, "all": 29}
    sums = [
        Sum("v1", ["v1g1", "v1g2"]), Sum("v2", ["v2g1", "v2g2"]), Sum("g1", ["v1g1", "v2g1"]),
        Sum("g2", ["v1g2", "v2g2"]), Sum("all", ["v1", "v2"]), Sum("all", ["g1", "g2"]),
    ]  # fmt: skip
    details = hidden_cells(sizes, sums, 5, order=lambda cell: (len(cell) < 4,))
    assert details == {"v1g1", "v1g2", "v2g1", "v2g2"}


def test_derivable_solves_equations_together() -> None:
    equations = [{"a": 1, "b": 1, "s": -1}, {"b": 1, "c": 1, "s": -1}, {"a": 1, "c": 1, "s": -1}]
    assert derivable({"a", "b", "c"}, equations) == {"a", "b", "c"}
    assert derivable({"a", "b", "c"}, equations[:2]) == set()
    assert derivable({"a"}, equations) == {"a"}
    assert derivable(set(), equations) == set()


def meeting(rng: random.Random) -> tuple[dict[Cell, int], dict[Cell, int]]:
    """Random votes of one criterion: the innermost cells, and all cells with their sums."""
    inner: Counter[Cell] = Counter()
    size = rng.choice([4, 12, 30])
    for village in range(rng.randint(1, 4)):
        for group in range(rng.randint(1, 3)):
            people = {"women": rng.randint(0, size), "men": rng.randint(0, size), "other": rng.choice([0, 0, 0, 1, 3])}
            people["all"] = sum(people.values())
            people["youth"] = rng.randint(0, people["all"])
            inner.update({(f"v{village}", f"g{group}", name): n for name, n in people.items() if n})
    every: Counter[Cell] = Counter()
    for (village_, group_, name), n in inner.items():
        for cell in {(v, g, name) for v in (village_, "") for g in (group_, "")}:
            every[cell] += n
    return dict(inner), dict(every)


def sums_of(sizes: dict[Cell, int]) -> list[Sum[Cell]]:
    """Villages add up, groups add up, genders add up; youth are a part of all."""
    found = []
    for village, group, name in sizes:
        inside = [cell for cell in sizes if cell[2] == name]
        if not village:
            found.append(Sum((village, group, name), [cell for cell in inside if cell[0] and cell[1] == group]))
        if not group:
            found.append(Sum((village, group, name), [cell for cell in inside if cell[1] and cell[0] == village]))
        if name == "all":
            genders = [(village, group, gender) for gender in ("women", "men", "other")]
            found.append(Sum((village, group, name), [cell for cell in genders if cell in sizes]))
            found.append(Sum((village, group, name), [cell for cell in [(village, group, "youth")] if cell in sizes]))
    return [each for each in found if each.parts]


def given_away(inner: dict[Cell, int], sizes: dict[Cell, int], hidden: set[Cell]) -> list[Cell]:
    """The attacker: linear programming over the innermost cells, for every hidden cell its least and its most."""
    columns = {cell: number for number, cell in enumerate(inner)}

    def row(cell: Cell) -> np.ndarray:
        village, group, name = cell
        line = np.zeros(len(columns))
        for (v, g, n), number in columns.items():
            line[number] = n == name and village in ("", v) and group in ("", g)
        return line

    shown = [(row(cell), n) for cell, n in sizes.items() if cell not in hidden]
    at_most = []
    for village, group, name in inner:
        if name == "all":
            genders = sum(row((village, group, gender)) for gender in ("women", "men", "other"))
            shown.append((genders - row((village, group, "all")), 0))
            at_most.append(row((village, group, "youth")) - row((village, group, "all")))
    matrix, values = np.array([line for line, _n in shown]), np.array([n for _line, n in shown])
    found = []
    for cell in hidden:
        least, most = (
            linprog(sign * row(cell), A_ub=np.array(at_most), b_ub=np.zeros(len(at_most)), A_eq=matrix, b_eq=values)
            for sign in (1, -1)
        )
        assert least.status == 0
        if most.status == 0 and -most.fun - least.fun < 1e-6:
            found.append(cell)
    return found


def attack(seeds: range) -> tuple[int, int]:
    """Hidden and given-away cells of that many meetings."""
    hidden_in_all = leaked = 0
    for seed in seeds:
        inner, sizes = meeting(random.Random(seed))
        hidden = hidden_cells(sizes, sums_of(sizes), 5, order=lambda cell: (cell[2] == "all", "" in cell[:2]))
        assert all(cell in hidden for cell, n in sizes.items() if n < 5)
        hidden_in_all += len(hidden)
        leaked += len(given_away(inner, sizes, hidden))
    return hidden_in_all, leaked


def test_an_attacker_with_linear_bounds_finds_no_hidden_cell() -> None:
    hidden, leaked = attack(range(8))
    assert hidden > 50
    assert leaked == 0


@pytest.mark.slow
def test_an_attacker_with_linear_bounds_finds_no_hidden_cell_in_many_meetings() -> None:
    assert attack(range(1000, 1100))[1] == 0


def test_the_attacker_is_one() -> None:
    """Hiding the small cells alone is not enough: the same attacker finds them."""
    leaked = 0
    for seed in range(8):
        inner, sizes = meeting(random.Random(seed))
        leaked += len(given_away(inner, sizes, {cell for cell, n in sizes.items() if n < 5}))
    assert leaked > 10
