"""Pictures of every paper, to look at: printed from its SAMPLE in every language, each page a PNG.

    python -m tests.export.pictures [FOLDER]

`.ci/run` keeps them in `ci-artefacts/papers`. Nothing is compared: eyes are.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pymupdf

from facilitator.export.papers import LANGUAGES
from tests.export.pdf.every_paper import KINDS, printed_sample

RESOLUTION = 75
"""Dots per inch: Khmer of a table cell can just be read, and all pages together stay below 30 MB."""


def draw(folder: Path) -> int:
    """Write the pages of every paper; gives their number."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = 0
    for key in KINDS:
        for language in LANGUAGES:
            with pymupdf.open(stream=printed_sample(key, language), filetype="pdf") as document:
                for number, page in enumerate(document, 1):
                    page.get_pixmap(dpi=RESOLUTION).save(folder / f"{key}_{language}_{number:02}.png")
                    pages += 1
    return pages


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("ci-artefacts/papers")
    print(f"{draw(target)} pages in {target}")
