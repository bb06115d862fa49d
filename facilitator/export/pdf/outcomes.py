"""What became better, on papers of follow-up: stories with their photos, and activities before and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from facilitator.export.pdf import fonts, tables
from facilitator.export.pdf.action_plan import number
from facilitator.export.pdf.budget_pictures import Photo
from facilitator.export.pdf.text import joined, paragraph
from facilitator.i18n import N_

if TYPE_CHECKING:
    from facilitator.export.documents.following import BeforeAfter, Outcome
    from facilitator.export.pdf.look import Look
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.tall_rows import Command
    from facilitator.export.pdf.words import Words

PAIR_HEIGHT, STORY_HEIGHT = 62 * mm, 45 * mm
GAP = 8.0
TOP: list[Command] = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]


def before_and_after(photos: Sequence[BeforeAfter], words: Words, look: Look, *, width: float) -> list[Flowable]:
    """For each activity its first and its last photo beside each other, on one page with their heading."""
    blocks: list[Flowable] = []
    for place, pair in enumerate(photos):
        heading = [paragraph(words("Before and after"), look.heading)] if place == 0 else []
        name = joined(number(words, pair.part, pair.places), " ", words.of(pair.activity))
        title = paragraph(name, look.cell.but(font=fonts.BOLD))
        sides = ((N_("Before"), pair.before, pair.before_on), (N_("After"), pair.after, pair.after_on))
        cells: list[Cell] = [
            [
                Photo(photo, width / 2 - GAP, PAIR_HEIGHT, which),
                paragraph(joined(words(which, inline=True), " · ", words.date(day, "short")), look.note),
            ]
            for which, photo, day in sides
        ]
        blocks.append(
            KeepTogether([*heading, title, tables.bare_table([cells], [1, 1], look, width=width, commands=TOP)])
        )
        blocks.append(Spacer(1, 2 * mm))
    return blocks


def outcomes(found: Sequence[Outcome], words: Words, look: Look, *, width: float) -> list[Flowable]:
    """Each story with the activity that it tells of; its photo stands at the right."""
    blocks: list[Flowable] = []
    for place, outcome in enumerate(found):
        heading = [paragraph(words("What became better"), look.heading)] if place == 0 else []
        text: list[Flowable] = []
        if outcome.activity:
            text.append(paragraph(words.of(outcome.activity), look.cell.but(font=fonts.BOLD)))
        if outcome.text:
            text.append(paragraph(words.of(outcome.text), look.body.but(space_after=2)))
        if outcome.date is not None:
            text.append(paragraph(words.date(outcome.date), look.note))
        if outcome.photo is None:
            blocks += [KeepTogether([*heading, *text[:2]]), *text[2:], Spacer(1, 2 * mm)]
            continue
        photo = Photo(outcome.photo, width * 0.38 - GAP, STORY_HEIGHT, N_("Photo of the story"))
        table = tables.bare_table([[text, [photo]]], [0.62, 0.38], look, width=width, commands=TOP)
        blocks += [KeepTogether([*heading, table]), Spacer(1, 2 * mm)]
    return blocks
