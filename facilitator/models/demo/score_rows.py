"""What the meetings of a sample round produced: issues, cards, sheets with tallies, and remarks."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from facilitator.models.base import HEADCOUNT_FIELDS
from facilitator.models.demo import samples
from facilitator.models.entities import Card, Issue, Remark, Sheet
from facilitator.models.issue import ISSUE_KINDS
from facilitator.models.scorecard import REMARK_KINDS
from facilitator.models.tally import ALL

if TYPE_CHECKING:
    from facilitator.models import places
    from facilitator.models.demo.batch import Batch
    from facilitator.models.demo.crowd import Crowd
    from facilitator.models.demo.cycle_rows import Round, Scored, Service
    from facilitator.models.demo.meeting_rows import Held

SAID_IN_ONE_OF = {"good": 2, "problem": 1, "suggestion": 3}
"""A criterion gets a strength in every second village, a suggestion in every third."""

VILLAGE_SHIFT = 0.35
_REMARK = dict(zip(ISSUE_KINDS, REMARK_KINDS, strict=True))
_CATEGORIES = HEADCOUNT_FIELDS[1:]


def add_results(batch: Batch, made: Round, meetings: list[Held]) -> None:
    """Everything that the criteria, scoring and self-assessment meetings left behind."""
    for service in made.services:
        mine = [meeting for meeting in meetings if meeting.service is service]
        _add_issues(batch, made, service, [meeting for meeting in mine if meeting.stage == "criteria"])
        for meeting in mine:
            if meeting.stage == "scoring" and meeting.village is not None:
                _add_citizens_card(batch, made, service, meeting, meeting.village)
            elif meeting.stage == "self_assessment":
                _add_providers_card(batch, made, service, meeting)
        _add_remarks(batch, made, service)


def _add_issues(batch: Batch, made: Round, service: Service, meetings: list[Held]) -> None:
    """What citizens raised, each in one village, with how many raised it and how many gave it priority."""
    random = made.setting.random
    spoken = [(scored, voice) for scored in _scored_by_citizens(service) for voice in _of_citizens(made, scored)]
    if not made.setting.full:
        spoken = [next(pair for pair in spoken if pair[1]["kind"] == kind) for kind in ISSUE_KINDS]
    for position, (scored, voice) in enumerate(spoken):
        meeting = meetings[position % len(meetings)]
        present = meeting.everybody()
        raised = present.some(random, random.randint(4, 15))
        batch.add(
            Issue,
            service_point_id=service.number,
            village_code=(meeting.village or service.villages[position % len(service.villages)]).code,
            criterion_id=scored.number,
            kind=voice["kind"],
            text=voice["text_km"],
            text_en=voice["text_en"],
            votes=random.randint(len(raised), len(present)),
            position=position,
            **raised.counts(*_CATEGORIES),
        )


def _add_citizens_card(batch: Batch, made: Round, service: Service, meeting: Held, village: places.Place) -> None:
    random = made.setting.random
    card = made.setting.id(made.year, "card", service.key, village.code)
    _add_card(batch, made, card, service, village.code, meeting.date)
    shift = made.setting.shift + random.uniform(-VILLAGE_SHIFT, VILLAGE_SHIFT)
    shifts = {row["key"]: float(row["shift"]) for row in samples.rows("groups")}
    for group, crowd in meeting.crowds.items():
        sheet = batch.add(Sheet, card_id=card, group=group, **crowd.counts(*_CATEGORIES))
        for scored in _scored_by_citizens(service):
            votes = crowd.votes(random, (scored.citizens or 3) + shift + shifts[group])
            _add_tallies(batch, made, sheet, scored, crowd, votes)


def _add_providers_card(batch: Batch, made: Round, service: Service, meeting: Held) -> None:
    card = made.setting.id(made.year, "card", service.key, "providers")
    _add_card(batch, made, card, service, None, meeting.date)
    crowd, method = meeting.crowds["providers"], service.sample["method"]
    sheet = batch.add(Sheet, card_id=card, method=method, **crowd.counts(*_CATEGORIES))
    for scored in service.criteria:
        if method == "consensus":
            batch.tallies.append((sheet, scored.number, ALL, scored.providers, 1))
        else:
            votes = crowd.close_votes(made.setting.random, scored.providers)
            _add_tallies(batch, made, sheet, scored, crowd, votes)


def _add_card(
    batch: Batch, made: Round, card: object, service: Service, village_code: str | None, date: dt.date
) -> None:
    """The first year's cards are closed; the second year's can be tried out."""
    batch.add(
        Card,
        id=card,
        service_point_id=service.number,
        village_code=village_code,
        side="citizens" if village_code else "providers",
        closed_on=date if made.year == samples.YEARS[0] else None,
    )


def _add_tallies(batch: Batch, made: Round, sheet: int, scored: Scored, crowd: Crowd, votes: list[int]) -> None:
    for step in sorted(set(votes)):
        batch.tallies.append((sheet, scored.number, ALL, step, votes.count(step)))
    for breakdown in made.breakdowns:
        for step, count in crowd.tally(votes, breakdown).items():
            batch.tallies.append((sheet, scored.number, breakdown, step, count))


def _add_remarks(batch: Batch, made: Round, service: Service) -> None:
    """Strengths, weaknesses and suggestions of each village, and of the providers; a suggestion is selected once."""
    selected: set[str] = set()
    villages = service.villages if made.setting.full else service.villages[:1]
    criteria = service.criteria if made.setting.full else service.criteria[:1]
    remarks = [
        (village.code, scored, voice)
        for scored in criteria
        for number, village in enumerate(villages)
        for voice in _of_village(made, scored, number)
    ] + [
        (None, scored, voice)
        for scored in criteria
        for voice in samples.voices(scored.voice, made.year)
        if voice["who"] != "citizens"
    ]
    for position, (village_code, scored, voice) in enumerate(remarks):
        kind = _REMARK.get(voice["kind"], "suggestion")
        batch.add(
            Remark,
            service_point_id=service.number,
            criterion_id=scored.number,
            village_code=village_code,
            side="citizens" if village_code else "providers",
            kind=kind,
            text=voice["text_km"],
            text_en=voice["text_en"],
            selected=kind == "suggestion" and voice["text_km"] not in selected,
            position=position,
        )
        selected.add(voice["text_km"])


def _of_village(made: Round, scored: Scored, number: int) -> list[samples.Row]:
    """What the n-th village says of a criterion: a voice of some kinds, in turn with the other villages."""
    found = []
    for kind, one_of in SAID_IN_ONE_OF.items():
        voices = [voice for voice in _of_citizens(made, scored) if voice["kind"] == kind]
        if voices and (number + scored.number) % one_of == 0:
            found.append(voices[number % len(voices)])
    return found


def _scored_by_citizens(service: Service) -> list[Scored]:
    return [scored for scored in service.criteria if scored.citizens is not None]


def _of_citizens(made: Round, scored: Scored) -> list[samples.Row]:
    return [voice for voice in samples.voices(scored.voice, made.year) if voice["who"] == "citizens"]
