"""Whether a file lies on a drive that can be pulled out: a database there is torn by the pull, or lost with it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from facilitator.i18n import _
from facilitator.models.refusal import RefusedError

MOUNTED_BELOW = ("/media/", "/run/media/", "/Volumes/")
"""Where Linux and macOS show what is plugged in."""
_REMOVABLE = 2
"""Windows' kind of drive for sticks (GetDriveTypeW)."""
_DEVICES = Path("/sys/dev/block")


def is_removable(path: Path) -> bool:
    """True on a memory stick or card; False also where the system does not tell."""
    place = next((each for each in (path, *path.parents) if each.exists()), path).resolve()
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(place.anchor)) == _REMOVABLE
    shown = any(str(each).startswith(MOUNTED_BELOW) for each in (path.absolute(), place))
    return shown or _says_removable(place)


def refuse(path: Path) -> None:
    """Raise RefusedError (`removable`) for a database on such a drive."""
    if is_removable(path):
        raise RefusedError(
            "removable",
            _(
                "{file} lies on a memory stick. Work on the laptop, and put copies on the stick: "
                "a stick that is pulled out while you work can lose everything."
            ).format(file=path.name),
        )


def _says_removable(place: Path) -> bool:
    """What Linux says of the disk under a folder, or of the disk that its partition is a part of."""
    try:
        device = place.stat().st_dev
        disk = (_DEVICES / f"{os.major(device)}:{os.minor(device)}").resolve()
        flags = [each / "removable" for each in (disk, disk.parent)]
        return any(flag.read_text().strip() == "1" for flag in flags if flag.is_file())
    except (OSError, AttributeError):
        return False
