"""What a message is shown as, seen from what it is handed to in the code."""

import ast
from collections.abc import Iterator
from functools import cache

from .messages import KEYWORDS, ROOT

LABELS = {"button": 1, "Button": None, "Copied": None}
"""Who makes a button, with the place of its label where that has no name."""

DESCRIPTIONS = ("Command", "SubCommand", "option", "FileOption")
FIELDS = ("Form", "Input")


@cache
def shown_as() -> dict[str, set[str]]:
    """The messages that are a button's label, a description in a menu, a title in a form."""
    found: dict[str, set[str]] = {"label": set(), "description": set(), "field": set()}
    packages = (ROOT / "bot" / "features", ROOT / "bot" / "coach")
    for path in (path for package in packages for path in sorted(package.rglob("*.py"))):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assigned = _assigned(tree)
        for node in ast.walk(tree):
            for role, part in _parts(node):
                found[role] |= set(_said(part, assigned))
    return found


def _assigned(tree: ast.AST) -> dict[str, list[ast.expr]]:
    """What each name of a module may stand for."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
        elif isinstance(node, ast.comprehension):
            for inner in ast.walk(node.target):
                if isinstance(inner, ast.Name):
                    found.setdefault(inner.id, []).append(node.iter)
    return found


def _parts(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(node, ast.Tuple) and len(node.elts) == 2:
        first, second = node.elts
        if _name(first) == "marked" and isinstance(second, ast.Constant):
            yield "label", first
    if not isinstance(node, ast.Call):
        return
    name, named = _name(node), {each.arg: each.value for each in node.keywords}
    if name in LABELS:
        place = LABELS[name]
        label = named.get("label") or (node.args[place] if place is not None else None)
        if label is not None:
            yield "label", label
    elif name in DESCRIPTIONS:
        for part in node.args:
            if _name(part) == "marked":
                yield "description", part
    elif name in FIELDS:
        yield from (("field", named[each]) for each in ("title", "label") if each in named)
        yield from (("label", named[each]) for each in ("opens",) if each in named)


def _said(part: ast.expr, assigned: dict[str, list[ast.expr]], depth: int = 3) -> Iterator[str]:
    """The messages in an expression, and in what its names stand for."""
    called = {id(node.func) for node in ast.walk(part) if isinstance(node, ast.Call)}
    for node in ast.walk(part):
        if isinstance(node, ast.Call) and (_name(node) in KEYWORDS or _name(node) == "line"):
            yield from (
                each.value
                for each in node.args[:2]
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            )
        if isinstance(node, ast.Name) and depth and id(node) not in called:
            for value in assigned.get(node.id, ()):
                yield from _said(value, assigned, depth - 1)


def _name(node: ast.AST) -> str | None:
    if not isinstance(node, ast.Call):
        return None
    called = node.func
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", None)
