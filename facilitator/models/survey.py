"""Survey rounds: questionnaires, and answers of people who are never named."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models.base import Base, Child, JsonValue, LongText, Root

QUESTION_KINDS = ("scale5", "yes_no", "choice", "multi", "number", "text")
SATISFIED_BY_DEFAULT = {"scale5": ["4", "5"], "yes_no": ["yes"]}


class Questionnaire(Root, Base):
    """A set of questions that is asked in several rounds; belongs to the database, not to a cycle."""

    __tablename__ = "questionnaire"

    key: Mapped[str] = mapped_column(unique=True)
    title_km: Mapped[str] = mapped_column(default="")
    title_en: Mapped[str] = mapped_column(default="")

    questions: Mapped[list[Question]] = relationship(
        back_populates="questionnaire", cascade="all, delete-orphan", order_by="Question.position"
    )
    columns: Mapped[list[SurveyColumn]] = relationship(cascade="all, delete-orphan", order_by="SurveyColumn.header")
    rounds: Mapped[list[SurveyRound]] = relationship(
        back_populates="questionnaire", cascade="all, delete-orphan", order_by="SurveyRound.key"
    )

    def question(self, key: str) -> Question:
        """The question with that key. Raises UserError when there is none."""
        for question in self.questions:
            if question.key == key:
                return question
        raise UserError(_("The questionnaire has no question “{key}”.").format(key=key))

    def round(self, key: str) -> SurveyRound:
        """The round with that key; made when it is first asked for."""
        for survey_round in self.rounds:
            if survey_round.key == key:
                return survey_round
        survey_round = SurveyRound(key=key)
        self.rounds.append(survey_round)
        return survey_round


class Question(Child, Base):
    """One question; `satisfied` lists the answer codes that count as satisfied and is printed with every result."""

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("questionnaire_id", "key"),)

    questionnaire_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("questionnaire.id"), index=True)
    key: Mapped[str]
    text_km: Mapped[str] = mapped_column(LongText, default="")
    text_en: Mapped[str] = mapped_column(LongText, default="")
    kind: Mapped[str] = mapped_column(default="scale5")
    satisfied: Mapped[list[str]] = mapped_column(JsonValue, default=list)
    position: Mapped[int] = mapped_column(default=0)

    questionnaire: Mapped[Questionnaire] = relationship(back_populates="questions")
    answers: Mapped[list[Answer]] = relationship(
        back_populates="question", cascade="all, delete-orphan", order_by="Answer.position"
    )


class Answer(Child, Base):
    """One of the answers that a question offers."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("question_id", "code"),)

    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    code: Mapped[str]
    text_km: Mapped[str] = mapped_column(default="")
    text_en: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)

    question: Mapped[Question] = relationship(back_populates="answers")


class SurveyRound(Root, Base):
    """One round of interviews."""

    __tablename__ = "survey_round"
    __table_args__ = (UniqueConstraint("questionnaire_id", "key"),)

    questionnaire_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("questionnaire.id"), index=True)
    key: Mapped[str]
    started: Mapped[dt.date | None]
    ended: Mapped[dt.date | None]
    enumerators: Mapped[str] = mapped_column(LongText, default="", server_default="")
    """Who asks the questions: names of people in a role, one a line."""

    questionnaire: Mapped[Questionnaire] = relationship(back_populates="rounds")
    responses: Mapped[list[Response]] = relationship(back_populates="round", cascade="all, delete-orphan")


class Response(Child, Base):
    """One respondent's answers by question key. No name, phone, position or clock time is ever stored."""

    __tablename__ = "response"
    __table_args__ = (
        UniqueConstraint("round_id", "submission_id"),
        Index("ix_response_place", "round_id", "commune_code", "village_code"),
    )

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey_round.id"), index=True)
    submission_id: Mapped[str]
    date: Mapped[dt.date | None]
    enumerator: Mapped[str] = mapped_column(default="")
    commune_code: Mapped[str] = mapped_column(default="")
    village_code: Mapped[str] = mapped_column(default="")
    gender: Mapped[str] = mapped_column(default="")
    age: Mapped[int | None]
    youth: Mapped[bool | None]
    disability: Mapped[bool | None]
    minority: Mapped[bool | None]
    idpoor: Mapped[bool | None]
    answers: Mapped[dict[str, str]] = mapped_column(JsonValue, default=dict)

    round: Mapped[SurveyRound] = relationship(back_populates="responses")


class SurveyColumn(Base):
    """What a column of survey files means, as somebody said once: remembered for the next file.

    `target` is a question's key, the name of one of the importer's own columns with a dot before it, or empty: the
    column is left out.
    """

    __tablename__ = "survey_column"

    questionnaire_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("questionnaire.id"), primary_key=True)
    header: Mapped[str] = mapped_column(primary_key=True)
    target: Mapped[str]
