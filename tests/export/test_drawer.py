"""Papers that a second process draws: the same bytes, and drawn here where it cannot."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator

import pytest

from facilitator.errors import UserError
from facilitator.export import drawer, drawing, second
from facilitator.export.drawer import Drawer, Order
from facilitator.export.kinds import PAPERS
from tests.export.pdf.every_paper import KINDS, sample

NOTICE, SCORES = "notice", "disaggregated"


def order(key: str, language: str = "km", digits: str = "khmer", colour: bool = False) -> Order:
    return Order(key, sample(KINDS[key]), language, digits, colour)


def drawn_here(wanted: Order) -> bytes:
    kind = next(kind for kind in PAPERS if kind.key == wanted.key)
    return drawing.render(kind, wanted.document, wanted.language, wanted.digits, colour=wanted.colour)


@pytest.fixture
def worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a computer with two processors."""
    monkeypatch.setattr(second, "is_worth_it", lambda: True)


@pytest.fixture
def two(worth_it: None) -> Iterator[Drawer]:
    """A drawer with its second process."""
    with Drawer(NOTICE, "km") as made:
        assert made._process is not None
        yield made


@pytest.fixture
def nothing_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process nothing can be drawn."""
    monkeypatch.setattr(drawer, "_rendered", lambda wanted: pytest.fail("drawn here"))


def test_it_draws_the_same(two: Drawer, nothing_here: None) -> None:
    wanted = order(NOTICE)
    assert two.draw(wanted).content() == drawn_here(wanted)


def test_one_after_the_other_each_in_its_manner(two: Drawer, nothing_here: None) -> None:
    for wanted in (order(NOTICE, "en"), order(SCORES, "km", "arabic"), order(SCORES, "km-en", colour=True)):
        assert two.draw(wanted).content() == drawn_here(wanted)


def test_while_it_is_busy_the_next_one_is_drawn_here(two: Drawer) -> None:
    first, other = order("citizens-budget"), order(NOTICE)
    one = two.draw(first)
    assert one.is_under_way()
    assert two.draw(other).content() == drawn_here(other)
    assert one.content() == drawn_here(first)


@pytest.mark.parametrize("key", KINDS)
def test_every_document_goes_through_the_pipe(key: str) -> None:
    document = sample(KINDS[key])
    assert pickle.loads(pickle.dumps(document)) == document  # noqa: S301 - made here


def test_what_it_dies_of_is_drawn_here_without_a_word(two: Drawer, capfd: pytest.CaptureFixture[str]) -> None:
    wanted = order(NOTICE)
    assert two._process is not None
    two._process.kill()
    two._process.wait()
    for _again in range(2):
        assert two.draw(wanted).content() == drawn_here(wanted)
    assert capfd.readouterr() == ("", "")


def test_what_it_cannot_draw_is_told_here(two: Drawer, nothing_here: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(wanted: Order) -> bytes:
        raise UserError("told here")

    monkeypatch.setattr(drawer, "_rendered", refused)
    with pytest.raises(UserError, match="told here"):
        two.draw(order(NOTICE, "xx")).content()
    wanted = order(NOTICE)
    assert two.draw(wanted).content() == drawn_here(wanted)  # and it goes on


def test_without_a_second_processor_all_is_drawn_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second, "is_worth_it", lambda: False)
    monkeypatch.setattr(second, "started", lambda *_words: pytest.fail("started"))
    wanted = order(NOTICE)
    with Drawer(NOTICE) as alone:
        assert alone.draw(wanted).content() == drawn_here(wanted)


def test_a_pack_has_its_own_second_process(worth_it: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second, "started", lambda *_words: pytest.fail("started"))
    with Drawer("pack") as alone:
        assert alone._process is None


def test_where_no_process_can_be_started_all_is_drawn_here(worth_it: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    wanted = order(NOTICE)
    with Drawer() as alone:
        assert alone.draw(wanted).content() == drawn_here(wanted)


def test_it_ends_with_its_work_also_in_the_middle(worth_it: None) -> None:
    with Drawer("no-such-paper", "xx") as made:
        process = made._process
        made.draw(order("citizens-budget"))
    assert process is not None
    assert process.returncode is not None


def test_it_ends_when_nobody_asks_any_more(worth_it: None) -> None:
    process = second.started(drawer.__name__, NOTICE, "km")
    process.communicate(timeout=60)
    assert process.returncode == 0


def test_it_loads_neither_the_database_nor_the_window() -> None:
    question = (
        "import os, sys\nfrom facilitator.export import drawer\nsys.stdin = open(os.devnull)\n"
        "drawer.main('action-plan', 'km')\n"
        "print([name for name in ('sqlalchemy', 'PySide6', 'facilitator.models') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
