"""More than five hundred texts that might do harm where a text is taken for something else."""

from __future__ import annotations

import random

MARKUP = (
    "<b>x", "</b>", "<i><b></i></b>", "<para>", "</para><para>", "<br/>", "<u/>",
    "<font color='red' size='200'>big", "<super>1</super>",
    "<img src='file:///etc/passwd' width='900' height='900'/>", "<img src='http://example.org/x.png'/>",
    "<a href='file:///etc/passwd'>x</a>", "<a href=\"javascript:alert(1)\">x</a>",
    "<link href='http://example.org'>x</link>", "<onDraw name='os.system' label='id'/>", "<seq id='x'/>",
    "<bullet>•</bullet>", "<index item='x'/>", "<script>alert(1)</script>", "<svg onload=alert(1)>",
    "<iframe src=//example.org>", "<style>*{}</style>", "<!-- x -->", "<![CDATA[x]]>", "<?xml version='1.0'?>",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>", "&y;", "&lt;b&gt;", "&amp;amp;", "&#0;", "&#x1F600;",
    "&nbsp;", "&", "<", ">", "<>", "< b >", "a<b>c</d>", "\"><b>", "'/><b>", "]]>", "<dynamic/>",
    "<greek>a</greek>", "<unichar code='0x0'/>", "<evalString>__import__('os')</evalString>", "<name>&x;</name>",
    "<spanreadme/>", "<font name='../../x.ttf'>x</font>",
)  # fmt: skip
_PDF = (
    ") Tj ET Q (", "(((((", ")))))", "\\", "\\\\", "\\(", "\\)", "\\050\\051", "\\n\\r\\t", "endstream endobj",
    "trailer <</Root 1 0 R>>", "%%EOF", "%PDF-1.4", "/JavaScript (app.alert(1))",
    "<</S /URI /URI (http://example.org)>>", "/Launch", "BT /F1 900 Tf (x) Tj ET", "q 0 0 0 rg 0 0 999 999 re f Q",
    "xref 0 1", "obj << /AA << /O 3 0 R >> >>", "<FEFF0041>", "[(x) 99999] TJ", "startxref 0",
)  # fmt: skip
_FORMATS = (
    "%s", "%d%d%d%n", "%(x)s", "%%", "{", "}", "{}", "{0}", "{name}", "{n}", "{page}", "{pages}",
    "{0.__class__.__mro__}", "{x!r:>99999}", "{{}}", "${x}", "$x", "#{x}", "`id`", "$(id)", "{{7*7}}",
    "{% include 'x' %}", "%1$s", "\\u0041", "\\x00", "$PATH", "%USERPROFILE%", "~", "!!python/object:os.system",
)  # fmt: skip
_PATHS = (
    "/etc/passwd", "../../../../etc/passwd", "C:\\Windows\\win.ini", "\\\\server\\share\\x", "file:///etc/passwd",
    "file://C:/x", "CON", "NUL", "aux.txt", "C:", "/dev/zero", "/proc/self/environ", ".", "..", "/", "\\", "~root",
    "x\u0000.pdf", "data:text/html;base64,PGI+", "http://example.org/", "https://[::1]:0/", "ftp://x",
    "mailto:a@b", "javascript:alert(1)", "ldap://x", "jar:file:x!/y", "www.example.org", "a@example.org",
    "tel:+85512", "//example.org",
)  # fmt: skip
_CODE = (
    "' OR '1'='1", "'; DROP TABLE action; --", "\" OR \"\"=\"", "1; SELECT 1", "' UNION SELECT 1 --", "admin'--",
    "x' AND 1=0 --", "`;", "/* x */", "-- x", "';--", "=1+1", "=cmd|'/c calc'!A1", "+1", "-1", "@SUM(1)",
    "=HYPERLINK(\"http://example.org\",\"x\")", "\t=1", "\r=1", "=IMPORTXML(1)", "|calc", "%0A=1", ";=1",
    "__import__('os').system('id')", "eval(1)", "os.system", "<?php x ?>", "<% x %>", "#!/bin/sh", "; rm -rf /",
    "&& x", "|| x", "> x", "< x", "null", "None", "NaN", "Infinity", "-0", "1e309", "true", "undefined",
    "[object Object]", "0x7f", "١٢٣", "௧", "½", "1/0",
)  # fmt: skip
_BIDI = (
    "\u202eabc", "\u202dabc\u202c", "\u2066x\u2069", "\u2067x", "\u200fx\u200e", "\u061cx", "שלום",
    "مرحبا بالعالم", "abc שלום 123", "ا\u0651ل", "\u202e\u202e\u202e", "x\u2068", "می\u200cخواهم", "\ufeffx",
    "x\ufeff",
)  # fmt: skip
_SIGHT = (
    "\u200b", "\u200b\u200b\u200b", "\u200c\u200d", "\u00ad", "a\u00adb", "\u2060", "\u180e", "\u034f", "\ufe0f",
    "x\ufe0f", "\U000e0041", "\U000e0001x", "\ufff9x\ufffay\ufffb", "\u00a0", "\u3000", "\u2028", "\u2029", "\x85",
    "\x0b", "\x0c", "\x1c\x1d\x1e\x1f", "\t\t\t", "\n\n\n\n", "\r\r\r", "\r\n" * 5, " " * 500, "", " ", "\x00",
    "\x07", "\x1b[31m", "\x7f", "\x80\x9f",
)  # fmt: skip
_BROKEN = (
    "\ud800", "\udfff", "\udc00\ud800", "x\ud83dy", "\ufffe", "\uffff", "\ufdd0", "\U0010ffff", "\ufffd", "\ue000",
    "\U000f0000",
)  # fmt: skip
_OTHER = (
    "🙂", "👩‍👩‍👧‍👦", "🇰🇭", "👍🏽", "1️⃣", "❤️", "☑", "✓", "★", "①", "㎡", "漢字", "かな", "한글", "ไทย", "ລາວ",
    "မြန်မာ", "हिन्दी", "தமிழ்", "አማርኛ", "ᚠᚢᚦ", "𝕏", "𓀀", "Ω≈ç√∫", "ﬁ", "Ǆ", "İi", "ß", "ſ",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G", "e" + "\u0301" * 300, "ا" * 3000, "ﷺ" * 40, "⸻" * 20, "W" * 400,
    "i" * 2000, "-" * 600, "." * 600,
)  # fmt: skip
_KHMER = (
    "្", "្្្", "ា", "ុិ៊៉", "ក" + "្ក" * 200, "ក" + "ា" * 200, "ក" + "ិ" * 200 + "ុ" * 200, "្ត" * 100,
    "ស្ត្រី" * 300, "ក" * 2000, "៉៊៉៊", "កេេេាា", "េកា", "ៗ" * 50, "។" * 50, "៛" * 50, "()" * 80, "«" * 60,
    "»" * 60, "ក\u200bា\u200b្\u200bខ", "ក\u200d\u200c\u200d្", "\u17b4\u17b5", "ក\u17b4្\u17b5ខ", "\u17a3\u17a4",
    "៘៙៚", "᧠᧡᧿", "៰៱៹", "១២៣" * 200, "ឿ" * 30, "ក្ម៉េី៊ុំះៈ៎៏័៍៌", "◌ា", "\u25cc" * 20, "ខ្ញុំ<b>ខ្ញុំ",
    "ឃុំ{name}", "ភូមិ%s",
)  # fmt: skip
_PIECES = (*MARKUP, *_PDF, *_FORMATS, *_PATHS, *_CODE, *_BIDI, *_SIGHT[:16], *_BROKEN, *_OTHER[:30], *_KHMER[:30])


def texts() -> list[str]:
    """All of them, each once, always the same."""
    fixed = [*MARKUP, *_PDF, *_FORMATS, *_PATHS, *_CODE, *_BIDI, *_SIGHT, *_BROKEN, *_OTHER, *_KHMER]
    chance = random.Random(3)
    mixed = ["".join(chance.choice(_PIECES)[:40] for _ in range(chance.randint(2, 6))) for _ in range(200)]
    noise = [
        "".join(chr(chance.choice((chance.randrange(0x20), chance.randrange(0x250), chance.randrange(0x1780, 0x1800),
                                   chance.randrange(0x2000, 0x2100), chance.randrange(0x110000)))) for _ in range(40))
        for _ in range(80)
    ]  # fmt: skip
    return list(dict.fromkeys([*fixed, *mixed, *noise]))
