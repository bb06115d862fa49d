from __future__ import annotations

from dataclasses import replace

import pytest

from facilitator.export.documents.forms import SAMPLE_PRINTER_TEST
from facilitator.export.pdf.look import A4
from facilitator.export.pdf.printer_test import CLUSTERS, render
from facilitator.export.pdf.words import LANGUAGES
from facilitator.syllables import reordered
from tests.export.pdf.reading import READERS, image_of, ink_box, page_texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_front_and_back_are_two_pages_and_the_same_twice(language: str) -> None:
    data = render(SAMPLE_PRINTER_TEST, language)
    assert len(page_texts(data)) == 2
    assert render(SAMPLE_PRINTER_TEST, language) == data


def test_hard_syllables_are_found_by_every_reader() -> None:
    data = render(SAMPLE_PRINTER_TEST, "km")
    for name, read in READERS.items():
        text = " ".join(read(data).replace("\u200b", "").split())
        for cluster in CLUSTERS.split():
            assert reordered(cluster) in text, (name, cluster)  # some are typed in the wrong order on purpose


def test_rulers_reach_from_edge_to_edge() -> None:
    left, top, right, bottom = ink_box(render(SAMPLE_PRINTER_TEST, "en"))
    assert max(left, top) < 4
    assert right > A4[0] - 4
    assert bottom > A4[1] - 4


def test_greys_run_from_white_to_black() -> None:
    levels = set(image_of(render(SAMPLE_PRINTER_TEST, "en"), scale=1))
    assert all(any(abs(level - grey) <= 3 for level in levels) for grey in range(0, 256, 51))


def test_the_back_says_how_to_turn_the_paper() -> None:
    back = page_texts(render(SAMPLE_PRINTER_TEST, "en"))[1]
    assert "long edge" in back
    assert "flip on short edge" in back


def test_a_training_copy_says_so() -> None:
    training = replace(SAMPLE_PRINTER_TEST, head=replace(SAMPLE_PRINTER_TEST.head, training=True))
    assert all("not a real record" in page for page in page_texts(render(training, "en")))
