"""What letters and notices say about each kind of meeting: its name, what it is for, its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from facilitator.export.documents.common import Text
from facilitator.export.pdf.look import BLACK, Look
from facilitator.export.pdf.text import bold, joined, paragraph
from facilitator.i18n import N_, catalogue, format_date

if TYPE_CHECKING:
    from facilitator.export.documents.meeting import Caller
    from facilitator.export.pdf.words import Words

DOTS = "." * 24
"""Room to write by hand what is not fixed yet."""

NAMES = {
    "information": N_("Information meeting"),
    "criteria": N_("Meeting on issues and criteria"),
    "scoring": N_("Scoring meeting"),
    "self_assessment": N_("Self-assessment meeting"),
    "interface": N_("Interface meeting"),
    "follow_up": N_("Follow-up meeting"),
}

PURPOSES = {
    "information": N_(
        "To tell citizens what the service should offer, how it did last year and what money it has, and to compare "
        "together what is really there."
    ),
    "criteria": N_(
        "To hear from citizens what works well and what is difficult, and to choose together the most important "
        "points, which will be scored."
    ),
    "scoring": N_(
        "So that everyone who comes can score the service and say what should become better. Nobody will know who "
        "gave which score."
    ),
    "self_assessment": N_(
        "So that the staff can score their own service by the same criteria as the citizens, and say what help they "
        "need."
    ),
    "interface": N_(
        "So that citizens and service providers can look at both scores, listen to each other and agree on what will "
        "be done."
    ),
    "follow_up": N_("To see together what has been done of the joint action plan, and what is still to do."),
}

_WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def named(message: str) -> Text:
    """A sentence of the catalogues in both languages, to fill a placeholder of another."""
    return Text(catalogue("km")(message), catalogue("en")(message))


def day(date: dt.date) -> Text:
    """The day with its day of the week."""
    name = named(_WEEKDAYS[date.weekday()])
    return Text(f"{name.km} {format_date(date, 'km')}", f"{name.en}, {format_date(date, 'en')}")


def calls(callers: Sequence[Caller], words: Words, look: Look) -> list[Flowable]:
    """Whom to call: role, name and telephone number, one line each."""
    if not callers:
        return []
    head = look.note.but(keep_with_next=True, space_after=0, colour=BLACK)
    item = head.but(left_indent=10, keep_with_next=False)
    story: list[Flowable] = [paragraph(words("For questions please call:", inline=True), head)]
    for caller in callers:
        name = f" {caller.name}" if caller.name else ""
        number = bold(caller.phone.replace(" ", "\u00a0"))
        story.append(paragraph(joined("– ", words.of(caller.role, inline=True), name, " ", number), item))
    return [*story, Spacer(1, 3 * mm)]
