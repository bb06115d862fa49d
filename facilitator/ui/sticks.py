"""Memory sticks that are plugged in: where papers go that somebody else's computer will print."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QStorageInfo

MOUNTED_BELOW = ("/media/", "/run/media/", "/Volumes/")
"""Where Linux and macOS show what is plugged in."""
_REMOVABLE = 2
"""Windows' kind of drive for sticks (GetDriveTypeW)."""


def sticks() -> list[Path]:
    """The folders of sticks that can be written to."""
    volumes = (each for each in QStorageInfo.mountedVolumes() if each.isReady() and not each.isReadOnly())
    return [Path(root) for root in (each.rootPath() for each in volumes) if _is_removable(root)]


def _is_removable(root: str) -> bool:
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(root)) == _REMOVABLE
    return root.startswith(MOUNTED_BELOW)
