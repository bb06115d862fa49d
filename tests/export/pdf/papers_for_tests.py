"""Small papers for the tests of the typesetter."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.platypus import Flowable, PageBreak

from facilitator.export.documents.common import SAMPLE_HEAD, Head
from facilitator.export.pdf.booklet import Booklet
from facilitator.export.pdf.paper import Paper
from facilitator.export.pdf.text import Inline, paragraph

KHMER = (
    "ប្រជាពលរដ្ឋក្នុងភូមិអូរធំបានពិភាក្សាអំពីគុណភាពសេវាសុខភាពនៅមណ្ឌលសុខភាព ហើយបានស្នើសុំឱ្យបុគ្គលិកមានវត្តមានទៀងទាត់ "
    "នៅថ្ងៃធ្វើការ (ម៉ោង ៧:៣០ ដល់ ១១:៣០ និង COVID-19)។ ក្រុមស្ត្រីបានលើកឡើងថា «ការរង់ចាំយូរពេក» និងតម្លៃសេវា ១០.០០០៛ "
    "មិនច្បាស់លាស់ៗ។"
)


class StoryPaper(Paper):
    """A paper with the story that a test gives it."""

    def __init__(
        self, make: Callable[[StoryPaper], list[Flowable]], language: str = "km", head: Head | None = SAMPLE_HEAD
    ) -> None:
        super().__init__(language, head)
        self._make = make

    def title(self) -> Inline:
        return "ឯកសារសាកល្បង"

    def story(self) -> list[Flowable]:
        return self._make(self)


def printed(*flowables: Flowable, language: str = "km") -> bytes:
    """A paper of these flowables (which can be set once)."""
    return StoryPaper(lambda _paper: list(flowables), language).render()


class NumberedBooklet(Booklet):
    """A booklet whose page i says so in large type."""

    def __init__(self, pages: int) -> None:
        super().__init__("en")
        self._pages = pages

    def title(self) -> Inline:
        return "Booklet"

    def story(self) -> list[Flowable]:
        story: list[Flowable] = []
        for number in range(1, self._pages + 1):
            story += [paragraph(f"Leaf {number}.", self.look.title), PageBreak()]
        return story[:-1]
