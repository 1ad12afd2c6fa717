"""Answering recall questions as a learner does who knows them, or not."""

import re
from pathlib import Path

from bot.domain.recall.bank import Bank
from bot.domain.recall.grading import right_answer
from bot.domain.recall.question import (
    AnyQuestion,
    BugQuestion,
    ChooseQuestion,
    ExplainQuestion,
    OrderQuestion,
)
from bot.roadmaps.files import ROADMAP_DATA
from bot.roadmaps.questions import FOLDER, read_questions
from support.processes import ROOT
from support.terminal import Terminal

SMALL = ROOT / "tests" / "data" / "small-bank.yaml"
BASICS = ("Variables, values", "Loops", "Functions")
"""The topics of week 1 that the small bank is about."""


def small_data(place: Path) -> Path:
    """A folder with the six-month roadmap and the small bank."""
    (place / FOLDER).mkdir(parents=True)
    (place / FOLDER / "small.yaml").write_text(SMALL.read_text())
    (place / "six-month.yaml").write_bytes((ROADMAP_DATA / "six-month.yaml").read_bytes())
    return place


def small_bank() -> Bank:
    """Its questions."""
    return Bank(read_questions(SMALL).questions)


def shown(text: str, bank: Bank) -> AnyQuestion:
    """The question that a page shows."""
    flat = _flat(text)
    (found,) = (each for each in bank.questions.values() if _flat(each.prompt) in flat
                and (not each.code or _flat(each.code) in flat))  # fmt: skip
    return found


async def answer(
    term: Terminal, page: str, bank: Bank, *, right: bool = True, sure: str = "Sure"
) -> str:
    """Answer the question of a page, say how sure, and grade it: the page after that."""
    question = shown(page, bank)
    match question:
        case ChooseQuestion():
            key = right_answer(question)[0]
            await term.say(f"!press {key if right else 'abc'.replace(key, '')[0]}")
        case OrderQuestion():
            marks = right_answer(question)
            await term.say(marks if right else marks[::-1])
        case BugQuestion():
            await term.say(question.fix if right else "no idea at all")
        case ExplainQuestion():
            await term.say("!press I said it aloud")
        case _:
            await term.say(right_answer(question) if right else "-1")
    after = await term.say(f"!press {sure}")
    if "I had it" in term.buttons:
        after = await term.say("!press I had it" if right else "!press Not yet")
    return after


def _flat(text: str) -> str:
    return re.sub(r"\s+", "", text)
