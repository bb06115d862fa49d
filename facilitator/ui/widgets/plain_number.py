"""An editor for a year, a round or another number that is written without separators."""

from __future__ import annotations

from facilitator.i18n import khmer_digits, screen_language
from facilitator.ui.widgets.numbers import WholeNumber


class PlainNumber(WholeNumber):
    """A whole number in the digits of the screen, digit after digit: 2026, ២០២៦."""

    def _shown(self, value: int) -> str:
        return khmer_digits(str(value)) if screen_language() == "km" else str(value)
