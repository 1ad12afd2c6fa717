"""Which options of a question about code are right, by somebody who knows nothing of its making."""

import inspect
from collections.abc import Callable

from bot.domain.explain.found import CodeQuestion
from support.judging import compiler, running
from support.judging.source import Function, Source, Verdict

JUDGES: dict[str, Callable[[Source, CodeQuestion, Function], Verdict]] = {
    "shared": running.shared,
    "default": running.default,
    "star": running.star,
    "last": running.last,
    "caught": running.caught,
    "unreachable": compiler.unreachable,
    "blocking": compiler.blocking,
    "late": compiler.late,
    "changed": compiler.changed,
    "generator": compiler.flagged(inspect.CO_GENERATOR, "It makes a generator"),
    "coroutine": compiler.flagged(inspect.CO_COROUTINE, "It makes a coroutine"),
    "falls-off": compiler.falls_off,
    "raises": compiler.raises,
    "binds": compiler.binds,
    "outside": compiler.outside,
    "parameter": compiler.parameter,
    "calls": compiler.calls,
    "attribute": compiler.attribute,
}
"""One for each kind of question."""


def verdicts(question: CodeQuestion, source: Source) -> list[bool]:
    """Of each option whether it is right, the one first that the product takes for right."""
    judge = JUDGES[question.kind](source, question, source.function(question))
    return [judge(option) for option in question.options]
