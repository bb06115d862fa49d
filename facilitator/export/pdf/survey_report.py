"""The survey report: rounds, the satisfied of each question with the interval of chance, by kind of people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from facilitator import people
from facilitator.export.documents.common import Text
from facilitator.export.pdf import fonts, parts, tables
from facilitator.export.pdf.drawings import StackedBar, Swatch, step_hatch
from facilitator.export.pdf.look import HAIRLINE
from facilitator.export.pdf.paper import Paper
from facilitator.export.pdf.scores import HIDDEN
from facilitator.export.pdf.survey_bars import IntervalBar
from facilitator.export.pdf.survey_words import direction, signed, written
from facilitator.export.pdf.text import Inline, joined, paragraph
from facilitator.i18n import buddhist_year, format_number

if TYPE_CHECKING:
    from facilitator.export.documents.survey_report import Change, Numbers, Question, Round, Share, Survey, SurveyReport
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.tall_rows import Command

MOST_ROUNDS = 4
"""The newest rounds that stand beside each other; the first of all is in the sentences."""


class SurveyPaper(Paper):
    """The report of one commune."""

    body_size: float = 10.5

    def __init__(self, document: SurveyReport, language: str) -> None:
        super().__init__(language, document.head)
        self._document = document

    def title(self) -> Inline:
        """What the paper is."""
        return self.words("Survey report")

    def is_for_posting(self) -> bool:
        """Not where it shows small groups."""
        return self._document.public

    def story(self) -> list[Flowable]:
        """Head, then each questionnaire: its rounds, all questions at a glance, every question by kind of people."""
        words, look, head = self.words, self.look, self._document.head
        year, era = words.year(head.year), words.year(buddhist_year(head.year, head.era_offset))
        story = parts.official_head(words, look, head)
        in_year = words(
            "Year {year} (Buddhist Era {era}), round {round}", inline=True, year=year, era=era, round=head.round
        )
        story += parts.title_block(self.title(), look, in_year)
        for place, survey in enumerate(self._document.surveys):
            story += [*([PageBreak()] if place else []), *self._survey(survey)]
        return story

    def _survey(self, survey: Survey) -> list[Flowable]:
        words, look = self.words, self.look
        title = words.of(survey.title)
        if survey.place is not None:
            title = joined(title, " – ", words.of(survey.place, inline=True))
        story: list[Flowable] = [paragraph(title, look.heading), self._rounds(survey.rounds)]
        asked = [question for question in survey.questions if question.shares]
        if asked:
            story += [paragraph(words("How many are satisfied"), look.heading), self._glance(survey, asked)]
        story += self._method()
        for number, question in enumerate(survey.questions, 1):
            story += self._question(number, question, survey.rounds)
        return story

    def _rounds(self, rounds: Sequence[Round]) -> Flowable:
        """When people were asked, and how many of each kind."""
        words = self.words
        kinds = [kind for kind in people.SHARES if any(kind in dict(each.people) for each in rounds)]
        rows: list[list[Cell]] = [[words("Round"), words("Time"), *(words(people.SHARES[kind]) for kind in kinds)]]
        rows += [[words.first(written(each.key)), self._days(each), *self._people(each, kinds)] for each in rounds]
        shares = [1.2, 3.9, *[1.5] * len(kinds)]
        return tables.table(rows, shares, self.look, width=self.width, align="cl" + "r" * len(kinds), size=8.5)

    def _days(self, each: Round) -> str:
        return "–".join(self.words.date(day, "short") for day in (each.started, each.ended) if day is not None)

    def _people(self, each: Round, kinds: Sequence[str]) -> Iterator[str]:
        people = dict(each.people)
        for kind in kinds:
            n = people.get(kind, 0)
            yield HIDDEN if n is None else self.words.number(n)

    def _glance(self, survey: Survey, questions: Sequence[Question]) -> Flowable:
        """A bar for each question and round."""
        words, look = self.words, self.look
        rows: list[list[Cell]] = []
        first = max(0, len(survey.rounds) - MOST_ROUNDS)
        for question in questions:
            shares = dict(question.shares)["all"]
            for place in range(first, len(survey.rounds)):
                label = [paragraph(words.of(question.text), look.cell)] if place == first else None
                rows.append([label, self._round_name(survey.rounds[place]), self._bar(shares[place])])
        step = len(survey.rounds) - first
        return tables.bare_table(rows, [4.6, 1.5, 5], look, width=self.width, commands=_grouped(len(rows), step))

    def _round_name(self, each: Round) -> Cell:
        name = self.words.t("round {round}").format(round=self.words.first(written(each.key)))
        return [paragraph(name, self.look.note.but(space_after=0))]

    def _bar(self, share: Share | None) -> Cell:
        if share is None or share.hidden:
            return HIDDEN
        figure = f"{self._percent(share)} ({self.words.t('n {n}').format(n=self.words.number(share.n))})"
        return IntervalBar(share.satisfied / share.n, share.low, share.high, figure)

    def _percent(self, share: Share) -> str:
        return self.words.percent(share.satisfied / share.n)

    def _question(self, number: int, question: Question, rounds: Sequence[Round]) -> list[Flowable]:
        """One question: what counts as satisfied, the change, the kinds of people, the answers."""
        words, look = self.words, self.look
        title = joined(f"{words.number(number)}. ", words.of(question.text))
        story: list[Flowable] = [paragraph(title, look.subheading.but(outline=2))]
        if question.shares:
            answers = Text(*(", ".join(text.of(language) for text in question.satisfied) for language in ("km", "en")))
            story.append(paragraph(words("Satisfied are those who answered: {answers}.", answers=answers), look.small))
            story += [paragraph(self._change(change), look.body) for change in question.changes]
        if question.steps and question.answers:
            story += self._steps(question, rounds)
        if question.shares:
            by_kind = [(words(people.SHARES[kind], inline=True), shares) for kind, shares in question.shares]
            story.append(self._shares(by_kind, rounds))
        elif question.numbers:
            story.append(self._numbers(question.numbers, rounds))
        elif question.answers:
            story += self._chosen(question, rounds)
        else:
            story.append(paragraph(self._not_printed(question), look.small))
        if not question.places:
            return [KeepTogether(story)]
        by_place = [(words.of(place, inline=True), shares) for place, shares in question.places]
        return [KeepTogether(story), self._shares(by_place, rounds)]

    def _numbers(self, numbers: Sequence[Numbers | None], rounds: Sequence[Round]) -> Flowable:
        """The middle number and the mean, by round."""
        words, newest = self.words, rounds[-MOST_ROUNDS:]
        rows: list[list[Cell]] = [[words("Round"), "n", words("Median"), words("Mean")]]
        for each, found in zip(newest, numbers[-MOST_ROUNDS:], strict=True):
            figures = (
                [HIDDEN] * 3
                if found is None
                else [words.number(found.n), self._figure(found.median), self._figure(found.mean)]
            )
            rows.append([words.first(written(each.key)), *figures])
        return tables.table(rows, [3, 2, 2, 2], self.look, width=self.width * 0.6, align="lrrr", size=8.5)

    def _figure(self, value: float | None) -> str:
        return HIDDEN if value is None else self.words.decimal(value, 1)

    def _change(self, change: Change) -> Inline:
        """The difference in plain words, and whether chance alone could have made it."""
        return self.words(
            direction(change),
            before=written(change.before),
            now=written(change.now),
            points=self._decimal(abs(change.points)),
            low=self._decimal(change.low),
            high=self._decimal(change.high),
        )

    @staticmethod
    def _decimal(points: float) -> Text:
        return Text(*(signed(points, language) for language in ("km", "en")))

    def _shares(self, named: Sequence[tuple[Cell, Sequence[Share | None]]], rounds: Sequence[Round]) -> Flowable:
        """The share of every kind of people, or place, in the newest rounds: n, percent, interval."""
        words, newest = self.words, rounds[-MOST_ROUNDS:]
        top: list[Cell] = [words("Satisfied")]
        below: list[Cell] = [None]
        for each in newest:
            top += [words("Round {round}", inline=True, round=written(each.key)), None, None]
            below += ["n", "%", words.t("95 % interval")]
        rows: list[list[Cell]] = [top, below]
        for name, shares in named:
            cells: list[Cell] = [name]
            for share in shares[-MOST_ROUNDS:]:
                cells += self._figures(share)
            rows.append(cells)
        spans: list[Command] = [("SPAN", (0, 0), (0, 1))]
        spans += [("SPAN", (1 + 3 * place, 0), (3 + 3 * place, 0)) for place in range(len(newest))]
        shares_of_width = [4.0, *[1.0, 1.2, 2.0] * len(newest)]
        return tables.table(
            rows,
            shares_of_width,
            self.look,
            width=self.width,
            align="l" + "rrc" * len(newest),
            head_rows=2,
            size=8.5,
            commands=spans,
        )

    def _figures(self, share: Share | None) -> list[Cell]:
        if share is None or share.hidden:
            return [HIDDEN, HIDDEN, HIDDEN]
        words = self.words
        percent = paragraph(self._percent(share), self.look.cell_right.but(size=8.5, font=fonts.BOLD))
        interval = f"{words.percent(share.low)}–{words.percent(share.high)}"
        return [words.number(share.n), [percent], interval]

    def _steps(self, question: Question, rounds: Sequence[Round]) -> list[Flowable]:
        """The answers on a scale as a bar for each round, and what its fills mean."""
        words, look = self.words, self.look
        first = max(0, len(rounds) - MOST_ROUNDS)
        rows: list[list[Cell]] = []
        for place in range(first, len(rounds)):
            counts = [answer.counts[place] for answer in question.answers]
            bar = StackedBar(counts, [words.number(count) for count in counts])
            rows.append([self._round_name(rounds[place]), bar])
        return [self._legend(question), tables.bare_table(rows, [1.5, 9.6], look, width=self.width), Spacer(1, 2 * mm)]

    def _legend(self, question: Question) -> Flowable:
        last = max(1, len(question.answers) - 1)
        row: list[Cell] = []
        for place, answer in enumerate(question.answers):
            label = paragraph(self.words.of(answer.text), self.look.note.but(space_after=0))
            row += [Swatch(step_hatch(place / last)), [label]]
        shares = [20, self.width / len(question.answers) - 20] * len(question.answers)
        return tables.bare_table([row], shares, self.look, width=self.width)

    def _chosen(self, question: Question, rounds: Sequence[Round]) -> list[Flowable]:
        """How many per cent chose each answer, by round."""
        words, newest = self.words, rounds[-MOST_ROUNDS:]
        answered = question.answered[-MOST_ROUNDS:]
        heads = [
            joined(words("Round {round}", inline=True, round=written(each.key)), f"\n(n {words.number(n)})")
            for each, n in zip(newest, answered, strict=True)
        ]
        rows: list[list[Cell]] = [[words("Answer"), *heads]]
        for answer in question.answers:
            counts = answer.counts[-MOST_ROUNDS:]
            bars = [
                IntervalBar(count / n, None, None, f"{words.percent(count / n)} ({words.number(count)})")
                if n
                else HIDDEN
                for count, n in zip(counts, answered, strict=True)
            ]
            rows.append([words.of(answer.text), *bars])
        table = tables.table(rows, [4.0, *[3.4] * len(newest)], self.look, width=self.width, size=8.5)
        if not question.several:
            return [table]
        note = words("Each person could choose more than one answer.")
        return [table, paragraph(note, self.look.note)]

    def _not_printed(self, question: Question) -> Inline:
        """Free text and numbers, or answers of too few people."""
        words = self.words
        answered = Text(
            *(", ".join(format_number(n, language) for n in question.answered) for language in ("km", "en"))
        )
        return words("Answered by {n} people, by round. What each one said is not printed.", n=answered)

    def _method(self) -> list[Flowable]:
        words, look = self.words, self.look
        sentences: list[Inline] = [
            words(
                "n: how many people answered the question. %: those of them who are satisfied. 95 % interval: the "
                "share among all people of the commune lies in it 19 times out of 20, if those who were asked were "
                "chosen by chance (Wilson)."
            )
        ]
        if self._document.public:
            sentences.append(
                words(
                    "“–”: nobody, or not shown so that nobody can be recognised. Hidden are groups of fewer than {k} "
                    "people, and groups from which such a small one could be worked out.",
                    k=self._document.k,
                )
            )
        rest = [paragraph(sentence, look.note) for sentence in sentences[1:]]
        return [*parts.method_line(sentences[0], look), *rest]


def _grouped(rows: int, step: int) -> list[Command]:
    """A line under each group of rows, which stays on one page."""
    commands: list[Command] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (0, -1), 0)]
    for last in range(step - 1, rows, step):
        first = last - step + 1
        commands += [
            ("LINEBELOW", (0, last), (-1, last), 0.35, HAIRLINE),
            ("SPAN", (0, first), (0, last)),
            ("NOSPLIT", (0, first), (-1, last)),
        ]
    return commands


def render(document: SurveyReport, language: str) -> bytes:
    """The report as a PDF."""
    return SurveyPaper(document, language).render()
