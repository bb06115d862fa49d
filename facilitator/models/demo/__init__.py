"""A complete sample: two rounds of one real commune, of a district, or of the whole country.

Places are real; people, scores, money and words are invented and say so. The same size always gives the same rows,
identifiers included.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.i18n import _

if TYPE_CHECKING:
    from facilitator.models.store import Store

SIZES = ("commune", "district", "national")

Progress = Callable[[int, int], None]
"""Called with the communes made and how many there will be; what it raises ends the work and leaves no file."""


def make(path: Path, size: str, progress: Progress | None = None) -> None:
    """Make a new database with the sample of that size.

    Raises UserError for an unknown size, an existing file, or a place that cannot be written to. The file appears
    only when it is complete.
    """
    from facilitator.models import drafts
    from facilitator.models.demo import contents
    from facilitator.models.store import Store

    if size not in SIZES:
        raise UserError(
            _("The sample size {size} is unknown. Choose one of: {sizes}.").format(size=size, sizes=", ".join(SIZES))
        )
    if path.exists():
        raise UserError(_("{file} already exists. Choose another name.").format(file=path))
    part = path.with_name(f".{path.name}.part")
    drafts.remove(part)
    try:
        with Store.create(part) as store:
            contents.fill(store, size, progress or _silent)
            if size != "national":
                _work_ahead(store)
        drafts.put_in_place(part, path)
    except BaseException:
        drafts.remove(part)
        raise


def _work_ahead(store: Store) -> None:
    """As the window does while nobody types."""
    from facilitator.models import results

    for cycle in store.cycles():
        results.work_ahead(store, cycle)


def _silent(done: int, total: int) -> None:
    """Nobody asked how far it is."""
