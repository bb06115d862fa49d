"""The words and options of the command line (a contract: docs/interfaces.md), and which function each command calls."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from facilitator import __version__, i18n
from facilitator.commands.options import (
    Parser,
    add_command,
    add_cycle,
    add_database,
    add_format,
    add_language,
    add_table,
    later,
    place_code,
)
from facilitator.i18n import _

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


def parser(asked: str = "") -> argparse.ArgumentParser:
    """The whole command line, or its one command `asked`. Parsed, it has `run`: what to call, None for the window."""
    top = Parser(
        prog="facilitator",
        description=_("The community scorecard of a commune. Without a command the window opens."),
    )
    top.plain.add_argument(
        "--version", action="version", version=f"facilitator {__version__}", help=_("show the version")
    )
    top.plain.add_argument("--database", type=Path, metavar="FILE", help=_("database file to open"))
    add_language(top, i18n.LANGUAGES)
    top.set_defaults(run=None)
    commands = top.add_subparsers(title=_("Commands"), metavar=_("COMMAND"), prog=top.prog, parser_class=Parser)
    for name in [asked] if asked in _COMMANDS else _COMMANDS:
        _COMMANDS[name](commands)
    return top


def _demo(commands: Any) -> None:
    command = add_command(
        commands,
        "demo",
        _("make a new database with a complete sample, the same every time"),
        later("writing", "demo"),
    )
    add_database(command, _("new database file"))
    sizes = _("a commune, a district or the whole country (usually {default})").format(default=SIZES[0])
    command.plain.add_argument("--size", choices=SIZES, metavar="|".join(SIZES), default=SIZES[0], help=sizes)
    add_language(command, i18n.LANGUAGES)


def _cycles(commands: Any) -> None:
    command = add_command(
        commands, "cycles", _("list the cycles, oldest first, with what each stage misses"), later("reading", "cycles")
    )
    add_database(command, _("database file"))
    add_format(command, ("json",), "json")
    add_language(command, i18n.LANGUAGES)


def _results(commands: Any) -> None:
    about = _("scores, from the village to the country")
    command = add_command(commands, "results", about, later("reading", "results"))
    add_database(command, _("database file"))
    add_cycle(command, _("only this cycle (else all)"))
    command.plain.add_argument("--year", type=int, metavar="YEAR", help=_("only this year"))
    command.plain.add_argument("--round", type=int, metavar="ROUND", help=_("only this round"))
    command.plain.add_argument(
        "--level", choices=LEVELS, metavar="LEVEL", help=_("only this level: {levels}").format(levels=", ".join(LEVELS))
    )
    command.plain.add_argument("--place", type=place_code, metavar="CODE", help=_("only the place with this code"))
    command.plain.add_argument("--public", action="store_true", help=_("hide what a public copy hides"))
    add_format(command, ("json", "csv"), "json")
    add_language(command, i18n.LANGUAGES)


def _actions(commands: Any) -> None:
    about = _("action plans: every activity, and what was done, promised and received")
    add_table(commands, "actions", about, later("plans", "actions"))


def _budget(commands: Any) -> None:
    about = _("budgets: lines, projects, totals, and what does not add up")
    add_table(commands, "budget", about, later("budgets", "budgets"))


def _survey(commands: Any) -> None:
    about = _("surveys: shares of satisfied people with their intervals, and the change between rounds")
    command = add_command(commands, "survey", about, later("surveys", "survey"))
    add_database(command, _("database file"))
    add_cycle(command, _("only the commune of this cycle (else everywhere)"))
    command.plain.add_argument("--public", action="store_true", help=_("hide what a public copy hides"))
    add_format(command, ("json", "csv"), "json")
    add_language(command, i18n.LANGUAGES)


def _print(commands: Any) -> None:
    """The usage is written out: argparse cannot say that a paper needs a database and the list of papers does not."""
    command = add_command(commands, "print", _("write papers as PDF files"), later("writing", "print_papers"))
    which = command.plain.add_mutually_exclusive_group(required=True)
    which.add_argument("key", metavar="KEY", nargs="?", help=_("which paper"))
    which.add_argument("--all", action="store_true", help=_("every paper that can be made"))
    which.add_argument("--list", action="store_true", help=_("show the keys of all papers"))
    command.usage = PRINT_USAGE
    add_database(command, _("database file"), required=False)
    add_cycle(command, _("which cycle, when there are several"))
    command.plain.add_argument("--service-point", metavar="KEY", help=_("only this service"))
    command.plain.add_argument("--village", type=place_code, metavar="CODE", help=_("only this village"))
    add_language(command, PAPER_LANGUAGES)
    about = _("digits of numbers in Khmer (usually {default})").format(default=i18n.DIGITS[0])
    command.plain.add_argument(
        "--digits", choices=i18n.DIGITS, metavar="|".join(i18n.DIGITS), default=i18n.DIGITS[0], help=about
    )
    about = _("a public copy hides small groups (usually {default})").format(default=COPIES[0])
    command.plain.add_argument("--copy", choices=COPIES, metavar="|".join(COPIES), default=COPIES[0], help=about)
    command.plain.add_argument("--colour", action="store_true", help=_("colours instead of hatches in the bars"))
    command.plain.add_argument("--out", type=Path, metavar="FOLDER", help=_("folder for the PDF files"))


def _template(commands: Any) -> None:
    command = add_command(
        commands, "template", _("write an Excel workbook to fill in and import"), later("writing", "template")
    )
    command.plain.add_argument(
        "kind", metavar="KIND", choices=KINDS, help=_("kind of workbook: {kinds}").format(kinds=", ".join(KINDS))
    )
    command.plain.add_argument("--out", type=Path, metavar="FILE.xlsx", required=True, help=_("file to write"))
    add_database(command, _("database to fill it from"), required=False)
    add_cycle(command, _("cycle to fill it from"))
    add_language(command, i18n.LANGUAGES)


def _import(commands: Any) -> None:
    command = add_command(
        commands, "import", _("import a file: all of it or nothing"), later("importing", "import_file")
    )
    command.add_argument(
        "kind", metavar="KIND", choices=KINDS, help=_("kind of file: {kinds}").format(kinds=", ".join(KINDS))
    )
    command.plain.add_argument("file", metavar="FILE", type=Path, help=_("the workbook (.xlsx) or table (.csv)"))
    add_database(command, _("database file; a cycle makes it when there is none"))
    add_cycle(command, _("which cycle, when there are several"))
    about = _("questionnaire of survey answers, where the file does not name it")
    command.plain.add_argument("--questionnaire", metavar="KEY", help=about)
    about = _("round of survey answers, where the file does not name it")
    command.plain.add_argument("--round", dest="survey_round", metavar="ROUND", help=about)
    command.plain.add_argument("--check", action="store_true", help=_("only tell what would happen"))
    about = _("put ballots in the place of those that the same groups have from another file")
    command.plain.add_argument("--replace", action="store_true", help=about)
    about = _("why what was declared finished is corrected; kept in the history of changes")
    command.plain.add_argument("--reason", metavar="TEXT", default="", help=about)
    add_language(command, i18n.LANGUAGES)


def _export(commands: Any) -> None:
    command = add_command(
        commands, "export", _("write everything of a cycle into a file"), later("exporting", "export")
    )
    about = _("Excel workbook, comma-separated values, or JSON")
    command.plain.add_argument("form", metavar="|".join(FORMS), choices=FORMS, help=about)
    add_database(command, _("database file"))
    add_cycle(command, _("which cycle, when there are several"))
    about = _("also the answers of the survey, one row for each person: never for posting")
    command.plain.add_argument("--survey-rows", action="store_true", help=about)
    about = _("file to write; for csv a folder, or one file of all cells when it ends in .csv")
    command.plain.add_argument("--out", type=Path, metavar="PATH", required=True, help=about)
    add_language(command, i18n.LANGUAGES)


def _verify(commands: Any) -> None:
    command = add_command(
        commands, "verify", _("tell whether a printed paper says what the record says"), later("verifying", "verify")
    )
    command.plain.add_argument("code", metavar="CODE", help=_("the code at the foot of the paper"))
    add_database(command, _("database file (else the one that the window opens)"), required=False)
    add_format(command, ("json", "text"), "text")
    add_language(command, i18n.LANGUAGES)


def _check(commands: Any) -> None:
    command = add_command(commands, "check", _("examine a database file"), later("reading", "check"))
    add_database(command, _("database file (else the one that the window opens)"), required=False)
    add_format(command, ("json", "text"), "json")
    add_language(command, i18n.LANGUAGES)


def _backup(commands: Any) -> None:
    command = add_command(
        commands, "backup", _("make a verified backup, or a copy on a stick"), later("keeping", "back_up")
    )
    add_database(command, _("database file (else the one that the window opens)"), required=False)
    about = _("also copy it into this folder (of a memory stick)")
    command.plain.add_argument("--to", type=Path, metavar="FOLDER", help=about)
    command.plain.add_argument("--passphrase", action="store_true", help=_("ask for a passphrase that closes the copy"))
    add_language(command, i18n.LANGUAGES)


def _backups(commands: Any) -> None:
    command = add_command(commands, "backups", _("list the backups, newest first"), later("keeping", "backups"))
    add_database(command, _("database file (else the one that the window opens)"), required=False)
    add_format(command, ("json", "text"), "text")
    add_language(command, i18n.LANGUAGES)


def _restore(commands: Any) -> None:
    about = _("put a backup in the place of the database, which is kept under another name")
    command = add_command(commands, "restore", about, later("keeping", "restore"))
    command.plain.add_argument("which", metavar="NUMBER|FILE", help=_("number of a backup, or a copy from a stick"))
    add_database(command, _("database file (else the one that the window opens)"), required=False)
    command.plain.add_argument("--passphrase", action="store_true", help=_("ask for the passphrase of the copy"))
    command.plain.add_argument("--check", action="store_true", help=_("only tell what would differ"))
    add_format(command, ("json", "text"), "text")
    add_language(command, i18n.LANGUAGES)


_COMMANDS = {
    "demo": _demo,
    "cycles": _cycles,
    "results": _results,
    "survey": _survey,
    "actions": _actions,
    "budget": _budget,
    "print": _print,
    "template": _template,
    "import": _import,
    "export": _export,
    "check": _check,
    "backup": _backup,
    "backups": _backups,
    "restore": _restore,
    "verify": _verify,
}
"""What adds each command."""
