"""Tool tips: Qt obeys mark-up in them, and would open the picture that somebody's text names."""

from __future__ import annotations

_ASIDE = str.maketrans({"<": "<\u200b", "&": "&\u200b"})


def plain(text: str) -> str:
    """A tip that says just this: every sign that could begin mark-up is followed by an invisible one."""
    return text.translate(_ASIDE)
