"""The points of the interface meeting, and how long each is meant to take."""

from __future__ import annotations

from typing import NamedTuple

from facilitator.export.documents.agendas import AGENDAS
from facilitator.i18n import _, shown

OPENING, PLAN, CLOSING = "opening", "plan", "closing"
SCORES = "scores"
"""The key of talking about one service is `scores_` and the id of its service point."""

WELCOME, BOTH_SCORES, _SAID, ACTIVITIES, READ_ALOUD = AGENDAS["interface"]
"""As the invitation announces them; what both sides say belongs to talking about their scores."""

ALL_MINUTES, OPENING_MINUTES, PLAN_MINUTES, CLOSING_MINUTES = 150, 10, 20, 10
"""About two and a half hours, as such meetings last (design page "The domain")."""
SHORTEST, LONGEST = 4, 15
"""Minutes for one criterion, at least and at most."""


class Item(NamedTuple):
    """A point of the agenda; `minutes` planned."""

    key: str
    text: str
    minutes: int


def scores_key(point: int) -> str:
    """The key of talking about that service point."""
    return f"{SCORES}_{point}"


def items(services: list[tuple[int, str, int]]) -> tuple[Item, ...]:
    """The agenda for these services: the id, the name and how many criteria of each."""
    each = minutes_each(sum(criteria for _point, _name, criteria in services))
    several = len(services) > 1
    talks = [
        Item(scores_key(point), _talk(name if several else "", criteria), each * criteria)
        for point, name, criteria in services
    ]
    return (
        Item(OPENING, _(WELCOME), OPENING_MINUTES),
        *talks,
        Item(PLAN, _(ACTIVITIES), PLAN_MINUTES),
        Item(CLOSING, _(READ_ALOUD), CLOSING_MINUTES),
    )


def minutes_each(criteria: int) -> int:
    """Minutes for one criterion, when so many share what the other points leave."""
    left = ALL_MINUTES - OPENING_MINUTES - PLAN_MINUTES - CLOSING_MINUTES
    return max(SHORTEST, min(LONGEST, left // criteria)) if criteria else 0


def _talk(service: str, criteria: int) -> str:
    if service:
        return _("Both scores: {service} ({n} criteria)").format(service=service, n=shown(criteria))
    return _("{agenda} ({n} criteria)").format(agenda=_(BOTH_SCORES), n=shown(criteria))
