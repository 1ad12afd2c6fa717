"""All our code, read once in each process for all that is asked of it."""

import ast
from collections.abc import Iterator
from functools import cache

from support.messages import PACKAGES, ROOT


@cache
def modules() -> dict[str, ast.Module]:
    """All our code by its path."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
    }


@cache
def _nodes() -> dict[str, tuple[ast.AST, ...]]:
    """As `ast.walk` finds them: to look through a module once more takes longer than to ask."""
    return {name: tuple(ast.walk(module)) for name, module in modules().items()}


def all_nodes() -> Iterator[tuple[str, tuple[ast.AST, ...]]]:
    """Every module's path with all nodes in it."""
    yield from _nodes().items()
