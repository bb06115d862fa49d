"""Where the program's resources are, and where a user's files live."""

from __future__ import annotations

from pathlib import Path

import platformdirs

APP_NAME = "Facilitator"

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


def data_folder() -> Path:
    """The user's data folder: database, backups, sample papers."""
    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


def config_folder() -> Path:
    """The user's settings folder."""
    return Path(platformdirs.user_config_dir(APP_NAME, appauthor=False))


def cache_folder() -> Path:
    """Files that can be made again at any time (compiled catalogues)."""
    return Path(platformdirs.user_cache_dir(APP_NAME, appauthor=False))


def log_folder() -> Path:
    """Logs and error reports; they hold no row values."""
    return Path(platformdirs.user_log_dir(APP_NAME, appauthor=False))


def default_database() -> Path:
    """The database that opens when no other is named."""
    return data_folder() / "facilitator.db"
