"""Banks and answers for tests of recall."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.domain.recall.answers import RecallAnswer, Sureness
from bot.domain.recall.bank import Bank, QuestionFile
from bot.domain.recall.question import PredictQuestion

MONDAY = date(2026, 3, 2)


def question(name: str, *concepts: str, level: int = 1) -> PredictQuestion:
    """One that is about these concepts."""
    file = QuestionFile.model_validate(
        {
            "version": "1",
            "questions": [
                {
                    "id": name,
                    "concepts": concepts,
                    "level": level,
                    "kind": "predict",
                    "prompt": f"What does {name} print?",
                    "code": f"print({name!r})",
                    "answer": name,
                    "why": "It is printed.",
                    "read": "https://docs.python.org/3/",
                }
            ],
        }
    )
    (only,) = file.questions
    assert isinstance(only, PredictQuestion)
    return only


def bank(**counts: int) -> Bank:
    """So many questions on each concept, whose names have _ for -."""
    return Bank(
        question(f"{concept.replace('_', '-')}-{place}", concept.replace("_", "-"))
        for concept, count in counts.items()
        for place in range(count)
    )


def answered(name: str, day: int, *, right: bool = True, **more: Any) -> RecallAnswer:
    """A question was answered at noon of a day, counted from a Monday."""
    sure = Sureness(more.pop("sure", "sure"))
    on = MONDAY + timedelta(days=day)
    at = datetime.combine(on, time(12), UTC)
    return RecallAnswer(more.pop("id", day), name, right, sure, at, on, more.pop("review", 1))
