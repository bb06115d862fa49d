"""The standard of one input: what people are entitled to, which document says so, and whether anybody has seen it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from facilitator.i18n import _, screen_language
from facilitator.models import tracking
from facilitator.models.input_check import InputCheck
from facilitator.text import breakable
from facilitator.ui.pages.meeting_parts import bring_into_sight
from facilitator.ui.pages.rows import show_value
from facilitator.ui.widgets.basic import Card, Heading
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.text_edit import LineText, LongText

if TYPE_CHECKING:
    from facilitator.ui.context import Context

STATES = ("to_confirm", "confirmed")


class StandardCard(Card):
    """Hidden while no row is chosen. Words are those of the language on the screen."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(name="standard_card", parent=parent)
        self.context = context
        self._key: int | None = None
        self.title = Heading("", level=2, name="standard_title")
        self.text = LineText("standard_input", _("Input"))
        self.standard = LongText("standard_text", _("Standard"), _("What people are entitled to"), lines=(1, 4))
        self.source = LineText("standard_source", _("Source"), _("Which document says so"))
        self.date = LineText("standard_date", _("Date of the source"))
        states = [("to_confirm", _("To be confirmed")), ("confirmed", _("Confirmed with its source"))]
        self.state = Choice("standard_state", _("Confirmed?"), states)
        self.fields = {
            "text": Field(_("Input"), self.text).stores(partial(self._set_words, "text")),
            "standard": Field(_("Standard"), self.standard).stores(partial(self._set_words, "standard")),
            "source": Field(_("Source"), self.source).stores(partial(self._set_words, "source")),
            "date": Field(_("Date of the source"), self.date).stores(self._set_date),
            "state": Field(_("Confirmed?"), self.state).stores(self._set_state),
        }
        self.add(self.title, self.fields["text"], self.fields["standard"])
        self.add_columns(self.fields["source"], self.fields["date"])
        self.add(self.fields["state"])

    def show_check(self, check: InputCheck | None) -> None:
        """Show this input."""
        self.setVisible(check is not None)
        if check is None:
            self._key = None
            return
        if check.id != self._key:
            self.standard.commit()
            self._key = check.id
            for field in self.fields.values():
                field.say("")
        language = screen_language()
        self.title.setText(breakable(check.text(language)))
        self.fields["text"].setVisible(not check.key)  # rows of the bank keep their name: results stay comparable
        show_value(self.text, check.text(language))
        show_value(self.standard, check.standard(language))
        show_value(self.source, getattr(check, f"source_{language}") or check.source_km or check.source_en)
        show_value(self.date, check.source_date)
        self.state.set_value(STATES[not check.to_confirm])

    def take_keyboard(self) -> None:
        """Bring the card into sight, with the cursor in the standard."""
        self.standard.setFocus()
        bring_into_sight(self)

    def _set_words(self, part: str, text: str) -> None:
        if (check := self._check()) is not None:
            with self.context.gesture(self._label(check), say=self.fields[part].say):
                tracking.set_words(check, part, screen_language(), text)

    def _set_date(self, text: str) -> None:
        if (check := self._check()) is not None:
            with self.context.gesture(self._label(check), say=self.fields["date"].say):
                check.source_date = text

    def _set_state(self, state: str) -> None:
        check = self._check()
        if check is None:
            return
        with self.context.gesture(self._label(check), say=self.fields["state"].say):
            tracking.confirm(check, state == "confirmed")
        self.state.set_value(STATES[not check.to_confirm])

    def _label(self, check: InputCheck) -> str:
        return _("Standard: {input}").format(input=check.text(screen_language()))

    def _check(self) -> InputCheck | None:
        return self.context.store.get(InputCheck, self._key) if self._key is not None else None
