from __future__ import annotations

import io

import pypdf
import pytest

from facilitator.errors import UserError
from facilitator.export import papers, second_process
from facilitator.export.documents.pack import Pack
from facilitator.export.pdf import beside
from facilitator.models.action import add_action
from facilitator.models.cycle import ServicePoint
from facilitator.models.store import Store
from tests.samples import vote


def compose(store: Store, point: ServicePoint) -> Pack:
    (job,) = papers.jobs(store, point.cycle, "pack", copy="public")
    document = job.document()
    assert isinstance(document, Pack)
    return document


def test_what_can_be_made_is_in_it_and_what_cannot_is_named(store: Store, point: ServicePoint) -> None:
    vote(store, point, {4: 12})
    with store.transaction("Plan"):
        add_action(point.cycle, "B", "សម្អាត")
    document = compose(store, point)
    found = [(paper.title.en, paper.service.en, paper.village.en) for paper in document.papers]
    assert ("Citizens' scorecard of a village", "Health centre", "Village 1") in found
    assert ("Joint accountability action plan", "", "") in found
    assert not [title for title, _service, _village in found if title.startswith("Blank") or "test" in title]
    missing = {title.en for title in document.missing}
    assert "Joint scorecard: citizens and providers" in missing
    assert missing.isdisjoint(title for title, _service, _village in found)


@pytest.mark.slow
def test_the_sample_commune_prints_as_one_small_file(demo_store: Store) -> None:
    (job,) = papers.jobs(demo_store, demo_store.cycles()[-1], "pack")
    document = job.document()
    assert document.missing == ()
    data = papers.render(job.paper, document, "km")
    assert len(data) < 3_000_000
    reader = pypdf.PdfReader(io.BytesIO(data), strict=True)
    assert len(reader.pages) > len(document.papers) > 60


def test_a_cycle_of_which_nothing_can_be_made(
    store: Store, point: ServicePoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(_job: papers.Job) -> None:
        raise UserError("missing")

    monkeypatch.setattr(papers.Job, "document", nothing)
    from facilitator.export.compose.pack import pack

    papers.expect(papers.paper("pack"), "km")
    with pytest.raises(UserError, match="No paper of this cycle"):
        list(pack(papers.Job(store, point.cycle, papers.paper("pack"))))
    assert not beside._ready


def test_nobody_waits_for_a_pack_that_is_not_composed_to_its_end(
    store: Store, point: ServicePoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_process, "is_worth_it", lambda: True)
    vote(store, point, {4: 12})
    (job,) = papers.jobs(store, point.cycle, "pack")
    papers.expect(job.paper, "km")
    (other,) = beside._ready
    steps = job.steps()
    next(steps)
    assert other.given
    steps.close()
    assert not beside._ready
    assert other.part() is None
