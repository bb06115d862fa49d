"""The languages as the buttons name them."""

from __future__ import annotations

OTHER_LANGUAGE = {"km": ("en", "English"), "en": ("km", "ខ្មែរ")}
"""What the language button switches to, named in that language itself."""
