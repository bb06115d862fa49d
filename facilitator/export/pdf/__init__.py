"""Papers as PDF: Khmer set right, official parts, charts; sees only documents and the ground floor."""

from __future__ import annotations

from facilitator.late import postpone


class _Unused:
    """Stands for ReportLab's own paragraph, of which no paper makes one."""


# ReportLab imports these. Its paragraphs' module compiles an expression for addresses of pages, which takes 60 ms, and
# few papers have photos: a third of what a short paper takes from a cold start.
postpone("PIL.Image")
postpone("reportlab.platypus.paragraph", Paragraph=_Unused)
postpone("reportlab.platypus.paraparser")
postpone("reportlab.platypus.xpreformatted")
