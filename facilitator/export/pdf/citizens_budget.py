"""The Citizens' Budget booklet: A5 pages to read, or on A4 to fold. One idea on a page, Khmer at least 12 pt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer
from reportlab.platypus.doctemplate import NullActionFlowable

from facilitator.export.pdf import budget_money, budget_places, budget_work, fonts, tables
from facilitator.export.pdf.booklet import Booklet, Sides
from facilitator.export.pdf.budget_pictures import WritingLines
from facilitator.export.pdf.canvas import KhmerCanvas
from facilitator.export.pdf.look import Look, look, readable
from facilitator.export.pdf.text import Inline, bold, joined, paragraph
from facilitator.i18n import N_

if TYPE_CHECKING:
    from facilitator.export.documents.citizens_budget import CitizensBudget, Share
    from facilitator.export.pdf.tables import Cell

LEAST = 12.0
"""Points of the smallest Khmer, in papers in English too."""

DOTS = "." * 24
SHEET = 4
"""Pages on one folded sheet of A4."""

GLOSSARY_ROOM = 22 * mm
"""What the heading of a page takes."""

TAKE_PART = (
    N_("Come to the meetings of the council: they are open to all."),
    N_("Ask at the commune office to see the budget, the contracts and the reports."),
    N_("Say what your village needs when the investment programme is made."),
)


class CitizensBudgetBooklet(Booklet):
    """The booklet of one budget. Pages that a full sheet needs are lines for the reader's own questions."""

    def __init__(self, document: CitizensBudget, language: str) -> None:
        super().__init__(language, document.head)
        # Khmer is never smaller than 12 pt; Latin letters of 11 pt look as large.
        self.body_size = 11 if language == "en" else 12
        self._document = document

    @property
    def look(self) -> Look:
        """Nothing smaller than the body: old eyes read this by lamplight."""
        return _large(self.language, self.body_size)

    def title(self) -> Inline:
        """The booklet's name and year."""
        return self.words("Citizens' Budget {year}", year=self.words.year(self._document.head.year))

    def foot(self) -> Inline:
        """Name, commune and year."""
        head, words = self._document.head, self.words
        return " · ".join((words.first(head.commune), words.number_plain(head.year)))

    def is_draft(self) -> bool:
        """A budget that nobody has approved yet."""
        return self._document.status == "draft"

    def numbered(self, page: int) -> bool:
        """All but the cover."""
        return page > 1

    def story(self) -> list[Flowable]:
        """The pages from cover to back; what the commune does not want is left out."""
        document, wanted = self._document, self._document.shows
        made = {
            "about": lambda: budget_money.about(self, document),
            "revenue": lambda: self._side(N_("Where does the money come from?"), document.revenue),
            "expenditure": lambda: self._side(N_("Where does the money go?"), document.expenditure),
            "projects": lambda: budget_work.projects(self, document),
            "villages": lambda: budget_places.villages(self, document) if len(document.villages) > 1 else [],
            "review": lambda: budget_work.review(self, document.review, bars=wanted("bars")),
            "asked": lambda: budget_work.asked(self, document.asked),
        }
        pages = [budget_money.cover(self, document), *(make() for key, make in made.items() if wanted(key))]
        return [*_each_on_its_own(filter(None, pages)), _Rest(self._rest)]

    def _rest(self, first: int, canvas: KhmerCanvas) -> list[Flowable]:
        """The pages from `first` on: those that complete the last sheet of four, then the back."""
        words, answers = self._back()
        pages = first if self._fits([*words, *answers], canvas) else first - 1 + self._pages_of_back()
        return [*_each_on_its_own(self._spare(-pages % SHEET)), *words, KeepTogether(answers)]

    def _fits(self, story: list[Flowable], canvas: KhmerCanvas) -> bool:
        """True when it certainly fits onto one page; of two spaces between parts the wider one counts."""
        taken, before = 0.0, 0.0
        for number, part in enumerate(story):
            space = max(before, part.getSpaceBefore()) if number else 0.0
            taken += space + part.wrapOn(canvas, self.width, self.height)[1]
            before = part.getSpaceAfter()
        return taken < self.height - 1

    def _pages_of_back(self) -> int:
        """How many pages it takes, by drawing it."""
        words, answers = self._back()
        counter = _PageCounter(BytesIO(), self.page_size, self.metadata())
        self.draw_on(counter, [*words, KeepTogether(answers)])
        return int(counter.getPageNumber()) - 1

    def _side(self, title: str, side: Sequence[Share]) -> list[Flowable]:
        words, document = self.words, self._document
        hundred = N_("Of every 100 riel that the commune had:") if document.actual else N_("Of every 100 riel:")
        return budget_money.shares(self, document, words(title), words(hundred), side)

    def _spare(self, count: int) -> list[list[Flowable]]:
        """What stands on so many pages that only complete a sheet: more words, then room for questions."""
        glossary = self._glossary() if count and self._document.shows("glossary") else []
        return [page for page in (glossary, *[self._questions()] * (count - bool(glossary))) if page]

    def _glossary(self) -> list[Flowable]:
        words, look, document = self.words, self.look, self._document
        story = budget_money.heading(self, words("Words explained"))
        room = self.height - GLOSSARY_ROOM
        for word in document.more_words:
            term = joined(bold(words.first(word.term)), budget_money.colon(words), words.first(word.explain))
            line = paragraph(term, look.body)
            room -= line.wrap(self.width, room)[1] + line.getSpaceAfter()
            if room < 0:
                break
            story.append(line)
        return story if document.more_words else []

    def _questions(self) -> list[Flowable]:
        lines = WritingLines(self.height - 30 * mm)
        return [*budget_money.heading(self, self.words("My questions and proposals")), lines]

    def _back(self) -> tuple[list[Flowable], list[Flowable]]:
        """Words and how to take part; whom to ask, where the figures come from, and the signature."""
        words, look = self.words, self.look
        story = budget_money.heading(self, words("Words explained"))
        tight = look.body.but(space_after=2)
        for word in self._document.words:
            term = joined(bold(words.first(word.term)), budget_money.colon(words))
            story.append(paragraph(joined(term, words.of(word.explain)), tight))
        story.append(paragraph(words("How can you take part?"), look.subheading))
        item = tight.but(left_indent=10, first_indent=-10)
        story += [paragraph(joined("• ", words(sentence)), item) for sentence in TAKE_PART]
        return story, [*self._contacts(), self._source_and_signature()]

    def _contacts(self) -> list[Flowable]:
        words, look = self.words, self.look
        story: list[Flowable] = [paragraph(words("Whom to ask, and where to complain"), look.subheading)]
        for contact in self._document.contacts:
            who = joined(words.first(contact.role), " ", contact.name) if contact.name else words.first(contact.role)
            story.append(paragraph(joined(who, " ", bold(contact.phone)), look.body.but(space_after=0)))
        story += [paragraph(line, look.body.but(space_after=0)) for line in self._document.complaints.splitlines()]
        sentence = words("Nobody may be treated worse because he or she asks.")
        return [*story, paragraph(sentence, look.body)]

    def _source_and_signature(self) -> Flowable:
        """At the left where the figures come from, at the right who answers for them."""
        words, look, document = self.words, self.look, self._document
        centre = look.signature
        day = words("{place}, {date}", place=document.head.commune, date=document.source_date or DOTS)
        source = words("Source of the figures: {source}", source=document.source) if document.source else ""
        signed: list[Flowable] = [
            paragraph(day, centre),
            paragraph(words.of(document.chief.role), centre.but(font=fonts.BOLD)),
            Spacer(1, 13 * mm),
            paragraph(document.chief.name or DOTS, centre),
        ]
        cells: list[list[Cell]] = [[[paragraph(source, look.note)], signed]]
        return tables.bare_table(cells, [1, 1.2], look, width=self.width, commands=[("LEFTPADDING", (0, 0), (0, 0), 0)])


@cache
def _large(language: str, size: float) -> Look:
    usual = readable(look(language, size), LEAST)
    small = ("small", "note", "cell", "cell_centre", "cell_right", "cell_head", "label", "administration")
    return replace(usual, **{name: getattr(usual, name).but(size=size) for name in small})


def _each_on_its_own(pages: Iterable[list[Flowable]]) -> list[Flowable]:
    """Pages one after the other; what follows them begins another one."""
    return [flowable for page in pages for flowable in (*page, PageBreak())]


class _Rest(Flowable):
    """What is known only when it is reached: `make` gives it for the number of the page on which it begins."""

    def __init__(self, make: Callable[[int, KhmerCanvas], list[Flowable]]) -> None:
        super().__init__()
        self._make = make

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Never fits: so it is asked for what stands in its place."""
        return width, height + 1

    def split(self, _width: float, _height: float) -> list[Flowable]:
        """What stands in its place, after a first part that does nothing: the others are laid out as all flowables."""
        return [NullActionFlowable(), *self._make(self.canv._doctemplate.page, self.canv)]


class _PageCounter(KhmerCanvas):
    """Takes pages and makes no file of them."""

    is_tagged = False

    def save(self) -> None:
        """Nothing is written: the number of the page that would come next tells how many there are."""


def reading(document: CitizensBudget, language: str) -> bytes:
    """The A5 pages in their order, to read on a phone or to print one by one."""
    return CitizensBudgetBooklet(document, language).render()


def imposed(document: CitizensBudget, language: str) -> bytes:
    """The A4 sheets: print on both sides, turned on the short edge, fold, staple."""
    return _imposed(document, language, "all")


def fronts(document: CitizensBudget, language: str) -> bytes:
    """The fronts of the same sheets, for a printer that prints one side: these first."""
    return _imposed(document, language, "fronts")


def backs(document: CitizensBudget, language: str) -> bytes:
    """The backs, in the order of the fronts: print them on the sheets that have come out."""
    return _imposed(document, language, "backs")


def _imposed(document: CitizensBudget, language: str, sides: Sides) -> bytes:
    return CitizensBudgetBooklet(document, language).render_imposed(sides)
