"""The words and options of the command line (a contract: docs/interfaces.md), and which function each command calls."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from facilitator import __version__, i18n
from facilitator.commands import terminal
from facilitator.i18n import _
from facilitator.text import strip_breaks

PAPER_LANGUAGES = (*i18n.LANGUAGES, "km-en")
LEVELS = ("village", "service_point", "commune", "district", "province", "country")
SIZES = ("commune", "district", "national")
COPIES = ("public", "meeting")
KINDS = ("cycle", "votes", "attendance", "actions", "contributions", "budget", "questionnaire", "survey")
"""Kinds of files that can be imported."""
FORMS = ("xlsx", "csv", "json")
"""Kinds of files that a cycle can be written into."""


PRINT_USAGE = """facilitator print --list
       facilitator print KEY|--all --database FILE [--cycle ID] [--service-point KEY] [--village CODE]
                         [--language km|en|km-en] [--digits khmer|arabic] [--copy public|meeting] [--colour]
                         --out FOLDER"""


class _Parser(argparse.ArgumentParser):
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
        super().add_usage(usage, actions, groups, f"{_('Usage')}: " if prefix is None else prefix)


def parser() -> argparse.ArgumentParser:
    """The whole command line. Parsed, it has `run`: what to call with it, None for the window."""
    top = _Parser(
        prog="facilitator",
        description=_("The community scorecard of a commune. Without a command the window opens."),
    )
    top.plain.add_argument(
        "--version", action="version", version=f"facilitator {__version__}", help=_("show the version")
    )
    top.plain.add_argument("--database", type=Path, metavar="FILE", help=_("database file to open"))
    _add_language(top, i18n.LANGUAGES)
    top.set_defaults(run=None)
    commands = top.add_subparsers(title=_("Commands"), metavar=_("COMMAND"), prog=top.prog, parser_class=_Parser)
    for add in (
        _demo,
        _cycles,
        _results,
        _survey,
        _actions,
        _budget,
        _print,
        _template,
        _import,
        _export,
        _check,
        _backup,
        _backups,
        _restore,
        _verify,
    ):
        add(commands)
    return top


def _later(module: str, function: str) -> Callable[[argparse.Namespace], int]:
    """The function of a command, imported when it is called."""

    def run(asked: argparse.Namespace) -> int:
        command: Callable[[argparse.Namespace], int] = getattr(
            import_module(f"facilitator.commands.{module}"), function
        )
        return command(asked)

    return run


def _command(commands: Any, name: str, about: str, run: Callable[[argparse.Namespace], int]) -> _Parser:
    made: _Parser = commands.add_parser(name, help=about, description=about)
    made.set_defaults(run=run)
    return made


def _add_database(command: _Parser, about: str, required: bool = True) -> None:
    command.plain.add_argument("--database", type=Path, metavar="FILE", required=required, help=about)


def _add_cycle(command: _Parser, about: str) -> None:
    command.plain.add_argument("--cycle", metavar="ID", help=about)


def _add_language(command: _Parser, languages: Sequence[str]) -> None:
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


def _code(word: str) -> str:
    """The code of a place in Arabic digits; all have an even number of them, so a lost leading zero is put back."""
    code = i18n.digits(word)
    return f"0{code}" if code.isdigit() and len(code) % 2 else code


def _add_format(command: _Parser, formats: Sequence[str], default: str) -> None:
    about = _("how the answer is written (usually {default})").format(default=default)
    command.plain.add_argument("--format", choices=formats, metavar="|".join(formats), default=default, help=about)


def _demo(commands: Any) -> None:
    command = _command(
        commands,
        "demo",
        _("make a new database with a complete sample, the same every time"),
        _later("writing", "demo"),
    )
    _add_database(command, _("new database file"))
    sizes = _("a commune, a district or the whole country (usually {default})").format(default=SIZES[0])
    command.plain.add_argument("--size", choices=SIZES, metavar="|".join(SIZES), default=SIZES[0], help=sizes)
    _add_language(command, i18n.LANGUAGES)


def _cycles(commands: Any) -> None:
    command = _command(
        commands, "cycles", _("list the cycles, oldest first, with what each stage misses"), _later("reading", "cycles")
    )
    _add_database(command, _("database file"))
    _add_format(command, ("json",), "json")
    _add_language(command, i18n.LANGUAGES)


def _results(commands: Any) -> None:
    command = _command(commands, "results", _("scores, from the village to the country"), _later("reading", "results"))
    _add_database(command, _("database file"))
    _add_cycle(command, _("only this cycle (else all)"))
    command.plain.add_argument("--year", type=int, metavar="YEAR", help=_("only this year"))
    command.plain.add_argument("--round", type=int, metavar="ROUND", help=_("only this round"))
    command.plain.add_argument(
        "--level", choices=LEVELS, metavar="LEVEL", help=_("only this level: {levels}").format(levels=", ".join(LEVELS))
    )
    command.plain.add_argument("--place", type=_code, metavar="CODE", help=_("only the place with this code"))
    command.plain.add_argument("--public", action="store_true", help=_("hide what a public copy hides"))
    _add_format(command, ("json", "csv"), "json")
    _add_language(command, i18n.LANGUAGES)


def _actions(commands: Any) -> None:
    about = _("action plans: every activity, and what was done, promised and received")
    command = _command(commands, "actions", about, _later("plans", "actions"))
    _add_database(command, _("database file"))
    _add_cycle(command, _("only this cycle (else all)"))
    _add_format(command, ("json", "csv"), "json")
    _add_language(command, i18n.LANGUAGES)


def _budget(commands: Any) -> None:
    about = _("budgets: lines, projects, totals, and what does not add up")
    command = _command(commands, "budget", about, _later("budgets", "budgets"))
    _add_database(command, _("database file"))
    _add_cycle(command, _("only this cycle (else all)"))
    _add_format(command, ("json", "csv"), "json")
    _add_language(command, i18n.LANGUAGES)


def _survey(commands: Any) -> None:
    about = _("surveys: shares of satisfied people with their intervals, and the change between rounds")
    command = _command(commands, "survey", about, _later("surveys", "survey"))
    _add_database(command, _("database file"))
    _add_cycle(command, _("only the commune of this cycle (else everywhere)"))
    command.plain.add_argument("--public", action="store_true", help=_("hide what a public copy hides"))
    _add_format(command, ("json", "csv"), "json")
    _add_language(command, i18n.LANGUAGES)


def _print(commands: Any) -> None:
    """The usage is written out: argparse cannot say that a paper needs a database and the list of papers does not."""
    command = _command(commands, "print", _("write papers as PDF files"), _later("writing", "print_papers"))
    which = command.plain.add_mutually_exclusive_group(required=True)
    which.add_argument("key", metavar="KEY", nargs="?", help=_("which paper"))
    which.add_argument("--all", action="store_true", help=_("every paper that can be made"))
    which.add_argument("--list", action="store_true", help=_("show the keys of all papers"))
    command.usage = PRINT_USAGE
    _add_database(command, _("database file"), required=False)
    _add_cycle(command, _("which cycle, when there are several"))
    command.plain.add_argument("--service-point", metavar="KEY", help=_("only this service"))
    command.plain.add_argument("--village", type=_code, metavar="CODE", help=_("only this village"))
    _add_language(command, PAPER_LANGUAGES)
    about = _("digits of numbers in Khmer (usually {default})").format(default=i18n.DIGITS[0])
    command.plain.add_argument(
        "--digits", choices=i18n.DIGITS, metavar="|".join(i18n.DIGITS), default=i18n.DIGITS[0], help=about
    )
    about = _("a public copy hides small groups (usually {default})").format(default=COPIES[0])
    command.plain.add_argument("--copy", choices=COPIES, metavar="|".join(COPIES), default=COPIES[0], help=about)
    command.plain.add_argument("--colour", action="store_true", help=_("colours instead of hatches in the bars"))
    command.plain.add_argument("--out", type=Path, metavar="FOLDER", help=_("folder for the PDF files"))


def _template(commands: Any) -> None:
    command = _command(
        commands, "template", _("write an Excel workbook to fill in and import"), _later("writing", "template")
    )
    command.add_argument(
        "kind", metavar="KIND", choices=KINDS, help=_("kind of workbook: {kinds}").format(kinds=", ".join(KINDS))
    )
    command.plain.add_argument("--out", type=Path, metavar="FILE.xlsx", required=True, help=_("file to write"))
    _add_database(command, _("database to fill it from"), required=False)
    _add_cycle(command, _("cycle to fill it from"))
    _add_language(command, i18n.LANGUAGES)


def _import(commands: Any) -> None:
    command = _command(commands, "import", _("import a file: all of it or nothing"), _later("importing", "import_file"))
    command.add_argument(
        "kind", metavar="KIND", choices=KINDS, help=_("kind of file: {kinds}").format(kinds=", ".join(KINDS))
    )
    command.plain.add_argument("file", metavar="FILE", type=Path, help=_("the workbook (.xlsx) or table (.csv)"))
    _add_database(command, _("database file; a cycle makes it when there is none"))
    _add_cycle(command, _("which cycle, when there are several"))
    about = _("questionnaire of survey answers, where the file does not name it")
    command.plain.add_argument("--questionnaire", metavar="KEY", help=about)
    about = _("round of survey answers, where the file does not name it")
    command.plain.add_argument("--round", dest="survey_round", metavar="ROUND", help=about)
    command.plain.add_argument("--check", action="store_true", help=_("only tell what would happen"))
    about = _("put ballots in the place of those that the same groups have from another file")
    command.plain.add_argument("--replace", action="store_true", help=about)
    _add_language(command, i18n.LANGUAGES)


def _export(commands: Any) -> None:
    command = _command(commands, "export", _("write everything of a cycle into a file"), _later("exporting", "export"))
    about = _("Excel workbook, comma-separated values, or JSON")
    command.add_argument("form", metavar="|".join(FORMS), choices=FORMS, help=about)
    _add_database(command, _("database file"))
    _add_cycle(command, _("which cycle, when there are several"))
    about = _("also the answers of the survey, one row for each person: never for posting")
    command.plain.add_argument("--survey-rows", action="store_true", help=about)
    about = _("file to write; for csv a folder, or one file of all cells when it ends in .csv")
    command.plain.add_argument("--out", type=Path, metavar="PATH", required=True, help=about)
    _add_language(command, i18n.LANGUAGES)


def _verify(commands: Any) -> None:
    command = _command(
        commands, "verify", _("tell whether a printed paper says what the record says"), _later("verifying", "verify")
    )
    command.add_argument("code", metavar="CODE", help=_("the code at the foot of the paper"))
    _add_database(command, _("database file (else the one that the window opens)"), required=False)
    _add_format(command, ("json", "text"), "text")
    _add_language(command, i18n.LANGUAGES)


def _check(commands: Any) -> None:
    command = _command(commands, "check", _("examine a database file"), _later("reading", "check"))
    _add_database(command, _("database file (else the one that the window opens)"), required=False)
    _add_format(command, ("json", "text"), "json")
    _add_language(command, i18n.LANGUAGES)


def _backup(commands: Any) -> None:
    command = _command(
        commands, "backup", _("make a verified backup, or a copy on a stick"), _later("keeping", "back_up")
    )
    _add_database(command, _("database file (else the one that the window opens)"), required=False)
    about = _("also copy it into this folder (of a memory stick)")
    command.plain.add_argument("--to", type=Path, metavar="FOLDER", help=about)
    command.plain.add_argument("--passphrase", action="store_true", help=_("ask for a passphrase that closes the copy"))
    _add_language(command, i18n.LANGUAGES)


def _backups(commands: Any) -> None:
    command = _command(commands, "backups", _("list the backups, newest first"), _later("keeping", "backups"))
    _add_database(command, _("database file (else the one that the window opens)"), required=False)
    _add_format(command, ("json", "text"), "text")
    _add_language(command, i18n.LANGUAGES)


def _restore(commands: Any) -> None:
    about = _("put a backup in the place of the database, which is kept under another name")
    command = _command(commands, "restore", about, _later("keeping", "restore"))
    command.add_argument("which", metavar="NUMBER|FILE", help=_("number of a backup, or a copy from a stick"))
    _add_database(command, _("database file (else the one that the window opens)"), required=False)
    command.plain.add_argument("--passphrase", action="store_true", help=_("ask for the passphrase of the copy"))
    command.plain.add_argument("--check", action="store_true", help=_("only tell what would differ"))
    _add_format(command, ("json", "text"), "text")
    _add_language(command, i18n.LANGUAGES)
