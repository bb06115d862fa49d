"""What the program remembers between starts: one named tuple in one small file."""

from __future__ import annotations

import json
import types
import typing
from pathlib import Path
from typing import NamedTuple

from facilitator import paths
from facilitator.files import safe_write
from facilitator.i18n import DEFAULT_LANGUAGE, LANGUAGES

FONT_SCALES = (1.0, 1.15, 1.3, 1.5)
CONTRASTS = ("normal", "high")
_CHOICES: dict[str, tuple[object, ...]] = {
    "language": LANGUAGES,
    "font_scale": FONT_SCALES,
    "contrast": CONTRASTS,
}
_RECENT = 8


class Settings(NamedTuple):
    """Choices of this laptop's user. Change one with `_replace` and `save` it."""

    language: str = DEFAULT_LANGUAGE
    last_database: str = ""
    """Path of the database that was open last; empty: the default one."""
    recent_databases: tuple[str, ...] = ()
    last_cycle: str = ""
    """Id of the cycle that was open last."""
    last_page: str = ""
    """Key of the stage that was open last."""
    facilitator: str = ""
    """Who is at the laptop: the name in the history of changes."""
    last_folder: str = ""
    """Where papers were saved last."""
    printer: str = ""
    font_scale: float = 1.0
    contrast: str = "normal"
    guidance: bool = True
    """Whether the guidance pane is open."""
    keyboard_checked: bool = False
    """Whether the Khmer keyboard was tried at the first start."""
    window: str = ""
    """Size and place of the window, as Qt writes them, in base 64."""

    def with_database(self, path: str) -> Settings:
        """The same settings with that database as the last one and first of the recent ones."""
        others = tuple(recent for recent in self.recent_databases if recent != path)
        return self._replace(last_database=path, recent_databases=(path, *others)[:_RECENT])


def settings_file() -> Path:
    """Where the settings are kept."""
    return paths.config_folder() / "settings.json"


def load() -> Settings:
    """The saved settings.

    What is missing, damaged or unknown there has its default: settings never stop a start.
    """
    try:
        found = json.loads(settings_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    kinds = typing.get_type_hints(Settings)
    chosen = {name: found[name] for name, kind in kinds.items() if name in found and _valid(name, kind, found[name])}
    if "recent_databases" in chosen:
        chosen["recent_databases"] = tuple(chosen["recent_databases"])
    return Settings(**chosen)


def save(settings: Settings) -> None:
    """Write the settings, whole or not at all. Raises UserError when the folder cannot be written."""
    text = json.dumps(settings._asdict(), ensure_ascii=False, indent=1)
    safe_write(settings_file(), text.encode())


def _valid(name: str, kind: object, value: object) -> bool:
    if isinstance(kind, types.GenericAlias):
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    fits = type(value) is kind or (kind is float and type(value) is int)
    return fits and value in _CHOICES.get(name, (value,))
