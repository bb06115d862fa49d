"""What the keys of the plan are called: sectors, statuses, and kinds, states and forms of contributions."""

from __future__ import annotations

from collections.abc import Mapping

from facilitator.i18n import N_, _

SECTOR_NAMES = {
    "economic": N_("Economic"),
    "social": N_("Social"),
    "environment": N_("Natural resources and environment"),
    "administration_security": N_("Administration and security"),
    "gender": N_("Gender"),
}
STATUS_NAMES = {
    "not_started": N_("Not started"),
    "under_way": N_("Under way"),
    "done": N_("Done"),
    "delayed": N_("Delayed"),
    "dropped": N_("Dropped"),
}
SOURCE_NAMES = {
    "commune_fund": N_("Commune fund"),
    "provider_budget": N_("Budget of the service"),
    "community": N_("Community"),
    "cbo": N_("Community organisation"),
    "local_ngo": N_("Local NGO"),
    "private": N_("Private sector"),
    "district": N_("District"),
    "province": N_("Province"),
    "donor": N_("Donor"),
    "other": N_("Other"),
}
STATE_NAMES = {"promised": N_("Promised"), "received": N_("Received")}
FORM_NAMES = {"cash": N_("Cash"), "material": N_("Material"), "labour": N_("Labour")}
CURRENCY_NAMES = {"KHR": N_("Riel"), "USD": N_("US dollars")}


def options(names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Keys and their words in the language of the screen."""
    return [(key, _(text)) for key, text in names.items()]
