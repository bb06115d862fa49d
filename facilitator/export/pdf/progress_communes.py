"""The progress of all plans of a year: one row for each commune, and what they come to together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable, KeepTogether

from facilitator.export.documents.common import Text
from facilitator.export.documents.following import NO_MONEY, STATUSES, Sums
from facilitator.export.pdf import fonts, parts, tables
from facilitator.export.pdf.drawings import StackedBar
from facilitator.export.pdf.following import STATUS, amounts, money_table, raised
from facilitator.export.pdf.paper import Paper
from facilitator.export.pdf.text import Inline, joined, paragraph

if TYPE_CHECKING:
    from facilitator.export.documents.progress_communes import CommuneProgress, CommunesProgress
    from facilitator.export.pdf.tables import Cell


class CommunesPaper(Paper):
    """The report for a district, a project or a donor."""

    body_size: float = 10.5

    def __init__(self, document: CommunesProgress, language: str) -> None:
        super().__init__(language, document.head)
        self._document = document

    def title(self) -> Inline:
        """What the paper is."""
        return self.words("Progress of the joint action plans")

    def story(self) -> list[Flowable]:
        """The year, what the report says in sentences, the communes, the money by source, how it was counted."""
        words, look, document = self.words, self.look, self._document
        story = parts.title_block(self.title(), look, self._year())
        style = look.body.but(space_after=2)
        story += [paragraph(sentence, style) for sentence in self._sentences()]
        story += [paragraph(words("Commune by commune"), look.heading), self._table()]
        if document.money:
            heading = paragraph(words("The money by source"), look.heading)
            story.append(KeepTogether([heading, money_table(document.money, words, look, width=self.width)]))
        return [*story, KeepTogether(parts.method_line(self._method(), look))]

    def _year(self) -> Inline:
        words, head = self.words, self._document.head
        return words("Year {year}", inline=True, year=words.year(head.year))

    def _sentences(self) -> list[Inline]:
        words, plans = self.words, self._document.plans
        done, total = sum(plan.done for plan in plans), sum(plan.total for plan in plans)
        counted = words(
            "{done} of {total} activities of {plans} plans are done.", done=done, total=total, plans=len(plans)
        )
        return [counted, *raised(words, *self._received())]

    def _received(self) -> tuple[Sums, Sums]:
        plans = self._document.plans
        return sum((plan.near for plan in plans), NO_MONEY), sum((plan.donors for plan in plans), NO_MONEY)

    def _table(self) -> Flowable:
        words, plans = self.words, self._document.plans
        rows: list[list[Cell]] = [
            [words("Commune"), words("Its activities"), words("Done"), words("Raised locally"), words("From donors")]
        ]
        rows += [self._row(plan) for plan in plans]
        near, donors = self._received()
        done, total = sum(plan.done for plan in plans), sum(plan.total for plan in plans)
        rows.append([words("Together"), None, self._share(done, total), self._money(near), self._money(donors)])
        return tables.table(rows, [3.2, 3.4, 1.5, 2.8, 2.8], self.look, width=self.width, align="llcrr", bold_rows=[-1])

    def _row(self, plan: CommuneProgress) -> list[Cell]:
        words, look, counts = self.words, self.look, dict(plan.counts)
        shares = [counts.get(status, 0) for status in STATUSES]
        where = joined(
            words.first(plan.district),
            " · ",
            words.t("round {round}").format(round=words.number(plan.round)),
        )
        name: list[Flowable] = [
            paragraph(words.of(plan.commune), look.cell.but(font=fonts.BOLD)),
            paragraph(where, look.note.but(space_after=0)),
        ]
        bar = StackedBar(shares, [words.number(share) for share in shares])
        return [name, bar, self._share(plan.done, plan.total), self._money(plan.near), self._money(plan.donors)]

    def _share(self, done: int, total: int) -> str:
        return f"{self.words.number(done)} / {self.words.number(total)}"

    def _money(self, sums: Sums) -> str:
        return amounts(self.words.main, sums).replace(" + ", "\n")

    def _method(self) -> Inline:
        words = self.words
        states = [words.both(STATUS[status]) for status in STATUSES]
        names = Text(*(", ".join(state.of(language) for state in states) for language in ("km", "en")))
        return words(
            "Activities that only hold others together are not counted. The parts of a bar, from the left: {names}. "
            "Money is what was received, each in its own currency; locally is from everybody but donors.",
            names=names,
        )


def render(document: CommunesProgress, language: str) -> bytes:
    """The report as a PDF."""
    return CommunesPaper(document, language).render()
