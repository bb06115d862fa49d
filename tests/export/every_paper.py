"""The sample document of every kind of paper."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from facilitator.export.kinds import PaperKind


def sample_of(kind: PaperKind) -> Any:
    """The frozen document that the kind names as its sample."""
    module, name = kind.sample.split(":")
    return getattr(import_module(f"facilitator.export.documents.{module}"), name)
