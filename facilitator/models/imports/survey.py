"""The kind `survey` (docs/interfaces.md): answers of people, one row each."""

from __future__ import annotations

from facilitator.i18n import N_
from facilitator.models.imports.kinds import Kind
from facilitator.models.imports.survey_rows import SURVEY, read
from facilitator.models.imports.survey_sheet import sheets
from facilitator.models.imports.survey_writer import count, shape_of, writer

KIND = Kind(
    SURVEY, N_("Survey answers from a file"), sheets, writer, read, shape=shape_of, of_cycle=False, afterwards=count
)
