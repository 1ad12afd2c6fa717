"""Shapes of which a field may hold one of several, and how they are stored: without their defaults.

What is stored lacks each field that has its default, so that a default is never changed; and an
older program's form, in which nothing lacks, is read as well.
"""

from typing import Any

from pydantic import BaseModel, SerializerFunctionWrapHandler, model_serializer


class Variant(BaseModel):
    """One shape of several, told apart by its `kind`, which is written wherever the shape is."""

    kind: str

    @model_serializer(mode="wrap")
    def _with_its_kind(self, others: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {"kind": self.kind, **others(self)}


def as_stored(what: BaseModel) -> str:
    """The JSON of what is stored."""
    return what.model_dump_json(exclude_defaults=True)
