"""What every kind of question about code is made with, and what a kind is (promise 13.1).

A kind takes a function and yields questions whose first option is right and whose others are
certainly not. Where that is not certain, it yields nothing.
"""

import ast
from collections.abc import Callable, Iterable, Iterator

from bot.domain.explain.found import CodeQuestion
from bot.domain.explain.scope import CodeScope
from bot.domain.words import Marked

Kind = Callable[[CodeScope], Iterator[CodeQuestion]]


def made(  # noqa: PLR0913, PLR0917 -- what a question is made of
    kind: str,
    node: ast.AST,
    ask: Marked,
    why: Marked,
    right: str,
    wrong: Iterable[str],
    **values: str,
) -> Iterator[CodeQuestion]:
    """A question whose options are code, where there are two wrong ones at least."""
    others = [x for x in dict.fromkeys(wrong) if x != right and not _is_mangled(x)]
    if len(others) >= 2 and not _is_mangled(right):
        yield CodeQuestion(kind, _line(node), ask, why, (right, *others[:3]), values)


def worded(  # noqa: PLR0913, PLR0917 -- what a question is made of
    kind: str,
    node: ast.AST,
    ask: Marked,
    why: Marked,
    right: Marked,
    wrong: Iterable[Marked],
    **values: str,
) -> Iterator[CodeQuestion]:
    """A question whose options are words."""
    yield CodeQuestion(kind, _line(node), ask, why, (right, *wrong), values, worded=True)


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", 1)


def _is_mangled(name: str) -> bool:
    """Whether a name may be another one inside of a class."""
    return name.startswith("__") and not name.endswith("__")


def is_simple(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr | ast.Assign | ast.AugAssign | ast.Return | ast.Raise)


def is_generator(scope: CodeScope) -> bool:
    return any(isinstance(x, ast.Yield | ast.YieldFrom) for x in scope.nodes)
