from __future__ import annotations

import gc
from threading import Thread

import pytest

from facilitator.export.pdf.garbage import undisturbed


def test_python_looks_for_garbage_again_when_the_last_paper_is_made() -> None:
    with undisturbed():
        with undisturbed():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_also_after_a_paper_that_failed() -> None:
    with pytest.raises(ZeroDivisionError), undisturbed():
        _ = 1 / 0
    assert gc.isenabled()


def test_papers_of_several_threads_wait_for_each_other() -> None:
    with undisturbed():
        thread = Thread(target=_one_paper)
        thread.start()
        thread.join()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_who_never_looks_for_garbage_is_left_alone() -> None:
    gc.disable()
    try:
        _one_paper()
        assert not gc.isenabled()
    finally:
        gc.enable()


def _one_paper() -> None:
    with undisturbed():
        pass
