"""The words of a paper: Khmer, English, or Khmer with English beneath."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from facilitator import i18n
from facilitator.export.documents.common import Text
from facilitator.export.pdf.text import Inline, Run, light

LANGUAGES = ("km", "en", "km-en")
"""The languages a paper can be printed in."""

_BENEATH = 0.82
"""Size of the English line under a Khmer one, as a factor."""


Value = str | int | date | Text
"""What may fill a placeholder: whole numbers, dates and names appear as each language writes them."""


class Words:
    """Looks up the sentences of a paper: `words("Citizens' scorecard")`, `words("{n} people", n=28)`.

    The result is an `Inline`: one string, or on a `km-en` paper the Khmer with the English in a lighter face beneath.
    """

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(language)
        self.language = language
        self.languages = tuple(language.split("-"))
        self.main = self.languages[0]

    def t(self, message: str) -> str:
        """The sentence in the paper's first language alone."""
        return _sentence(message, self.main)

    def __call__(self, message: str, *, inline: bool = False, **values: Value) -> Inline:
        """The sentence with its placeholders filled; `inline` keeps two languages on one line."""
        texts = [self._sentence(message, language, values) for language in self.languages]
        return self._beside(texts) if inline else self._beneath(texts)

    def _sentence(self, message: str, language: str, values: dict[str, Value]) -> str:
        sentence = _sentence(message, language)
        return (
            sentence.format(**{key: _written(value, language) for key, value in values.items()}) if values else sentence
        )

    def of(self, text: Text, *, inline: bool = False) -> Inline:
        """A text that the record has in both languages; where one is empty the other stands for it."""
        texts = [text.of(language) for language in self.languages]
        return self._beside(texts) if inline else self._beneath(texts)

    def first(self, text: Text) -> str:
        """A text of the record in the paper's first language alone, for narrow places."""
        return text.of(self.main)

    @staticmethod
    def both(message: str) -> Text:
        """A sentence that fills a placeholder of another one: in the language of each."""
        return Text(_sentence(message, "km"), _sentence(message, "en"))

    def number(self, n: int) -> str:
        """A whole number as the paper writes it."""
        return i18n.format_number(n, self.main)

    def number_plain(self, n: int) -> str:
        """A number that counts nothing, such as a year: no separators."""
        return i18n.format_plain(n, self.main)

    @staticmethod
    def year(n: int) -> Text:
        """A year, to fill a placeholder: as each language writes it, without separators."""
        return Text(i18n.khmer_digits(str(n)), str(n))

    def decimal(self, value: int | float | Decimal | Fraction, places: int | None = None) -> str:
        """A number with decimals; a half is never lost."""
        return i18n.format_decimal(value, self.main, places)

    def signed(self, value: int | float | Decimal | Fraction) -> str:
        """A gap or a change with its sign."""
        return i18n.format_signed(value, self.main)

    def percent(self, share: int | float | Decimal | Fraction, places: int = 0) -> str:
        """A share of 1 as per cent."""
        return i18n.format_percent(share, self.main, places)

    def riel(self, amount: int) -> str:
        """Whole riel with their sign."""
        return i18n.format_riel(amount, self.main)

    def date(self, day: date, style: str = "long") -> str:
        """A date, `long` or `short`."""
        return i18n.format_date(day, self.main, style)

    @staticmethod
    def _beneath(texts: list[str]) -> Inline:
        if len(set(texts)) == 1:
            return texts[0]
        return [texts[0], *(light("\n" + text, _BENEATH) for text in texts[1:])]

    @staticmethod
    def _beside(texts: list[str]) -> Inline:
        if len(set(texts)) == 1:
            return texts[0]
        return [texts[0], *(Run(" / " + text, light=True, scale=0.9) for text in texts[1:])]


def _sentence(message: str, language: str) -> str:
    sentence = i18n.catalogue(language)(message)
    return i18n.own_digits(sentence) if language == "km" else sentence


def _written(value: Value, language: str) -> str:
    if isinstance(value, Text):
        return value.of(language)
    if isinstance(value, date):
        return i18n.format_date(value, language)
    return i18n.format_number(value, language) if isinstance(value, int) else value
