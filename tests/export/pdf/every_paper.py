"""Every paper of the list, printed from its SAMPLE once for all tests."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from facilitator.export import papers
from facilitator.export.kinds import PAPERS, PaperKind

KINDS = {kind.key: kind for kind in PAPERS}


def sample(kind: PaperKind) -> Any:
    """The SAMPLE of a paper."""
    module, name = kind.sample.split(":")
    return getattr(import_module(f"facilitator.export.documents.{module}"), name)


@cache
def printed_sample(key: str, language: str) -> bytes:
    """The PDF of a paper's SAMPLE."""
    return papers.render(KINDS[key], sample(KINDS[key]), language)
