"""What the papers about scores share: faces with numbers, distributions, remarks, legend, method, copies."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable, KeepTogether

from facilitator.export.pdf import parts
from facilitator.export.pdf.drawings import Face, StackedBar, Swatch, step_hatch
from facilitator.export.pdf.look import BLACK, RAMP
from facilitator.export.pdf.paper import Paper
from facilitator.export.pdf.score_marks import FaceFigure, Trend
from facilitator.export.pdf.steps import BAND_ENDS, MOST_STEPS, bands, ends, step_names
from facilitator.export.pdf.tables import Cell, bare_table, key_values
from facilitator.export.pdf.text import Inline, Run, bold, joined, light, paragraph
from facilitator.i18n import buddhist_year

if TYPE_CHECKING:
    from facilitator.export.documents.common import Figures, Head, Method, Text
    from facilitator.export.documents.scorecard import Before, Remark
    from facilitator.export.pdf.tall_rows import Command

HIDDEN = "–"
"""Stands where a public copy does not show the scores of a small group."""


class ScorePaper(Paper):
    """A paper about scores: a public copy, or one for the meeting that says on every page not to post it."""

    body_size = 10

    def __init__(self, language: str, head: Head, method: Method, *, colour: bool = False) -> None:
        super().__init__(language, head)
        self.method = method
        self.colour = colour
        self.low, self.high = ends(method.scale)

    def is_for_posting(self) -> bool:
        """Not where it shows small groups."""
        return self.method.public

    def foot(self) -> Inline:
        """The usual foot, and which copy this is."""
        t = self.words.t
        copy = t("Public copy") if self.method.public else t("Meeting copy – not for posting")
        return joined(super().foot(), " · ", copy)

    def legend(self, *, fills: bool = True) -> Flowable:
        """The steps in a row, lowest first: face, fill in the bars (where the paper has bars), name."""
        names = step_names(self.low, self.high)
        last = len(names) - 1
        row: list[Cell] = []
        for step, name in enumerate(names):
            label = paragraph(self.step(step, name), self.look.note.but(space_after=0, colour=BLACK))
            row += [Face(step / last, radius=7), self._swatch(step / last) if fills else None, [label]]
        close: Command = ("LEFTPADDING", (0, 0), (-1, -1), 1)
        middle: Command = ("VALIGN", (0, 0), (-1, -1), "MIDDLE")
        swatch = 17 if fills else 1
        shares = [18, swatch, self.width / len(names) - 18 - swatch] * len(names)
        return bare_table([row], shares, self.look, width=self.width, commands=[close, middle])

    def _swatch(self, place: float) -> Flowable:
        return Swatch(step_hatch(place), RAMP[round(place * (len(RAMP) - 1))] if self.colour else None)

    def step(self, step: int, name: str, *, numbered: bool = False) -> Inline:
        """The name of a step, with its values where it stands for many, or where it is to be numbered."""
        if self.high <= MOST_STEPS:
            number = bold(f"{self.words.number(self.low + step)}\n")
            return joined(number, self.words(name)) if numbered else self.words(name)
        start = BAND_ENDS[step - 1] + 1 if step else self.low
        low, high = (self.words.number(value) for value in (start, BAND_ENDS[step]))
        return joined(self.words(name), f"\n{low}–{high}")

    def headed(self, title: Inline, table: Flowable, note: Inline = "") -> list[Flowable]:
        """A heading that starts a new page only where no rows of its table would fit under it."""
        return parts.headed(title, table, self.words, self.look, note)

    def in_year(self) -> Inline:
        """Year and round, beneath the title."""
        if self.head is None:
            return ""
        words, year = self.words, self.head.year
        era = words.year(buddhist_year(year, self.head.era_offset))
        return words(
            "Year {year} (Buddhist Era {era}), round {round}",
            inline=True,
            year=words.year(year),
            era=era,
            round=self.head.round,
        )

    def extent(self, villages: int, people: int | None) -> Inline:
        """How many villages scored, and how many people where they were counted."""
        if people is None:
            if villages == 1:
                return self.words("1 village", inline=True)
            return self.words("{n} villages", inline=True, n=villages)
        if villages == 1:
            return self.words("1 village, {people} people", inline=True, people=people)
        return self.words("{n} villages, {people} people", inline=True, n=villages, people=people)

    def score(self, figures: Figures | None, *, radius: float = 8.5) -> Cell:
        """The median as face and number; nothing where nobody scored."""
        if figures is None or (figures.median is None and not figures.hidden):
            return None
        if figures.hidden or figures.median is None:
            return HIDDEN
        score, highest = self.words.decimal(figures.median), self.words.number(self.high)
        return FaceFigure(self.place(figures.median), score, radius=radius, highest=highest)

    def place(self, value: Fraction) -> float:
        """Where a score stands between the ends of the scale, from 0 to 1."""
        return float((value - self.low) / (self.high - self.low))

    def distribution(self, figures: Figures | None) -> Cell:
        """The bar of the votes, and beneath it how many they are, their mean, and the share of satisfied."""
        if figures is None:
            return None
        note = self.look.note.but(space_after=0, colour=BLACK)
        if figures.hidden:
            return [paragraph(HIDDEN, note)]
        if figures.consensus:
            return [paragraph(self.words("Agreed by the group", inline=True), note)]
        counts = bands(figures.counts, self.high)
        return [
            StackedBar(counts, [self.words.number(count) for count in counts], colour=self.colour),
            paragraph(self._facts(figures), note),
        ]

    def _facts(self, figures: Figures) -> Inline:
        t, words = self.words.t, self.words
        facts = [t("n {n}").format(n=words.number(figures.n))]
        if figures.mean is not None:
            facts.append(t("mean {mean}").format(mean=words.decimal(figures.mean, 1)))
        if figures.satisfied is not None:
            facts.append(t("satisfied {share}").format(share=words.percent(figures.satisfied)))
        return " · ".join(facts)

    def said(self, remarks: Sequence[Remark], *, times: bool = False, label: Inline = "") -> list[Flowable]:
        """Remarks as a list; selected suggestions are bold. `times`: with the number of villages.

        A `label` stands before the first.
        """
        item = self.look.cell.but(size=self.look.small.size, left_indent=7, first_indent=-7, space_after=1.5)
        leads: list[Inline] = [joined(emphasised(label), " – ") if label else "– ", *["– "] * len(remarks)]
        return [
            paragraph(joined(lead, self._remark(remark, times)), item)
            for lead, remark in zip(leads, remarks, strict=False)
        ]

    def _remark(self, remark: Remark, times: bool) -> list[str | Run]:
        text = joined(self.words.of(remark.text))
        if remark.selected:
            text = emphasised(text)
        if times and remark.villages > 1:
            count = self.words.t("({n} villages)").format(n=self.words.number(remark.villages))
            text.insert(1, light(" " + count.replace(" ", "\u00a0"), 0.92))
        return text

    def method_lines(self, *, hides: bool, villages: bool = False) -> list[Flowable]:
        """How the scores came about; with `hides` why some are not shown; with `villages` how they were added up."""
        words, method = self.words, self.method
        first, last = method.satisfied[0], method.satisfied[-1]
        sentences: list[Inline] = []
        if hides:
            sentences.append(
                words(
                    "“–”: not shown, so that nobody can tell who gave which score. Hidden are groups of fewer than {k} "
                    "people, and groups from which such a small one could be worked out.",
                    k=method.k,
                )
            )
        elif method.public and method.votes:
            sentences.append(words("k = {k}: scores of smaller groups are not shown in a public copy.", k=method.k))
        if not method.votes:
            sentences.append(words("Score: the one number that the group agreed on."))
        else:
            sentences.append(
                words(
                    "Score: the median, that is the middle one of all scores given; a half is shown as it is. n: how "
                    "many people scored. The mean is shown from 10 people on."
                )
            )
            sentences.append(
                words("Satisfied: those who gave {score}.", score=first)
                if first == last
                else words("Satisfied: those who gave {first} to {last}.", first=first, last=last)
            )
        if villages:
            sentences.append(words("All villages together: every person's score counts the same."))
        if method.data_year:
            year = self.words.year(method.data_year)
            sentences.append(words("Names of places: the official list of {year}.", year=year))
        rest = [paragraph(sentence, self.look.note) for sentence in sentences[1:]]
        return [*parts.method_line(sentences[0], self.look), *rest]

    def closing(self, method: Sequence[Flowable], signatures: Sequence[Flowable]) -> list[Flowable]:
        """The end of the paper: nobody signs a page that holds nothing but signatures."""
        return [KeepTogether([*method, *signatures])]

    def previous_head(self, previous: tuple[int, int] | None) -> Inline:
        """The head of the column about the round before, given its year and round."""
        if previous is None:
            return self.words("Previous round")
        year, number = previous
        return self.words("Previous round ({year}, round {n})", year=self.words.year(year), n=number)

    def trend(self, before: Before) -> Flowable | list[Flowable]:
        """A score of the round before, and an arrow for where it went since."""
        quiet = self.look.note.but(space_after=0)
        if not before.comparable:
            return [paragraph(self.words.t("Not comparable"), quiet)]
        if before.median is None or before.change is None:
            return [paragraph(HIDDEN, quiet)]
        was, now = self.words.decimal(before.median), self.words.signed(before.change)
        figure = self.words.t("from {before} ({change})").format(before=was, change=now)
        return Trend((before.change > 0) - (before.change < 0), figure)

    def facts(self, rows: Sequence[tuple[Inline, str]]) -> list[Flowable]:
        """What is known about the meetings, one line each."""
        known: list[tuple[Inline, Cell]] = [(label, value) for label, value in rows if value]
        return [key_values(known, self.look, width=self.width)] if known else []

    def done_at(self, place: Text) -> Inline:
        """The line over a signature: where and on which day."""
        if self.head is None or self.head.date is None:
            return self.words("Done at {place}, date {blank}", place=place, blank="." * 24)
        return self.words("Done at {place}, {date}", place=place, date=self.head.date)


def emphasised(text: Inline) -> list[str | Run]:
    """The text with its first language in bold."""
    return [bold(part) if isinstance(part, str) else part for part in joined(text)]
