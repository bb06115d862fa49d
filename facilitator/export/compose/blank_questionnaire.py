"""The questionnaires of the database as forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.export.compose import common
from facilitator.export.documents.blank_questionnaire import AskedQuestion, BlankQuestionnaire, Choice, Questions
from facilitator.export.documents.common import Text
from facilitator.i18n import _
from facilitator.models.survey import Question, Questionnaire

if TYPE_CHECKING:
    from facilitator.export.papers import Job


def questionnaire(job: Job) -> BlankQuestionnaire:
    """Every questionnaire that has questions, by its key.

    Raises UserError while there is none.
    """
    found = sorted(job.store.all(Questionnaire), key=lambda each: each.key)
    asked = tuple(_questions(each) for each in found if each.questions)
    if not asked:
        raise UserError(_("There are no questions yet. They appear when a survey is prepared on the page “Survey”."))
    return BlankQuestionnaire(
        head=common.head(job.cycle, None),
        questionnaires=asked,
        villages=tuple(common.village_name(village) for village in job.cycle.villages()),
    )


def _questions(found: Questionnaire) -> Questions:
    return Questions(
        Text(found.title_km, found.title_en),
        tuple(
            AskedQuestion(Text(question.text_km, question.text_en), question.kind, _choices(question))
            for question in found.questions
        ),
    )


def _choices(question: Question) -> tuple[Choice, ...]:
    return tuple(Choice(answer.code, Text(answer.text_km, answer.text_en)) for answer in question.answers)
