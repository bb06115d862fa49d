"""The results of a survey on its page: all questions at a glance, then one of them by kind of people and by place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from facilitator import people
from facilitator.errors import UserError
from facilitator.i18n import _, format_number, format_percent, khmer_digits, screen_language, shown
from facilitator.models import survey_results, survey_sentences
from facilitator.models.survey_figures import Cell, SurveyFigures
from facilitator.models.survey_places import COMMUNE, place_names
from facilitator.models.survey_tables import KINDS
from facilitator.models.survey_words import question_text
from facilitator.models.tally import ALL
from facilitator.text import breakable
from facilitator.ui.pages.results import COPIES
from facilitator.ui.pages.scoring_switch import ListSwitch, Option
from facilitator.ui.tables.share_view import ShareView
from facilitator.ui.tables.survey import NEWEST, ShareTable, overview
from facilitator.ui.widgets.basic import Banner, Button, Card, Heading, Label, Remark
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.interval_chart import Bar, IntervalChart

if TYPE_CHECKING:
    from facilitator.models.survey import Question, Questionnaire
    from facilitator.ui.context import Context


class SurveyResults(QWidget):
    """Nothing is typed here. Whoever comes to the page finds the public copy."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._figures: SurveyFigures | None = None
        self._shown: tuple[object, ...] = ()
        self._build_head()
        self._build_question()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.head)
        column.addWidget(self.detail)

    def show_results(self, questionnaire: Questionnaire) -> None:
        """Show this questionnaire, unless it is on show as it is."""
        now = (self.context.store.version, questionnaire.id, self.copy.value())
        if now == self._shown:
            return
        self._shown = now
        k = self.context.cycle.k if self.copy.value() != "meeting" else 0
        self._figures = figures = SurveyFigures(self.context.store, questionnaire, k=k)
        self._say_who(figures)
        rounds = [each.key for each in figures.rounds[-NEWEST:]]
        self.table.show(_("Question"), rounds, overview(figures, questionnaire, screen_language()))
        self.view.set_widths(0, *[165] * (self.table.columnCount() - 1), fit_height=True)
        self._offer(questionnaire)
        self._show_question()

    def again(self) -> None:
        """Another copy is wanted."""
        if self._figures is not None:
            self.show_results(self._figures.questionnaire)

    # -- building -------------------------------------------------------------------------------------------------

    def _build_head(self) -> None:
        self.head = Card(_("How many are satisfied"), "survey_results")
        self.facts = Label("", "muted", "survey_facts")
        self.copy = Choice("survey_copy", _("Who may see it"), [(key, _(text)) for key, text in COPIES.items()])
        self.copy.set_value("public")
        self.copy.committed.connect(self.again)
        self.who = Banner("survey_who", "ok")
        self.table, self.view = _table("survey_table", _("Results of the survey"))
        self.remark = Remark("survey_saved")
        self.meaning = Label(
            _(
                "In brackets: between these two shares the true one lies with 95 % confidence (Wilson). “…” is hidden: "
                "too few people."
            ),
            "small",
        )
        self.head.add(self.facts, Field(_("Who may see it"), self.copy), self.who, self.view, self.meaning)
        self.head.add_row(
            Button("survey_print", _("Print"), "print", "quiet", self._print),
            Button("survey_xlsx", _("Save as a table…"), "folder", "quiet", self._ask_file),
            Button("survey_summary", _("Copy the summary"), "paper", "quiet", self.copy_summary),
        )
        self.head.add(self.remark)

    def _build_question(self) -> None:
        self.detail = Card(name="survey_question_results")
        self.question = ListSwitch("survey_question", _("Question"))
        self.question.committed.connect(self._show_question)
        self.text = Heading("", 2, "survey_question_text")
        self.satisfied = Label("", "muted", "survey_satisfied")
        self.sentences = Label("", "body", "survey_sentences")
        self.chart = IntervalChart("survey_chart")
        self.kinds, self.kinds_view = _table("survey_kinds", _("Kinds of people"))
        self.places, self.places_view = _table("survey_places", _("Communes and villages"))
        self.detail.add(Field(_("One question"), self.question), self.text, self.satisfied, self.sentences, self.chart)
        self.commune = ListSwitch("survey_commune", _("Villages of this commune"))
        self.commune.committed.connect(self._show_question)
        self.commune_field = Field(_("Villages of this commune"), self.commune)
        self.detail.add(self.kinds_view, self.places_view, self.commune_field)

    # -- showing --------------------------------------------------------------------------------------------------

    def _say_who(self, figures: SurveyFigures) -> None:
        language = screen_language()
        told = []
        for each in figures.rounds:
            people = figures.people(each).get(ALL)
            key = khmer_digits(each.key) if language == "km" else each.key
            n = "–" if people is None else format_number(people, language)
            told.append(_("Round {key}: {n} people").format(key=key, n=n))
        self.facts.setText(" · ".join(told) or _("Nobody has answered yet."))
        if figures.k:
            sentence = _("Public copy: groups of fewer than {k} people, and what would give them away, are hidden.")
            self.who.say(sentence.format(k=shown(figures.k)), "ok")
        else:
            self.who.say(_("Meeting copy: shows small groups too. Not for the room, not for posting."), "warning")

    def _offer(self, questionnaire: Questionnaire) -> None:
        language = screen_language()
        questions = enumerate(questionnaire.questions, 1)
        self.question.offer(
            [Option(each.key, f"{shown(number)}. {question_text(each, language)}") for number, each in questions]
        )
        if self.question.value() is None and questionnaire.questions:
            self.question.set_value(questionnaire.questions[0].key)

    def _show_question(self, _key: object = None) -> None:
        figures, key = self._figures, self.question.value()
        self.detail.setVisible(figures is not None and key is not None and bool(figures.rounds))
        if figures is None or key is None or not figures.rounds:
            return
        question, language = figures.questionnaire.question(key), screen_language()
        self.text.setText(breakable(question_text(question, language)))
        words = survey_sentences.satisfied_words(question, language)
        told = survey_sentences.sentences(figures, question, language)
        self.satisfied.setText(breakable(_("Satisfied are those who answered: {answers}.").format(answers=words)))
        self.satisfied.setVisible(bool(words) and question.kind not in ("number", "text"))
        self.sentences.setText(breakable("\n".join(told)))
        self.sentences.setVisible(bool(told))
        rounds = figures.rounds[-NEWEST:]
        cells = [figures.cells(question, each) for each in rounds]
        asked = any(cells)
        if asked:
            self._show_shares(figures, question, cells)
        self.kinds_view.setVisible(asked)
        self.commune_field.setVisible(asked and len(self.commune.keys()) > 1)
        self.places_view.setVisible(asked and self.places.rowCount() > 0)
        self.chart.show_bars(*(self._share_bars(figures, cells) if asked else self._answer_bars(figures, question)))

    def _show_shares(self, figures: SurveyFigures, question: Question, cells: list[dict[str, Cell]]) -> None:
        rounds = [each.key for each in figures.rounds[-NEWEST:]]
        kinds = [kind for kind in KINDS if any(kind in each for each in cells)]
        rows = [(_(people.SHARES[kind]), [each.get(kind) for each in cells]) for kind in kinds]
        self.kinds.show(_("Kinds of people"), rounds, rows)
        self.kinds_view.set_widths(0, *[165] * (self.kinds.columnCount() - 1), fit_height=True)
        found = [figures.by_place(question, each, (ALL,)) for each in figures.rounds[-NEWEST:]]
        known = sorted({code for each in found for code in each})
        communes = [code for code in known if len(code) == COMMUNE]
        codes = self._wanted(known, communes)
        names = self._names({*codes, *communes})
        self.commune.offer([Option(code, names[code]) for code in communes])
        places = [(names[code], [each.get(code, {}).get(ALL) for each in found]) for code in codes]
        self.places.show(_("Communes and villages"), rounds, places)
        self.places_view.set_widths(0, *[165] * (self.places.columnCount() - 1), fit_height=True)

    def _wanted(self, codes: list[str], communes: list[str]) -> list[str]:
        """All places of a single commune; of several the communes, and the villages of the chosen one."""
        if len(communes) < 2:
            return codes
        chosen = self.commune.value()
        return [code for code in codes if code in communes or (chosen is not None and code.startswith(chosen))]

    def _names(self, codes: set[str]) -> dict[str, str]:
        names = place_names(self.context.store, codes)
        language = screen_language() == "en"
        return {code: ("" if len(code) == COMMUNE else "– ") + name[language] for code, name in names.items()}

    def _share_bars(self, figures: SurveyFigures, cells: list[dict[str, Cell]]) -> tuple[list[Bar], str]:
        language, bars = screen_language(), []
        for each, kinds in zip(figures.rounds[-NEWEST:], cells, strict=True):
            cell = kinds.get(ALL)
            share = cell.share if cell is not None else None
            key = khmer_digits(each.key) if language == "km" else each.key
            name = _("Round {key}").format(key=key)
            if share is None:
                bars.append(Bar(name, None, None, None, "–"))
                continue
            figure = _("{share} of {n}").format(
                share=format_percent(share.share, language), n=format_number(share.n, language)
            )
            bars.append(Bar(name, share.share, share.low, share.high, figure, each is figures.rounds[-1]))
        return bars, "; ".join(f"{bar.name}: {bar.figure}" for bar in bars)

    def _answer_bars(self, figures: SurveyFigures, question: Question) -> tuple[list[Bar], str]:
        """Of a question without satisfied answers: what was answered in the newest round."""
        language, newest = screen_language(), figures.rounds[-1]
        answers = figures.answers(question, newest) or {}
        n = sum(answers.values())
        if question.kind == "text" or not n:
            return [], ""
        if question.kind == "number":
            return [], ""
        counts = survey_results.chosen(answers)
        bars = []
        for code in survey_results.choices(question):
            share = counts[code] / n
            figure = f"{format_percent(share, language)} ({format_number(counts[code], language)})"
            bars.append(Bar(survey_sentences.answer_text(question, code, language), share, None, None, figure, True))
        return bars, "; ".join(f"{bar.name}: {bar.figure}" for bar in bars)

    # -- leaving --------------------------------------------------------------------------------------------------

    def copy_summary(self) -> None:
        """Put the results in plain words where other programs paste from."""
        if self._figures is not None:
            QGuiApplication.clipboard().setText(survey_sentences.summary(self._figures, screen_language()))
            self.remark.say(_("The summary can be pasted into a report now."), "ok")

    def _ask_file(self) -> None:
        kinds = f"{_('Excel workbook')} (*.xlsx);;{_('Table')} (*.csv)"
        name, _kind = QFileDialog.getSaveFileName(self.window(), _("Save as a table"), "survey.xlsx", kinds)
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Save all shares and changes as on the page, public or full; what goes wrong is said in the page."""
        from facilitator import files
        from facilitator.export.compose import survey_rows

        k = self._figures.k if self._figures is not None else self.context.cycle.k
        path = path if path.suffix.lower() in (".xlsx", ".csv") else path.with_name(f"{path.name}.xlsx")
        try:
            files.save(path, survey_rows.file(self.context.store, path.suffix.lower(), k))
        except UserError as error:
            self.remark.say(error.text, "error")
        else:
            self.remark.say(_("Saved: {name}").format(name=path.name), "ok")

    def _print(self) -> None:
        """Open the report, as the copy on show."""
        from facilitator.ui.pages.print import PrintPage

        self.context.wanted.emit("print")
        page = self.window().findChild(PrintPage)
        if page is not None:
            page.choices.copy.set_value(self.copy.value() or "public")
            page.open_paper("survey-report")


def _table(name: str, label: str) -> tuple[ShareTable, ShareView]:
    table = ShareTable()
    return table, ShareView(name, label, table)
