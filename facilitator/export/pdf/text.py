"""The one way from text to paper.

`paragraph` takes text as it is: nothing in it is markup, whatever it holds, so that no entry typed or imported by
anybody can change a paper's look, embed a file or break it. Emphasis comes from `Run` objects that our own code
makes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from facilitator.export.pdf import fonts
from facilitator.export.pdf.embed import register
from facilitator.export.pdf.lines import Span
from facilitator.export.pdf.paragraph import KhmerParagraph
from facilitator.export.pdf.shaping import tidied

if TYPE_CHECKING:
    from facilitator.export.pdf.look import Style

LONGEST = 20_000
"""Characters of one paragraph; longer text is cut with an ellipsis, so that one entry cannot fill a thousand pages."""

_KHMER = re.compile("[\u1780-\u17ff]")
_SCRIPTS = re.compile(
    "[\u1780-\u17ff](?:[\u1780-\u17ff\u200b-\u200d ]*[\u1780-\u17ff\u200b-\u200d])?|[^\u1780-\u17ff]+"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True)
class Run:
    """Text with an emphasis of ours. `scale` multiplies the size of the style."""

    text: str
    bold: bool = False
    light: bool = False
    scale: float = 1.0
    colour: Any = None


Inline: TypeAlias = str | Run | Sequence[str | Run]
"""What a paragraph is made of: text without markup, or runs of it. (A `Text` of a document has two languages.)"""


def paragraph(text: Inline, style: Style) -> KhmerParagraph:
    """A paragraph of a text in a style; `\\n` ends a line."""
    register()
    return KhmerParagraph(tuple(_spans(text, style)), style)


def plain(text: Inline) -> str:
    """The characters of a text without its emphasis."""
    if isinstance(text, str):
        return text
    return text.text if isinstance(text, Run) else "".join(plain(part) for part in text)


def joined(*parts: Inline) -> list[str | Run]:
    """One text of several, each of which may be plain, a run or several runs."""
    out: list[str | Run] = []
    for part in parts:
        if isinstance(part, str | Run):
            out.append(part)
        else:
            out += part
    return out


def bold(text: str) -> Run:
    """Text in the bold face."""
    return Run(text, bold=True)


def light(text: str, scale: float = 1.0) -> Run:
    """Text in the light face, for what stands beside or below."""
    return Run(text, light=True, scale=scale)


def _spans(text: Inline, style: Style) -> Iterator[Span]:
    left = LONGEST
    for part in (text,) if isinstance(text, str) else joined(text):
        if isinstance(part, str):
            content, font, size, colour = _content(part), style.font, style.size, style.colour
        else:
            content, font = _content(part.text), _font(part, style)
            size, colour = style.size * part.scale, part.colour or style.colour
        if len(content) > left:
            content = content[:left] + "…"
        left = max(0, left - len(content))
        if not content:
            continue
        if size >= style.khmer_least:
            yield Span(content, font, size, colour)
        else:
            yield from _readable(Span(content, font, size, colour), style.khmer_least)


@lru_cache(maxsize=10_000)
def _content(text: str) -> str:
    """Text as it is set: one kind of line end, no tabs, tidied."""
    return tidied(_LINE_ENDS.sub("\n", text).replace("\t", " "))


def _readable(span: Span, khmer_least: float) -> Iterator[Span]:
    """The same text, its Khmer in a size that can be read: its stacks are finer than letters of the same size."""
    if not _KHMER.search(span.text):
        yield span
        return
    for piece in _SCRIPTS.findall(span.text):
        yield span.saying(piece)._replace(size=khmer_least if _KHMER.match(piece) else span.size)


def _font(run: Run, style: Style) -> str:
    if run.bold:
        return fonts.BOLD
    return fonts.LIGHT if run.light else style.font
