"""The style sheet as a template; `theme` fills in colours (`$accent`) and lengths (`$body`).

Widgets are told apart by their class and by two properties: `role` (what it is for) and `state` (what it says now:
`error`, `warning`, `ok`). Few and simple rules: the sheet is parsed before the first window is painted.
"""

from __future__ import annotations

STYLE_SHEET = """
QWidget { color: $text; font-size: $body; }
QMainWindow, QDialog, QStackedWidget, QScrollArea, QWidget[role="page"] { background: $page; }
QScrollArea { border: none; }
QToolTip { background: $text; color: $page; border: none; padding: 6px 10px; }

QFrame[role="card"] { background: $surface; border: $border solid $line; border-radius: $card_radius; }
QFrame[role="bar"] { background: $surface; border: none; border-bottom: $border solid $line; }
QFrame[role="side"] { background: $surface; border: none; border-right: $border solid $line; }
QFrame[role="banner"] { background: $accent_soft; border: $border solid $accent; border-radius: $radius; }
QFrame[role="banner"][state="error"] { background: $error_soft; border-color: $error; }
QFrame[role="banner"][state="warning"] { background: $warning_soft; border-color: $warning; }
QFrame[role="banner"][state="ok"] { background: $ok_soft; border-color: $ok; }
QFrame[role="status"] { background: $surface; border: none; border-top: $border solid $line; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: $title; font-weight: bold; }
QLabel[role="heading"] { font-size: $heading; font-weight: bold; }
QLabel[role="label"] { font-weight: bold; }
QLabel[role="caption"] { font-size: $small; font-weight: bold; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: $small; }
QLabel[state="error"] { color: $error; }
QLabel[state="warning"] { color: $warning; }
QLabel[state="ok"] { color: $ok; }

QLineEdit, QPlainTextEdit, QComboBox {
    background: $surface; border: $border solid $edge; border-radius: $radius; padding: 4px 10px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QPlainTextEdit { placeholder-text-color: $muted; }
QLineEdit, QComboBox { min-height: $row; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border: $focus solid $accent; padding: $field_pad; }
QLineEdit:disabled, QPlainTextEdit:disabled, QLineEdit:read-only { background: $sunken; color: $muted; }
QLineEdit[state="error"], QPlainTextEdit[state="error"] { border: $focus solid $error; padding: $field_pad; }
QLineEdit[state="warning"], QPlainTextEdit[state="warning"] { border: $focus solid $warning; padding: $field_pad; }
QComboBox::drop-down { border: none; width: 34px; }
QComboBox::down-arrow { image: url("$expand_icon"); width: 18px; height: 18px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $edge; padding: 4px; outline: none; }

QPushButton {
    background: $surface; border: $border solid $edge; border-radius: $radius; padding: 4px 16px;
    min-height: $row; font-weight: bold;
}
QPushButton:hover { background: $accent_soft; border-color: $accent; }
QPushButton:pressed { background: $sunken; }
QPushButton:focus { border: $focus solid $accent; padding: $button_pad; outline: none; }
QPushButton:disabled { background: $sunken; color: $muted; border-color: $line; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[role="primary"]:hover { background: $accent_strong; }
QPushButton[role="primary"]:focus { border: $focus solid $text; padding: $button_pad; }
QPushButton[role="primary"]:disabled { background: $sunken; color: $muted; border-color: $line; }
QPushButton[role="danger"] { color: $error; border-color: $error; }
QPushButton[role="danger"]:hover, QPushButton[role="danger"]:focus { background: $error_soft; border-color: $error; }
QPushButton[role="quiet"] { background: transparent; border-color: transparent; padding: 4px 10px; }
QPushButton[role="quiet"]:hover { background: $accent_soft; }
QPushButton[role="quiet"]:focus { border: $focus solid $accent; padding: $field_pad; }
QPushButton[role="link"] {
    background: transparent; border: none; color: $accent; padding: 2px 6px; min-height: 0; text-decoration: underline;
}
QPushButton[role="link"]:focus { border: 2px solid $accent; border-radius: 4px; padding: 0px 4px; }
QPushButton[role="option"] { font-weight: normal; }
QPushButton[role="option"]:checked { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[role="option"]:checked:focus { border: $focus solid $text; padding: $button_pad; }

QCheckBox, QRadioButton { spacing: 10px; min-height: $row; }
QTextBrowser { background: transparent; border: none; padding: 0; }
QTextBrowser:focus { border: 2px solid $accent; border-radius: $radius; }

QTableView {
    background: $surface; border: $border solid $line; border-radius: $radius; gridline-color: $line;
    selection-background-color: $accent_soft; selection-color: $text; outline: none;
}
QTableView:focus { border: 2px solid $accent; }
QTableView QLineEdit { border: 2px solid $accent; border-radius: 0; padding: 0 6px; min-height: 0; }
QTableView::item { padding: 2px 8px; }
QHeaderView { background: $sunken; border: none; }
QHeaderView::section {
    background: $sunken; border: none; border-right: 1px solid $line; border-bottom: $border solid $line;
    padding: 6px 4px; font-weight: bold; font-size: $small;
}
QTableCornerButton::section { background: $sunken; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QListView { background: $surface; border: $border solid $line; border-radius: $radius; outline: none; padding: 4px; }
QListView:focus { border: 2px solid $accent; padding: 3px; }

QProgressBar { background: $sunken; border: $border solid $line; border-radius: $radius; text-align: center; }
QProgressBar::chunk { background: $accent; border-radius: 6px; }
QMenu { background: $surface; border: 1px solid $edge; border-radius: $radius; padding: 6px; }
QMenu::item { padding: 8px 22px; border-radius: 6px; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QTabBar::tab {
    background: transparent; padding: 8px 10px; border: none; border-bottom: 3px solid transparent; font-weight: bold;
}
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; }
QTabBar::tab:focus { background: $accent_soft; }
QTabWidget::pane { border: none; }

QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 14px; }
QScrollBar:horizontal { height: 14px; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 3px; min-height: 36px; min-width: 36px; }
QScrollBar[idle="true"]::handle { background: transparent; }
QScrollBar::handle:hover { background: $accent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }
"""
