"""The progress report of an action plan: numbers, what is done, what is late and why, and the money by source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from facilitator.export.documents.following import STATUSES, Followed
from facilitator.export.pdf import fonts, parts, tables
from facilitator.export.pdf.action_plan import number
from facilitator.export.pdf.drawings import StackedBar, Swatch, step_hatch
from facilitator.export.pdf.following import (
    STATUS,
    StatusMark,
    both_ways,
    last_check,
    money_table,
    raised,
    status_words,
    sum_of,
)
from facilitator.export.pdf.look import RULE
from facilitator.export.pdf.outcomes import before_and_after, outcomes
from facilitator.export.pdf.paper import Paper
from facilitator.export.pdf.text import Inline, bold, joined, paragraph
from facilitator.i18n import N_, buddhist_year

if TYPE_CHECKING:
    from facilitator.export.documents.progress import ProgressReport, ServiceProgress
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.tall_rows import Command

SIZE = 8.5
LISTS = (
    (N_("Delayed or dropped, and why"), ("delayed", "dropped")),
    (N_("Under way"), ("under_way",)),
    (N_("Done"), ("done",)),
    (N_("Not started"), ("not_started",)),
)
"""What needs talking about stands first."""


class ProgressPaper(Paper):
    """The report of one commune and round."""

    body_size: float = 10.5

    def __init__(self, document: ProgressReport, language: str) -> None:
        super().__init__(language, document.head)
        self._document = document

    def title(self) -> Inline:
        """What the paper is."""
        return self.words("Progress report of the joint action plan")

    def story(self) -> list[Flowable]:
        """Head, the numbers, then every activity by how it stands, the money, and who answers for it."""
        words, look, head = self.words, self.look, self._document.head
        year, era = words.year(head.year), words.year(buddhist_year(head.year, head.era_offset))
        in_year = words(
            "Year {year} (Buddhist Era {era}), round {round}", inline=True, year=year, era=era, round=head.round
        )
        story = parts.official_head(words, look, head, number="")
        story += parts.title_block(self.title(), look, in_year)
        story += [*self._sentences(), Spacer(1, 2 * mm), self._figures(), Spacer(1, 3 * mm), self._services()]
        for title, statuses in LISTS:
            story += self._list(words(title), self._with(*statuses))
        document = self._document
        story += [*self._money(), *before_and_after(document.photos, words, look, width=self.width)]
        story += outcomes(document.outcomes, words, look, width=self.width)
        return [*story, KeepTogether(self._closing())]

    def _with(self, *statuses: str) -> list[Followed]:
        found = [row for row in self._document.activities if row.following.status in statuses]
        return sorted(found, key=lambda row: statuses.index(row.following.status))

    def _sentences(self) -> list[Flowable]:
        """What the report says, for those who read no table."""
        words, document = self.words, self._document
        promised, received = sum_of(document.money)
        sentences: list[Inline] = [
            words(
                "{done} of {total} activities of the plan are done.",
                done=len(self._with("done")),
                total=len(document.activities),
            ),
            self._overdue(),
            words("Estimated cost: {cost} riel.", cost=document.cost),
        ]
        if document.money:
            both = words(
                "Promised: {promised}. Received: {received}.",
                promised=both_ways(promised),
                received=both_ways(received),
            )
            sentences += [both, *raised(words, document.near, document.donors)]
        style = self.look.body.but(space_after=2)
        return [paragraph(sentence, style) for sentence in sentences]

    def _overdue(self) -> Inline:
        """The numbers of the activities whose end has passed."""
        rows = [row for row in self._document.activities if row.following.overdue]
        if not rows:
            return self.words("No activity is past its end.")
        numbers = ", ".join(number(self.words, row.part, row.places) for row in rows)
        return joined(self.words("Past their end and not done:", inline=True), " ", bold(numbers))

    def _figures(self) -> Flowable:
        """A box for each status: its mark and its fill in the bars, how many, its name."""
        words, look = self.words, self.look
        cells: list[Cell] = []
        for place, status in enumerate(STATUSES):
            marks = tables.bare_table([[StatusMark(status, 14), Swatch(step_hatch(place / 4))]], [1, 1], look, width=48)
            cells.append(
                [
                    marks,
                    paragraph(words.number(len(self._with(status))), look.figure),
                    paragraph(words(STATUS[status]), look.cell_centre),
                ]
            )
        commands: list[Command] = [
            ("BOX", (0, 0), (-1, -1), 0.6, RULE),
            ("LINEAFTER", (0, 0), (-2, -1), 0.35, RULE),
            ("ALIGN", (0, 0), (-1, -1), "CENTER"),
            ("TOPPADDING", (0, 0), (-1, -1), 5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ]
        return tables.bare_table([cells], [1.0] * len(cells), look, width=self.width, commands=commands)

    def _services(self) -> Flowable:
        """How far each service is: its activities by status, and how many are done."""
        words = self.words
        rows: list[list[Cell]] = [[words("Service"), words("Its activities"), words("Done")]]
        rows += [self._service(service) for service in self._document.services]
        return tables.table(rows, [4, 5, 1.6], self.look, width=self.width, align="llc")

    def _service(self, service: ServiceProgress) -> list[Cell]:
        words, counts = self.words, dict(service.counts)
        shares = [counts.get(status, 0) for status in STATUSES]
        done = f"{words.number(counts.get('done', 0))} / {words.number(service.total)}"
        name: Inline = words.of(service.service) if service.service else words("Without a service")
        return [name, StackedBar(shares, [words.number(share) for share in shares]), done]

    def _list(self, title: Inline, rows: Sequence[Followed]) -> list[Flowable]:
        """A heading with a table of activities; nothing where there is none."""
        if not rows:
            return []
        words = self.words
        cells: list[list[Cell]] = [[words("No."), words("Activity"), words("Who"), words("Until"), words("Last check")]]
        cells += [self._row(row) for row in rows]
        table = tables.table(cells, [1.2, 5, 3, 2.2, 4.6], self.look, width=self.width, align="cllcl", size=SIZE)
        return parts.headed(title, table, words, self.look)

    def _row(self, row: Followed) -> list[Cell]:
        words, style = self.words, self.look.cell.but(size=SIZE)
        state, light = self._state(row), style.but(font=fonts.LIGHT)
        end: Inline = words.date(row.end, "short") if row.end else ""
        if row.following.overdue:
            end = joined(end, "\n", bold(words.t("overdue")))
        return [
            number(words, row.part, row.places),
            [paragraph(words.of(row.activity), style), *([paragraph(state, light)] if state else [])],
            row.who,
            end,
            [paragraph(last_check(words, row.following), style)],
        ]

    def _state(self, row: Followed) -> Inline:
        """How much is done, or which of the two bad states it has; and the service."""
        words, following = self.words, row.following
        state: Inline = ""
        if following.status in ("delayed", "dropped"):
            state = status_words(words, following)
        elif following.status == "under_way" and following.percent is not None:
            state = words.percent(following.percent / 100)
        service = words.first(row.service)
        return joined(state, " · ", service) if state and service else state or service

    def _money(self) -> list[Flowable]:
        """Promised and received by source."""
        words, look = self.words, self.look
        if not self._document.money:
            return [paragraph(words("Nobody has promised or given anything yet."), look.body)]
        heading = paragraph(words("The money by source"), look.heading)
        return [KeepTogether([heading, money_table(self._document.money, words, look, width=self.width)])]

    def _closing(self) -> list[Flowable]:
        """How it was counted, and who signs."""
        words, look, document = self.words, self.look, self._document
        note = words(
            "Activities that only hold others together are not counted. Past its end: neither done nor dropped on the "
            "day of the last check, though its end was before it. What was promised and what was received are counted "
            "apart, each in its own currency."
        )
        day: Inline = (
            words("Done at {place}, {date}", place=document.head.commune, date=document.head.date)
            if document.head.date
            else ""
        )
        name = document.facilitators[0] if document.facilitators else ""
        blocks = [
            parts.SignatureBlock(words.of(document.chief.role), document.chief.name, words("Seen and received")),
            parts.SignatureBlock(words("Facilitators"), name, words("Prepared by"), place_date=day),
        ]
        return [*parts.method_line(note, look), *parts.signature_rows(blocks, words, look, width=self.width)]


def render(document: ProgressReport, language: str) -> bytes:
    """The report as a PDF."""
    return ProgressPaper(document, language).render()
