"""Small things that the pages with meetings share."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from facilitator.i18n import _, format_date, format_number, screen_language
from facilitator.models import holding
from facilitator.ui.widgets.basic import Card

if TYPE_CHECKING:
    from facilitator.models.meeting import Meeting
    from facilitator.models.place import Village

MARGIN = 12
"""Pixels that stay free above and below what is brought into sight."""


def bare(name: str) -> Card:
    """A column of widgets inside a card, without a frame and margins of its own."""
    card = Card(name=name)
    card.setProperty("role", "")
    card.body.setContentsMargins(0, 0, 0, 0)
    return card


def village_name(village: Village) -> str:
    """The village's name in the language of the screen."""
    return village.name(screen_language())


def bring_into_sight(widget: QWidget) -> None:
    """Scroll the page so that this widget is on show, once it has its place."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if isinstance(area, QScrollArea):
        QTimer.singleShot(0, widget, partial(area.ensureWidgetVisible, widget, 0, MARGIN))


def let_go(card: Card) -> None:
    """Take everything out of a card; the widgets are destroyed once control is back in the event loop."""
    while (item := card.body.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def meeting_summary(meeting: Meeting) -> str:
    """How many came and whether it is finished, in one line."""
    language, there = screen_language(), holding.present(meeting)
    parts = []
    if there["total"] is not None:
        people = _("{n} people").format(n=format_number(there["total"], language))
        women = there["women"]
        parts.append(
            people
            if women is None
            else _("{people}, {women} of them women").format(people=people, women=format_number(women, language))
        )
    if meeting.closed_on is not None:
        parts.append(_("finished on {date}").format(date=format_date(meeting.closed_on, language, "short")))
    return " · ".join(parts) or _("Nobody counted yet")
