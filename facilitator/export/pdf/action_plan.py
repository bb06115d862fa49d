"""The joint accountability action plan in its official form: A4 landscape, thirteen columns, two header rows."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from facilitator.export.pdf import fonts, parts, tables
from facilitator.export.pdf.look import A4_LANDSCAPE, HAIRLINE, Style
from facilitator.export.pdf.paper import Margins, Paper
from facilitator.export.pdf.text import Inline, joined, paragraph
from facilitator.i18n import N_, buddhist_year

if TYPE_CHECKING:
    from facilitator.export.documents.action_plan import ActionPlan, Activity, PlanPart
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.tall_rows import Command
    from facilitator.export.pdf.words import Words

SIZE = 7.5
"""Type size of the table, in points: the smallest at which Khmer prints well, so that thirteen columns fit."""

WIDTHS = (30, 126, 52, 87, 67, 40, 40, 56, 56, 43, 42, 68, 70)
ALIGN = "cllllrcccrrrl"
COLUMNS = len(WIDTHS)
_COST = 11

PART_LETTERS = {"A": N_("A"), "B": N_("B")}
PART_NAMES = {
    "A": N_("Activities that need outside resources (for the commune investment programme)"),
    "B": N_("Internal activities of the service providers and the community"),
}

_INDENT = 5.0
_NAME_ROW = 22.0


class ActionPlanPaper(Paper):
    """The plan of one commune and round."""

    page_size = A4_LANDSCAPE
    margins = Margins(top=14 * mm, right=12 * mm, bottom=19 * mm, left=12 * mm)
    body_size: float = 10.5
    header_commands: tuple[Command, ...] = ()
    """More spans and rules of the header, for a paper that has more rows in it."""

    def __init__(self, document: ActionPlan, language: str) -> None:
        super().__init__(language, document.head)
        self._document = document

    def title(self) -> Inline:
        """The plan's full official name."""
        return self.words("Joint Accountability Action Plan")

    def story(self) -> list[Flowable]:
        """Head, title, the table, and who prepared and who received it."""
        words, head = self.words, self._document.head
        year, era = words.year(head.year), words.year(buddhist_year(head.year, head.era_offset))
        story = parts.official_head(words, self.look, head, number="")
        story += parts.title_block(
            self.title(),
            self.look,
            words("Year {year} (Buddhist Era {era}), round {round}", inline=True, year=year, era=era, round=head.round),
        )
        story.append(self._table())
        story.append(KeepTogether(self._closing()))
        return story

    def _table(self) -> Flowable:
        rows = self._header()
        head_rows = len(rows)
        bold: list[int] = []
        commands = [*_HEADER_SPANS, *self.header_commands]
        for part in self._document.parts:
            self._add_part(part, rows, bold, commands)
        self._add_sum(self.words("Grand total", inline=True), self._document.cost, rows, bold, commands)
        return tables.table(
            rows,
            WIDTHS,
            self.look,
            width=self.width,
            align=ALIGN,
            head_rows=head_rows,
            bold_rows=bold,
            size=SIZE,
            commands=[*_NARROW, *commands],
        )

    def _header(self) -> list[list[Cell]]:
        words = self.words
        none: Cell = None
        return [
            [
                words("No."),
                words("Agreed priority activity"),
                words("Proposer"),
                words("Target it answers"),
                words("Location"),
                words("Expected result"),
                none,
                words("Time"),
                none,
                words("Beneficiaries"),
                none,
                words("Estimated cost (riel)"),
                words("Lead implementer / partners"),
            ],
            [
                *[none] * 5,
                words("Quantity"),
                words("Unit"),
                words("Start"),
                words("End"),
                words("Total"),
                words("Women"),
                none,
                none,
            ],
        ]

    def _add_part(self, part: PlanPart, rows: list[list[Cell]], bold: list[int], commands: list[Command]) -> None:
        words = self.words
        letter = words(PART_LETTERS[part.key], inline=True)
        self._add_line([letter, words(PART_NAMES[part.key], inline=True)], rows, commands)
        bold.append(len(rows) - 1)
        if not part.providers:
            self._add_line([None, words("No activity in this part.", inline=True)], rows, commands)
        for provider in part.providers:
            if provider.provider:
                name = paragraph(words.of(provider.provider, inline=True), self._cell.but(font=fonts.BOLD))
                self._add_line([None, [name]], rows, commands)
            for activity in provider.activities:
                self._add_activity(activity, rows, commands)
            if len(part.providers) > 1:
                label = words("Sub-total: {provider}", inline=True, provider=provider.provider or "–")
                self._add_sum(label, provider.cost, rows, [], commands)
        total = words("Total of part {part}", inline=True, part=words.t(PART_LETTERS[part.key]))
        self._add_sum(total, part.cost, rows, bold, commands)

    @property
    def _cell(self) -> Style:
        return self.look.cell.but(size=SIZE)

    def _add_line(self, cells: list[Cell], rows: list[list[Cell]], commands: list[Command]) -> None:
        """A heading across the table, on the same page as the row that follows it."""
        y = len(rows)
        rows.append([*cells, *[None] * (COLUMNS - len(cells))])
        commands += [("SPAN", (1, y), (-1, y)), ("NOSPLIT", (0, y), (-1, y + 1))]

    def _add_sum(
        self, label: Inline, amount: int, rows: list[list[Cell]], bold: list[int], commands: list[Command]
    ) -> None:
        """A line with a sum, on the same page as the row that it ends."""
        y = len(rows)
        style = self._cell.but(font=fonts.BOLD, align="right")
        row: list[Cell] = [None] * COLUMNS
        row[0], row[_COST] = [paragraph(label, style)], [paragraph(self.words.number(amount), style)]
        rows.append(row)
        bold.append(y)
        commands += [("SPAN", (0, y), (_COST - 1, y)), ("NOSPLIT", (0, y - 1), (-1, y))]

    def _add_activity(self, activity: Activity, rows: list[list[Cell]], commands: list[Command]) -> None:
        """The rows of one activity: here its official row alone."""
        rows.append(self._row(activity))

    def _row(self, activity: Activity) -> list[Cell]:
        words, style = self.words, self._cell
        strong = style.but(font=fonts.BOLD) if activity.heading else style
        indent = _INDENT * (len(activity.places) - 1)
        return [
            self._number(activity),
            [paragraph(words.of(activity.activity), strong.but(left_indent=indent))],
            activity.proposer,
            activity.target,
            activity.location,
            self._quantity(activity.quantity),
            activity.unit,
            words.date(activity.start, "short") if activity.start else None,
            words.date(activity.end, "short") if activity.end else None,
            words.number(activity.beneficiaries) if activity.beneficiaries is not None else None,
            words.number(activity.women) if activity.women is not None else None,
            [paragraph(words.number(activity.cost), strong.but(align="right"))] if activity.cost is not None else None,
            activity.lead,
        ]

    def _number(self, activity: Activity) -> str:
        """`A.1.2`, in Khmer `ក.១.២`."""
        return number(self.words, activity.part, activity.places)

    def _quantity(self, quantity: str) -> str:
        try:
            return self.words.decimal(Decimal(quantity))
        except InvalidOperation:
            return quantity

    def _closing(self) -> list[Flowable]:
        """At the left the commune chief, who has seen and received the plan; at the right those who prepared it."""
        words, look, document = self.words, self.look, self._document
        activities = sum(
            not row.heading for part in document.parts for each in part.providers for row in each.activities
        )
        sentence = words(
            "The plan holds {n} activities. Estimated cost: {cost} riel.", n=activities, cost=document.cost
        )
        cells: list[list[Cell]] = [[self._received(), None, self._prepared()]]
        story: list[Flowable] = [
            paragraph(sentence, look.body.but(space_after=3 * mm)),
            tables.bare_table(cells, [4, 1, 5], look, width=self.width),
        ]
        story += parts.copies_to([words.of(office, inline=True) for office in document.copies_to], words, look)
        return story

    def _received(self) -> list[Flowable]:
        words, style, chief = self.words, self.look.signature, self._document.chief
        return [
            paragraph(words("Seen and received", inline=True), style.but(font=fonts.BOLD)),
            paragraph(words("Date {blank}", inline=True, blank=_DOTS), style),
            paragraph(words.of(chief.role, inline=True), style.but(font=fonts.BOLD)),
            Spacer(1, 19 * mm),
            paragraph(chief.name or _DOTS, style),
        ]

    def _prepared(self) -> list[Flowable]:
        """Place and day, then a line to sign on for each facilitator."""
        words, style, head = self.words, self.look.signature, self._document.head
        day = words("{place}, {date}", inline=True, place=head.commune, date=head.date or _DOTS)
        names = self._document.facilitators or ("",) * 4
        return [
            paragraph(day, style),
            paragraph(words("Prepared by", inline=True), style.but(font=fonts.BOLD)),
            paragraph(words("Facilitators", inline=True), style.but(font=fonts.BOLD)),
            self._names(names),
        ]

    def _names(self, names: tuple[str, ...]) -> Flowable:
        rows: list[list[Cell]] = [
            [self.words.number(i) + ".", name or _DOTS, joined(self.words("Signature", inline=True), " ", _DOTS)]
            for i, name in enumerate(names, 1)
        ]
        room: list[Command] = [("TOPPADDING", (0, 0), (-1, -1), _NAME_ROW - 15)]
        return tables.bare_table(rows, [1, 6, 8], self.look, width=self.width * 0.48, commands=room)


def number(words: Words, part: str, places: tuple[int, ...]) -> str:
    """The official number of an activity: `A.1.2`, in Khmer `ក.១.២`."""
    return ".".join([words.t(PART_LETTERS[part]), *(words.number_plain(place) for place in places)])


_DOTS = "." * 24

_HEADER_SPANS: tuple[Command, ...] = (
    *(("SPAN", (column, 0), (column, 1)) for column in (0, 1, 2, 3, 4, 11, 12)),
    *(("SPAN", (column, 0), (column + 1, 0)) for column in (5, 7, 9)),
    *(("LINEBELOW", (column, 0), (column + 1, 0), 0.35, HAIRLINE) for column in (5, 7, 9)),
)
_NARROW: tuple[Command, ...] = (
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
)


def render(document: ActionPlan, language: str) -> bytes:
    """The plan as a PDF."""
    return ActionPlanPaper(document, language).render()
