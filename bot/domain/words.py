"""Words that a rule hands on: marked here, said in the learner's language further up."""

from typing import NewType

Marked = NewType("Marked", str)
"""A gettext message that is translated later."""


def marked(template: str) -> Marked:
    """`template` itself, which Babel finds by this name."""
    return Marked(template)


def counted(one: str, many: str) -> tuple[Marked, Marked]:
    """The two forms of a counted message, which Babel finds by this name."""
    return Marked(one), Marked(many)
