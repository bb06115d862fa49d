"""What the papers of follow-up share: the marks and names of statuses, and money by source in both currencies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from reportlab.platypus import Flowable

from facilitator.export.documents.common import Text
from facilitator.export.documents.following import Following, SourceMoney, Sums
from facilitator.export.pdf import tables
from facilitator.export.pdf.drawings import Drawing
from facilitator.export.pdf.look import BLACK, WHITE, Look, Style
from facilitator.export.pdf.marks import draw_tick
from facilitator.export.pdf.text import Inline, bold, joined, paragraph
from facilitator.i18n import N_, format_riel, format_usd

if TYPE_CHECKING:
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.words import Words

STATUS = {
    "not_started": N_("Not started"),
    "under_way": N_("Under way"),
    "done": N_("Done"),
    "delayed": N_("Delayed"),
    "dropped": N_("Dropped"),
}
NOTHING = "–"


class StatusMark(Drawing):
    """A status at a glance: ticked, half full, empty, an hour-glass that waits, crossed out."""

    def __init__(self, status: str, size: float = 11) -> None:
        super().__init__(size, size)
        self.hAlign = "CENTER"
        self._status = status

    def draw(self) -> None:
        """The mark, in a circle of the size of the drawing."""
        canvas, radius = self.canv, self.height / 2
        canvas.saveState()
        canvas.translate(radius, radius)
        canvas.scale(radius, radius)
        canvas.setLineWidth(0.16)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        canvas.setStrokeColor(BLACK)
        canvas.setFillColor(WHITE)
        canvas.circle(0, 0, 0.9, stroke=1, fill=1)
        canvas.setFillColor(BLACK)
        _MARKS[self._status](canvas)
        canvas.restoreState()


def _half(canvas: Any) -> None:
    canvas.wedge(-0.9, -0.9, 0.9, 0.9, 180, 180, stroke=0, fill=1)


def _tick(canvas: Any) -> None:
    canvas.circle(0, 0, 0.9, stroke=0, fill=1)
    canvas.setStrokeColor(WHITE)
    draw_tick(canvas, -0.5, -0.48, 1.0)


def _hourglass(canvas: Any) -> None:
    path = canvas.beginPath()
    path.moveTo(-0.42, 0.5)
    for x, y in ((0.42, 0.5), (-0.42, -0.5), (0.42, -0.5)):
        path.lineTo(x, y)
    path.close()
    canvas.drawPath(path, stroke=1, fill=1)


def _cross(canvas: Any) -> None:
    canvas.setLineWidth(0.22)
    canvas.line(-0.42, -0.42, 0.42, 0.42)
    canvas.line(-0.42, 0.42, 0.42, -0.42)


def _empty(canvas: Any) -> None:
    """Nothing in the circle."""


_MARKS: dict[str, Callable[[Any], None]] = {
    "done": _tick,
    "under_way": _half,
    "not_started": _empty,
    "delayed": _hourglass,
    "dropped": _cross,
}


def status_words(words: Words, following: Following) -> Inline:
    """The status, and how much is done where that says more."""
    name: Inline = words(STATUS[following.status], inline=True)
    if following.percent is not None and following.status not in ("done", "not_started"):
        name = joined(name, " ", words.percent(following.percent / 100))
    return name


def last_check(words: Words, following: Following) -> Inline:
    """Day of the last check, what was seen, and the reason where there is one."""
    if following.last_check is None:
        return words("Not checked yet", inline=True)
    said = joined(words.date(following.last_check, "short"), *([" ", following.note] if following.note else []))
    if not following.reason:
        return said
    return joined(said, "\n", words.t("Why: {reason}").format(reason=following.reason))


def amounts(language: str, sums: Sums) -> str:
    """Riel and dollars beside each other, as `km` or `en` writes them; a dash for nothing."""
    found = [format_riel(sums.riel, language)] if sums.riel else []
    if sums.cents:
        found.append(format_usd(sums.cents, language))
    return " + ".join(found) or NOTHING


def both_ways(sums: Sums) -> Text:
    """The same as each language writes it, to fill a placeholder."""
    return Text(amounts("km", sums), amounts("en", sums))


def raised(words: Words, near: Sums, donors: Sums) -> list[Inline]:
    """The sentence about what was raised locally and what donors gave; nothing where nothing was received."""
    if not near + donors:
        return []
    sentence = words(
        "Raised locally: {near}. From donors: {donors}. Together: {all}.",
        near=both_ways(near),
        donors=both_ways(donors),
        all=both_ways(near + donors),
    )
    return [sentence]


def money_table(rows: Sequence[SourceMoney], words: Words, look: Look, *, width: float) -> Flowable:
    """Promised and received by source in both currencies, with the sums. Currencies are never added up."""
    promised, received = sum_of(rows)
    head: list[list[Cell]] = [
        [words("Source of the money"), words("Promised"), None, words("Received"), None],
        [None, *[words("Riel", inline=True), words("US dollars", inline=True)] * 2],
    ]
    body: list[list[Cell]] = [[words.of(row.source), *_money(words, row.promised, row.received)] for row in rows]
    total: list[Cell] = [words("Together"), *_money(words, promised, received)]
    spans = [("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (2, 0)), ("SPAN", (3, 0), (4, 0))]
    return tables.table(
        [*head, *body, total],
        [4, 2.6, 2, 2.6, 2],
        look,
        width=width,
        align="lrrrr",
        head_rows=2,
        bold_rows=[-1],
        commands=[*spans, ("NOSPLIT", (0, -2), (-1, -1))],
    )


def sum_of(rows: Sequence[SourceMoney]) -> tuple[Sums, Sums]:
    """All that was promised, and all that was received."""
    return sum((row.promised for row in rows), Sums()), sum((row.received for row in rows), Sums())


def _money(words: Words, *sums: Sums) -> list[Cell]:
    cells: list[Cell] = []
    for each in sums:
        cells.append(words.number(each.riel) if each.riel else NOTHING)
        cells.append(format_usd(each.cents, words.main) if each.cents else NOTHING)
    return cells


def source_lines(words: Words, rows: Sequence[SourceMoney], style: Style, *, received: bool) -> list[Flowable]:
    """A line for each source that promised, or that gave."""
    found = [(row.source, row.received if received else row.promised) for row in rows]
    return [
        paragraph(joined(words.first(source), " ", bold(amounts(words.main, sums))), style)
        for source, sums in found
        if sums
    ]
