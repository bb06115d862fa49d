"""An editor for a year, a round or another number that is written without separators."""

from __future__ import annotations

from facilitator.i18n import shown_plain
from facilitator.ui.widgets.numbers import WholeNumber


class PlainNumber(WholeNumber):
    """A whole number in the digits of the screen, digit after digit: 2026, ២០២៦."""

    def _shown(self, value: int) -> str:
        return shown_plain(value)
