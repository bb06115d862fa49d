"""The opening page of a round: promises of the round before, kept or not, and the scores then and now."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from facilitator.export.pdf import fonts, parts, tables
from facilitator.export.pdf.action_plan import number
from facilitator.export.pdf.following import StatusMark, status_words
from facilitator.export.pdf.look import RULE
from facilitator.export.pdf.paper import Paper
from facilitator.export.pdf.score_marks import FaceFigure, Trend
from facilitator.export.pdf.scores import HIDDEN, emphasised
from facilitator.export.pdf.steps import ends
from facilitator.export.pdf.text import Inline, joined, paragraph
from facilitator.i18n import N_

if TYPE_CHECKING:
    from facilitator.export.documents.promises_kept import LinkedScore, Promise, PromisesKept
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.tall_rows import Command

GROUPS = (
    (N_("Kept"), ("done",)),
    (N_("Under way"), ("under_way",)),
    (N_("Not kept yet"), ("delayed", "dropped", "not_started")),
)


class PromisesPaper(Paper):
    """The page that is shown and read out before anything new is asked."""

    body_size: float = 10

    def __init__(self, document: PromisesKept, language: str) -> None:
        super().__init__(language, document.head)
        self._document = document
        self._low, self._high = ends(document.scale)

    def title(self) -> Inline:
        """What the page is."""
        return self.words("What was promised, and what was kept")

    def story(self) -> list[Flowable]:
        """Where and when it was promised, the numbers, how to read the scores, the promises."""
        words, look, document = self.words, self.look, self._document
        year, round_ = document.before
        head = document.head
        story = parts.official_head(words, look, head)
        promised = words("Promised in the year {year}, round {round}", inline=True, year=words.year(year), round=round_)
        opened = words(
            "Shown in the year {year}, round {round}", inline=True, year=words.year(head.year), round=head.round
        )
        story += [*parts.title_block(self.title(), look, promised, opened), self._figures(), Spacer(1, 2 * mm)]
        story += self._method()
        for title, statuses in GROUPS:
            story += self._group(words(title), self._with(statuses))
        return story

    def _with(self, statuses: Sequence[str]) -> list[Promise]:
        found = [promise for promise in self._document.promises if promise.activity.following.status in statuses]
        return sorted(found, key=lambda promise: statuses.index(promise.activity.following.status))

    def _figures(self) -> Flowable:
        """How many promises were kept, are under way, and are not kept, in figures for the last row of a meeting."""
        words, look = self.words, self.look
        size = look.figure.but(size=30, tightness=0.9)
        cells: list[Cell] = [
            [
                StatusMark(statuses[0], 22),
                paragraph(words.number(len(self._with(statuses))), size),
                paragraph(words(title), look.label.but(align="centre")),
            ]
            for title, statuses in GROUPS
        ]
        commands: list[Command] = [
            ("BOX", (0, 0), (-1, -1), 0.8, RULE),
            ("LINEAFTER", (0, 0), (-2, -1), 0.4, RULE),
            ("ALIGN", (0, 0), (-1, -1), "CENTER"),
            ("TOPPADDING", (0, 0), (-1, -1), 6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ]
        return tables.bare_table([cells], [1.0] * len(cells), look, width=self.width, commands=commands)

    def _group(self, title: Inline, promises: Sequence[Promise]) -> list[Flowable]:
        if not promises:
            return []
        words, look = self.words, self.look
        rows: list[list[Cell]] = [[None, words("What was promised"), words("What citizens scored, then and now")]]
        rows += [self._row(promise) for promise in promises]
        table = tables.table(rows, [0.8, 5.6, 5.6], look, width=self.width, align="cll")
        return parts.headed(title, table, words, look)

    def _row(self, promise: Promise) -> list[Cell]:
        return [StatusMark(promise.activity.following.status, 17), self._promise(promise), self._scores(promise.scores)]

    def _promise(self, promise: Promise) -> list[Flowable]:
        """The activity, who and until when, and what was seen."""
        words, look, activity = self.words, self.look, promise.activity
        following = activity.following
        small = look.cell.but(size=look.small.size)
        facts = [words.first(activity.service), activity.who]
        if activity.end is not None:
            facts.append(words.t("until {date}").format(date=words.date(activity.end, "short")))
        lines: list[Inline] = [" · ".join(filter(None, facts))]
        if following.status != "done":
            lines.append(emphasised(status_words(words, following)))
        lines.append(following.note)
        if following.reason:
            lines.append(words.t("Why: {reason}").format(reason=following.reason))
        name = joined(number(words, activity.part, activity.places), " ", words.of(activity.activity))
        return [
            paragraph(name, look.cell.but(font=fonts.BOLD)),
            *(paragraph(line, small) for line in lines if line),
        ]

    def _scores(self, scores: Sequence[LinkedScore]) -> list[Flowable]:
        """For each criterion the face and number then, the arrow, the face and number now."""
        if not scores:
            return []
        name = self.look.cell.but(size=self.look.small.size)
        rows: list[list[Cell]] = [
            [[paragraph(self.words.of(score.criterion), name)], *self._then_and_now(score)] for score in scores
        ]
        middle: Command = ("VALIGN", (0, 0), (-1, -1), "MIDDLE")
        close: list[Command] = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 2)]
        width = self.width * 5.6 / 12 - 8
        return [tables.bare_table(rows, [4.1, 1.7, 2.7, 2.1], self.look, width=width, commands=[middle, *close])]

    def _then_and_now(self, score: LinkedScore) -> list[Cell]:
        words, quiet = self.words, self.look.note.but(space_after=0)
        if score.hidden:
            return [[paragraph(HIDDEN, quiet)], None, None]
        between: Cell = None
        later = self._face(score.now)
        if score.now is None:
            later = [paragraph(words.t("not scored yet"), quiet)]
        elif not score.comparable:
            between = [paragraph(words.t("Not comparable"), quiet)]
        elif score.then is not None:
            between = self._trend(score.now - score.then)
        return [self._face(score.then), between, later]

    def _face(self, median: Fraction | None) -> Cell:
        if median is None:
            return [paragraph(HIDDEN, self.look.note)]
        place = float((median - self._low) / (self._high - self._low))
        return FaceFigure(place, self.words.decimal(median), radius=9)

    def _trend(self, change: Fraction) -> Flowable:
        return Trend((change > 0) - (change < 0), self.words.signed(change))

    def _method(self) -> list[Flowable]:
        words = self.words
        scored = any(promise.scores for promise in self._document.promises)
        text: Inline = words("The promises are the activities of the joint action plan of the round before.")
        if scored:
            text = joined(
                text,
                "\n",
                words(
                    "Score: the median of all citizens' scores in all villages. Only where question and scale are the "
                    "same are two rounds compared. “–”: not scored, or not shown so that nobody can tell who gave it."
                ),
            )
        return parts.method_line(text, self.look)


def render(document: PromisesKept, language: str) -> bytes:
    """The page as a PDF."""
    return PromisesPaper(document, language).render()
