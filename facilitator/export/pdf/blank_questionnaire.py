"""Blank questionnaire, A4: who is asked in categories, never by name, then the questions with room for answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from facilitator.export.pdf import fonts, tables
from facilitator.export.pdf.blanks import DigitBoxes, Field, Lines, ticks, write_rows
from facilitator.export.pdf.drawings import Face
from facilitator.export.pdf.forms import FormPaper
from facilitator.export.pdf.marks import TickBox
from facilitator.export.pdf.steps import STEP_NAMES
from facilitator.export.pdf.text import Inline, joined, paragraph
from facilitator.i18n import N_

if TYPE_CHECKING:
    from facilitator.export.documents.blank_questionnaire import AskedQuestion, BlankQuestionnaire, Choice, Questions
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.tall_rows import Command

YES_OR_NO = (N_("Persons with disability"), N_("Ethnic minority"), N_("ID-Poor"))

STEPS = 5

_INDENT = 8 * mm
_TEXT_LINES = 3


class QuestionnairePaper(FormPaper):
    """One questionnaire after the other."""

    body_size = 11

    def __init__(self, document: BlankQuestionnaire, language: str) -> None:
        super().__init__(language, document.head)
        self._document = document

    def title(self) -> Inline:
        """What is filled in; the line beneath names the questionnaire."""
        return self.words("Questionnaire")

    def story(self) -> list[Flowable]:
        """Every questionnaire begins on a page of its own."""
        story: list[Flowable] = []
        for questions in self._document.questionnaires:
            story += [*self._questionnaire(questions), PageBreak()]
        return story[:-1]

    def _questionnaire(self, questions: Questions) -> list[Flowable]:
        words, look = self.words, self.look
        story = self.opening(words.of(questions.title))
        sentence = words(
            "Say: your name is not written down. You may leave out any question. Nobody will know what you answered."
        )
        story += [tables.callout(sentence, look, width=self.width, style=look.small), *self._asked()]
        for number, question in enumerate(questions.questions, 1):
            story.append(KeepTogether([self._text(number, question), *self._answers(question)]))
        return [*story, Spacer(1, 3 * mm), paragraph(words("Thank you!"), look.subtitle)]

    def _asked(self) -> list[Flowable]:
        """Where, when, by whom; and the person's categories."""
        words, look = self.words, self.look
        asked = [Field(words("Date", inline=True)), Field(words("Asked by", inline=True), share=2.0)]
        story = [*self.villages(self._document.villages), *write_rows([asked], look, width=self.width)]
        story.append(Spacer(1, 2 * mm))
        who: list[Inline] = [words("Woman"), words("Man"), words("Other")]
        label = paragraph(words("Age", inline=True), look.small.but(space_after=0, align="right"))
        middle: list[Command] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (0, 0), 0)]
        genders = ticks(who, look, width=self.width * 0.54)
        cells: list[Cell] = [[genders], [label], [DigitBoxes(2, 8 * mm)]]
        story.append(tables.bare_table([cells], [56, 22, 22], look, width=self.width, commands=middle))
        belongs: list[Inline] = [words(label) for label in YES_OR_NO]
        return [*story, ticks(belongs, look, width=self.width), Spacer(1, 3 * mm)]

    def _text(self, number: int, question: AskedQuestion) -> Flowable:
        words = self.words
        style = self.look.body.but(font=fonts.BOLD, space_before=3 * mm, left_indent=_INDENT, first_indent=-_INDENT)
        return paragraph(joined(f"{words.number(number)}. ", words.of(question.text)), style)

    def _answers(self, question: AskedQuestion) -> list[Flowable]:
        """Faces, boxes to tick, boxes for digits, or lines."""
        words, look = self.words, self.look
        if question.kind == "scale5":
            return [self._faces(question.choices)]
        if question.kind == "yes_no":
            return [self._indented(ticks([words("Yes"), words("No")], look, width=self.width * 0.5))]
        if question.kind == "number":
            return [self._indented(DigitBoxes(6, 8 * mm))]
        if not question.choices:
            return [self._indented(Lines(_TEXT_LINES, 10 * mm))]
        options = [self._option(choice) for choice in question.choices]
        note = words("Several answers may be ticked.") if question.kind == "multi" else words("Tick one answer.")
        said = paragraph(note, look.note.but(left_indent=_INDENT))
        return [said, self._indented(ticks(options, look, width=self.width - _INDENT, per_row=2, size=12))]

    def _option(self, choice: Choice) -> Inline:
        """The words of an answer; its code where it has none."""
        return self.words.of(choice.text, inline=True) if choice.text else choice.code

    def _faces(self, choices: Sequence[Choice]) -> Flowable:
        """Five faces, each with number, name (the question's own where it has five) and a box to tick."""
        words = self.words
        own = [words.of(choice.text) for choice in choices if choice.text]
        names = own if len(own) == STEPS else [words(name) for name in STEP_NAMES[STEPS]]
        small = self.look.small.but(align="centre", space_after=0)
        row: list[Cell] = []
        for step, name in enumerate(names, 1):
            box = TickBox(size=13)
            box.hAlign = "CENTER"
            figure = paragraph(words.number(step), small.but(font=fonts.BOLD))
            row.append([Face((step - 1) / (len(names) - 1), radius=12), figure, paragraph(name, small), box])
        centre: list[Command] = [("ALIGN", (0, 0), (-1, -1), "CENTER")]
        return tables.bare_table([row], [1.0] * len(row), self.look, width=self.width, commands=centre)

    def _indented(self, content: Flowable) -> Flowable:
        """Set in under the words of the question."""
        content.hAlign = "LEFT"
        close: list[Command] = [("LEFTPADDING", (1, 0), (1, 0), 0), ("RIGHTPADDING", (1, 0), (1, 0), 0)]
        rest = self.width - _INDENT
        return tables.bare_table([[None, [content]]], [_INDENT, rest], self.look, width=self.width, commands=close)


def render(document: BlankQuestionnaire, language: str) -> bytes:
    """The form as a PDF."""
    return QuestionnairePaper(document, language).render()
