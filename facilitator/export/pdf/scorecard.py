"""Citizens' scorecards, A4: of a village, and of a service in all its villages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable

from facilitator import people
from facilitator.export.pdf import parts, tables
from facilitator.export.pdf.scores import HIDDEN, ScorePaper
from facilitator.export.pdf.text import Inline, bold, joined, light, paragraph
from facilitator.i18n import N_

if TYPE_CHECKING:
    from facilitator.export.documents.common import Figures, Signature, Text
    from facilitator.export.documents.scorecard import ScoreRow, ScoreTable, ServiceScorecard, VillageScorecard
    from facilitator.export.pdf.tables import Cell

PEOPLE = {
    "total": 1.4,
    "women": 1.0,
    "men": 1.0,
    "other": 1.0,
    "youth": 1.6,
    "disability": 1.7,
    "minority": 1.7,
    "idpoor": 1.5,
}
"""The head counts: share of the width."""

_NUMBER, _SCORE, _VOTES, _GROUP = 27.0, 60.0, 138.0, 42.0
_SCORE_COMPARED = 78.0
"""With the round before under the score."""

_GROUPS_AT_MOST = 126.0
"""Points for all the groups beside a score; more groups get narrower columns."""

MOST_COLUMNS = 8
"""Criteria side by side in the table of villages; more of them go on in another table."""


class CitizensPaper(ScorePaper):
    """What the two cards have in common: the table of criteria, and what was said."""

    def title(self) -> Inline:
        """The same for both; the line beneath says of whom."""
        return self.words("Citizens' scorecard")

    def score_table(self, scores: ScoreTable) -> Flowable:
        """Each criterion with its score, its votes, and the scores of the groups beside it."""
        words = self.words
        small = self.look.cell_head.but(size=7.5)
        compared = any(row.before is not None for row in scores.rows)
        score: Cell = words("Score")
        if compared:
            note = self.look.note.but(space_after=0, align="centre", size=7)
            score = [paragraph(words("Score"), small), paragraph(self.previous_head(scores.previous), note)]
        head: list[Cell] = [words("No."), words("Criterion"), score, words("How the people scored")]
        head += [[paragraph(words.of(name), small)] for name in scores.beside]
        rows: list[list[Cell]] = [head]
        for number, row in enumerate(scores.rows, 1):
            cells: list[Cell] = [words.number(number), words.of(row.text), self._score(row)]
            rows.append([*cells, self.distribution(row.score), *(self._beside(figures) for figures in row.beside)])
        groups = len(scores.beside)
        group = min(_GROUP, _GROUPS_AT_MOST / max(1, groups))
        score_width = _SCORE_COMPARED if compared else _SCORE
        text = self.width - _NUMBER - score_width - _VOTES - group * groups
        shares = [_NUMBER, text, score_width, _VOTES, *[group] * groups]
        return tables.table(rows, shares, self.look, width=self.width, align="clcl" + "c" * groups)

    def _score(self, row: ScoreRow) -> Cell:
        """Face and number, and under them where they went since the round before."""
        score = self.score(row.score)
        trend = self.trend(row.before) if row.before is not None else None
        if not isinstance(score, Flowable) or trend is None:
            return score
        return [score, *(trend if isinstance(trend, list) else [trend])]

    def _beside(self, figures: Figures | None) -> Cell:
        """A group's median over its n."""
        if figures is None or figures.hidden or figures.median is None:
            return HIDDEN if figures is not None and figures.hidden else None
        score = bold(self.words.decimal(figures.median))
        if figures.consensus:
            return [paragraph(score, self.look.cell_centre)]
        people = self.words.t("n {n}").format(n=self.words.number(figures.n))
        return [paragraph(joined(score, light(f"\n{people}", 0.85)), self.look.cell_centre)]

    def remarks(self, scores: ScoreTable, *, times: bool = False) -> list[Flowable]:
        """What was said about each criterion; nothing when nothing was."""
        words = self.words
        rows: list[list[Cell]] = [
            [words("Criterion"), words("Strengths"), words("Weaknesses"), words("Suggested actions")]
        ]
        for number, row in enumerate(scores.rows, 1):
            if row.remarks:
                name: Inline = joined(bold(f"{words.number(number)}. "), words.of(row.text))
                said = (row.remarks.strengths, row.remarks.weaknesses, row.remarks.suggestions)
                rows.append([name, *(self.said(remarks, times=times) for remarks in said)])
        if len(rows) == 1:
            return []
        chosen = any(remark.selected for row in scores.rows for remark in row.remarks.suggestions)
        note = words("Bold: chosen for the interface meeting.")
        table = tables.table(rows, [2.6, 3, 3, 3.4], self.look, width=self.width, size=self.look.small.size)
        return self.headed(words("What people said"), table, note if chosen else "")

    def signed(self, chief: Signature, others: Sequence[parts.SignatureBlock]) -> list[Flowable]:
        """The blocks at the end: the commune at the left has seen the paper, who made it stands at the right."""
        words = self.words
        seen = parts.SignatureBlock(words.of(chief.role), chief.name, heading=words("Seen and received"))
        return parts.signature_rows([seen, *others], words, self.look, width=self.width)

    def made_by(self, facilitator: Signature, place: Text) -> parts.SignatureBlock:
        """The facilitator's block, with place and day."""
        role = self.words.of(facilitator.role)
        heading = self.words("Prepared by")
        return parts.SignatureBlock(role, facilitator.name, heading, self.done_at(place))


class VillagePaper(CitizensPaper):
    """How one village scored one service."""

    def __init__(self, document: VillageScorecard, language: str, *, colour: bool = False) -> None:
        super().__init__(language, document.head, document.scores.method, colour=colour)
        self._document = document

    def story(self) -> list[Flowable]:
        """Head, meeting, scores, remarks, method, signatures."""
        document, words, look = self._document, self.words, self.look
        story = parts.official_head(words, look, document.head, number="")
        village = words("Village {name}", inline=True, name=document.village)
        story += parts.title_block(self.title(), look, words.of(document.service), village, self.in_year())
        story += [*self._meeting(), self.legend(), self.score_table(document.scores)]
        story += self.remarks(document.scores)
        method = self.method_lines(hides=document.scores.hides or bool(document.people_hidden))
        villager = document.representative
        block = parts.SignatureBlock(words.of(villager.role), villager.name, thumbprint=True)
        blocks = [block, self.made_by(document.facilitator, document.village)]
        return story + self.closing(method, self.signed(document.chief, blocks))

    def _meeting(self) -> list[Flowable]:
        document, words = self._document, self.words
        date = words.date(document.head.date) if document.head.date is not None else ""
        facts = (
            (words("Date of the scoring", inline=True), date),
            (words("Place", inline=True), document.place),
            (words("Facilitators", inline=True), ", ".join(document.facilitators)),
        )
        return [*self.facts(facts), *self._people()]

    def _people(self) -> list[Flowable]:
        """How many were present, by category; what was not counted has no column."""
        present = self._document.people
        known = {key: count for key in PEOPLE if (count := getattr(present, key)) is not None}
        if not known:
            return []
        words, small = self.words, self.look.cell_head.but(size=7.5)
        titles = people.LABELS | {"total": N_("Participants")}
        heads: list[Cell] = [[paragraph(words(titles[key]), small)] for key in known]
        hidden = self._document.people_hidden
        counts: list[Cell] = [HIDDEN if key in hidden else words.number(count) for key, count in known.items()]
        shares = [PEOPLE[key] for key in known]
        return [tables.table([heads, counts], shares, self.look, width=self.width, align="c" * len(known))]


class ServicePaper(CitizensPaper):
    """How the citizens of all villages scored one service."""

    def __init__(self, document: ServiceScorecard, language: str, *, colour: bool = False) -> None:
        super().__init__(language, document.head, document.scores.method, colour=colour)
        self._document = document

    def story(self) -> list[Flowable]:
        """Head, scores of all, villages, remarks, method, signatures."""
        document, words, look = self._document, self.words, self.look
        story = parts.official_head(words, look, document.head, number="")
        villages = sum(any(village.scores) for village in document.villages)
        extent = self.extent(villages, document.people)
        story += parts.title_block(self.title(), look, words.of(document.service), extent, self.in_year())
        date = words.date(document.head.date) if document.head.date is not None else ""
        names = ", ".join(document.facilitators)
        story += self.facts(
            [(words("Last day of scoring", inline=True), date), (words("Facilitators", inline=True), names)]
        )
        story += [self.legend(), self.score_table(document.scores)]
        first, *others = self._villages()
        story += [*self.headed(words("Village by village"), first), *others]
        if document.order_disagrees:
            warning = words(
                "Mind: if every village counted the same instead of every person, some criteria would change places."
            )
            story.append(tables.callout(warning, look, width=self.width, style=look.small))
        if document.by_village:
            rule = words("Every village counts the same here: the result is the median of the villages' scores.")
            story.append(tables.callout(rule, look, width=self.width, style=look.small))
        story += self.remarks(document.scores, times=True)
        method = self.method_lines(hides=document.hides, villages=True)
        blocks = [self.made_by(document.facilitator, document.head.commune)]
        return story + self.closing(method, self.signed(document.chief, blocks))

    def _villages(self) -> list[Flowable]:
        """Villages down, criteria across by their numbers, as many tables as it takes."""
        count = len(self._document.scores.rows)
        pieces = max(1, -(-count // MOST_COLUMNS))
        size = -(-count // pieces)
        return [self._village_table(range(start, min(start + size, count))) for start in range(0, count, size)]

    def _village_table(self, places: range) -> Flowable:
        words, document = self.words, self._document
        short = self.look.cell_head.but(size=7.5)
        heads: list[Cell] = [words("Village"), [paragraph(words("People"), short)]]
        rows: list[list[Cell]] = [[*heads, *(words.number(place + 1) for place in places)]]
        for village in document.villages:
            hidden = any(figures is not None and figures.hidden for figures in village.scores)
            people = words.number(village.people) if village.people is not None else HIDDEN if hidden else ""
            cells = [self.score(village.scores[place], radius=6.5) for place in places]
            rows.append([words.of(village.name), people, *cells])
        medians = [document.village_medians[place] for place in places]
        whole = [document.scores.rows[place].score for place in places]
        total = words.number(document.people) if document.people is not None else ""
        rows.append([words("All villages together"), total, *(self.score(figures, radius=6.5) for figures in whole)])
        quiet = self.look.note.but(space_after=0, align="centre")
        other: list[Cell] = [[paragraph(words("Median of the villages' scores"), quiet.but(align="left"))], None]
        rows.append([*other, *([paragraph(words.decimal(m), quiet)] if m is not None else None for m in medians)])
        shares = [4.4, 1.3, *[1.7] * len(places)]
        whole_row = -1 if document.by_village else -2
        return tables.table(
            rows, shares, self.look, width=self.width, align="lc" + "c" * len(places), bold_rows=[whole_row]
        )


def village(document: VillageScorecard, language: str, *, colour: bool = False) -> bytes:
    """The card of a village."""
    return VillagePaper(document, language, colour=colour).render()


def service(document: ServiceScorecard, language: str, *, colour: bool = False) -> bytes:
    """The card of a service."""
    return ServicePaper(document, language, colour=colour).render()
