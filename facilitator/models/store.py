"""The Store: one database, one connection, one transaction per gesture, undo and redo of each."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, inspect, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from facilitator.errors import UserError
from facilitator.i18n import _, shown
from facilitator.models import (
    apart,
    correcting,
    database,
    digests,
    header,
    history,
    refusal,
    schema,
    summary,
    undo,
)
from facilitator.models import witness as witnesses
from facilitator.models.base import Base
from facilitator.models.cycle import Cycle
from facilitator.models.undo import Change, Recorder
from facilitator.text import TEXT_LIMIT, clean

E = TypeVar("E", bound=Base)

DEEPEST_UNDO = 200


class Store:
    """The open database.

    `open` and `create` make one. Entities are read with `get` and `all`, changed by their verbs inside
    `transaction`. Everything is on the disk when `transaction` ends; there is nothing to save.
    """

    def __init__(self, path: Path, who: str = "") -> None:
        self.path = path
        self.who = who
        self.listeners: list[Callable[[Change], None]] = []
        self._engine = database.engine(path)
        self._connection: Connection = self._engine.connect()
        self.session = Session(bind=self._connection, expire_on_commit=False)
        self._witness = witnesses.Witness(path)
        self._open = False
        self._broken = False
        header.held.add(path.resolve())
        self.version = 0
        """Counts the stored changes: what was worked out from the data is good as long as this stays."""
        self._undo: list[Change] = []
        self._redo: list[Change] = []
        self.lost = ""
        """What to tell somebody whose last changes the file did not hold any more when it was opened."""
        self.backups_paused = False
        """True while people score one by one: the difference of two copies would be a ballot (`models.voting`)."""

    # -- opening ------------------------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, who: str = "") -> Store:
        """Make a new database, and its folder. Raises UserError when the file exists or cannot be written."""
        if not header.is_new(path):
            raise schema.exists(path)
        header.refuse_held(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            witnesses.forget(path)
            schema.make(path)
        except OSError as error:
            raise refusal.of_file(error, path) from error
        except DBAPIError as error:
            raise database.explain(error, path) from error
        return cls._guarded(path, who)

    @classmethod
    def open(cls, path: Path, who: str = "") -> Store:
        """Open a database, upgrading an older one after a verified backup.

        Raises UserError for a file that is not ours, newer, damaged, locked, or in a read-only place.
        """
        version = header.stored_version(path)
        header.refuse_unwritable(path)
        lost, kept = witnesses.missing(path), None
        if lost:
            from facilitator.models import restoring

            kept = restoring.put_aside(path)
        if version < header.SCHEMA_VERSION:
            from facilitator.models import migrations

            migrations.upgrade(path)
        store = cls._guarded(path, who)
        if lost:
            store._tell_of_lost(lost, kept)
        return store

    @classmethod
    def _guarded(cls, path: Path, who: str) -> Store:
        store = None
        try:
            store = cls(path, who)
            schema.look_for_tables(store.raw, path)
            digests.watch(store.raw)
            store.end_one_by_one()  # where a crash did
        except Exception as error:
            if store is not None:
                store._dispose()
            if database.is_database_error(error):
                raise database.explain(error, path) from error
            raise
        return store

    def close(self) -> None:
        """Close the file; its write-ahead log is emptied into it."""
        self.session.close()
        self._dispose()
        witnesses.retire(self.path)

    def _dispose(self) -> None:
        self._witness.close()
        self._connection.close()
        self._engine.dispose()
        header.held.discard(self.path.resolve())

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *unused: object) -> None:
        self.close()

    @property
    def raw(self) -> Any:
        """The driver's connection, for backup and checks; never for writing."""
        return self._connection.connection.driver_connection

    # -- reading ------------------------------------------------------------------------------------------------

    def get(self, entity: type[E], key: Any) -> E | None:
        """The entity with that key, or None."""
        return self.session.get(entity, key)

    def all(self, entity: type[E], **equal: Any) -> list[E]:
        """All entities of a kind whose attributes equal the given values, in key order."""
        query = select(entity).filter_by(**equal).order_by(*inspect(entity).primary_key)
        return list(self.session.scalars(query))

    def cycles(self) -> list[Cycle]:
        """All cycles, oldest first."""
        found = self.session.scalars(select(Cycle))
        return sorted(found, key=lambda cycle: (cycle.year, cycle.round, cycle.commune_code, str(cycle.id)))

    def cycle(self, key: str) -> Cycle:
        """The cycle with that id as text. Raises UserError when there is none."""
        try:
            found = self.session.get(Cycle, uuid.UUID(key))
        except ValueError:
            found = None
        if found is None:
            raise UserError(_("This database has no cycle {key}.").format(key=key))
        return found

    # -- changing -----------------------------------------------------------------------------------------------

    @contextmanager
    def transaction(
        self, label: str, *, cycle: Cycle | None = None, reason: str = "", undoable: bool = True
    ) -> Iterator[Session]:
        """One gesture: all of it is stored and undoable as `label`, or nothing is.

        One that is not `undoable` (a ballot) leaves no row image in memory: undo forgets everything before it, and
        the listeners hear that something changed, not what. A transaction inside another one joins it. Raises
        UserError when the disk refuses; whatever the verbs raise passes through after everything is as it was.
        """
        if self._open:
            yield from self._joined()
            return
        self.settle()
        recorder = self.session.info["recorder"] = Recorder()
        self._open = True
        try:
            yield self.session
            change = self._commit(recorder, label, cycle, reason)
        except DBAPIError as error:
            self.session.rollback()
            raise database.explain(error, self.path) from error
        except BaseException:
            self.session.rollback()
            raise
        finally:
            self._open = self._broken = False
            del self.session.info["recorder"]
        if change.rows and not undoable:
            self._forget()
            self._tell(Change(label, (), reason, change.cycle_id))
        elif change.rows:
            self._undo = [*self._undo[-DEEPEST_UNDO + 1 :], change]
            self._redo.clear()
            self._tell(change)

    def _joined(self) -> Iterator[Session]:
        try:
            yield self.session
        except BaseException:
            self._broken = True
            raise

    def _commit(self, recorder: Recorder, label: str, cycle: Cycle | None, reason: str) -> Change:
        if self._broken:
            raise RuntimeError("a part of this gesture failed; the rest cannot be stored without it")
        self.session.flush()
        reason = correcting.reason_of(self.session, recorder.rows, clean(reason, TEXT_LIMIT, lines=True))
        self.session.flush()
        change = Change(label, tuple(recorder.rows), reason, cycle.id if cycle is not None else None)
        if change.rows:
            self._follow(change, self.session)
        self.session.commit()
        if any(row.after is None and row.table in schema.pointed_at() for row in change.rows):
            self.session.expire_all()  # what is loaded may still point at an entity that is gone
        return change

    def _follow(self, change: Change, session: Session | None = None) -> None:
        """What belongs to every change, in its transaction: sums that it makes untrue go, the history tells of it."""
        from facilitator.models import hiding, survey_counts  # maps what reading a cycle does not need

        summary.forget(self._connection, change)
        hiding.forget(self._connection, change)
        survey_counts.forget(self._connection, change)
        history.write(self._connection, change, self.who, session)
        witnesses.add(self._connection)

    @contextmanager
    def bulk(self, label: str) -> Iterator[Connection]:
        """One transaction for masses of rows: no row images, hence not undoable; it empties the undo list."""
        self.settle()
        try:
            with digests.unwatched(self._connection), self._connection.begin():
                yield self._connection
                self._follow(Change(label, ()))
                digests.renew(self._connection)
        except DBAPIError as error:
            raise database.explain(error, self.path) from error
        self._forget()
        self._tell(Change(label, ()))

    @contextmanager
    def aside(self) -> Iterator[Connection]:
        """A transaction for what the program notes by itself: no gesture, so neither undo nor history hears of it.

        Raises UserError when the disk refuses.
        """
        self.settle()
        try:
            with self._connection.begin():
                yield self._connection
        except DBAPIError as error:
            raise database.explain(error, self.path) from error

    def undo_label(self) -> str:
        """What `undo` would take back; empty when nothing."""
        return self._undo[-1].label if self._undo else ""

    def redo_label(self) -> str:
        """What `redo` would do again; empty when nothing."""
        return self._redo[-1].label if self._redo else ""

    def undo(self) -> Change | None:
        """Take the last gesture back. Raises UserError when the disk refuses; it can then be tried again."""
        if not self._undo:
            return None
        change = self._undo[-1]
        backwards = change.reversed(_("Undone: {label}").format(label=change.label))
        self._replay(backwards)
        self._redo.append(self._undo.pop())
        self._tell(backwards)
        return change

    def redo(self) -> Change | None:
        """Do the gesture again that was taken back last. Raises UserError when the disk refuses."""
        if not self._redo:
            return None
        change = self._redo[-1]
        self._replay(change)
        self._undo.append(self._redo.pop())
        self._tell(change)
        return change

    def _replay(self, change: Change) -> None:
        self.settle()
        try:
            with self._connection.begin():
                undo.apply(self._connection, change)
                self._follow(change)
        except DBAPIError as error:
            raise database.explain(error, self.path) from error
        self._drop_gone(change)
        self.session.expire_all()

    def _drop_gone(self, change: Change) -> None:
        """Entities whose rows went with the replay leave the session."""
        gone = {(row.table, row.key) for row in change.rows if row.after is None}
        for entity in list(self.session.identity_map.values()):
            state = inspect(entity)
            # A parent takes its children with it, so some are gone by now.
            if (state.mapper.local_table.name, tuple(state.identity)) in gone and entity in self.session:
                self.session.expunge(entity)

    def settle(self) -> None:
        """End the implicit reading transaction, keeping what is loaded: backup and checks see a file at rest."""
        if self._open:
            raise RuntimeError("a transaction is open")
        if self.session.dirty or self.session.new or self.session.deleted:
            self.session.rollback()
            raise RuntimeError("entities were changed outside of a transaction")
        self.session.commit()

    def empty_log(self) -> None:
        """Write the log into the database and cut it to nothing: its frames are states that the file had before.

        A full disk leaves it as it is; nothing is lost by that, and the next call tries again.
        """
        self.settle()
        with contextlib.suppress(*database.errors()):
            self.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def begin_one_by_one(self, sheet: tuple[str, str] | None) -> None:
        """People score one by one (`models.voting`): backups wait. `sheet` (card and group) is one that has votes.

        Raises UserError when the disk refuses.
        """
        apart.begin(self.path, sheet)
        self.empty_log()  # from now on it holds one ballot at most
        self.backups_paused = True

    def end_one_by_one(self) -> None:
        """They have stopped: the log is empty, backups go on."""
        self.empty_log()
        self.backups_paused = False
        apart.end(self.path)

    def empty_derived(self) -> None:
        """Empty what is worked out from the rest, where it was damaged; reading results fills it again."""
        self.settle()
        try:
            with self._connection.begin():
                digests.empty_derived(self._connection)
        except DBAPIError as error:
            raise database.explain(error, self.path) from error

    def accept_as_it_is(self, altered: Sequence[str]) -> None:
        """Declare the records of those tables right, though they are not what was stored; the history tells of it."""
        label = _("Accepted as it is, though not as it was stored: {what}").format(what=", ".join(altered))
        self.settle()
        try:
            with self._connection.begin():
                self._follow(Change(label, ()))
                digests.renew(self._connection)
        except DBAPIError as error:
            raise database.explain(error, self.path) from error
        self._tell(Change(label, ()))

    def _tell_of_lost(self, changes: int, kept: Path | None) -> None:
        """Write it into the history, and have a sentence ready for the window."""
        self.lost = witnesses.sentence(self.path, changes)
        if kept is not None:
            self.lost += " " + _("The damaged file is kept: {file}").format(file=kept.name)
        change = Change(_("{n} changes were missing when the file was opened").format(n=shown(changes)), ())
        with contextlib.suppress(DBAPIError), self._connection.begin():
            self._follow(change)
            self._tell(change)

    def keep_undo_of(self, cycle: Cycle) -> None:
        """Another cycle is on show: what belongs to the one before can no longer be undone from here.

        The newest gestures of this cycle, or of none (its making), stay.
        """
        foreign = [place for place, change in enumerate(self._undo, 1) if change.cycle_id not in (None, cycle.id)]
        self._undo = self._undo[max(foreign, default=0) :]
        self._redo.clear()

    def _forget(self) -> None:
        self._undo.clear()
        self._redo.clear()
        self.session.expire_all()

    def _tell(self, change: Change) -> None:
        self._witness.saw(self._connection.info[digests.STORED])
        self.version += 1
        for listener in list(self.listeners):
            listener(change)
