"""Compiled translations, read as they are asked for."""

from __future__ import annotations

import gettext
import io

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from facilitator import mo_file, paths

UNKNOWN = ["zzz", "A b", "\uffff", "Saved ", "Z"]


@pytest.fixture(scope="module")
def mo() -> bytes:
    with (paths.RESOURCES / "translations" / "km.po").open("rb") as file:
        messages = read_po(file)
    out = io.BytesIO()
    write_mo(out, messages, use_fuzzy=True)
    return out.getvalue()


def test_every_sentence_is_the_one_that_gettext_finds(mo: bytes) -> None:
    expected = gettext.GNUTranslations(io.BytesIO(mo))._catalog  # type: ignore[attr-defined]
    found = mo_file.Translations(mo_file.sealed(mo))
    assert len(expected) > 2000
    assert {sentence: found[sentence] for sentence in expected} == expected
    assert [found[sentence] for sentence in UNKNOWN] == UNKNOWN


def test_what_is_not_what_was_sealed_is_refused(mo: bytes) -> None:
    whole = mo_file.sealed(mo)
    middle = len(whole) // 2
    damaged = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    for content in (b"", b"nonsense", whole[:-1], whole[:-4], damaged, mo_file.sealed(b""), mo_file.sealed(bytes(40))):
        with pytest.raises(ValueError, match="translations"):
            mo_file.Translations(content)
