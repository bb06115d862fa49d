"""The metadata of a file in XML, for archives: the same facts as its information dictionary, and no others."""

from __future__ import annotations

from html import escape

from reportlab.pdfbase import pdfdoc

_PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:format>application/pdf</dc:format>"
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
    "{creator}<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>"
    '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
)
_CREATOR = "<dc:creator><rdf:Seq><rdf:li>{name}</rdf:li></rdf:Seq></dc:creator>"


def xmp(title: str, author: str, language: str) -> pdfdoc.PDFStream:
    """The metadata stream of a file; never compressed, so that programs that know no PDF find it."""
    creator = _CREATOR.format(name=escape(author, quote=False)) if author else ""
    stream = pdfdoc.PDFStream()
    stream.content = _PACKET.format(title=escape(title, quote=False), creator=creator, language=language).encode(
        "utf8", "replace"
    )
    stream.filters = []
    stream.dictionary["Type"], stream.dictionary["Subtype"] = "/Metadata", "/XML"
    return stream
