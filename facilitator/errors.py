"""Two kinds of error: a sentence for a person, and a bug."""

from __future__ import annotations


class UserError(Exception):
    """Something a person can understand and mend.

    The text is a whole sentence in the reader's language that says what is wrong, where, and how to mend it.
    Raising it inside a transaction stores nothing. Any other exception is a bug. `stage` is the key of the page
    where it is mended, empty when no page mends it; left out, it is the page that shows the sentence.
    """

    def __init__(self, text: str, stage: str | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.stage = stage


class FinishedError(UserError):
    """What was declared finished would change: it does when somebody says why."""
