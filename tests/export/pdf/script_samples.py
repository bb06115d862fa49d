"""Small pictures of what is hard to set in the Khmer script, one sheet per face.

Run: `python -m tests.export.pdf.script_samples` draws the sheets in `tests/data/script/` anew; look at every
one of them before it is committed.
"""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from PIL import Image

from facilitator.export.pdf import fonts
from facilitator.export.pdf.look import Style
from facilitator.export.pdf.text import paragraph
from tests.export.pdf.papers_for_tests import printed

FOLDER = Path(__file__).parents[2] / "data" / "script"
ROWS = [
    "ស្ត្រី ក្សត្រ ខ្ញុំ ញ្ជុំ ញ្ញ៉ាំ",  # two subscripts, a subscript below a mark, the changed foot of ញ
    "ប៉ៅ ម៉ៅ ស៊ី ហ៊ឺ ប៊ី ម្យ៉ាង",  # register shifters that step aside under a vowel above
    "ក្រុមប្រឹក្សា ត្រឹម ច្រើន",  # ្រ stands before its base
    "ផ្សេងៗ ខ្លឹម ផ្ទៃ លក្ខណៈ",  # subscripts and signs behind
    "ឱ្យ ឲ្យ ឥឡូវ ឪពុក ឫស ឯកសារ",  # vowels that stand alone
    "ធម៌ បៀវត្សរ៍ ណ៎ះ ជំនុំ សង្ក្រាន្ត",  # signs above
    "កៅអី កោះ គោ កែ ចៅ គ្រឿង គ្រៀង",  # vowels around the base
    "ព្រះរាជាណាចក្រកម្ពុជា",
    "១២៣៤៥៦៧៨៩០ ៣,៥% ១០.០០០៛ ៖ ។ ៕",
    "ខ្ញុំ COVID-19 ទៅ «ផ្សារ» 3.5 km",  # runs of two scripts
]
SIZE, SCALE = 14.0, 1.5


def sheet(font: str) -> Image.Image:
    """The rows in one face, grey, cut to what is drawn."""
    data = printed(*(paragraph(row, Style(font=font, size=SIZE)) for row in ROWS))
    document = pypdfium2.PdfDocument(data)
    try:
        picture: Image.Image = document[0].render(scale=SCALE, grayscale=True).to_pil()
    finally:
        document.close()
    above_foot = picture.crop((0, 0, picture.width, picture.height * 3 // 4))
    drawn: Image.Image = above_foot.crop(above_foot.point(lambda grey: 255 - grey).getbbox())
    return drawn


def file_of(font: str) -> Path:
    """Where the sheet of a face is kept."""
    return FOLDER / f"{font}.png"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for font in fonts.names():
        content = io.BytesIO()
        sheet(font).save(content, "PNG", optimize=True)
        file_of(font).write_bytes(content.getvalue())


if __name__ == "__main__":
    main()
