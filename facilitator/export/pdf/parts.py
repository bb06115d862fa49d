"""Parts that official papers share: national head, administrative block, signatures, receipt, copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from facilitator.export.pdf import fonts
from facilitator.export.pdf.marks import Ornament, Rule, ThumbprintBox
from facilitator.export.pdf.paragraph import KhmerParagraph
from facilitator.export.pdf.tables import bare_table, height_of
from facilitator.export.pdf.text import Inline, joined, paragraph
from facilitator.i18n import buddhist_year

if TYPE_CHECKING:
    from facilitator.export.documents.common import Head
    from facilitator.export.pdf.look import Look
    from facilitator.export.pdf.tall_rows import Command
    from facilitator.export.pdf.words import Words

_DOTS = "." * 24

ROOM_UNDER_HEADING = 120.0
"""Points that a heading needs under it: itself, the head of its table, a row."""
_BESIDE = 12.0
"""Points between the administration and a motto beside it."""


@dataclass(frozen=True)
class SignatureBlock:
    """One who signs: above the space `heading` (e.g. "Seen and approved") and `role`, below it the name.

    `place_date` is the line "Done at …, date"; with `thumbprint` there is a frame for a thumbprint beside the space.
    """

    role: Inline
    name: str = ""
    heading: Inline = ""
    place_date: Inline = ""
    thumbprint: bool = False


def national_head(
    words: Words, look: Look, administration: Sequence[Inline] = (), number: str | None = None
) -> list[Flowable]:
    """Kingdom and motto with their ornament, then at the left the administration that issues the paper.

    `administration` has a line for each level (province, district, commune administration). `number` is the paper's
    register number; an empty one leaves room to write it, `None` leaves the line out.
    """
    return [*_kingdom(words, look), *_issuer(words, look, administration, number)]


def _kingdom(words: Words, look: Look) -> list[Flowable]:
    return [
        paragraph(words("Kingdom of Cambodia"), look.official),
        paragraph(words("Nation Religion King"), look.motto),
        Ornament(),
    ]


def _issuer(words: Words, look: Look, administration: Sequence[Inline], number: str | None) -> list[Flowable]:
    story: list[Flowable] = [paragraph(line, look.administration) for line in administration]
    if number is not None:
        t = words.t
        story.append(paragraph(t("No. {number}").format(number=number or _DOTS), look.small))
    story.append(Spacer(1, 3 * mm))
    return story


def administration(words: Words, head: Head) -> list[Inline]:
    """The lines of the administration that issues a paper: province, district, commune.

    Sangkats lie in towns, in the capital in khans; communes lie in districts.
    """
    if head.province.en == "Phnom Penh":
        return [
            words("{name} Capital", inline=True, name=head.province),
            words("Khan {name}", inline=True, name=head.district),
            words("Administration of Sangkat {name}", inline=True, name=head.commune),
        ]
    province = words("{name} Province", inline=True, name=head.province)
    if head.urban:
        town = words("{name} Town", inline=True, name=head.district)
        return [province, town, words("Administration of Sangkat {name}", inline=True, name=head.commune)]
    district = words("{name} District", inline=True, name=head.district)
    return [province, district, words("Administration of {name} Commune", inline=True, name=head.commune)]


def official_head(words: Words, look: Look, head: Head, number: str | None = None) -> list[Flowable]:
    """The national head with the administration of the record; `number` as in `national_head`."""
    return national_head(words, look, administration(words, head), number)


def wide_head(words: Words, look: Look, head: Head, *, width: float, number: str | None = None) -> list[Flowable]:
    """The official head of a landscape page: the administration beside the motto, where the names leave it room.

    `width` is that of the text; a page on which two languages stand keeps its upper half for figures so.
    """
    kingdom, issuer = _kingdom(words, look), _issuer(words, look, administration(words, head), number)
    if _natural_width(issuer) > (width - _natural_width(kingdom)) / 2 - _BESIDE:
        return kingdom + issuer
    lift = min(height_of(kingdom[1:], width), height_of(issuer, width))
    return [*kingdom, Spacer(1, -lift), *issuer]


def _natural_width(story: Sequence[Flowable]) -> float:
    return max(each.natural_width() for each in story if isinstance(each, KhmerParagraph))


def title_block(title: Inline, look: Look, *subtitles: Inline) -> list[Flowable]:
    """The title of a paper, centred, with lines beneath that say for whom, where and when."""
    return [paragraph(title, look.title), *(paragraph(line, look.subtitle) for line in subtitles if line)]


def in_year(words: Words, head: Head) -> Inline:
    """Year, also of the Buddhist Era, and round: a line beneath a title."""
    year, era = words.year(head.year), words.year(buddhist_year(head.year, head.era_offset))
    return words("Year {year} (Buddhist Era {era}), round {round}", inline=True, year=year, era=era, round=head.round)


def method_line(text: Inline, look: Look) -> list[Flowable]:
    """How figures were made, where they come from, and of which day: small, under a rule."""
    return [Rule(0.4, space=2), paragraph(text, look.note)]


def signatures(
    blocks: Sequence[SignatureBlock], words: Words, look: Look, *, width: float, per_row: int = 3
) -> Flowable:
    """Signature blocks side by side, at most `per_row` in a row; names and roles wrap inside their block."""
    return KeepTogether(signature_rows(blocks, words, look, width=width, per_row=per_row))


def signature_rows(
    blocks: Sequence[SignatureBlock], words: Words, look: Look, *, width: float, per_row: int = 3
) -> list[Flowable]:
    """The same in parts, to be kept together with something else (`KeepTogether` does not nest)."""
    columns = max(1, min(per_row, len(blocks)))
    story: list[Flowable] = []
    for start in range(0, len(blocks), columns):
        row = blocks[start : start + columns]
        # One table row for each level, so that roles, spaces and names stand at the same height.
        levels = [list(level) for level in zip(*(_signature(block, words, look) for block in row), strict=True)]
        cells = [level + [[] for _ in range(columns - len(row))] for level in levels if any(level)]
        commands: list[Command] = [("ALIGN", (0, 0), (-1, -1), "CENTER"), ("LEFTPADDING", (0, 0), (-1, -1), 6)]
        commands.append(("NOSPLIT", (0, 0), (-1, -1)))  # the name stays under its signature
        row_of_blocks = bare_table(cells, [1.0] * columns, look, width=width, commands=commands, by_columns=True)
        story += [Spacer(1, 4 * mm), row_of_blocks]
    return story


def _signature(block: SignatureBlock, words: Words, look: Look) -> list[list[Flowable]]:
    """The levels of one block from top to bottom; an empty list where it has nothing at a level."""
    style = look.signature
    hint = words("Signature or thumbprint", inline=True) if block.thumbprint else words("Signature", inline=True)
    return [
        [paragraph(block.place_date, style.but(size=look.small.size))] if block.place_date else [],
        [paragraph(block.heading, style)] if block.heading else [],
        [paragraph(block.role, style.but(font=fonts.BOLD))],
        [paragraph(hint, look.note.but(align="centre"))],
        [ThumbprintBox()] if block.thumbprint else [Spacer(1, 17 * mm)],
        [paragraph(block.name or _DOTS, style)],
    ]


def stamped(block: SignatureBlock, words: Words, look: Look) -> list[Flowable]:
    """The block of who signs a letter for the commune, with room for the round stamp."""
    style = look.signature
    return [
        paragraph(block.place_date, style.but(size=look.small.size)),
        paragraph(block.role, style.but(font=fonts.BOLD)),
        paragraph(words("Signature and stamp", inline=True), look.note.but(align="centre")),
        Spacer(1, 24 * mm),
        paragraph(block.name or _DOTS, style.but(font=fonts.BOLD)),
    ]


def copies_to(offices: Sequence[Inline], words: Words, look: Look) -> list[Flowable]:
    """Who receives a copy: a short list under the signatures."""
    if not offices:
        return []
    item = look.note.but(left_indent=10, space_after=0)
    return [
        paragraph(words("Copies to:", inline=True), look.note.but(keep_with_next=True, space_after=0)),
        *(paragraph(joined("– ", office), item) for office in offices),
    ]


def headed(title: Inline, table: Flowable, words: Words, look: Look, note: Inline = "") -> list[Flowable]:
    """A heading that starts a new page only where no rows of its table would fit under it."""
    notes = [paragraph(note, look.note)] if note else []
    room = ROOM_UNDER_HEADING * (1.5 if len(words.languages) > 1 else 1)
    return [CondPageBreak(room), paragraph(title, look.heading.but(keep_with_next=False)), *notes, table]
