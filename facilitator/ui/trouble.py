"""What happens after an unexpected error: a report, a calm page, and the work goes on or ends safely."""

from __future__ import annotations

import contextlib
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from facilitator.errors import UserError

if TYPE_CHECKING:
    from logging import Logger

    from facilitator.ui.main_window import MainWindow


class Catcher:
    """Takes every error that no one caught, in slots, events and threads. One page at a time, however many come."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._busy = False

    def install(self) -> None:
        """From now on nothing unexpected ends in silence or in a traceback for the user."""
        sys.excepthook = self.catch
        threading.excepthook = self._catch_in_thread

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None = None) -> None:
        """Log, report and show one error. What a person can understand is only said."""
        if isinstance(error, KeyboardInterrupt):
            self._window.close()
            return
        _log().error("unexpected %s", kind.__name__, exc_info=(kind, error, trace))
        if self._busy:
            return
        self._busy = True
        try:
            self._window.show_trouble(_report(error))
        except Exception:  # noqa: BLE001 - the page itself fails: the log knows, and the window must not fall into a loop
            _log().exception("the page of trouble could not be shown")
        finally:
            self._busy = False

    def _catch_in_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            _log().error("unexpected %s in a thread", arguments.exc_type.__name__, exc_info=arguments.exc_value)


def _report(error: BaseException) -> Path | None:
    from facilitator import log

    with contextlib.suppress(UserError, OSError):
        return log.write_report(error)
    return None


def _log() -> Logger:
    import logging  # late: the window starts without it

    return logging.getLogger(__name__)
