"""The history on paper: the public copy without values, the newest changes first."""

from __future__ import annotations

import pytest

from facilitator.errors import UserError
from facilitator.export import papers
from facilitator.export.compose import history
from facilitator.export.documents.history import History
from facilitator.models.store import Store


def document(store: Store, copy: str) -> History:
    (job,) = papers.jobs(store, store.cycles()[-1], "history", copy=copy)
    found = job.document()
    assert isinstance(found, History)
    return found


@pytest.fixture
def store(demo_store: Store) -> Store:
    cycle = demo_store.cycles()[-1]
    demo_store.who = "សុខ ចាន់ធី"
    with demo_store.transaction("Place", cycle=cycle, reason="វាយខុស"):
        cycle.meetings[0].place = "វត្ត"
    return demo_store


def test_the_meeting_copy_has_before_and_after_and_the_public_one_has_not(store: Store) -> None:
    newest = document(store, "meeting").gestures[0]
    assert (newest.label, newest.who, newest.reason) == ("Place", "សុខ ចាន់ធី", "វាយខុស")
    assert newest.values[0].after.km == newest.values[0].after.en == "វត្ត"
    public = document(store, "public")
    assert public.gestures[0].values == ()
    assert "វត្ត" not in str(public)


def test_the_newest_are_printed_and_the_rest_is_counted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST", 2)
    cycle = store.cycles()[-1]
    for number in range(4):
        with store.transaction(f"Title {number}", cycle=cycle):
            cycle.title_en = str(number)
    found = document(store, "meeting")
    assert [gesture.label for gesture in found.gestures] == ["Title 3", "Title 2"]
    assert found.older >= 3


def test_without_changes_there_is_no_history(store: Store) -> None:
    with pytest.raises(UserError, match="Nothing was changed"):
        next(history.compose(store, store.cycles()[-1], [], public=False))
