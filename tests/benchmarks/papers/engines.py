"""One engine in a process of its own.

    python engines.py ENGINE PAPER FILE

Makes the first paper, which goes into the file, and then says "ready". For each number of a run that it is sent it
makes another one and answers with the seconds of the clock and of the processors (all threads and children). At the
end of what it is sent it tells its peak of memory in kilobytes. Exit status 3 when the engine is not installed. The
interpreter needs the engine only, not what the program needs.
"""

from __future__ import annotations

import html
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from tests.benchmarks.papers.content import (
    BOLD,
    ICON,
    ICON_WIDTH,
    PAPERS,
    PHOTO,
    PHOTO_WIDTH,
    REGULAR,
    TITLE,
    Content,
    Part,
)

NOT_INSTALLED = 3


def ours(content: Content) -> bytes:
    """The program's own layer on ReportLab, through the base of every paper."""
    from reportlab.platypus import Flowable, PageBreak

    from facilitator.export.pdf import tables
    from facilitator.export.pdf.budget_pictures import Photo
    from facilitator.export.pdf.icons import Icon
    from facilitator.export.pdf.paper import Paper
    from facilitator.export.pdf.text import Inline, paragraph

    class Printed(Paper):
        page_size = (content.width * 72 / 25.4, content.height * 72 / 25.4)
        body_size = 10

        def title(self) -> Inline:
            return content.title

        def story(self) -> list[Flowable]:
            photo = PHOTO.read_bytes()
            story: list[Flowable] = [paragraph(content.title, self.look.title)]
            for number, part in enumerate(content.parts):
                if number and content.part_on_page:
                    story.append(PageBreak())
                story.append(paragraph(part.heading, self.look.subheading))
                story += [paragraph(text, self.look.body) for text in part.texts]
                if part.pictures:
                    width = PHOTO_WIDTH * 72 / 25.4
                    story.append(Photo(photo, width, width, "Photo from the commune"))
                    story.append(Icon("economic", ICON_WIDTH * 72 / 25.4))
                story.append(tables.table(part.rows, part.shares, self.look, width=self.width))
            return story

    return Printed("km").render()


def typst(content: Content) -> bytes:
    """The typesetter typst, called for one paper."""
    engine: Any = import_module("typst")

    fonts = [str(REGULAR.parent)]
    return bytes(engine.compile(_typst_source(content), root="/", font_paths=fonts, ignore_system_fonts=True))


def typst_kept(content: Content) -> bytes:
    """The same with one compiler, which remembers what it has set before."""
    return bytes(_typst_compiler().compile(input=_typst_source(content)))


@cache
def _typst_compiler() -> Any:
    engine: Any = import_module("typst")

    fonts = engine.Fonts(include_system_fonts=False, font_paths=[str(REGULAR.parent)])
    return engine.Compiler(b"", root="/", font_paths=fonts)


def _typst_source(content: Content) -> bytes:
    def text(value: str) -> str:
        return '#"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'

    source = [
        f'#set page(width: {content.width}mm, height: {content.height}mm, margin: 16mm, numbering: "1 / 1")',
        '#set text(font: "Noto Sans Khmer", size: 10pt, lang: "km")',
        f'#align(center, text(font: "Moul", size: 14pt, {text(content.title)[1:]}))',
    ]
    for number, part in enumerate(content.parts):
        if number and content.part_on_page:
            source.append("#pagebreak()")
        source.append(f"== {text(part.heading)}")
        source += [f"{text(line)}\n" for line in part.texts]
        if part.pictures:
            for path, width in ((PHOTO, PHOTO_WIDTH), (ICON, ICON_WIDTH)):
                source.append(f'#align(center, image("{path}", width: {width}mm))')
        cells = ", ".join(f"[{text(cell)}]" for row in part.rows for cell in row)
        columns = ", ".join(f"{share}fr" for share in part.shares)
        source.append(f"#table(columns: ({columns}), {cells})")
    return "\n".join(source).encode()


def weasyprint(content: Content) -> bytes:
    """HTML and CSS by WeasyPrint."""
    engine: Any = import_module("weasyprint")

    faces = "".join(
        f"@font-face {{ font-family: '{family}'; font-weight: {weight}; src: url('{path.as_uri()}') }}"
        for family, weight, path in (("Body", 400, REGULAR), ("Body", 700, BOLD), ("Head", 400, TITLE))
    )
    configuration = import_module("weasyprint.text.fonts").FontConfiguration()
    style = engine.CSS(string=faces + _page_css(content), font_config=configuration)
    return bytes(engine.HTML(string=_html(content)).write_pdf(stylesheets=[style], font_config=configuration))


def fpdf2(content: Content) -> bytes:
    """The library fpdf2 with its text shaping on."""
    paper: Any = import_module("fpdf").FPDF(format=(content.width, content.height))
    paper.add_font("Body", fname=str(REGULAR))
    paper.add_font("Body", style="B", fname=str(BOLD))
    paper.add_font("Head", fname=str(TITLE))
    paper.set_text_shaping(True)
    paper.set_margin(16)
    paper.add_page()
    paper.set_font("Head", size=14)
    paper.multi_cell(0, 10, content.title, align="C", new_x="LMARGIN", new_y="NEXT")
    for number, part in enumerate(content.parts):
        if number and content.part_on_page:
            paper.add_page()
        paper.set_font("Body", style="B", size=11)
        paper.multi_cell(0, 8, part.heading, new_x="LMARGIN", new_y="NEXT")
        paper.set_font("Body", size=10)
        for text in part.texts:
            paper.multi_cell(0, 6, text, new_x="LMARGIN", new_y="NEXT")
        if part.pictures:
            paper.image(str(PHOTO), x="C", w=PHOTO_WIDTH)
            paper.image(str(ICON), x="C", w=ICON_WIDTH)
        with paper.table(col_widths=part.shares, line_height=6) as table:
            for cells in part.rows:
                row = table.row()
                for cell in cells:
                    row.cell(cell)
    return bytes(paper.output())


def qt(content: Content) -> bytes:
    """A QTextDocument printed by QPdfWriter."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
    from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPdfWriter, QTextDocument

    if QGuiApplication.instance() is None:
        _kept.append(QGuiApplication(["-"]))
    _qt_fonts()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QSizeF(content.width, content.height), QPageSize.Unit.Millimeter))
    writer.setPageMargins(QMarginsF(16, 16, 16, 16), QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    document.setDefaultStyleSheet(_css("Noto Sans Khmer", "Moul"))
    document.setHtml(_html(content))
    document.print_(writer)
    del writer
    return bytes(buffer.data().data())


_kept: list[Any] = []


@cache
def _qt_fonts() -> None:
    from PySide6.QtGui import QFontDatabase

    for path in (REGULAR, BOLD, TITLE):
        QFontDatabase.addApplicationFontFromData(path.read_bytes())


def libreoffice(content: Content) -> bytes:
    """HTML converted by a headless LibreOffice (it has the fonts only where they are installed)."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "paper.html")
        source.write_text(f"<style>{_page_css(content)}</style>{_html(content)}", encoding="utf-8")
        profile = f"-env:UserInstallation={Path(tempfile.gettempdir(), 'benchmark-office').as_uri()}"
        asked = ["soffice", profile, "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", folder]
        subprocess.run([*asked, str(source)], check=True, capture_output=True)
        return source.with_suffix(".pdf").read_bytes()


def _css(body: str = "Body", head: str = "Head") -> str:
    return (
        f"body {{ font-family: '{body}'; font-size: 10pt }} h1 {{ font-family: '{head}'; font-size: 14pt;"
        " font-weight: normal; text-align: center } h2 { font-size: 11pt } h2.new { page-break-before: always }"
        " table { border-collapse: collapse; width: 100% } td { border: 0.4pt solid #888; padding: 2pt 3pt }"
    )


def _page_css(content: Content) -> str:
    foot = '@bottom-right { content: counter(page) " / " counter(pages) }'
    return _css() + f"@page {{ size: {content.width}mm {content.height}mm; margin: 16mm; {foot} }}"


def _html(content: Content) -> str:
    parts = (_html_part(part, number and content.part_on_page) for number, part in enumerate(content.parts))
    return f"<html lang='km'><body><h1>{html.escape(content.title)}</h1>{''.join(parts)}</body></html>"


def _html_part(part: Part, new_page: bool | int) -> str:
    whole = sum(part.shares)
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td width='{round(100 * share / whole)}%'>{html.escape(cell)}</td>"
            for cell, share in zip(row, part.shares, strict=True)
        )
        + "</tr>"
        for row in part.rows
    )
    texts = "".join(f"<p>{html.escape(text)}</p>" for text in part.texts)
    mark = " class='new'" if new_page else ""
    if part.pictures:
        for path, width in ((PHOTO, PHOTO_WIDTH), (ICON, ICON_WIDTH)):
            size = f"style='width: {width}mm' width='{round(width * 96 / 25.4)}'"  # Qt knows the second one only
            texts += f"<p align='center'><img src='{path.as_uri()}' {size}></p>"
    return f"<h2{mark}>{html.escape(part.heading)}</h2>{texts}<table width='100%'>{rows}</table>"


ENGINES: dict[str, Callable[[Content], bytes]] = {
    "ours": ours,
    "typst": typst,
    "typst kept": typst_kept,
    "qt": qt,
    "weasyprint": weasyprint,
    "fpdf2": fpdf2,
    "libreoffice": libreoffice,
}


def _own_peak() -> int:
    """Kilobytes; `getrusage` would count what the process that started this one held."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


def _processor() -> float:
    """Seconds that this process has had of all processors, in all its threads, and the programs that it called."""
    called = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + called.ru_utime + called.ru_stime


def _say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Make one paper, then one whenever it is asked for, and tell how long each took."""
    name, paper, file = sys.argv[1:]
    engine, made = ENGINES[name], PAPERS[paper]
    try:
        Path(file).write_bytes(engine(made(0)))
    except (ImportError, FileNotFoundError) as missing:
        sys.stderr.write(f"{missing}\n")
        return NOT_INSTALLED
    _say("ready")
    for line in sys.stdin:
        content = made(int(line))
        begun, busy = time.perf_counter(), _processor()
        engine(content)
        _say(time.perf_counter() - begun, _processor() - busy)
    _say(max(_own_peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
    return 0


if __name__ == "__main__":
    sys.exit(main())
