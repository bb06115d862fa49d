"""Outcome stories: what became better for people, in a few sentences, and perhaps a photo."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.i18n import _, screen_language
from facilitator.models.action import Action, leaves
from facilitator.models.story import Story
from facilitator.text import breakable
from facilitator.ui.pages.rows import Rows, Section, show_value
from facilitator.ui.tables.actions import shown_number
from facilitator.ui.widgets.basic import Button, Card, EmptyState, IconButton, Label
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.dates import DateField
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.photo import PhotoField
from facilitator.ui.widgets.text_edit import LongText

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle
    from facilitator.ui.context import Context

WHOLE_ROUND = ""
"""The key of the choice that links a story to no activity."""


class StoriesSection(Section):
    """A card for each story; everything typed is kept at once."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._activities: list[tuple[str, str]] = []
        self.rows = Rows(spacing=14)
        self.begin = Button("story_begin", _("Write a story"), "add", "primary", self._add)
        self.empty = EmptyState(
            "stories_empty",
            "people",
            _("No story yet"),
            _(
                "What became better, in three or four sentences: who could not do what before, what was done, what is "
                "different now. Without names: “a mother of two” is enough."
            ),
            self.begin,
        )
        self.more = Card(name="stories_more")
        self.more.add(
            Label(_("Without names: “a mother of two” is enough. Ask people before their photo is shown."), "muted")
        )
        self.more.add_row(Button("story_add", _("Write another story"), "add", "plain", self._add))
        for part in (self.empty, self.rows, self.more):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Show the stories as they are now."""
        stories = self.context.cycle.stories
        activities = _activities(self.context.cycle)
        if activities != self._activities:  # the list in each card would be an old one
            self.rows.sync([], self._make)
            self._activities = activities
        self.rows.sync([story.id for story in stories], self._make)
        self.empty.setVisible(not stories)
        self.rows.setVisible(bool(stories))
        self.more.setVisible(bool(stories))

    def _make(self, key: int) -> QWidget:
        return StoryCard(self.context, key, self._activities)

    def _add(self) -> None:
        made = Story(date=dt.date.today())
        with self.context.gesture(_("Story begun")):
            self.context.cycle.stories.append(made)
        self.refresh()
        row = self.rows.row(made.id)
        assert isinstance(row, StoryCard)
        row.text.setFocus()


class StoryCard(Card):
    """One story: about which activity, its day, the text in both languages, a photo."""

    def __init__(
        self, context: Context, key: int, activities: list[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        name = f"story_{key}"
        super().__init__(name=name, parent=parent)
        self.context, self._key = context, key
        self.about = Choice(f"{name}_about", _("About which activity"), activities, buttons=False)
        self.date = DateField(f"{name}_date", _("Date"))
        self.text = LongText(f"{name}_text", _("What became better"))
        self.text_en = LongText(f"{name}_text_en", _("In English, if it is needed"))
        self.photo = PhotoField(f"{name}_photo", _("Photo"))
        self.add_columns(
            self._field(_("About which activity"), self.about, self._set_about),
            self._field(_("Date"), self.date, partial(self._set, "date")),
        )
        self.add(
            self._field(_("What became better"), self.text, partial(self._set, "text")),
            self._field(_("In English, if it is needed"), self.text_en, partial(self._set, "text_en")),
            self._field(_("Photo"), self.photo, partial(self._set, "photo")),
        )
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(IconButton(f"{name}_remove", _("Delete this story"), "delete", self._remove))
        self.body.addLayout(row)

    def refresh(self) -> None:
        """Show the story as it is now."""
        story = self._get()
        if story is None:
            return
        show_value(self.about, story.action_id.hex if story.action_id is not None else WHOLE_ROUND)
        for editor, value in ((self.date, story.date), (self.text, story.text), (self.text_en, story.text_en)):
            show_value(editor, value)
        if self.photo.value() != story.photo:
            self.photo.set_value(story.photo)

    def _get(self) -> Story | None:
        return self.context.store.get(Story, self._key)

    def _field(self, label: str, editor: QWidget, change: Callable[[Story, object], None]) -> Field:
        field = Field(label, editor)

        def store(value: object) -> None:
            story = self._get()
            if story is not None:
                with self.context.gesture(_("Story"), say=field.say):
                    change(story, value)

        return field.stores(store)

    def _set(self, attribute: str, story: Story, value: object) -> None:
        setattr(story, attribute, value)

    def _set_about(self, story: Story, key: object) -> None:
        story.action = self.context.store.get(Action, uuid.UUID(str(key))) if key else None

    def _remove(self) -> None:
        story = self._get()
        if story is not None:
            with self.context.gesture(_("Story deleted")):
                story.cycle.stories.remove(story)


def _activities(cycle: Cycle) -> list[tuple[str, str]]:
    language = screen_language()
    found = [(WHOLE_ROUND, _("The whole round"))]
    return found + [(each.id.hex, breakable(f"{shown_number(each)}  {each.words(language)}")) for each in leaves(cycle)]
