"""Kinds of people that are counted apart, and what they are called on screen and paper."""

from __future__ import annotations

from facilitator.i18n import N_

GENDERS = ("women", "men", "other")

KINDS = {
    "women": N_("Women"),
    "men": N_("Men"),
    "other": N_("Other"),
    "youth": N_("Youth (15–30)"),
    "disability": N_("Persons with disability"),
    "minority": N_("Ethnic minority"),
    "idpoor": N_("ID-Poor"),
}
"""Who scores and answers, always in this order. A person is of one gender, and of any of the others."""

AGES = {
    "age_0_14": N_("Under 15"),
    "age_15_30": N_("15–30"),
    "age_31_45": N_("31–45"),
    "age_46": N_("Over 45"),
}
"""Ages at a meeting."""

LABELS = {"total": N_("Total")} | KINDS | AGES
"""Every head count of a meeting."""

SHARES = {"all": N_("All")} | KINDS
"""Whose answers a survey sets beside each other."""
