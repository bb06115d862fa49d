"""Words that page, paper and output of a survey share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.i18n import N_

if TYPE_CHECKING:
    from facilitator.models.survey import Question

STEPS = {
    "1": N_("Very dissatisfied"),
    "2": N_("Dissatisfied"),
    "3": N_("Acceptable"),
    "4": N_("Satisfied"),
    "5": N_("Very satisfied"),
    "yes": N_("Yes"),
    "no": N_("No"),
}
"""What the usual answers mean."""

ANSWER_KINDS = {
    "scale5": N_("1 to 5"),
    "yes_no": N_("Yes or no"),
    "choice": N_("One of several"),
    "multi": N_("Several"),
    "number": N_("A number"),
    "text": N_("In words"),
}
"""How a question is answered."""


def question_text(question: Question, language: str) -> str:
    """The question, in the other language where it has no words in this one."""
    km, en = question.text_km, question.text_en
    return ((km or en) if language == "km" else (en or km)) or question.key


def answer_words(question: Question, code: str) -> tuple[str, str]:
    """An answer in Khmer and English; empty where nobody wrote what its code means and it is no usual one."""
    for answer in question.answers:
        if answer.code == code and (answer.text_km or answer.text_en):
            return answer.text_km, answer.text_en
    usual = STEPS.get(code, "") if question.kind in ("scale5", "yes_no") else ""
    return ("", usual)
