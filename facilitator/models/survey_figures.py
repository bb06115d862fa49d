"""The results of one questionnaire, for page, paper and output alike: shares by kind of people and by place, changes.

A public copy hides small groups, and what would give them away (`models.suppression`), of every question by itself.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from facilitator.models import survey_results
from facilitator.models.suppression import Place, hidden_places
from facilitator.models.survey_counts import EVERYWHERE, SurveyCounts, leaf
from facilitator.models.survey_tables import KINDS, PEOPLE, Counts, total
from facilitator.models.tally import ALL

if TYPE_CHECKING:
    from facilitator.models.store import Store
    from facilitator.models.survey import Question, Questionnaire, SurveyRound
    from facilitator.models.survey_results import Share, ShareChange

NOWHERE = leaf("", "")
"""The place of answers without a commune."""


@dataclass(frozen=True)
class Cell:
    """One share; `hidden` where a public copy may not show it: then there are no figures."""

    share: Share | None
    hidden: bool = False


@dataclass(frozen=True)
class Change:
    """From one round to another, of one kind of people."""

    before: SurveyRound
    now: SurveyRound
    kind: str
    first: Share
    second: Share
    change: ShareChange


def in_order(questionnaire: Questionnaire) -> list[SurveyRound]:
    """The rounds, oldest first: by their dates where all have one, else by their names with numbers as numbers."""
    rounds = list(questionnaire.rounds)
    days = {each.id: each.started or each.ended for each in rounds}
    named = sorted(rounds, key=lambda each: [(len(part), part) for part in re.split(r"[^\w]+", each.key)])
    if all(days.values()):
        return sorted(named, key=lambda each: days[each.id] or 0)
    return named


class SurveyFigures:
    """Everything that is shown of a questionnaire at some places together.

    `places` are codes of communes, `NOWHERE`, or everywhere; with `k` small groups are hidden as in a public copy.
    """

    def __init__(
        self, store: Store, questionnaire: Questionnaire, places: Sequence[str] = (EVERYWHERE,), k: int = 0
    ) -> None:
        self.questionnaire, self.places, self.k = questionnaire, tuple(places), k
        self._added_up: dict[tuple[str, uuid.UUID], Counts] = {}
        self._worked_out: dict[tuple[int, ...], frozenset[str]] = {}
        self._counts = {each.id: SurveyCounts(store, each) for each in in_order(questionnaire)}
        self.rounds = [each for each in in_order(questionnaire) if self.people_of(each).get(ALL)]
        """Those with answers at these places, oldest first."""

    def counts(self, question: str, survey_round: SurveyRound) -> Counts:
        """How many of each kind gave which answer."""
        key = (question, survey_round.id)
        if key not in self._added_up:
            found = [self._counts[survey_round.id].of(question, place) for place in self.places]
            self._added_up[key] = found[0] if len(found) == 1 else total(found)
        return self._added_up[key]

    def people_of(self, survey_round: SurveyRound) -> dict[str, int]:
        """How many people of each kind answered at all, hidden or not."""
        return self.counts(PEOPLE, survey_round).people

    def people(self, survey_round: SurveyRound) -> dict[str, int | None]:
        """The same as it may be shown: None where it is hidden."""
        sizes = self.people_of(survey_round)
        hidden = self._hidden(sizes)
        return {kind: None if kind in hidden else n for kind, n in sizes.items()}

    def cells(self, question: Question, survey_round: SurveyRound, kinds: Sequence[str] = KINDS) -> dict[str, Cell]:
        """The share of every kind of people that answered."""
        counts = self.counts(question.key, survey_round)
        hidden = self.hidden_kinds(question, survey_round)
        return {
            kind: Cell(None, hidden=True) if kind in hidden else Cell(share)
            for kind in kinds
            if (share := survey_results.share_of(question, counts.get(kind, {}))) is not None
        }

    def hidden_kinds(self, question: Question, survey_round: SurveyRound) -> frozenset[str]:
        """The kinds of people of which nothing may be shown for this question."""
        if not self.k:
            return frozenset()
        return self._hidden(self.counts(question.key, survey_round).people)

    def answers(self, question: Question, survey_round: SurveyRound) -> Mapping[str, int] | None:
        """How many gave each answer; None where it is hidden."""
        if ALL in self.hidden_kinds(question, survey_round):
            return None
        return self.counts(question.key, survey_round).get(ALL, {})

    def answered(self, question: Question, survey_round: SurveyRound) -> int:
        """How many people answered a question."""
        return self.counts(question.key, survey_round).people.get(ALL, 0)

    def changes(self, question: Question, kinds: Sequence[str] = (ALL,)) -> list[Change]:
        """From each round to the next, and from the first to the last, where both may be shown."""
        asked = [(each, self.cells(question, each)) for each in self.rounds]
        pairs = [*pairwise(asked), *([(asked[0], asked[-1])] if len(asked) > 2 else [])]
        return [change for kind in kinds for pair in pairs for change in _change(kind, *pair)]

    def by_place(
        self, question: Question, survey_round: SurveyRound, kinds: Sequence[str] = KINDS
    ) -> dict[str, dict[str, Cell]]:
        """The cells of every commune and village by its code; those of unknown place stand nowhere."""
        found = {
            place: counts
            for place, counts in sorted(self._counts[survey_round.id].by_place(question.key).items())
            if place != EVERYWHERE and not place.endswith("/") and self._holds(place)
        }
        hidden = self._hidden_places(found, kinds) if self.k else frozenset()
        cells: dict[str, dict[str, Cell]] = {}
        for place, counts in found.items():
            cells[place.rpartition("/")[2]] = {
                kind: Cell(None, hidden=True) if (place, kind) in hidden else Cell(share)
                for kind in kinds
                if (share := survey_results.share_of(question, counts.get(kind, {}))) is not None
            }
        return cells

    @cached_property
    def communes(self) -> list[str]:
        """The codes of the communes with answers, at any place."""
        places = {place for counts in self._counts.values() for place in counts.by_place(PEOPLE)}
        return sorted(place for place in places if place and "/" not in place)

    def _holds(self, place: str) -> bool:
        return EVERYWHERE in self.places or place.partition("/")[0] in self.places

    def _hidden(self, sizes: Mapping[str, int]) -> frozenset[str]:
        if not self.k:
            return frozenset()
        key = tuple(sizes.get(kind, 0) for kind in KINDS)
        if key not in self._worked_out:  # most questions of a survey are answered by the same people
            found = hidden_places({Place("", "", kind): n for kind, n in sizes.items() if n}, self.k)
            self._worked_out[key] = frozenset(place.breakdown for place in found)
        return self._worked_out[key]

    def _hidden_places(self, found: Mapping[str, Counts], kinds: Sequence[str]) -> frozenset[tuple[str, str]]:
        """Of a commune's villages and its kinds of people; a village is hidden like a group of its commune."""
        whole = total(self._top(found)).people
        sizes = {Place("", "", kind): whole.get(kind, 0) for kind in kinds}
        names: dict[Place, tuple[str, str]] = {}
        for place, counts in found.items():
            commune, _slash, village = place.partition("/")
            own = counts.people
            for kind in kinds:
                cell = Place(commune, village, kind)
                names[cell] = (place, kind)
                sizes[cell] = own.get(kind, 0)
        hidden = hidden_places({cell: n for cell, n in sizes.items() if n}, self.k)
        return frozenset(names[cell] for cell in hidden if cell in names)

    def _top(self, found: Mapping[str, Counts]) -> Iterator[Counts]:
        return (counts for place, counts in found.items() if "/" not in place)


def _change(
    kind: str, before: tuple[SurveyRound, dict[str, Cell]], now: tuple[SurveyRound, dict[str, Cell]]
) -> Iterator[Change]:
    first, second = (cells[kind].share if kind in cells else None for _round, cells in (before, now))
    if first is not None and second is not None:
        yield Change(before[0], now[0], kind, first, second, survey_results.change_of(first, second))
