"""A file as a part of a message."""

from base64 import b64decode, b64encode
from typing import Final

from pydantic import BaseModel, ConfigDict, field_serializer, field_validator

_BASE64: Final = "base64,"


class File(BaseModel):
    """A file to hand over; as JSON, its content is a text in base 64 behind a mark."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    media_type: str
    content: bytes

    @field_validator("content", mode="before")
    @classmethod
    def _read(cls, content: object) -> object:
        if isinstance(content, str) and content.startswith(_BASE64):
            return b64decode(content.removeprefix(_BASE64))
        return content

    @field_serializer("content", when_used="json")
    def _written(self, content: bytes) -> str:
        return _BASE64 + b64encode(content).decode()
