"""One calm light for the health of the database; pressing it shows the details."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from facilitator.i18n import _
from facilitator.ui import icons, theme, tips
from facilitator.ui.widgets.basic import Button

if TYPE_CHECKING:
    from facilitator.models.health import Health
    from facilitator.ui.database import Database


class HealthLight(Button):
    """Green while all is well, amber when something deserves attention, red when the file is damaged."""

    def __init__(
        self, database: Database, pressed: Callable[[], object], role: str = "quiet", parent: QWidget | None = None
    ) -> None:
        super().__init__("health_light", _("Backups"), "", role, pressed, parent)
        database.examined.connect(self.show_health)
        self.show_health(database.health)

    @Slot(object)
    def show_health(self, health: Health | None) -> None:
        """Show what a look at the database found; None before the first one."""
        if health is None:
            self._show("backup", "muted", _("Backups"), _("The data will be checked in a moment."))
        elif health.problems:
            self._show("error", "error", _("Damage found"), health.problems[0].text)
        elif health.remarks:
            self._show("warning", "warning", _("Backups: please look"), health.remarks[0].text)
        else:
            self._show("check", "ok", _("Backups are in order"), _("The data were checked, and a backup is kept."))

    def _show(self, icon: str, token: str, text: str, more: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(more)
        self.setToolTip(tips.plain(more))
        self.setIcon(icons.icon(icon, token))
        theme.set_property(self, "state", token)
