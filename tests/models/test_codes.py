"""Codes of papers: a wrong character is noticed, issued ones are kept, drafts give way to newer ones."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from facilitator import paper_codes
from facilitator.models import codes
from facilitator.models.codes import Issue, IssuedCode
from facilitator.models.cycle import Cycle
from facilitator.models.store import Store
from tests.models.sample import bare_cycle

chance = random.Random(7)
SOME = [paper_codes.written(chance.getrandbits(paper_codes.BITS)) for _ in range(40)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db", "Sok Chantha") as made:
        bare_cycle(made)
        yield made


@pytest.fixture
def cycle(store: Store) -> Cycle:
    return store.cycles()[0]


def kept(store: Store) -> list[str]:
    return sorted(entry.code for entry in store.all(IssuedCode))


def test_a_code_is_read_as_it_is_printed_and_as_people_type_it() -> None:
    for code in SOME:
        shown = paper_codes.shown(code)
        assert len(shown) == 14
        assert [paper_codes.read(typed) for typed in (code, shown, shown.lower(), f" {shown} ")] == [code] * 4
    code = paper_codes.written(0b00001 << 50 | 3)
    khmer = code.translate(str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩"))
    assert paper_codes.read(khmer) == paper_codes.read(code.replace("1", "l").replace("0", "o")) == code


def test_every_wrong_character_is_noticed() -> None:
    for code in SOME[:8]:
        for place, right in enumerate(code):
            wrong = [each for each in paper_codes.ALPHABET if each != right]
            assert all(paper_codes.read(code[:place] + each + code[place + 1 :]) is None for each in wrong)


def test_every_two_characters_that_changed_places_are_noticed() -> None:
    for code in SOME:
        for second in range(len(code)):
            for first in range(second):
                swapped = list(code)
                swapped[first], swapped[second] = code[second], code[first]
                assert code[first] == code[second] or paper_codes.read("".join(swapped)) is None


@pytest.mark.parametrize(
    "typed", ["", "K7QM", "K7QM-3XPA-92T", "K7QM-3XPA-92TC-0", "កខគឃ-ងចឆជ-ឈញដឋ", "U" * 12, "²" * 12]
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert paper_codes.read(typed) is None


def test_issued_codes_are_kept_and_are_no_gesture(store: Store, cycle: Cycle) -> None:
    label, told = store.undo_label(), list[object]()
    store.listeners.append(told.append)
    codes.keep(store, [Issue(SOME[0], "minutes", cycle.id), Issue(SOME[1], "poster", cycle.id, "health_centre")])
    entry = store.get(IssuedCode, SOME[1])
    assert entry is not None
    assert (entry.paper, entry.service_point, entry.copy, entry.who) == (
        "poster",
        "health_centre",
        "public",
        "Sok Chantha",
    )
    assert (store.undo_label(), told) == (label, [])


def test_the_first_time_counts(store: Store, cycle: Cycle) -> None:
    codes.keep(store, [Issue(SOME[0], "minutes", cycle.id)])
    store.who = "Somebody else"
    codes.keep(store, [Issue(SOME[0], "minutes", cycle.id)])
    assert [entry.who for entry in store.all(IssuedCode)] == ["Sok Chantha"]


def test_of_drafts_only_the_newest_of_the_same_paper_is_kept(store: Store, cycle: Cycle) -> None:
    draft = Issue(SOME[0], "poster", cycle.id, "a", draft=True)
    others = [replace(draft, code=SOME[1], service_point="b"), replace(draft, code=SOME[2], draft=False)]
    codes.keep(store, [draft, *others])
    codes.keep(store, [replace(draft, code=SOME[3])])
    assert kept(store) == sorted([SOME[1], SOME[2], SOME[3]])


def test_while_people_score_one_by_one_no_code_is_kept(store: Store, cycle: Cycle) -> None:
    store.backups_paused = True
    codes.keep(store, [Issue(SOME[0], "poster", cycle.id)])
    assert kept(store) == []


def test_what_changed_since_is_found(store: Store, cycle: Cycle) -> None:
    codes.keep(store, [Issue(SOME[0], "minutes", cycle.id)])
    entry = store.get(IssuedCode, SOME[0])
    assert entry is not None
    assert codes.changes_since(store, entry) == []
    with store.transaction("Title", cycle=cycle):
        cycle.title_en = "T"
    assert [change.label for change in codes.changes_since(store, entry)] == ["Title"]
