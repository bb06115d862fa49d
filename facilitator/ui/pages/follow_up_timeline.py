"""The story of one activity from the agreement to today, and how it looked before and after."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from facilitator.i18n import _, format_date, format_percent, screen_language, shown_plain
from facilitator.models import following, timeline
from facilitator.models.contributing import Money, words
from facilitator.models.plan_names import FORM_NAMES, SOURCE_NAMES, STATUS_NAMES
from facilitator.text import breakable
from facilitator.ui import theme
from facilitator.ui.pages.rows import Rows
from facilitator.ui.tables.checks import STATUS_TOKENS
from facilitator.ui.widgets.basic import Card, IconButton, Label
from facilitator.ui.widgets.photo import Photo, PhotoPair

if TYPE_CHECKING:
    from facilitator.models.action import Action
    from facilitator.models.contribution import Contribution
    from facilitator.models.follow_up import FollowUp
    from facilitator.models.timeline import Event
    from facilitator.ui.context import Context

DATE_WIDTH = 112
DOT = 6
"""Radius in pixels at scale 1."""

Key = tuple[str, str]


class TimelineCard(Card):
    """Nothing is typed here; a check that was written down by mistake is taken back here."""

    def __init__(self, context: Context, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(_("The story of this activity"), "timeline", parent)
        self.context, self._today = context, today
        self._events: dict[Key, Event] = {}
        self._action: uuid.UUID | None = None
        self.photos = PhotoPair("timeline_photos")
        self.rows = Rows(spacing=0)
        self.add(self.photos, self.rows)

    def show_action(self, action: Action) -> None:
        """Show the story of this activity, also of its earlier rounds."""
        events = timeline.story(self.context.store, action)
        self._events = {_key(event): event for event in events}
        if action.id != self._action:
            self.rows.sync([], self._make)
            self._action = action.id
        self.rows.sync(self._events, self._make)
        self._show_photos(timeline.photographed(events))

    def _show_photos(self, checks: list[FollowUp]) -> None:
        pair = timeline.before_and_after(checks)
        if pair is not None:
            before, after = pair
            self.photos.show_pair((_("Before"), before.photo, _told(before)), (_("After"), after.photo, _told(after)))
        elif checks:
            self.photos.show_pair((_("Photo"), checks[0].photo, _told(checks[0])))
        else:
            self.photos.show_pair()

    def _make(self, key: Key) -> QWidget:
        return TimelineRow(self.context, lambda: self._events[key], self._today, self._is_last)

    def _is_last(self, event: Event) -> bool:
        return next(reversed(self._events.values())) is event


class TimelineRow(QWidget):
    """One event: its day, a mark on the line, what happened, the photo, and a button where it can be taken back."""

    def __init__(
        self,
        context: Context,
        event: Callable[[], Event],
        today: dt.date,
        is_last: Callable[[Event], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context, self._event, self._today, self._is_last = context, event, today, is_last
        found = event()
        name = "_".join(("timeline", *_key(found)))
        self.day = Label("", "muted", f"{name}_day")
        self.day.setFixedWidth(theme.px(DATE_WIDTH))
        self.mark = Mark()
        self.words = Label("", "body", name if found.check is None else f"check_{found.check.id}")
        self.photo = Photo(f"{name}_photo")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for label in (self.day, self.words):
            label.setContentsMargins(0, 6, 0, 8)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self.day, 0, top)
        row.addWidget(self.mark)
        row.addWidget(self.words, 1, top)
        row.addWidget(self.photo, 0, top)
        self.remove: IconButton | None = None
        if found.check is not None:
            self.remove = IconButton(f"check_{found.check.id}_remove", _("Delete this check"), "delete", self._remove)
            row.addWidget(self.remove, 0, top)

    def refresh(self) -> None:
        """Show the event as it is now."""
        event = self._event()
        self.day.setText(format_date(event.date, screen_language(), "short") if event.date is not None else "")
        text, token = _what(event, self._today)
        self.words.setText(breakable(text))
        self.mark.show_mark(token, filled=event.kind in ("check", "received"), goes_on=not self._is_last(event))
        self.photo.show_photo(event.check.photo if event.check is not None else None, _("Photo of this check"))
        if self.remove is not None:
            self.remove.setVisible(event.action.cycle.id == self.context.cycle_id)

    def _remove(self) -> None:
        check = self._event().check
        if check is not None:
            with self.context.gesture(_("Check deleted")):
                following.remove_check(check)


class Mark(QWidget):
    """A dot on a line that runs on to the next event."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token, self._filled, self._goes_on = "accent", False, True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_mark(self, token: str, *, filled: bool, goes_on: bool) -> None:
        """Show a dot of that colour, full or open, with or without a line below it."""
        self._token, self._filled, self._goes_on = token, filled, goes_on
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(2 * DOT + 6), theme.px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, top = QPointF(self.width() / 2, theme.px(20)), theme.px(DOT)
        if self._goes_on:
            painter.setPen(QPen(theme.colour("line"), theme.px(2)))
            painter.drawLine(QPointF(middle.x(), middle.y() + top), QPointF(middle.x(), self.height() + theme.px(14)))
        painter.setPen(QPen(theme.colour(self._token), theme.px(2)))
        painter.setBrush(theme.colour(self._token if self._filled else "surface"))
        painter.drawEllipse(middle, top, top)


def _key(event: Event) -> Key:
    thing = event.check or event.gift or event.action
    return event.kind, str(thing.id)


def _what(event: Event, today: dt.date) -> tuple[str, str]:
    """What happened, in words, and the colour of its mark."""
    if event.check is not None:
        return _found(event.check), STATUS_TOKENS.get(event.check.status, "accent")
    if event.gift is not None:
        return _given(event.gift), "accent" if event.kind == "promised" else "ok"
    cycle = event.action.cycle
    if event.kind == "end":
        overdue = event.date is not None and event.date < today
        return (_("Planned to end: overdue"), "error") if overdue else (_("Planned to end"), "muted")
    if event.kind == "begin":
        return _("Planned to begin"), "muted"
    if event.kind == "carried":
        sentence = _("Carried forward into {year}, round {round}: it was not finished.")
        return sentence.format(year=shown_plain(cycle.year), round=shown_plain(cycle.round)), "warning"
    return (_("Agreed at the interface meeting") if event.date is not None else _("Written into the plan")), "accent"


def _found(check: FollowUp) -> str:
    parts = [_(STATUS_NAMES[check.status])]
    if check.percent is not None:
        parts.append(format_percent(Fraction(check.percent, 100), screen_language()))
    return " · ".join([*parts, *(text for text in (check.reason, check.note, check.checked_by) if text)])


def _given(gift: Contribution) -> str:
    money = Money(cents=gift.amount) if gift.currency == "USD" else Money(gift.amount)
    sentence = _("{who} promised {amount}") if gift.state == "promised" else _("{who} gave {amount}")
    text = sentence.format(who=gift.source_name or _(SOURCE_NAMES[gift.source_kind]), amount=words(money))
    return text if gift.form == "cash" else f"{text} ({_(FORM_NAMES[gift.form])})"


def _told(check: FollowUp) -> str:
    """The day and the state under a photo."""
    return f"{format_date(check.date, screen_language(), 'short')} · {_(STATUS_NAMES[check.status])}"
