"""The bank of recall questions, as files hold it (promise 12.1).

How a file of questions is written, with an example to copy: docs/questions.md.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from bot.domain.recall.question import AnyQuestion, BankPart
from bot.domain.roadmap.text import Many


class QuestionFile(BankPart):
    """A file of questions."""

    version: Literal["1"]
    questions: Many[Annotated[AnyQuestion, Field(discriminator="kind")]]

    @model_validator(mode="after")
    def _once(self) -> Self:
        ids = [each.id for each in self.questions]
        if twice := next((each for place, each in enumerate(ids) if each in ids[:place]), None):
            raise ValueError(f"has the question {twice} twice; give one of them another id")
        return self


class Bank:
    """All questions, by id and by concept."""

    def __init__(self, questions: Iterable[AnyQuestion] = ()) -> None:
        self.questions: Mapping[str, AnyQuestion] = {each.id: each for each in questions}

    @cached_property
    def _by_concept(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for each in self.questions.values():
            for concept in each.concepts:
                found.setdefault(concept, []).append(each.id)
        return {concept: tuple(ids) for concept, ids in found.items()}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {each: place for place, each in enumerate(self.questions)}

    def on(self, concepts: Iterable[str]) -> tuple[str, ...]:
        """The ids of the questions that are about any of these concepts, in the bank's order."""
        wanted = {each for concept in {*concepts} for each in self._by_concept.get(concept, ())}
        return tuple(sorted(wanted, key=self._places.__getitem__))

    def get(self, question: str) -> AnyQuestion | None:
        """The question of an id; None where it is gone."""
        return self.questions.get(question)


def schema() -> dict[str, Any]:
    """The JSON schema of a file of questions, generated from the model."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **QuestionFile.model_json_schema(),
    }
