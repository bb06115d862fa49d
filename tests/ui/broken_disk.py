"""Places to save to that fail: a full stick, one that gives errors, one that was pulled out."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from facilitator import files

SENTENCES = {"full": "no room left", "failing": "still connected", "pulled": "plugged in"}
"""What is said of each."""

WAYS = pytest.mark.parametrize("way", SENTENCES)


class BrokenStick:
    """A folder on which nothing can be saved, and what has to be true afterwards."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path, way: str) -> None:
        self.folder, self.way = folder, way
        if way != "pulled":
            folder.mkdir()
        usual = files.write_synced

        def write(part: Path, content: bytes) -> None:
            if part.is_relative_to(folder):
                part.write_bytes(content[: len(content) // 2])
                code = errno.ENOSPC if way == "full" else errno.EIO
                raise OSError(code, os.strerror(code))
            usual(part, content)

        monkeypatch.setattr(files, "write_synced", write)

    def check(self, told: str) -> None:
        """A sentence says it, and nothing is left: no half file, no folder where the stick was."""
        assert SENTENCES[self.way] in told
        assert list(self.folder.rglob("*")) == []
        assert self.folder.exists() == (self.way != "pulled")
