"""Small things that the pages with meetings share."""

from __future__ import annotations

from facilitator.i18n import screen_language
from facilitator.models.place import Village
from facilitator.ui.widgets.basic import Card


def bare(name: str) -> Card:
    """A column of widgets inside a card, without a frame and margins of its own."""
    card = Card(name=name)
    card.setProperty("role", "")
    card.body.setContentsMargins(0, 0, 0, 0)
    return card


def village_name(village: Village) -> str:
    """The village's name in the language of the screen."""
    return village.name_km if screen_language() == "km" else village.name_en or village.name_km


def let_go(card: Card) -> None:
    """Take everything out of a card; the widgets are destroyed once control is back in the event loop."""
    while (item := card.body.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
