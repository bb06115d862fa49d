"""What the commands have in common: a parser that speaks the language of the command, and options that many have."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from facilitator import i18n
from facilitator.commands import terminal
from facilitator.i18n import _
from facilitator.text import strip_breaks


class Parser(argparse.ArgumentParser):
    """A parser whose frame speaks the language of the command."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Formatter, **options)
        self.plain = self.add_argument_group(_("Options"))
        self.plain.add_argument("-h", "--help", action="help", help=_("show this and stop"))

    def format_help(self) -> str:
        return strip_breaks(super().format_help())

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        terminal.complain(_("This command was not understood ({why}).").format(why=message))
        terminal.complain(_("“{command} --help” shows how it is written.").format(command=self.prog))
        raise SystemExit(2)


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=40)

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        word = _("Usage")
        super().add_usage(usage, actions, groups, f"{word}: " if prefix is None else prefix)


def later(module: str, function: str) -> Callable[[argparse.Namespace], int]:
    """The function of a command, imported when it is called."""

    def run(asked: argparse.Namespace) -> int:
        command: Callable[[argparse.Namespace], int] = getattr(
            import_module(f"facilitator.commands.{module}"), function
        )
        return command(asked)

    return run


def add_command(commands: Any, name: str, about: str, run: Callable[[argparse.Namespace], int]) -> Parser:
    """A command of that name, which calls `run`."""
    made: Parser = commands.add_parser(name, help=about, description=about)
    made.set_defaults(run=run)
    return made


def add_database(command: Parser, about: str, required: bool = True) -> None:
    """Which database file."""
    command.plain.add_argument("--database", type=Path, metavar="FILE", required=required, help=about)


def add_cycle(command: Parser, about: str) -> None:
    """Which cycle; `about` says what is taken without."""
    command.plain.add_argument("--cycle", metavar="ID", help=about)


def add_language(command: Parser, languages: Sequence[str]) -> None:
    """The language of what is said or printed."""

    def known(word: str) -> str:
        if word not in languages:
            raise argparse.ArgumentTypeError(
                _("there is no language “{language}”; choose {languages}").format(
                    language=word, languages=", ".join(languages)
                )
            )
        return word

    about = _("language of the papers and of these sentences") if "km-en" in languages else _("language")
    command.plain.add_argument("--language", type=known, metavar="|".join(languages), help=about)


def place_code(word: str) -> str:
    """The code of a place in Arabic digits; all have an even number of them, so a lost leading zero is put back."""
    code = i18n.digits(word)
    return f"0{code}" if code.isdigit() and len(code) % 2 else code


def add_format(command: Parser, formats: Sequence[str], default: str) -> None:
    """How the answer is written."""
    about = _("how the answer is written (usually {default})").format(default=default)
    command.plain.add_argument("--format", choices=formats, metavar="|".join(formats), default=default, help=about)


def add_table(commands: Any, name: str, about: str, run: Callable[[argparse.Namespace], int]) -> Parser:
    """A command that answers with rows, of one cycle or of all."""
    command = add_command(commands, name, about, run)
    add_database(command, _("database file"))
    add_cycle(command, _("only this cycle (else all)"))
    add_format(command, ("json", "csv"), "json")
    add_language(command, i18n.LANGUAGES)
    return command
