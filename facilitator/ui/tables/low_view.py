"""A table that is never higher than part of a screen, so that what belongs to the chosen row stays near it."""

from __future__ import annotations

from facilitator.ui import theme
from facilitator.ui.tables.keyed import KeyedView

HIGHEST = 400
"""Height in pixels at scale 1, from which the rows scroll under their headings."""


class LowView(KeyedView):
    """As high as its rows, up to `HIGHEST`; the bar for many columns stays in sight."""

    def fit(self) -> None:
        """Give headings and rows their heights, and the table its own."""
        super().fit()
        wide = self.horizontalHeader().length() > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if wide else 0
        whole = self.horizontalHeader().height() + self.verticalHeader().length() + bar + 2 * self.frameWidth() + 2
        self.setFixedHeight(min(whole, theme.px(HIGHEST)))
