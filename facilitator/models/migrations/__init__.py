"""Bringing an older database up to date: in place, in one transaction, after a verified backup.

The steps are Alembic scripts in `versions/`; the number of a script is the schema version (`user_version` in the
file's header), so that a file tells its version before any library is loaded. There is no second record of it.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models import backup, database, digests, header
from facilitator.models.refusal import RefusedError

if TYPE_CHECKING:
    from alembic.script import Script

SCRIPTS = Path(__file__).parent

log = logging.getLogger(__name__)


def upgrade(path: Path) -> None:
    """Bring the file to the newest schema.

    Foreign keys are off meanwhile (with them on, rebuilding a parent table would delete its children) and checked
    before the commit. Raises RefusedError when it fails; the file is then, byte for byte, what it was.
    """
    version = header.stored_version(path)
    if version >= header.SCHEMA_VERSION:
        return
    engine = database.engine(path, database.CAREFUL)
    try:
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            with backup.Snapshot(raw, path) as copy:
                backup.keep(copy, "migrate")  # refuses damage, which new digests would declare right
            with connection.begin():
                run_steps(connection, version)
    except UserError:
        raise
    except Exception as error:
        log.exception("the upgrade from schema %s failed", version)
        raise _explained(error, path) from error
    finally:
        engine.dispose()


def run_steps(connection: Connection, version: int) -> None:
    """Run every step after `version` inside the open transaction, and check that no row lost its parent.

    At the end what is only worked out from the rest is made anew: the digests at once, the summaries when asked for.
    """
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    context = MigrationContext.configure(connection)
    for step in steps():
        if int(step.revision) > version:
            with Operations.context(context):
                step.module.upgrade()
            connection.exec_driver_sql(f"PRAGMA user_version = {int(step.revision)}")
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise RuntimeError("after the upgrade rows lack their parents")
    connection.exec_driver_sql("DELETE FROM summary")
    digests.renew(connection)


def steps() -> list[Script]:
    """The scripts, oldest first."""
    from alembic.script import ScriptDirectory

    return list(reversed(list(ScriptDirectory(str(SCRIPTS)).walk_revisions())))


def _explained(error: Exception, path: Path) -> RefusedError:
    if isinstance(error, RefusedError):
        return error
    return RefusedError(
        "upgrade",
        _("{file} could not be upgraded and stays as it was. Send the log to your support.").format(file=path.name),
    )
