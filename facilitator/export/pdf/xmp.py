"""What a file says of itself, twice with the same facts: in its information dictionary, and in XML for archives.

Nothing of the person, the machine or the moment: a date is that of the record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from reportlab.pdfbase import pdfdoc

from facilitator.export.pdf.tree import text_string

_PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:format>application/pdf</dc:format>"
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
    "{creator}{day}<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>"
    '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
)
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_CREATOR = "<dc:creator><rdf:Seq><rdf:li>{name}</rdf:li></rdf:Seq></dc:creator>"


_DAY = '<xmp:CreateDate xmlns:xmp="http://ns.adobe.com/xap/1.0/">{day}</xmp:CreateDate>'


@dataclass(frozen=True)
class Metadata:
    """Title, language and issuing administration of a paper, and the day of its record."""

    title: str
    language: str
    author: str = ""
    day: date | None = None


class Information(pdfdoc.PDFObject):
    """The information dictionary of a file (ISO 32000-1, 14.3.3)."""

    def __init__(self, metadata: Metadata) -> None:
        self.invariant = True
        self._metadata = metadata

    def digest(self, signature: Any) -> None:
        """What the identity of the file depends on."""
        signature.update(self.format(None))

    def format(self, document: Any) -> bytes:
        """The dictionary."""
        entries = b"".join(b"/%s%s" % (name.encode(), text_string(text)) for name, text in self._entries())
        return b"<<" + entries + b">>"

    def _entries(self) -> Iterator[tuple[str, str]]:
        yield "Title", self._metadata.title
        if self._metadata.author:
            yield "Author", self._metadata.author
        if self._metadata.day is not None:
            yield "CreationDate", f"D:{self._metadata.day:%Y%m%d}"


def _escaped(text: str) -> str:
    """As `html.escape`, which would load the names of two thousand characters for it."""
    return text.translate(_MARKUP)


def xmp(metadata: Metadata) -> pdfdoc.PDFStream:
    """The metadata stream of a file; never compressed, so that programs that know no PDF find it."""
    stream = pdfdoc.PDFStream()
    text = _PACKET.format(
        title=_escaped(metadata.title),
        creator=_CREATOR.format(name=_escaped(metadata.author)) if metadata.author else "",
        day=_DAY.format(day=metadata.day.isoformat()) if metadata.day is not None else "",
        language=metadata.language,
    )
    stream.content = text.encode("utf8", "replace")
    stream.filters = []
    stream.dictionary["Type"], stream.dictionary["Subtype"] = "/Metadata", "/XML"
    return stream
