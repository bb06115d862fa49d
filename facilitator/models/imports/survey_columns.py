"""Which column of a survey file holds what: this program's own names, and what KoboToolbox and ODK make of a form.

Those put the names of groups before a column (`group/question`, `group-question`, `group:question`), write labels
instead of names on request, give every answer of a question with several a column of its own (`question/answer`), and
hold a question twice when a newer version of the form moved it. Each of these is tried, most exact first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from facilitator.models.imports import personal
from facilitator.text import search_key

if TYPE_CHECKING:
    from facilitator.models.imports.survey_shape import Asked, Form

FIELDS = (
    "questionnaire",
    "round",
    "submission_id",
    "date",
    "enumerator",
    "commune_code",
    "village_code",
    "gender",
    "age",
    "youth",
    "disability",
    "minority",
    "idpoor",
)
"""The columns of the contract (docs/interfaces.md, kind `survey`)."""

FIELD, QUESTION, OPTION, PERSONAL, NOTHING, UNKNOWN = "field", "question", "option", "personal", "nothing", "unknown"

_USUAL = {
    "submission_id": ("_uuid", "meta/instanceid", "meta-instanceid", "instanceid", "key", "_id"),
    "date": ("today", "survey_date", "interview_date", "date_of_interview", "កាលបរិច្ឆេទ", "ថ្ងៃសម្ភាសន៍"),
    "enumerator": ("enumerator_id", "enumerator_code", "enumerator_name", "interviewer", "interviewer_id", "អ្នកសម្ភាសន៍"),
    "commune_code": ("commune", "sangkat", "khum", "ឃុំ", "ឃុំ/សង្កាត់", "លេខកូដឃុំ"),
    "village_code": ("village", "phum", "ភូមិ", "លេខកូដភូមិ"),
    "gender": ("sex", "ភេទ", "respondent_gender", "respondent_sex"),
    "age": ("age_years", "respondent_age", "អាយុ"),
    "youth": ("is_youth", "យុវជន"),
    "disability": ("disabled", "pwd", "has_disability", "ពិការភាព", "ជនមានពិការភាព"),
    "minority": ("ethnic_minority", "indigenous", "ជនជាតិភាគតិច", "ជនជាតិដើមភាគតិច"),
    "idpoor": ("id_poor", "poor_card", "idpoor_card", "ក្រីក្រ", "គ្រួសារក្រីក្រ"),
}
"""Other names of the fields, the best first. Of the day of an interview the first filled one is taken."""

DAY_OF = ("start", "_submission_time", "submissiondate", "end")
"""Clock times of which only the day is used, where no column holds the date."""

CLOCK = 100
"""The rank of the first of them."""

_META = re.compile(
    r"_?(?:uuid|id|index|version|status|notes|tags|submitted_by|validation_status|submission_time|xform_id_string|"
    r"attachments|parent_index|parent_table_name|bamboo_dataset_id|media_all_received|edited|total_media)_?|"
    r"__version__|(?:meta[/\-.:])?(?:instanceid|instancename|rootuuid|deprecatedid|audit)|formhub/uuid|audit|key|"
    r"reviewstate|edits|formversion|attachmentspresent|attachmentsexpected|isvalidated|set-of-.*|"
    r"_submission__.*|_validation_.*|"
    r"deviceid|simserial|subscriberid|submitterid|submittername"
)
_SEPARATORS = re.compile(r"[/:.\-]")
_NUMBERED = re.compile(r"^\W*[\d០-៩]{1,3}(?:[.)៖:]|\s)\s*")


@dataclass(frozen=True)
class Target:
    """What a column means. `key` is a field, a question, or why it is `personal`; `code` the answer of an `option`."""

    kind: str
    key: str = ""
    code: str = ""
    rank: int = 0
    """Among several columns of one field the one with the lowest is taken first."""


def fold(header: str) -> str:
    """A header as it is compared and remembered."""
    return header.strip().casefold()


def meanings(headers: Sequence[str], form: Form) -> list[Target]:
    """What every column means for a questionnaire; empty headers mean nothing."""
    names = _Names(form)
    return [_meaning(header, form, names) if header.strip() else Target(NOTHING) for header in headers]


def _meaning(header: str, form: Form, names: _Names) -> Target:
    plain = fold(header)
    remembered = form.remembered.get(plain)
    found = names.find(header) if remembered is None else _remembered(remembered, form)
    if found.kind in (FIELD, OPTION) or (found.kind == QUESTION and not form.questions[found.key].personal_risk):
        return found
    if plain in DAY_OF:
        return Target(FIELD, "date", rank=CLOCK + DAY_OF.index(plain))
    why = personal.reason(form.questions[found.key].key if found.kind == QUESTION else _own_name(header))
    if why and not (found.kind == QUESTION and why == personal.TIME and form.questions[found.key].kind == "number"):
        return Target(PERSONAL, why)
    if found.kind == UNKNOWN and _META.fullmatch(plain):
        return Target(NOTHING)
    return found


def _own_name(header: str) -> str:
    """The last part of a header: the groups before it are no part of the column's own name."""
    parts = header.split("/")
    return parts[-1] if len(parts[-1]) > 1 else header


def _remembered(target: str, form: Form) -> Target:
    if target.startswith(".") and target[1:] in FIELDS:
        return Target(FIELD, target[1:])
    question, _slash, code = target.partition("/")
    if question in form.questions:
        return Target(OPTION, question, code) if code else Target(QUESTION, question)
    return Target(NOTHING) if not target else Target(UNKNOWN)


class _Names:
    """Finds fields, questions and answers by their names or words."""

    def __init__(self, form: Form) -> None:
        self._fields = {name: Target(FIELD, name) for name in FIELDS}
        for key, others in _USUAL.items():
            for rank, name in enumerate(others, 1):
                self._fields.setdefault(fold(name), Target(FIELD, key, rank=rank))
        self._keys = {fold(key): key for key in form.questions}
        self._texts = {search_key(text): each.key for each in form.questions.values() for text in each.texts}
        self._questions = form.questions
        self._codes: dict[str, Mapping[str, str]] = {}

    def find(self, header: str) -> Target:
        """The meaning of a header: a question before a field, its whole before its parts."""
        for name in _endings(header):
            if (key := self._question(name)) is not None:
                return Target(QUESTION, key)
            if (field := self._fields.get(fold(name))) is not None:
                return field
            if (option := self._option(name)) is not None:
                return option
        return Target(UNKNOWN)

    def _question(self, name: str) -> str | None:
        plain = fold(name)
        return self._keys.get(plain) or self._texts.get(search_key(name)) or self._texts.get(search_key(_bare(name)))

    def _option(self, name: str) -> Target | None:
        """`question/answer`, by code or by label; a question's text may hold a slash itself."""
        for match in _SEPARATORS.finditer(name):
            key = self._question(name[: match.start()])
            if key is not None and self._questions[key].kind == "multi":
                code = self._answer(self._questions[key], name[match.end() :])
                if code is not None:
                    return Target(OPTION, key, code)
        return None

    def _answer(self, asked: Asked, text: str) -> str | None:
        if asked.key not in self._codes:
            self._codes[asked.key] = codes_by_words(asked)
        return self._codes[asked.key].get(search_key(text))


def codes_by_words(asked: Asked) -> dict[str, str]:
    """The code of every answer by its folded code and words."""
    found = {search_key(word): code for code, words in asked.answers.items() for word in words}
    return found | {search_key(code): code for code in asked.answers}


def _endings(header: str) -> Iterator[str]:
    """The header, then what is left of it without one group after another."""
    yield header
    for match in _SEPARATORS.finditer(header):
        if rest := header[match.end() :].strip():
            yield rest


def _bare(name: str) -> str:
    """Without the number that people write before a question."""
    return _NUMBERED.sub("", name)
