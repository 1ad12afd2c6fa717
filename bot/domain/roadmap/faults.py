"""Faults of a file as pydantic reports them: those found between fields beside those of a field."""

from typing import Any

from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from bot.domain.roadmap.rules import NodePath


def detail(path: NodePath, text: str) -> InitErrorDetails:
    """A fault that lies between fields."""
    return InitErrorDetails(
        type=PydanticCustomError("roadmap", "{text}", {"text": text}), loc=path, input=None
    )


def again(error: ErrorDetails) -> InitErrorDetails:
    """A fault that was found by a field, as it was."""
    context: dict[str, Any] = error.get("ctx", {}) | {"text": error["msg"]}
    kind = PydanticCustomError(error["type"], "{text}", context)
    return InitErrorDetails(type=kind, loc=error["loc"], input=error["input"])
