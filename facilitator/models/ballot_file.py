"""Which files the ballots of a sheet came from: their digests, so that no file is counted twice."""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.models.base import Base

if TYPE_CHECKING:
    from facilitator.models.tally import Sheet

_COST, _BLOCK = 2**14, 8
"""Of `scrypt`: 16 MB of memory and some 50 ms for each guess."""


class BallotFile(Base):
    """A file whose ballots were added to a sheet; the ballots themselves are not kept."""

    __tablename__ = "ballot_file"

    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    """See `stored_digest`."""

    sheet: Mapped[Sheet] = relationship(back_populates="files")


def stored_digest(rows: int, cycle: uuid.UUID) -> str:
    """What is stored of a file: a slow digest of the sum of its rows, salted with the cycle.

    A plain one would let somebody who has the tallies try the few ballots that a small group can have given.
    """
    return hashlib.scrypt(rows.to_bytes(32, "big"), salt=cycle.bytes, n=_COST, r=_BLOCK, p=1, dklen=16).hex()
