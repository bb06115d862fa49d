"""Whether a window can be shown. Qt ends the whole process when it finds no screen, so it is asked before Qt is."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from facilitator.errors import UserError
from facilitator.i18n import _


def require_display() -> None:
    """Raise UserError where no window can be shown. Only Linux may be without a screen."""
    if sys.platform.startswith("linux") and not _reachable():
        raise UserError(
            _("There is no screen here to show the window on. `facilitator --help` lists what works without one.")
        )


def _reachable() -> bool:
    """Whether the platform that Qt will choose answers."""
    named = os.environ.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    if named not in ("", "xcb"):
        return True
    wayland = os.environ.get("WAYLAND_DISPLAY")
    if not named and wayland and Path(os.environ.get("XDG_RUNTIME_DIR", "/"), wayland).exists():
        return True
    return bool(os.environ.get("DISPLAY")) and _x_server_answers()


def _x_server_answers() -> bool:
    """Connect to the X server of `DISPLAY` as Qt would; False when it refuses or is not there."""
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    answers: bool = xcb.xcb_connection_has_error(connection) == 0
    xcb.xcb_disconnect(connection)
    return answers
