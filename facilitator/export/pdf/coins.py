"""Money for people who do not read: a hundred coins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from facilitator.export.pdf.drawings import Drawing
from facilitator.export.pdf.hatches import SERIES, Box, Kind, fill

if TYPE_CHECKING:
    from facilitator.export.pdf.words import Words


class Coins(Drawing):
    """A hundred coins of one riel, filled by what they are spent on. The parts must add up to 100."""

    COLUMNS = 20

    def __init__(self, parts: Sequence[int], *, width: float) -> None:
        if sum(parts) != 100 or min(parts) < 0:
            raise ValueError(f"parts of a hundred add up to {sum(parts)}")
        self._parts = parts
        super().__init__(width / self.COLUMNS * (100 // self.COLUMNS), width)

    def alternative(self, words: Words) -> str:
        """How many coins each part has."""
        parts = "; ".join(words.number(part) for part in self._parts)
        return words.t("A hundred coins in parts of {parts}").format(parts=parts)

    def draw(self) -> None:
        """Coins in rows, each part with its own fill."""
        start = 0
        for part, kind in zip(self._parts, _endless(len(self._parts)), strict=True):
            if part:
                self._draw_part(range(start, start + part), kind)
            start += part

    def _draw_part(self, places: range, kind: Kind) -> None:
        pitch = self.width / self.COLUMNS
        centres = [
            ((place % self.COLUMNS + 0.5) * pitch, self.height - (place // self.COLUMNS + 0.5) * pitch)
            for place in places
        ]

        def outline(path: Any) -> None:
            for x, y in centres:
                path.circle(x, y, pitch * 0.42)

        fill(self.canv, outline, Box(0, 0, self.width, self.height), kind)


def _endless(count: int) -> list[Kind]:
    return [SERIES[i % len(SERIES)] for i in range(count)]
