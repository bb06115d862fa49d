"""What survey results say, in plain words: for the page, and to be pasted into a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from facilitator.i18n import N_, catalogue, format_decimal, format_number, format_percent, format_signed, khmer_digits
from facilitator.models import survey_results
from facilitator.models.survey_words import answer_words, question_text
from facilitator.models.tally import ALL

if TYPE_CHECKING:
    from facilitator.models.survey import Question
    from facilitator.models.survey_figures import Change, SurveyFigures

RISE = N_(
    "From round {before} to round {now} the satisfied rose from {first} of {n} to {second} of {m}: {points} percentage "
    "points ({low} to {high}). That is more than chance."
)
FALL = N_(
    "From round {before} to round {now} the satisfied fell from {first} of {n} to {second} of {m}: {points} percentage "
    "points ({low} to {high}). That is more than chance."
)
CHANCE = N_(
    "Round {before}: {first} of {n} satisfied. Round {now}: {second} of {m}. The difference of {points} percentage "
    "points ({low} to {high}) may be chance: nobody can say that anything changed."
)
ONE_ROUND = N_("Round {now}: {second} of {m} are satisfied ({low} to {high}).")


def change_sentence(change: Change, language: str) -> str:
    """The change from one round to another, and whether it is more than chance."""
    found = change.change
    template = RISE if found.low > 0 else FALL if found.high < 0 else CHANCE
    number = _numbers(language)
    return catalogue(language)(template).format(
        before=_key(change.before.key, language),
        now=_key(change.now.key, language),
        first=format_percent(change.first.share, language),
        n=number(change.first.n),
        second=format_percent(change.second.share, language),
        m=number(change.second.n),
        points=points(found.points, language),
        low=points(found.low, language),
        high=points(found.high, language),
    )


def sentences(figures: SurveyFigures, question: Question, language: str) -> list[str]:
    """What one question says: its changes, or the only round's share; nothing where nobody is satisfied or hidden."""
    if question.kind == "number":
        return list(_numbers_of(figures, question, language))
    changes = figures.changes(question)
    if changes:
        return [change_sentence(change, language) for change in changes]
    cell = figures.cells(question, figures.rounds[-1]).get(ALL) if figures.rounds else None
    if cell is None or cell.share is None:
        return []
    share = cell.share
    return [
        catalogue(language)(ONE_ROUND).format(
            now=_key(figures.rounds[-1].key, language),
            second=format_percent(share.share, language),
            m=_numbers(language)(share.n),
            low=format_percent(share.low, language),
            high=format_percent(share.high, language),
        )
    ]


def _numbers_of(figures: SurveyFigures, question: Question, language: str) -> Iterator[str]:
    """The middle number and the mean of every round, where they may be shown."""
    for each in figures.rounds:
        answers = figures.answers(question, each)
        found = survey_results.numbers_of(answers) if answers else None
        if found is None:
            continue
        t = catalogue(language)
        told = t(N_("Round {round}: {n} people answered; the middle number is {median}."))
        if found.mean is not None:
            told = t(N_("Round {round}: {n} people answered; the middle number is {median}, the mean {mean}."))
        yield told.format(
            round=_key(each.key, language),
            n=format_number(found.n, language),
            median=format_decimal(found.median, language, 1),
            mean=format_decimal(found.mean or 0, language, 1),
        )


def satisfied_words(question: Question, language: str) -> str:
    """The answers that count as satisfied, in words."""
    return ", ".join(answer_text(question, code, language) for code in survey_results.satisfied_codes(question))


def answer_text(question: Question, code: str, language: str) -> str:
    """An answer in words; its code when it has none."""
    km, en = answer_words(question, code)
    usual = catalogue(language)(en) if not km and en else ""
    found = (km or usual) if language == "km" else (en or km)
    return found or (khmer_digits(code) if language == "km" else code)


def summary(figures: SurveyFigures, language: str) -> str:
    """The whole questionnaire as text for a report: who was asked, then each question."""
    t, number = catalogue(language), _numbers(language)
    lines = []
    for each in figures.rounds:
        people = figures.people(each)
        told = t(N_("Round {round}: {n} people answered, {women} of them women."))
        if people.get("women") is None:
            told = t(N_("Round {round}: {n} people answered."))
        total = people.get(ALL)
        lines.append(
            told.format(
                round=_key(each.key, language),
                n="–" if total is None else number(total),
                women=number(people.get("women") or 0),
            )
        )
    lines += _questions(figures, language)
    lines.append(
        t(N_("In brackets: between these ends the true figure lies with 95 % confidence (Wilson, changes: Newcombe)."))
    )
    return "\n".join(lines)


def _questions(figures: SurveyFigures, language: str) -> Iterator[str]:
    for question in figures.questionnaire.questions:
        found = sentences(figures, question, language)
        if found:
            yield question_text(question, language)
            yield catalogue(language)(N_("Satisfied are those who answered: {answers}.")).format(
                answers=satisfied_words(question, language)
            )
            yield from found


def points(value: float, language: str) -> str:
    """Percentage points with their sign and one decimal."""
    return format_signed(round(value, 1), language, 1)


def _numbers(language: str) -> Callable[[int], str]:
    return lambda n: format_number(n, language)


def _key(key: str, language: str) -> str:
    return khmer_digits(key) if language == "km" else key
