"""The kinds of text and figures that the fields of a roadmap hold, and how long each may be."""

import re
from typing import Annotated, Final, TypeAlias, TypeVar

from pydantic import AfterValidator, Field, Strict, StringConstraints

Item = TypeVar("Item")

_SLUG: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_ADDRESS: Final = r"^https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]+)?(/[!-~]*)?$"


def like(pattern: str, says: str) -> AfterValidator:
    """A check against `pattern` whose error tells how to mend the text."""
    compiled = re.compile(pattern)

    def check(text: str) -> str:
        if not compiled.fullmatch(text):
            raise ValueError(says)
        return text

    return AfterValidator(check)


def _text(most: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=most)


_ONE_LINE = like(r"[^\x00-\x1f\x7f-\x9f]*", "must be a single line of plain text")
_PLAIN = like(r"[^\x00-\x09\x0b-\x1f\x7f-\x9f]*", "must be plain text")


def _not_empty(items: tuple[Item, ...]) -> tuple[Item, ...]:
    if not items:
        raise ValueError("must not be empty; add at least one")
    return items


Many: TypeAlias = Annotated[tuple[Item, ...], Strict(strict=False)]
"""A list of any length, as YAML or JSON has it."""

Some: TypeAlias = Annotated[
    Many[Item], AfterValidator(_not_empty), Field(json_schema_extra={"minItems": 1})
]
"""A list of at least one; pydantic's own `min_length` would count broken items as missing."""

Slug = Annotated[
    str,
    _text(32),
    like(_SLUG, "must be small letters, digits and single hyphens, such as git-basics"),
    Field(json_schema_extra={"pattern": _SLUG}),
]
Address = Annotated[
    str,
    _text(74),
    like(_ADDRESS, "must be a web address such as https://docs.python.org/3/"),
    Field(json_schema_extra={"pattern": _ADDRESS}),
]
LongAddress = Annotated[
    str,
    _text(200),
    like(_ADDRESS, "must be a web address such as https://docs.python.org/3/"),
    Field(json_schema_extra={"pattern": _ADDRESS}),
]
Title = Annotated[str, _text(56), _ONE_LINE]
Short = Annotated[str, _text(50), _ONE_LINE]
Headline = Annotated[str, _text(60), _ONE_LINE]
Sentence = Annotated[str, _text(68), _ONE_LINE]
Task = Annotated[str, _text(100), _ONE_LINE]
Line = Annotated[str, _text(160), _ONE_LINE]
Text = Annotated[str, _text(600), _PLAIN]
Minutes = Annotated[int, Field(ge=5, le=720)]
Week = Annotated[int, Field(ge=1, le=520)]
