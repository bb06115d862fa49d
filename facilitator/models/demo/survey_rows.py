"""The sample's survey: one questionnaire and the answers of invented respondents in two rounds."""

from __future__ import annotations

import datetime as dt
import uuid
from random import Random
from typing import TYPE_CHECKING

from facilitator.models.demo import samples
from facilitator.models.demo.setting import NAMESPACE, Setting
from facilitator.models.entities import Answer, Question, Questionnaire, Response, SurveyRound

if TYPE_CHECKING:
    from facilitator.models.demo.batch import Batch

KEY = "satisfaction"
WOMEN, DISABILITY, MINORITY, ID_POOR = 0.58, 0.06, 0.04, 0.2
ENUMERATORS = 4
YOUNGEST, OLDEST = 18, 74
YOUTH = range(15, 31)


def add_questionnaire(batch: Batch) -> None:
    """The questions with their answers, and the rounds."""
    questionnaire = uuid.uuid5(NAMESPACE, KEY)
    batch.add(
        Questionnaire,
        id=questionnaire,
        key=KEY,
        title_km="ការពេញចិត្តរបស់ប្រជាពលរដ្ឋចំពោះសេវាសាធារណៈ",
        title_en="Citizens' satisfaction with public services",
    )
    for position, row in enumerate(samples.rows("questions")):
        question = batch.add(
            Question,
            questionnaire_id=questionnaire,
            key=row["key"],
            text_km=row["text_km"],
            text_en=row["text_en"],
            kind=row["kind"],
            satisfied=row["satisfied"].split(),
            position=position,
        )
        for place, answer in enumerate(_answers(row["key"])):
            batch.add(
                Answer,
                question_id=question,
                code=answer["code"],
                text_km=answer["text_km"],
                text_en=answer["text_en"],
                position=place,
            )
    for row in samples.rows("survey_rounds"):
        batch.add(
            SurveyRound,
            id=_round_id(row["key"]),
            questionnaire_id=questionnaire,
            key=row["key"],
            started=dt.date.fromisoformat(row["started"]),
            ended=dt.date.fromisoformat(row["ended"]),
        )


def add_responses(batch: Batch, setting: Setting) -> None:
    """The answers of one commune in every round."""
    random = setting.random
    for row in samples.rows("survey_rounds"):
        first, last = (dt.date.fromisoformat(row[name]) for name in ("started", "ended"))
        for number in range(int(row["responses"] if setting.full else row["lean_responses"])):
            age = random.randint(YOUNGEST, OLDEST)
            batch.add(
                Response,
                round_id=_round_id(row["key"]),
                submission_id=f"{setting.code}-{row['key']}-{number + 1:04}",
                date=first + dt.timedelta(days=random.randint(0, (last - first).days)),
                enumerator=f"E{random.randint(1, ENUMERATORS)}",
                commune_code=setting.code,
                village_code=setting.village(number).code,
                gender="woman" if random.random() < WOMEN else "man",
                age=age,
                youth=age in YOUTH,
                disability=random.random() < DISABILITY,
                minority=random.random() < MINORITY,
                idpoor=random.random() < ID_POOR,
                answers={
                    question["key"]: _answer(random, question, row["key"]) for question in samples.rows("questions")
                },
            )


def _answer(random: Random, question: samples.Row, survey_round: str) -> str:
    """One code, or several separated by spaces where several may be chosen."""
    answers = _answers(question["key"])
    weights = [int(answer[f"weight_{survey_round}"]) for answer in answers]
    codes = [answer["code"] for answer in answers]
    if question["kind"] != "multi":
        return random.choices(codes, weights)[0]
    chosen = [code for code, percent in zip(codes, weights, strict=True) if random.random() * 100 < percent]
    return " ".join(chosen or codes[:1])


def _answers(question: str) -> list[samples.Row]:
    return [row for row in samples.rows("answers") if row["question"] == question]


def _round_id(key: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, f"{KEY}/{key}")
