"""The run of a meeting: its slides, the one on show, and the time that each point takes."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from facilitator.models.meeting import Meeting
from facilitator.models.results import Results
from facilitator.ui.meeting import slides
from facilitator.ui.meeting.clock import Clock
from facilitator.ui.meeting.slides import AgendaSlide, Slide

if TYPE_CHECKING:
    from facilitator.models.undo import Change
    from facilitator.ui.context import Context

SCORED = frozenset({"tally", "sheet", "card", "criterion", "service_point", "cycle", "catchment"})
"""Tables whose change makes the scores be worked out anew."""


class Run:
    """The slides of one meeting in order; they are made anew from what is stored by `update`."""

    def __init__(self, context: Context, meeting: uuid.UUID, clock: Clock | None = None) -> None:
        self.context, self._id, self.clock = context, meeting, clock or Clock()
        self.slides: list[Slide] = []
        self.place = 0
        self._results: Results | None = None
        self._make()

    def meeting(self) -> Meeting | None:
        """The meeting, or None when its making was undone."""
        return self.context.store.get(Meeting, self._id)

    @property
    def slide(self) -> Slide:
        """The slide on show."""
        return self.slides[self.place]

    def turn_to(self, place: int) -> None:
        """Go to the slide at that place, or the nearest there is; its point of the agenda begins.

        While the title waits for people to come, no time runs.
        """
        self.place = max(0, min(place, len(self.slides) - 1))
        if self.place or self.clock.begun:
            self.clock.enter(self.slide.item)

    def update(self, change: Change) -> None:
        """Make the slides anew after a change; the one on show stays, in its new words."""
        if not change.rows or change.tables & SCORED:
            self._results = None
        self._make()

    def time(self) -> tuple[int, int, float]:
        """Of the point on show: full minutes spent, minutes planned, and the share that is used up (0 to 1)."""
        rows = next((slide.rows for slide in self.slides if isinstance(slide, AgendaSlide)), ())
        key = self.slide.item
        planned = next((item.minutes for item in rows if item.key == key), 0)
        return self.clock.minutes(key), planned, self.clock.share(key, planned)

    def _make(self) -> None:
        meeting = self.meeting()
        if meeting is None:
            return
        if self._results is None:
            self._results = Results(self.context.store, self.context.cycle, public=True, look_back=False)
        key = self.slide.key if self.slides else ""
        self.slides = slides.make(meeting, self._results)
        nearest = min(self.place, len(self.slides) - 1)
        self.place = next((place for place, slide in enumerate(self.slides) if slide.key == key), nearest)
