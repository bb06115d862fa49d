"""Papers that a second process draws: the same bytes, and drawn here where it cannot."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator

import pytest

from facilitator.errors import UserError
from facilitator.export import rendering, second_process, second_renderer
from facilitator.export.kinds import PAPERS
from facilitator.export.second_renderer import Order, SecondRenderer
from tests.export.pdf.every_paper import KINDS, sample

NOTICE, SCORES = "notice", "disaggregated"


def order(key: str, language: str = "km", digits: str = "khmer", colour: bool = False) -> Order:
    return Order(key, sample(KINDS[key]), language, digits, colour)


def drawn_here(wanted: Order) -> bytes:
    kind = next(kind for kind in PAPERS if kind.key == wanted.key)
    return rendering.render(kind, wanted.document, wanted.language, wanted.digits, colour=wanted.colour)


@pytest.fixture
def worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a computer with two processors."""
    monkeypatch.setattr(second_process, "is_worth_it", lambda: True)


@pytest.fixture
def two(worth_it: None) -> Iterator[SecondRenderer]:
    """A renderer with its second process."""
    with SecondRenderer(NOTICE, "km") as made:
        assert made._process is not None
        yield made


@pytest.fixture
def nothing_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process nothing can be drawn."""
    monkeypatch.setattr(second_renderer, "_rendered", lambda wanted: pytest.fail("drawn here"))


def test_it_draws_the_same(two: SecondRenderer, nothing_here: None) -> None:
    wanted = order(NOTICE)
    assert two.begin(wanted).content() == drawn_here(wanted)


def test_one_after_the_other_each_in_its_manner(two: SecondRenderer, nothing_here: None) -> None:
    for wanted in (order(NOTICE, "en"), order(SCORES, "km", "arabic"), order(SCORES, "km-en", colour=True)):
        assert two.begin(wanted).content() == drawn_here(wanted)


def test_while_it_is_busy_the_next_one_is_drawn_here(two: SecondRenderer) -> None:
    first, other = order("citizens-budget"), order(NOTICE)
    one = two.begin(first)
    assert one.is_under_way()
    assert two.begin(other).content() == drawn_here(other)
    assert one.content() == drawn_here(first)


@pytest.mark.parametrize("key", KINDS)
def test_every_document_goes_through_the_pipe(key: str) -> None:
    document = sample(KINDS[key])
    assert pickle.loads(pickle.dumps(document)) == document  # noqa: S301 - made here


def test_what_it_dies_of_is_drawn_here_without_a_word(two: SecondRenderer, capfd: pytest.CaptureFixture[str]) -> None:
    wanted = order(NOTICE)
    assert two._process is not None
    two._process.kill()
    two._process.wait()
    for _again in range(2):
        assert two.begin(wanted).content() == drawn_here(wanted)
    assert capfd.readouterr() == ("", "")


def test_what_it_cannot_draw_is_told_here(
    two: SecondRenderer, nothing_here: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(wanted: Order) -> bytes:
        raise UserError("told here")

    monkeypatch.setattr(second_renderer, "_rendered", refused)
    with pytest.raises(UserError, match="told here"):
        two.begin(order(NOTICE, "xx")).content()
    wanted = order(NOTICE)
    assert two.begin(wanted).content() == drawn_here(wanted)  # and it goes on


def test_without_a_second_processor_all_is_drawn_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_process, "is_worth_it", lambda: False)
    monkeypatch.setattr(second_process, "started", lambda *_words: pytest.fail("started"))
    wanted = order(NOTICE)
    with SecondRenderer(NOTICE) as alone:
        assert alone.begin(wanted).content() == drawn_here(wanted)


def test_a_pack_has_its_own_second_process(worth_it: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_process, "started", lambda *_words: pytest.fail("started"))
    with SecondRenderer("pack") as alone:
        assert alone._process is None


def test_where_no_process_can_be_started_all_is_drawn_here(worth_it: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    wanted = order(NOTICE)
    with SecondRenderer() as alone:
        assert alone.begin(wanted).content() == drawn_here(wanted)


def test_it_ends_with_its_work_also_in_the_middle(worth_it: None) -> None:
    with SecondRenderer("no-such-paper", "xx") as made:
        process = made._process
        made.begin(order("citizens-budget"))
    assert process is not None
    assert process.returncode is not None


def test_it_ends_when_nobody_asks_any_more(worth_it: None) -> None:
    process = second_process.started(second_renderer.__name__, NOTICE, "km")
    process.communicate(timeout=60)
    assert process.returncode == 0


def test_it_loads_neither_the_database_nor_the_window() -> None:
    question = (
        "import os, sys\nfrom facilitator.export import second_renderer\nsys.stdin = open(os.devnull)\n"
        "second_renderer.main('action-plan', 'km')\n"
        "print([name for name in ('sqlalchemy', 'PySide6', 'facilitator.models') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
