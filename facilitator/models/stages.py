"""The stages of the work, in order; the same keys everywhere. No database: the window needs them at once."""

from __future__ import annotations

from facilitator.i18n import N_

STAGE_NAMES = {
    "prepare": N_("Prepare"),
    "information": N_("Information session"),
    "criteria": N_("Issues and criteria"),
    "scoring": N_("Scoring"),
    "self_assessment": N_("Self-assessment"),
    "results": N_("Results"),
    "interface": N_("Interface meeting"),
    "action_plan": N_("Action plan"),
    "follow_up": N_("Follow-up"),
    "survey": N_("Survey"),
    "budget": N_("Citizens' Budget"),
    "print": N_("Print"),
}

STAGES = tuple(STAGE_NAMES)

STAGE_OF = {"citizens": "scoring", "providers": "self_assessment"}
"""The stage in whose meeting a side scores."""

PER_SERVICE = ("information", "criteria", "self_assessment")
"""The stages with a meeting for each service point; `PER_VILLAGE` for each of its villages too, `ONCE` for all."""
PER_VILLAGE = ("scoring",)
ONCE = ("interface", "follow_up")
