"""Memory sticks that are plugged in: where papers go that somebody else's computer will print."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStorageInfo

from facilitator.models.removable import is_removable


def sticks() -> list[Path]:
    """The folders of sticks that can be written to."""
    volumes = (each for each in QStorageInfo.mountedVolumes() if each.isReady() and not each.isReadOnly())
    return [root for root in (Path(each.rootPath()) for each in volumes) if root != Path("/") and is_removable(root)]
