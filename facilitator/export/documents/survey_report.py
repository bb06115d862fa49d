"""The survey report: for each question how many are satisfied, by kind of people, and rounds compared."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from facilitator.export.documents.common import SAMPLE_HEAD, Head, Text

KINDS = ("all", "women", "men", "other", "youth", "disability", "minority", "idpoor")
"""Kinds of people, in the order of the paper."""


@dataclass(frozen=True)
class Share:
    """The satisfied among those who answered; `low` and `high` are the ends of the 95 % interval, 0 to 1."""

    n: int = 0
    satisfied: int = 0
    low: float = 0.0
    high: float = 1.0
    hidden: bool = False
    """A public copy may not show it."""


@dataclass(frozen=True)
class Change:
    """From one round to another in percentage points, with the 95 % interval."""

    before: str
    now: str
    points: float
    low: float
    high: float


@dataclass(frozen=True)
class Round:
    """One round of interviews: how many people by kind; None where a public copy may not say."""

    key: str
    people: tuple[tuple[str, int | None], ...]
    started: dt.date | None = None
    ended: dt.date | None = None


@dataclass(frozen=True)
class AnswerCounts:
    """One answer that could be chosen, with how many chose it in each round."""

    text: Text
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Numbers:
    """What people answered with a number: how many did, the middle one, and the mean (of ten or more)."""

    n: int
    median: float
    mean: float | None


@dataclass(frozen=True)
class Question:
    """A question with its results; everything is in the order of the rounds."""

    text: Text
    answered: tuple[int, ...]
    """How many people answered it."""
    shares: tuple[tuple[str, tuple[Share | None, ...]], ...] = ()
    """By kind of people; None where nobody of that kind answered. Empty where no answer counts as satisfied."""
    satisfied: tuple[Text, ...] = ()
    """The answers that count as satisfied."""
    changes: tuple[Change, ...] = ()
    answers: tuple[AnswerCounts, ...] = ()
    """In their order; empty where answers are free text or where a public copy may not show them."""
    numbers: tuple[Numbers | None, ...] = ()
    """Of a question of numbers: by round; None where nobody answered or a public copy may not say."""
    places: tuple[tuple[Text, tuple[Share | None, ...]], ...] = ()
    """Everybody's share at each place, as `shares`."""
    steps: bool = False
    """The answers are the steps of a scale from bad to good."""
    several: bool = False
    """One person may have chosen more than one."""


@dataclass(frozen=True)
class Survey:
    """One questionnaire in all its rounds."""

    title: Text
    rounds: tuple[Round, ...]
    questions: tuple[Question, ...]
    place: Text | None = None
    """Where the answers were given, if the report has several such parts."""


@dataclass(frozen=True)
class SurveyReport:
    """The whole report. The day of its head is that of the last interviews."""

    head: Head
    surveys: tuple[Survey, ...]
    k: int = 5
    public: bool = True


_STEPS = (
    Text("មិនពេញចិត្តខ្លាំង", "Very dissatisfied"),
    Text("មិនពេញចិត្ត", "Dissatisfied"),
    Text("ទទួលយកបាន", "Acceptable"),
    Text("ពេញចិត្ត", "Satisfied"),
    Text("ពេញចិត្តខ្លាំង", "Very satisfied"),
)

SAMPLE = SurveyReport(
    head=replace(SAMPLE_HEAD, date=dt.date(2026, 1, 23)),
    surveys=(
        Survey(
            title=Text("ការពេញចិត្តចំពោះសេវាសាធារណៈ", "Satisfaction with public services"),
            rounds=(
                Round("1", (("all", 124), ("women", 72), ("men", 52)), dt.date(2025, 1, 13), dt.date(2025, 1, 24)),
                Round("2", (("all", 131), ("women", 76), ("men", None)), dt.date(2026, 1, 12), dt.date(2026, 1, 23)),
            ),
            questions=(
                Question(
                    text=Text("តើអ្នកពេញចិត្តចំពោះអាជ្ញាធរឃុំកម្រិតណា?", "How satisfied are you with the authorities?"),
                    answered=(124, 131),
                    shares=(
                        ("all", (Share(124, 50, 0.321, 0.491), Share(131, 79, 0.517, 0.683))),
                        ("women", (Share(72, 30, 0.31, 0.532), Share(76, 48, 0.519, 0.731))),
                        ("men", (Share(52, 20, 0.265, 0.52), Share(hidden=True))),
                    ),
                    places=(
                        (Text("អូរធំ", "Ou Thum"), (Share(60, 24, 0.286, 0.526), Share(66, 42, 0.516, 0.743))),
                        (Text("ថ្មី", "Thmei"), (Share(64, 26, 0.295, 0.529), Share(65, 37, 0.448, 0.682))),
                    ),
                    satisfied=_STEPS[3:],
                    changes=(Change("1", "2", 20.0, 7.8, 31.5),),
                    answers=tuple(
                        AnswerCounts(text, counts)
                        for text, counts in zip(_STEPS, ((10, 6), (28, 18), (36, 28), (40, 55), (10, 24)), strict=True)
                    ),
                    steps=True,
                ),
                Question(
                    text=Text("តើសេវាណាគួរកែលម្អមុនគេ?", "Which service should be improved first?"),
                    answered=(124, 131),
                    answers=(
                        AnswerCounts(Text("មណ្ឌលសុខភាព", "Health centre"), (80, 70)),
                        AnswerCounts(Text("សាលាបឋមសិក្សា", "Primary school"), (44, 61)),
                    ),
                ),
                Question(
                    text=Text("តើអ្នករង់ចាំប៉ុន្មាននាទី?", "How many minutes did you wait?"),
                    answered=(120, 8),
                    numbers=(Numbers(120, 30.0, 42.5), Numbers(8, 22.5, None)),
                ),
            ),
        ),
    ),
)
