"""The whole pack of a cycle: every paper that can be made, in the order of the cycle, with a list in front."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from facilitator.export.documents import progress, promises_kept, scorecard
from facilitator.export.documents.common import SAMPLE_HEAD, Head, Text

_NONE = Text()


@dataclass(frozen=True)
class BoundPaper:
    """One paper of the pack. `module` and `function` say which renderer of `facilitator.export.pdf` prints it.

    `paper` is its key, `service_point` and `village_code` what it is about; its `code` stands for its document.
    """

    title: Text
    document: Any = field(metadata={"not_told": True})
    module: str
    function: str
    service: Text = _NONE
    village: Text = _NONE
    paper: str = ""
    service_point: str = ""
    village_code: str = ""
    code: str = ""


@dataclass(frozen=True)
class Pack:
    """Papers of one kind stand together, by service and village. `missing` are the kinds that cannot be made yet."""

    head: Head
    papers: tuple[BoundPaper, ...]
    missing: tuple[Text, ...] = ()
    public: bool = True


LAST_PAPERS = (
    "survey-report",
    "poster",
    "citizens-budget",
    "citizens-budget-sheet",
    "citizens-budget-poster",
    "commune-summary",
)
"""Keys of the papers at the end of a pack, a fifth of the work of drawing it: those before can be drawn elsewhere while
the pack is composed."""


_CARD = Text("ប័ណ្ណដាក់ពិន្ទុរបស់ប្រជាពលរដ្ឋតាមភូមិ", "Citizens' scorecard of a village")

SAMPLE = Pack(
    head=SAMPLE_HEAD,
    papers=(
        BoundPaper(
            _CARD,
            scorecard.SAMPLE_VILLAGE,
            "scorecard",
            "village",
            Text("មណ្ឌលសុខភាព", "Health centre"),
            Text("អូរធំ", "Ou Thum"),
        ),
        BoundPaper(Text("របាយការណ៍វឌ្ឍនភាព", "Progress report"), progress.SAMPLE, "progress", "render"),
        BoundPaper(Text("ការសន្យា", "Promises kept"), promises_kept.SAMPLE, "promises_kept", "render"),
    ),
    missing=(Text("ថវិកាសម្រាប់ប្រជាពលរដ្ឋ", "Citizens' Budget"),),
)
