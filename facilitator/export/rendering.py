"""From the document of a paper to its PDF, with neither Qt nor the database: in a worker, or in a second process."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from facilitator.errors import UserError
from facilitator.export.codes import code_of
from facilitator.i18n import DIGITS, _, khmer_written_in

if TYPE_CHECKING:
    from facilitator.export.kinds import PaperKind

LANGUAGES = ("km", "en", "km-en")


def render(
    paper: PaperKind,
    document: Any,
    language: str,
    digits: str = DIGITS[0],
    *,
    colour: bool = False,
    with_code: bool = True,
) -> bytes:
    """The PDF of a document.

    `digits` (one of `i18n.DIGITS`) are those of its Khmer numbers. `colour` asks for colours instead of hatches; papers
    that have none are the same. `with_code=False` for an extract that no job can compose again. Raises UserError for an
    unknown language.
    """
    check_language(language)
    draw: Callable[..., bytes] = load("facilitator.export.pdf", paper.render)
    coded = import_module("facilitator.export.pdf.paper").coded
    with khmer_written_in(digits), coded(code_of(paper.key, document) if with_code else ""):
        return draw(document, language, colour=True) if colour and paper.colours else draw(document, language)


def check_language(language: str) -> None:
    """Raise UserError where no paper is written in it."""
    if language not in LANGUAGES:
        raise UserError(
            _("There is no paper in the language “{language}”. Choose km, en or km-en.").format(language=language)
        )


def load(package: str, name: str) -> Any:
    """What a paper kind names as `module:function`, looked for in a package."""
    module, function = name.split(":")
    return getattr(import_module(f"{package}.{module}"), function)
