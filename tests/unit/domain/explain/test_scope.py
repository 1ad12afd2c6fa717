"""What can be told about a function from the tree alone (promise 13.1)."""

import ast

from bot.domain.explain.making import read_code
from bot.domain.explain.scope import shown

BINDING = """
def f(a):
    import os.path
    from json import loads as read
    try:
        first, *rest = a
    except ValueError as error:
        print(error)
    match first:
        case [one, *more]:
            pass
        case {"key": value, **others}:
            pass
        case str() as text:
            pass
    class Inner: pass
    for number in rest: pass
    note: int = 3
    global count
    count = 1
"""


def test_every_way_of_binding_a_name_is_known() -> None:
    (scope,) = read_code(BINDING).scopes
    assert {*scope.bound} == {
        *("os", "read", "first", "rest", "error", "one", "more", "value", "others", "text"),
        *("Inner", "number", "note"),
    }
    assert scope.declared == {"count"}
    assert not scope.plain
    assert "int" not in scope.outside


def test_a_constant_of_too_many_digits_is_none_to_show() -> None:
    module = read_code("x = 0x" + "f" * 9000 + "\ny = 7")
    assert module.constants == ("7",)
    assert shown(module.tree.body[0]) is None


def test_what_is_nested_too_deeply_is_not_shown() -> None:
    node: ast.expr = ast.Name("x", ast.Load())
    for _ in range(5000):
        node = ast.Attribute(node, "y", ast.Load())
    assert shown(node) is None
