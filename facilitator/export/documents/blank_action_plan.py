"""The action plan before it has activities: its parts and providers, and empty rows."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator.export.documents.common import SAMPLE_SIGNATURES, Head, Signature, Text
from facilitator.export.documents.forms import BLANK_HEAD, SAMPLE_SERVICE


@dataclass(frozen=True)
class BlankActionPlan:
    """The official table with `rows` empty rows for each provider in each part; without providers, for each part."""

    head: Head
    providers: tuple[Text, ...]
    chief: Signature
    facilitators: tuple[str, ...] = ()
    copies_to: tuple[Text, ...] = ()
    rows: int = 2


SAMPLE = BlankActionPlan(
    head=BLANK_HEAD,
    providers=(Text("រដ្ឋបាលឃុំ", "Commune administration"), SAMPLE_SERVICE, Text("សាលាបឋមសិក្សា", "Primary school")),
    chief=SAMPLE_SIGNATURES[1],
    facilitators=("សុខ ចាន់ធី", "ហេង ស្រីពៅ"),
    copies_to=(Text("រដ្ឋបាលស្រុក", "District administration"),),
)
