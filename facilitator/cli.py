"""The command line: exit status, language, errors. Its words and what they do are in `facilitator.commands`.

Exit status 0: done; 1: refused, with a sentence on stderr; 2: the command line itself is wrong. Never a traceback.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from facilitator import i18n, settings
from facilitator.commands import terminal
from facilitator.errors import UserError
from facilitator.i18n import _

_RARELY = (200_000, 20, 20)
"""How many new objects a command makes before Python looks for garbage: loading and mapping make none of it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks; gives the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    terminal.speak_utf8()
    i18n.use_language(_spoken(words))
    return _guarded(words)


def _guarded(words: list[str]) -> int:
    try:
        if not words:  # started by its icon: the window comes without the grammar of the commands
            return _window()
        from facilitator.commands import grammar

        asked = grammar.parser(words[0]).parse_args(words)
        if asked.run is None:  # started without a console, Windows gives it no output to flush
            return _window(asked.database, asked.language)
        gc.set_threshold(*_RARELY)
        atexit.register(gc.freeze)  # or Python would take apart one by one, at its end, what it leaves anyway
        status = int(asked.run(asked))
        sys.stdout.flush()
        return status
    except SystemExit as stopped:  # argparse has said what is to be said
        return int(stopped.code or 0)
    except terminal.UsageError as error:
        terminal.complain(str(error))
        return 2
    except UserError as error:
        terminal.complain(error.text)
    except KeyboardInterrupt:
        terminal.complain(_("Stopped."))
    except BrokenPipeError:  # the reader of our output went away: nobody is left to be told
        _close_output()
    except OSError as error:
        _close_output()
        why = f"{error.strerror or error}{f' ({error.filename})' if error.filename else ''}"
        terminal.complain(_("Reading or writing failed: {why}.").format(why=why))
    except Exception as error:  # noqa: BLE001 - a bug: it is reported, and the person gets a sentence
        _complain_of_bug(error)
    return 1


def _spoken(words: Sequence[str]) -> str:
    """The language of sentences: the one asked for, or the one of the window. It is needed before parsing."""
    if not words:
        return settings.load().language
    from facilitator.commands.grammar import PAPER_LANGUAGES

    for number, word in enumerate(words):
        asked = word.partition("=")[2] if word.startswith("--language=") else ""
        if word == "--language" and number + 1 < len(words):
            asked = words[number + 1]
        if asked in PAPER_LANGUAGES:
            return asked.partition("-")[0]
    return settings.load().language


def _complain_of_bug(error: Exception) -> None:
    from facilitator import log

    terminal.complain(_("Something in the program went wrong. What was stored before is still there."))
    with contextlib.suppress(UserError):
        report = log.write_report(error)
        terminal.complain(_("A report without any names or figures is in {file}.").format(file=report))


def _close_output() -> None:
    """What could not be written is given up, or Python would try again at its end, and complain."""
    with contextlib.suppress(OSError):
        sys.stdout.close()


def _window(database: Path | None = None, language: str | None = None) -> int:
    from facilitator import app

    return app.run(database, language)
