"""A code on a paper: it matches, the record was corrected since, or it is unknown."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import subprocess
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from facilitator import cli, paper_codes
from facilitator.export import papers
from facilitator.export.codes import canonical, code_of
from facilitator.export.compose import verifying
from facilitator.export.documents import minutes, scorecard
from facilitator.models import codes, cycles, sheets
from facilitator.models.store import Store
from facilitator.models.voting import Ballot, Profile, Voting

POINT = {"service_point": "health_centre"}


@pytest.fixture
def store(demo_store: Store) -> Store:
    return demo_store


def job_of(store: Store, key: str, copy: str = "public") -> papers.Job:
    return next(papers.jobs(store, store.cycles()[-1], key, copy=copy))


def issued(store: Store, key: str, copy: str = "public") -> str:
    job = job_of(store, key, copy)
    issues = list(job.issue(job.document()))
    codes.keep(store, issues)
    return paper_codes.shown(issues[0].code)


def test_the_same_content_has_the_same_code_and_other_content_another() -> None:
    document = scorecard.SAMPLE_VILLAGE
    code = code_of("village-scorecard", document)
    assert code == code_of("village-scorecard", dataclasses.replace(document))
    assert code != code_of("poster", document)
    assert code != code_of("village-scorecard", dataclasses.replace(document, people=minutes.People(total=99)))


def test_a_field_that_a_later_version_adds_does_not_change_the_code() -> None:
    @dataclass(frozen=True)
    class Now:
        title: str
        share: Fraction = Fraction(1, 2)

    @dataclass(frozen=True)
    class Later(Now):
        remark: str = ""

    assert (
        canonical("x", Now("កខ"))
        == canonical("x", Later("កខ"))
        == b'{"content":{"title":"%s"},"paper":"x"}' % ("កខ".encode())
    )
    assert canonical("x", Now("ក", Fraction(2, 3))) != canonical("x", Now("ក", Fraction(1, 3)))


def test_the_code_stands_on_every_page_in_every_language(store: Store, tmp_path: Path) -> None:
    job = job_of(store, "minutes")
    document = job.document()
    code = paper_codes.shown(code_of("minutes", document))
    for language in papers.LANGUAGES:
        path = tmp_path / f"{language}.pdf"
        path.write_bytes(papers.render(job.paper, document, language))
        text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
        pages = text.removesuffix("\f").split("\f")
        assert all(code in page for page in pages), language
    assert papers.render(job.paper, document, "km") == papers.render(job.paper, job.document(), "km")


def test_a_code_matches_until_the_record_changes(store: Store) -> None:
    code = issued(store, "minutes")
    verdict = verifying.verify(store, code.lower().replace("-", " "))
    assert (verdict.answer, verdict.paper, verdict.issued_on) == ("matches", "minutes", dt.date.today())
    cycle = store.cycles()[-1]
    point = next(point for meeting in cycle.meetings for point in meeting.agreed_points if point.agreed)
    with store.transaction("Agreed point", cycle=cycle):
        point.agreed += " ថែម"
    verdict = verifying.verify(store, code)
    assert (verdict.answer, verdict.corrected_on) == ("corrected", dt.date.today())
    assert "corrected since (on " in verdict.text
    store.undo()
    assert verifying.verify(store, code).answer == "matches"


def test_what_the_paper_does_not_tell_leaves_it_matching(store: Store) -> None:
    code = issued(store, "minutes")
    cycle = store.cycles()[-1]
    with store.transaction("Budget year", cycle=cycle):
        cycle.service_points[0].input_checks[0].remark = "something else"
    assert verifying.verify(store, code).answer == "matches"


def test_a_reprint_after_a_correction_tells_the_day_and_has_a_code_of_its_own(store: Store, tmp_path: Path) -> None:
    cycle = store.cycles()[-1]
    job = job_of(store, "village-scorecard")
    card = next(each for each in job.service_point.cards if each.village_code == job.village.code)  # type: ignore[union-attr]
    with store.transaction("Finished", cycle=cycle):
        sheets.finish(card, dt.date(2026, 3, 2))
    first = issued(store, "village-scorecard")
    with store.transaction("Opened", cycle=cycle, reason="A sheet was missing"):
        sheets.reopen(card, "A sheet was missing")
    assert verifying.verify(store, first).answer == "matches"
    sheet = next(each for each in card.sheets if each.tallies)
    tally = sheet.tallies[0]
    with store.transaction("Votes", cycle=cycle):
        sheet.set(tally.criterion, tally.value, tally.count + 1, tally.breakdown)
    with store.transaction("Finished", cycle=cycle):
        sheets.finish(card, dt.date(2026, 3, 9))
    document = job_of(store, "village-scorecard").document()
    assert document.head.corrected == dt.date.today()
    path = tmp_path / "reprint.pdf"
    path.write_bytes(papers.render(job.paper, document, "en"))
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    assert "corrected on" in text
    second = issued(store, "village-scorecard")
    assert (verifying.verify(store, first).answer, verifying.verify(store, second).answer) == ("corrected", "matches")


def test_a_paper_of_a_cycle_that_is_gone_no_longer_holds(store: Store) -> None:
    code = issued(store, "minutes")
    cycles.throw_away(store, cycles.training_copy(store, store.cycles()[-1]))
    assert verifying.verify(store, code).answer == "matches"
    cycle = store.cycles()[-1]
    with store.transaction("Cycle gone", cycle=cycle, reason="Entered twice"):
        store.session.delete(cycle)
    assert verifying.verify(store, code).answer == "corrected"


@pytest.mark.parametrize("typed", ["0NM1-4295-WMVT", "0NM1-4295-WMVX", "", "minutes"])
def test_other_codes_are_unknown(store: Store, typed: str) -> None:
    verdict = verifying.verify(store, typed)
    assert (verdict.answer, verdict.issued_on) == ("unknown", None)
    assert verdict.text


def test_a_pack_issues_the_codes_of_its_papers(store: Store) -> None:
    job = job_of(store, "pack")
    document = job.document()
    issues = list(job.issue(document))
    codes.keep(store, issues)
    assert len(issues) == 1 + len(document.papers)
    found = next(issue for issue in issues if issue.paper == "village-scorecard")
    assert verifying.verify(store, found.code).answer == "matches"
    assert (
        found.code
        == next(iter(job_of(store, "village-scorecard").issue(job_of(store, "village-scorecard").document()))).code
    )


def test_codes_kept_around_a_ballot_do_not_tell_it(store: Store) -> None:
    """Two states one ballot apart never both have a code in the file: the difference could be found by trying."""
    job = job_of(store, "village-scorecard", "meeting")
    point, village = job.service_point, job.village
    assert point is not None
    assert village is not None
    card = next(each for each in point.cards if each.village_code == village.code)
    with store.transaction("Not finished yet"):
        card.closed_on = None
    before = issued(store, "village-scorecard", "meeting")
    sheet = next(each for each in card.sheets if each.method == "votes")
    with store.transaction("Nobody counted"):
        sheet.count(**dict.fromkeys(("total", "women", "men", "other", "youth", "disability", "minority", "idpoor")))
    voting = Voting(store, sheets.SheetPlace(point.id, "citizens", village.code, sheet.group), "One by one")
    voting.cast(Ballot(Profile("woman"), {point.criteria[0].id: 1}))
    during = issued(store, "village-scorecard", "meeting")
    voting.close()
    after = issued(store, "village-scorecard", "meeting")
    assert len({before, during, after}) >= 2
    answers = [verifying.verify(store, code).answer for code in (before, after)]
    assert answers == ["unknown", "matches"]


def test_the_command_prints_keeps_and_verifies(
    demo_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "copy.db"
    path.write_bytes(demo_file.read_bytes())
    with Store.open(path) as store:
        cycle = str(store.cycles()[-1].id)
    arguments = ["--database", str(path), "--cycle", cycle, "--language", "en"]
    assert cli.main(["print", "minutes", *arguments, "--out", str(tmp_path / "out")]) == 0
    capsys.readouterr()
    with Store.open(path) as store:
        code = paper_codes.shown(store.all(codes.IssuedCode)[0].code)
    assert cli.main(["verify", code, "--database", str(path), "--language", "en"]) == 0
    assert "matches" in capsys.readouterr().out
    with Store.open(path) as store, store.transaction("Correction", cycle=store.cycles()[-1], reason="Wrong day"):
        meeting = next(each for each in store.cycles()[-1].meetings if each.stage == "interface")
        meeting.decisions = "Another decision"
    assert cli.main(["verify", code, "--database", str(path), "--language", "en", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["answer"], answer["corrected_on"]) == ("corrected", dt.date.today().isoformat())
    assert cli.main(["verify", "0NM1-4295-WMVT", "--database", str(path), "--language", "en"]) == 1
    assert "unknown" in capsys.readouterr().err
