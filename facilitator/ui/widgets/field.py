"""A field of a form: its label above, the editor, and beneath it the line that says what is wrong or worth knowing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QTimer, SignalInstance, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.errors import UserError
from facilitator.ui import theme
from facilitator.ui.widgets.basic import Label, Remark
from facilitator.ui.widgets.text_edit import LineText, LongText

if TYPE_CHECKING:
    from facilitator.ui.widgets.letters import Letters

LOOK_AFTER_MS = 700
"""Letters are looked at this long after the last key: nobody wants to be corrected in the middle of a word."""


class Editor(Protocol):
    """What every editor of this package offers.

    `committed` carries a new value that the person has finished; `refused` carries the sentence about text that
    is no value at all. `set_value` shows a value and sends nothing.
    """

    committed: SignalInstance
    refused: SignalInstance

    def set_value(self, value: Any) -> None: ...

    def value(self) -> Any: ...


class Field(QWidget):
    """Label, editor and remark. The remark is also read aloud as the editor's description.

    Under an editor of text stands what its letters give rise to (`widgets.letters`), when they do.
    """

    def __init__(self, label: str, editor: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = editor.objectName()
        self.setObjectName(f"{name}_field")
        self.editor: Any = editor
        self.label = Label(label, "label", f"{name}_label")
        self.label.setBuddy(editor)
        self.remark = Remark(f"{name}_remark")
        self._store: Callable[[Any], object] | None = None
        self._letters: Letters | None = None
        self._pause = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        for part in (self.label, editor, self.remark):
            column.addWidget(part)
        column.addStretch(1)
        if hint:
            column.insertWidget(1, Label(hint, "small"))
        editor.refused.connect(self._refused)  # type: ignore[attr-defined]
        if isinstance(editor, LineText | LongText):
            self._pause.timeout.connect(self._look)
            editor.textChanged.connect(self._text_changed)

    def say(self, text: str, kind: str = "error") -> None:
        """Show a sentence under the editor (`error`, `warning`, `ok` or `note`); an empty text takes it away."""
        self.remark.say(text, kind)
        theme.set_property(self.editor, "state", kind if text else "")
        self.editor.setAccessibleDescription(text)

    def sentence(self) -> str:
        """The sentence on show, or an empty text."""
        return self.remark.text()

    def stores(self, store: Callable[[Any], object]) -> Field:
        """Hand every finished value to `store`; a `UserError` from it appears under the editor."""
        self._store = store
        self.editor.committed.connect(self._committed)
        return self

    @Slot()
    def _text_changed(self) -> None:
        if self.editor.hasFocus():
            self._pause.start()
        else:
            self._look()

    @Slot()
    def _look(self) -> None:
        """Look at the letters of the text; what says it is made when it is first needed."""
        self._pause.stop()
        text = self.editor.value()
        if self._letters is None:
            if text.isascii() and text.isalpha():
                return
            from facilitator.ui.widgets.letters import Letters, has_marks

            if not has_marks(text):
                return
            self._letters = Letters(self.editor.objectName(), self)
            self._letters.taken.connect(self._take)
            self._column.insertWidget(self._column.indexOf(self.remark) + 1, self._letters)
        said = self._letters.look(text)
        if not self.sentence():
            self.editor.setAccessibleDescription(said)

    @Slot(str)
    def _take(self, text: str) -> None:
        self.editor.setFocus()
        self.editor.retype(text)
        self._look()

    @Slot(object)
    def _committed(self, value: object) -> None:
        self.say("")
        if self._store is None:
            return
        try:
            self._store(value)
        except UserError as refusal:
            self.say(refusal.text)

    @Slot(str)
    def _refused(self, sentence: str) -> None:
        self.say(sentence)
