"""Commands about copies of a database: `backup`, `backups`, `restore`."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from facilitator.commands import terminal
from facilitator.commands.reading import usual_database
from facilitator.errors import UserError
from facilitator.i18n import _

if TYPE_CHECKING:
    from facilitator.models.backup import Backup
    from facilitator.models.differing import Preview

SHORTEST_PASSPHRASE = 8


def back_up(asked: argparse.Namespace) -> int:
    """Make a verified backup, and with `--to` put a copy of it into a folder."""
    from facilitator.models import backup, elsewhere

    if asked.passphrase and asked.to is None:
        raise terminal.UsageError(_("A passphrase closes a copy: say where it goes (--to FOLDER)."))
    passphrase = _new_passphrase() if asked.passphrase else ""
    with backup.snapshot_of(asked.database or usual_database()) as copy:
        made = backup.keep(copy, "demand")
    terminal.tell(str(made.path if asked.to is None else elsewhere.copy_to(made, asked.to, passphrase)))
    return 0


def backups(asked: argparse.Namespace) -> int:
    """List the backups, newest first."""
    from facilitator.models import backup

    found = backup.list_backups(backup.folder_of(asked.database or usual_database()))
    if asked.format == "json":
        terminal.tell_json([_described(each) for each in found])
        return 0
    damaged = _("damaged")
    for each in found:
        sound = "" if backup.is_sound(each) else f"  {damaged}"
        terminal.tell(f"{each.sequence:>6}  {each.at.replace('T', ' ')}  {each.words}{sound}")
    if not found:
        terminal.tell(_("There is no backup yet. One is made when the window opens the database."))
    return 0


def restore(asked: argparse.Namespace) -> int:
    """Tell what a backup would change, and put it in the place of the database unless `--check` only asks."""
    from facilitator.models import differing, recovery

    path = asked.database or usual_database()
    with ExitStack() as stack:
        chosen = _chosen(asked, path, stack)
        told = differing.preview(chosen, path)
        done = None if asked.check else recovery.restore(chosen, path)
    if asked.format == "json":
        kept = str(done.kept) if done is not None and done.kept is not None else None
        terminal.tell_json({"restored": done is not None, "kept": kept, **asdict(told)})
        return 0
    for line in _lines(told):
        terminal.tell(line)
    if done is not None:
        terminal.tell(_("Backup {number} is now the database {file}.").format(number=chosen.sequence, file=path))
        if done.kept is not None:
            terminal.tell(_("What was there before is kept in {file}.").format(file=done.kept))
    return 0


def _described(backup: Backup) -> dict[str, Any]:
    from facilitator.models.backup import is_sound

    return {
        "number": backup.sequence,
        "at": backup.at,
        "reason": backup.reason,
        "schema": backup.schema,
        "bytes": backup.size,
        "sound": is_sound(backup),
        "file": str(backup.path),
    }


def _chosen(asked: argparse.Namespace, path: Path, stack: ExitStack) -> Backup:
    """The backup with that number, or the file: checked and copied to where nothing else changes it meanwhile."""
    from facilitator.models import backup, elsewhere

    number = _number(asked.which)
    if number is not None and not Path(asked.which).is_file():
        found = {each.sequence: each for each in backup.list_backups(backup.folder_of(path))}
        if number not in found:
            raise UserError(_("There is no backup {number}. Look at the list of backups first.").format(number=number))
        return found[number]
    file = Path(asked.which)
    passphrase = terminal.ask_secret(_("Passphrase")) if asked.passphrase else ""
    return elsewhere.fetch(file, passphrase, Path(stack.enter_context(TemporaryDirectory(dir=_near(path)))))


def _near(path: Path) -> Path:
    """A folder on the disk of the database, where its content may lie for a moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.parent


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else None


def _new_passphrase() -> str:
    typed = terminal.ask_secret(_("Passphrase"))
    if len(typed) < SHORTEST_PASSPHRASE:
        raise UserError(_("A passphrase has {n} characters or more.").format(n=SHORTEST_PASSPHRASE))
    if terminal.is_asking() and terminal.ask_secret(_("The same passphrase again")) != typed:
        raise UserError(_("The two passphrases are not the same."))
    return typed


def _lines(told: Preview) -> list[str]:
    """The preview as sentences."""
    if told.same:
        return [_("The backup holds the same as the database.")]
    lines = [
        _("{part}: {now} records now, {then} in the backup, {differ} not the same.").format(
            part=part.words,
            now="?" if part.now is None else part.now,
            then=part.then,
            differ="?" if part.differ is None else part.differ,
        )
        for part in told.parts
        if part.differ != 0
    ]
    lines += [_("Only in the database: {cycle}").format(cycle=name) for name in told.cycles_only_now]
    lines += [_("Only in the backup: {cycle}").format(cycle=name) for name in told.cycles_only_then]
    if told.changes_gone:
        lines.append(_("{n} changes are newer than the backup. The newest:").format(n=told.changes_gone))
        lines += [f"  {gone.at.replace('T', ' ')}  {gone.label}" for gone in told.gone]
    return lines
