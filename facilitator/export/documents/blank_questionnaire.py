"""A questionnaire to fill in by hand, one copy for each person who is asked."""

from __future__ import annotations

from dataclasses import dataclass, field

from facilitator.export.documents.common import Head, Text
from facilitator.export.documents.forms import BLANK_HEAD


@dataclass(frozen=True)
class Choice:
    """An answer that is offered: its code, as it is typed, and its words (empty where the code says it all)."""

    code: str
    text: Text = field(default_factory=Text)


@dataclass(frozen=True)
class AskedQuestion:
    """One question. `kind`: scale5, yes_no, choice, multi, number, text."""

    text: Text
    kind: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Questions:
    """One questionnaire."""

    title: Text
    questions: tuple[AskedQuestion, ...]


@dataclass(frozen=True)
class BlankQuestionnaire:
    """The questionnaires of the database, each beginning on a page of its own."""

    head: Head
    questionnaires: tuple[Questions, ...]
    villages: tuple[Text, ...] = ()


SAMPLE = BlankQuestionnaire(
    head=BLANK_HEAD,
    villages=(Text("អូរធំ", "Ou Thum"), Text("បន្ទាយនាង", "Banteay Neang"), Text("តាបែន", "Ta Baen")),
    questionnaires=(
        Questions(
            title=Text("ការពេញចិត្តរបស់ប្រជាពលរដ្ឋចំពោះសេវាសាធារណៈ", "Citizens' satisfaction with public services"),
            questions=(
                AskedQuestion(
                    Text(
                        "តើអ្នកពេញចិត្តកម្រិតណាចំពោះការឆ្លើយតបរបស់អាជ្ញាធរឃុំ?",
                        "How satisfied are you with how the commune answers?",
                    ),
                    "scale5",
                ),
                AskedQuestion(
                    Text("តើអ្នកបានដឹងអំពីថវិកាឃុំក្នុងឆ្នាំនេះដែរឬទេ?", "Have you heard about the commune's budget this year?"),
                    "yes_no",
                ),
                AskedQuestion(
                    Text("តើអ្នកធ្លាប់ប្រើសេវាអ្វីខ្លះ?", "Which services have you used?"),
                    "multi",
                    (
                        Choice("1", Text("រដ្ឋបាលឃុំ", "Commune administration")),
                        Choice("2", Text("មណ្ឌលសុខភាព", "Health centre")),
                        Choice("3", Text("សាលាបឋមសិក្សា", "Primary school")),
                    ),
                ),
                AskedQuestion(
                    Text("តើអ្នកបានដឹងព័ត៌មានពីណា?", "Where did you hear about it?"),
                    "choice",
                    (
                        Choice("notice", Text("ក្ដារព័ត៌មាន", "Notice board")),
                        Choice("meeting", Text("កិច្ចប្រជុំ", "A meeting")),
                    ),
                ),
                AskedQuestion(Text("តើអ្នករង់ចាំប៉ុន្មាននាទី?", "How many minutes did you wait?"), "number"),
                AskedQuestion(Text("តើអ្នកចង់ឱ្យផ្លាស់ប្តូរអ្វី?", "What would you like to change?"), "text"),
            ),
        ),
    ),
)
