"""The agenda of each kind of meeting: letters and notices print it, the wall of the interface meeting follows it."""

from __future__ import annotations

from facilitator.i18n import N_

_WELCOME = N_("Welcome, and why we meet")
_REMARKS = N_("Strengths, weaknesses and suggested actions")

AGENDAS = {
    "information": (
        _WELCOME,
        N_("What the service should offer: the standards"),
        N_("How the service did last year, and its budget"),
        N_("What is really there, beside the standards"),
        N_("Questions and answers"),
    ),
    "criteria": (
        _WELCOME,
        N_("Talks in groups: good points, problems, suggestions"),
        N_("One common list of criteria"),
        N_("Choice of the most important criteria"),
    ),
    "scoring": (
        _WELCOME,
        N_("How scoring works"),
        N_("Scoring of each criterion, in groups"),
        _REMARKS,
    ),
    "self_assessment": (
        _WELCOME,
        N_("The criteria that citizens chose, read aloud"),
        N_("The staff score their own service"),
        _REMARKS,
    ),
    "interface": (
        _WELCOME,
        N_("Both scores, one criterion after the other"),
        N_("What citizens and providers say to them"),
        N_("Agreed points, and activities for the joint action plan"),
        N_("Minutes read aloud, then signed"),
    ),
    "follow_up": (
        _WELCOME,
        N_("Each activity of the plan: done, under way or delayed"),
        N_("Contributions promised and received"),
        N_("What is still to do, by whom and until when"),
    ),
}
