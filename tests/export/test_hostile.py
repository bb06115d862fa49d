"""Text is data: whatever stands in a record, every paper is made, shows it as it is, and touches nothing else."""

from __future__ import annotations

import builtins
import dataclasses
import io
import os
import re
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

import pypdf
import pytest

from facilitator import paths
from facilitator.export import papers
from facilitator.export.documents.common import Text
from tests import hostile
from tests.export.pdf.every_paper import sample
from tests.export.pdf.reading import text_of

TEXTS = hostile.texts()
FIELD = 120
"""Characters of hostile text in one field."""
LANGUAGES = ("km-en", "km", "en")
_KEY = re.compile(r"[a-z0-9_.\-]*|[A-Z]")
"""What the program itself puts into a document to tell kinds apart; everything else came from people."""

_ACTIVE = {"/URI", "/JS", "/JavaScript", "/Launch", "/EF", "/AA", "/RichMedia", "/SubmitForm", "/ImportData", "/GoToR"}


def with_texts(part: Any, supply: Callable[[], str]) -> Any:
    """The same document with every text of people replaced."""
    if isinstance(part, Text):
        return Text(supply(), supply())
    if isinstance(part, str):
        return part if _KEY.fullmatch(part) else supply()
    if dataclasses.is_dataclass(part) and not isinstance(part, type):
        values = {field.name: with_texts(getattr(part, field.name), supply) for field in dataclasses.fields(part)}
        return dataclasses.replace(part, **values)
    if isinstance(part, tuple):
        return tuple(with_texts(value, supply) for value in part)
    if isinstance(part, dict):
        return {key: with_texts(value, supply) for key, value in part.items()}
    return part


@contextmanager
def nothing_touched(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Within it no file but the program's own resources is opened, nothing is run and nobody is called."""

    def guarded(opens: Callable[..., Any]) -> Callable[..., Any]:
        def opened(file: Any, *how: Any, **more: Any) -> Any:
            assert isinstance(file, int) or Path(os.fsdecode(file)).is_relative_to(paths.RESOURCES), file
            return opens(file, *how, **more)

        return opened

    def refused(*asked: Any, **more: Any) -> Any:
        raise AssertionError(asked)

    with monkeypatch.context() as patch:
        patch.setattr(builtins, "open", guarded(builtins.open))
        patch.setattr(io, "open", guarded(io.open))
        patch.setattr(os, "open", guarded(os.open))
        patch.setattr(socket, "socket", refused)
        patch.setattr(socket, "getaddrinfo", refused)
        patch.setattr(subprocess, "Popen", refused)
        patch.setattr(os, "system", refused)
        yield


def active_parts(data: bytes) -> set[str]:
    """What in a file would do something when it is opened or clicked."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    found: set[str] = set()
    for number in range(1, int(str(reader.trailer["/Size"]))):
        kept = reader.get_object(pypdf.generic.IndirectObject(number, 0, reader))
        if isinstance(kept, dict):
            found |= _ACTIVE & {*kept, *(str(value) for value in kept.values() if isinstance(value, str))}
    return found


def pictures(data: bytes) -> int:
    """How many pictures of dots the pages hold."""
    return sum(len(page.images) for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\ufffe\u00ad]+", "", text)


def fields_of(document: Any) -> int:
    """How many texts of people a document holds."""
    asked: list[str] = []
    with_texts(document, lambda: asked.append("x") or "x")  # type: ignore[func-returns-value]
    return len(asked)


def bundles(texts: list[str]) -> list[str]:
    """The texts one after another, several in one as long as that stays under `FIELD` characters."""
    made = [""]
    for text in texts:
        if len(made[-1]) + len(text) > FIELD:
            made.append("")
        made[-1] += f" {text[:FIELD]}"
    return made


def checked(kind: papers.PaperKind, document: Any, language: str, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The paper of a hostile document, made without touching anything."""
    with nothing_touched(monkeypatch):
        data = papers.render(kind, document, language)
    assert active_parts(data) == set()
    assert b"root:" not in data
    return data


KINDS = list(enumerate(papers.PAPERS))
BUNDLES = bundles(TEXTS)


@pytest.mark.parametrize(("number", "kind"), KINDS, ids=[kind.key for kind in papers.PAPERS])
def test_a_paper_full_of_hostile_texts_is_made_and_shows_them(
    number: int, kind: papers.PaperKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every field holds as many as it takes; each paper begins elsewhere in the list."""
    language, document = LANGUAGES[number % len(LANGUAGES)], sample(kind)
    usual = papers.render(kind, document, language)
    start = number * len(BUNDLES) // len(KINDS)
    supply = cycle(BUNDLES[start:] + BUNDLES[:start])
    used: list[str] = []

    def next_bundle() -> str:
        used.append(next(supply))
        return used[-1]

    data = checked(kind, with_texts(document, next_bundle), language, monkeypatch)
    assert pictures(data) == pictures(usual)
    found = squeezed(text_of(data))
    shown = [text for text in TEXTS if squeezed(text) in found and any(text in bundle for bundle in used)]
    assert len(shown) >= len(used) // 2


def test_each_text_is_in_some_paper() -> None:
    assert len(TEXTS) >= 500
    assert sum(fields_of(sample(kind)) for kind in papers.PAPERS) >= 2 * len(BUNDLES)


@pytest.mark.slow
@pytest.mark.parametrize("kind", papers.PAPERS, ids=lambda kind: kind.key)
def test_every_text_passes_through_every_paper(kind: papers.PaperKind, monkeypatch: pytest.MonkeyPatch) -> None:
    document = sample(kind)
    papers.render(kind, document, "km-en")
    supply = cycle(BUNDLES)
    for _document in range(-(-len(BUNDLES) // fields_of(document))):
        checked(kind, with_texts(document, lambda: next(supply)), "km-en", monkeypatch)
