"""How papers look: sizes, margins, styles, colours. Lengths in points (1/72 inch) unless made with `mm`."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, Literal, Self

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm

from facilitator.export.pdf import fonts

A3 = (297 * mm, 420 * mm)
A4 = (210 * mm, 297 * mm)
A5 = (148 * mm, 210 * mm)
A4_LANDSCAPE = (A4[1], A4[0])

Align = Literal["left", "centre", "right", "justify"]

BLACK = HexColor(0x111111)
GREY = HexColor(0x555555)
RULE = HexColor(0x8A8A8A)
HAIRLINE = HexColor(0xBDBDBD)
# A tint a mono laser prints as clean paper; a header is marked by its rules and its weight as well.
TINT = HexColor(0xF1F4F6)
WHITE = HexColor(0xFFFFFF)

# From 1 (very dissatisfied) to 5: monotone in luminance, so that the order survives a grey printer.
RAMP = tuple(HexColor(c) for c in (0x00204D, 0x414D6B, 0x7C7B78, 0xBCAF6F, 0xFFEA46))
# The same five steps for a 1-bit laser printer.
HATCHES = ("solid", "cross", "stroke", "dots", "white")

BODY_LEADING = 1.65
TITLE_LEADING = 1.85


@dataclass(frozen=True)
class Style:
    """How a paragraph is set. The leading is that of `size`; larger or smaller runs in a line scale it."""

    font: str = fonts.BODY
    size: float = 11
    align: Align = "left"
    colour: Any = BLACK
    space_before: float = 0
    space_after: float = 0
    left_indent: float = 0
    right_indent: float = 0
    first_indent: float = 0
    keep_with_next: bool = False
    outline: int | None = None  # level of the bookmark that leads here
    tag: str = "P"  # what it is in the structure of the paper: a paragraph, or a heading H1, H2, H3
    tightness: float = 1.0  # factor on the leading; below 1 only where no Khmer stacks can meet
    khmer_least: float = 0.0  # Khmer is set in this size (points) where it would be smaller

    @property
    def leading(self) -> float:
        """Distance of baselines in points: 1.65 em, 1.85 em for titles in Moul."""
        return self.size * self.tightness * (TITLE_LEADING if self.font == fonts.TITLE else BODY_LEADING)

    def but(self, **changes: Any) -> Self:
        """The same style with some fields changed."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Look:
    """The styles of one paper, derived from its body size."""

    body: Style
    justified: Style
    small: Style
    note: Style
    cell: Style
    cell_centre: Style
    cell_right: Style
    cell_head: Style
    label: Style
    title: Style
    subtitle: Style
    heading: Style
    subheading: Style
    official: Style
    motto: Style
    administration: Style
    signature: Style
    figure: Style


@cache
def look(language: str, size: float = 11) -> Look:
    """The styles for a language (`km`, `en`, `km-en`) and a body size in points."""
    khmer = language != "en"
    display = fonts.TITLE if khmer else fonts.BOLD
    body = Style(size=size, space_after=size * 0.35)
    cell = Style(size=size - 1.5)
    title = Style(font=display, size=size + (4 if khmer else 6), align="centre", space_after=size * 0.4)
    return Look(
        body=body,
        justified=body.but(align="justify"),
        small=body.but(size=size - 1.5, space_after=size * 0.2),
        note=body.but(size=size - 2.5, colour=GREY, space_after=size * 0.2),
        cell=cell,
        cell_centre=cell.but(align="centre"),
        cell_right=cell.but(align="right"),
        cell_head=cell.but(font=fonts.BOLD, align="centre"),
        label=cell.but(font=fonts.BOLD),
        title=title.but(outline=0, tag="H1"),
        subtitle=body.but(font=fonts.BOLD, align="centre", space_after=size * 0.6),
        heading=Style(
            font=display,
            size=size + (1 if khmer else 2),
            space_before=size,
            space_after=size * 0.45,
            keep_with_next=True,
            outline=1,
            tag="H2",
        ),
        subheading=Style(
            font=fonts.BOLD,
            size=size,
            space_before=size * 0.6,
            space_after=size * 0.25,
            keep_with_next=True,
            tag="H3",
        ),
        official=Style(font=display, size=size + 2, align="centre"),
        motto=Style(font=display, size=size, align="centre"),
        administration=Style(font=display, size=size - 1),
        signature=body.but(align="centre", space_after=0),
        figure=Style(font=fonts.BOLD, size=size * 2, align="centre"),
    )


def readable(usual: Look, khmer_least: float) -> Look:
    """The same styles, in which no Khmer is smaller than that (points)."""
    return replace(
        usual, **{each.name: getattr(usual, each.name).but(khmer_least=khmer_least) for each in fields(usual)}
    )
