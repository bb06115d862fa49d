from __future__ import annotations

import json
from pathlib import Path

import pytest

from facilitator import paths, settings
from facilitator.settings import Settings


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "config_folder", lambda: tmp_path / "config")


def test_the_first_start_is_in_khmer_with_defaults() -> None:
    assert settings.load() == Settings()
    assert settings.load().language == "km"


def test_what_is_saved_is_loaded() -> None:
    chosen = Settings(
        language="en", facilitator="សុខ សុភា", font_scale=1.3, contrast="high", keyboard_checked=True,
        last_page="scoring", recent_databases=("a.db", "b.db"),
    )  # fmt: skip
    settings.save(chosen)
    assert settings.load() == chosen


@pytest.mark.parametrize("content", [b"", b"{", b"[1, 2]", b"null", b"\xff\xfe\x00", b'{"language": "en"' * 50])
def test_a_damaged_file_gives_defaults(content: bytes) -> None:
    settings.save(Settings())
    settings.settings_file().write_bytes(content)
    assert settings.load() == Settings()


def test_a_file_cut_anywhere_never_stops_a_start() -> None:
    settings.save(Settings(language="en", facilitator="សុខ"))
    whole = settings.settings_file().read_bytes()
    for length in range(len(whole)):
        settings.settings_file().write_bytes(whole[:length])
        assert settings.load() == Settings()


def test_one_bad_value_costs_only_itself() -> None:
    settings.save(Settings())
    settings.settings_file().write_text(
        json.dumps(
            {"language": "fr", "font_scale": 1, "contrast": 3, "facilitator": "Sok", "guidance": 0, "new": 1,
             "recent_databases": ["a", 2], "last_page": None}
        )
    )  # fmt: skip
    assert settings.load() == Settings(facilitator="Sok", font_scale=1.0)


def test_recent_databases_are_few_and_each_once() -> None:
    chosen = Settings()
    for name in "abcdefghija":
        chosen = chosen.with_database(name)
    assert chosen.last_database == "a"
    assert chosen.recent_databases == ("a", "j", "i", "h", "g", "f", "e", "d")


def test_every_setting_has_a_default() -> None:
    assert Settings._field_defaults.keys() == set(Settings._fields)
