"""What the keys of a cycle are called: scales, ways to consolidate, languages, roles, and kinds of issues."""

from __future__ import annotations

from facilitator.i18n import N_

SCALE_NAMES = {"1-3": N_("1 to 3"), "1-5": N_("1 to 5 (faces)"), "0-100": N_("0 to 100 marks")}
CONSOLIDATION_NAMES = {
    "pooled": N_("All votes together (one person, one vote)"),
    "village_medians": N_("All votes together, with the median of the villages beside them"),
}
LANGUAGE_NAMES = {"km": "ខ្មែរ", "en": "English"}
ROLE_NAMES = {
    "lead_facilitator": N_("Lead facilitator"),
    "facilitator": N_("Facilitator"),
    "commune_chief": N_("Commune or sangkat chief"),
    "clerk": N_("Clerk"),
    "councillor": N_("Councillor"),
    "provider_head": N_("Head of a service"),
    "district": N_("District official"),
    "other": N_("Other"),
}
"""In the order of `cycle.ROLES`."""

ISSUE_NAMES = {"good": N_("Good point"), "problem": N_("Problem"), "suggestion": N_("Suggestion")}
"""In the order of `scorecard.ISSUE_KINDS`."""
