from __future__ import annotations

from itertools import combinations, pairwise

import pymupdf
import pypdfium2
import pytest

from facilitator.export.pdf import coins, drawings, hatches, icons, look
from tests.export.pdf.papers_for_tests import printed
from tests.export.pdf.reading import ink_box


class _Tile(drawings.Drawing):
    """A large area of one fill."""

    def __init__(self, kind: hatches.Kind) -> None:
        super().__init__(200, 200)
        self._kind = kind

    def draw(self) -> None:
        hatches.fill_box(self.canv, hatches.Box(0, 0, 200, 200), self._kind)


def _black_share(kind: hatches.Kind) -> float:
    """The share of black of a fill on a printer that knows only black and white."""
    document = pypdfium2.PdfDocument(printed(_Tile(kind)))
    try:
        image = document[0].render(scale=4, grayscale=True).to_pil()
    finally:
        document.close()
    left, top = round(18 / 25.4 * 72 * 4), round(16 / 25.4 * 72 * 4)
    area = image.crop((left + 40, top + 40, left + 760, top + 760)).point(lambda value: 255 if value < 128 else 0)
    return float(area.histogram()[255]) / (720 * 720)


def test_the_five_steps_can_be_told_apart_in_one_bit() -> None:
    shares = [_black_share(drawings.step_hatch(step / 4)) for step in range(5)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] == 1
    assert shares[4] == 0
    assert all(a - b > 0.04 for a, b in pairwise(shares)), shares


def test_no_two_fills_of_a_series_look_the_same() -> None:
    def sample(kind: hatches.Kind) -> bytes:
        document = pypdfium2.PdfDocument(printed(_Tile(kind)))
        try:
            return bytes(document[0].render(scale=1, grayscale=True).to_pil().tobytes())
        finally:
            document.close()

    samples = {kind: sample(kind) for kind in hatches.SERIES}
    assert [pair for pair in combinations(samples, 2) if samples[pair[0]] == samples[pair[1]]] == []


def test_the_colours_of_the_steps_are_in_order_of_luminance() -> None:
    def luminance(red: float, green: float, blue: float) -> float:
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    values = [luminance(*colour.rgb()) for colour in look.RAMP]
    assert values == sorted(values)
    assert all(b - a > 0.03 for a, b in pairwise(values))


@pytest.mark.parametrize("parts", [[50, 49], [101, -1], [60, 60]])
def test_a_hundred_riel_are_a_hundred(parts: list[int]) -> None:
    with pytest.raises(ValueError, match="hundred"):
        coins.Coins(parts, width=200)


def test_figures_of_narrow_parts_do_not_collide() -> None:
    bar = drawings.StackedBar((1, 1, 1, 95, 1), ("a11", "b22", "c33", "d95", "e55"))
    with pymupdf.open(stream=printed(bar, language="en"), filetype="pdf") as document:
        words = {text: (x0, x1) for x0, _, x1, _, text, *_ in document[0].get_text("words")}
    order = [words[text] for text in ("a11", "b22", "c33", "d95", "e55")]
    assert all(a[1] <= b[0] + 0.1 for a, b in pairwise(order))


@pytest.mark.parametrize(
    "key", ["economic", "social", "environment", "administration_security", "gender", "road", "no such"]
)
def test_every_icon_has_ink(key: str) -> None:
    data = printed(icons.Icon(key, 60))
    left, top, right, bottom = ink_box(data)
    assert top < 16 / 25.4 * 72 + 30
    assert left < right
    assert top < bottom


def test_faces_differ_from_step_to_step() -> None:
    document = [printed(drawings.Face(step / 4, 40)) for step in range(5)]
    assert len(set(document)) == 5
