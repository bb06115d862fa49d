"""The code of a paper: a digest of its document, so that the same content has the same code in every language.

The canonical JSON leaves out fields that hold their default: a later version of the program, whose documents have
more fields, still finds the same code for the same record.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import MISSING, fields, is_dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from facilitator import paper_codes
from facilitator.hashing import sha256

NOT_TOLD = "not_told"
"""Metadata of a field that stays out of the canonical JSON: another field stands for it."""


def code_of(paper: str, document: Any) -> str:
    """The code of a document printed as that paper (its key), without hyphens."""
    digest = sha256(canonical(paper, document)).digest()
    return paper_codes.written(int.from_bytes(digest, "big") >> 256 - paper_codes.BITS)


def canonical(paper: str, document: Any) -> bytes:
    """The canonical JSON: sorted keys, no spaces, UTF-8; fractions as text, dates in ISO form, pictures as digests."""
    told = {"paper": paper, "content": _plain(document)}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(own) for name, default in _told(type(value)) if (own := getattr(value, name)) != default}
    return _as_text(value)


def _as_text(value: Any) -> Any:
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bytes):
        return sha256(value).hexdigest()
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted((_plain(item) for item in value), key=repr)
    return repr(value)


@cache
def _told(kind: type) -> list[tuple[str, Any]]:
    """Name and default of each field that is told."""
    found = []
    for field in fields(kind):
        if NOT_TOLD not in field.metadata:
            made = field.default_factory() if field.default_factory is not MISSING else MISSING
            found.append((field.name, made if field.default is MISSING else field.default))
    return found
