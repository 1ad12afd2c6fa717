"""The kinds of questions about what only who wrote the code knows at once (13.1)."""

import ast
from collections.abc import Iterator
from typing import Final

from bot.domain.explain.found import CodeQuestion
from bot.domain.explain.kinds import Kind, made, worded
from bot.domain.explain.scope import (
    CodeScope,
    attributes_of,
    caught_kinds,
    own_name,
    raised_name,
    shown,
)
from bot.domain.words import marked


def binds(scope: CodeScope) -> Iterator[CodeQuestion]:
    """Which name a function binds itself."""
    if scope.plain and scope.bound:
        outside = [x for x in scope.outside if x not in scope.declared]
        yield from made(
            "binds", scope.node,
            marked("Which of these names does {name} bind itself, as a local variable?"),
            marked("It gets its value inside {name}; the others come from outside."),
            scope.bound[0], [*outside, *_elsewhere(scope)], name=scope.name,
        )  # fmt: skip


def _elsewhere(scope: CodeScope) -> list[str]:
    """Names that other functions of the file bind, and this one does not know."""
    used = {x.id for x in scope.nodes if isinstance(x, ast.Name)} | {
        *scope.parameters,
        *scope.bound,
    }
    others = (name for each in scope.module.scopes for name in each.bound)
    return [x for x in others if x not in used]


def outside(scope: CodeScope) -> Iterator[CodeQuestion]:
    """Which name a function needs from outside."""
    if scope.plain and scope.outside:
        yield from made(
            "outside", scope.node,
            marked("Which of these names does {name} use that it gets neither as a parameter nor by itself?"),
            marked("Python looks it up outside of {name}, each time the line runs."),
            scope.outside[0], (*scope.parameters, *scope.bound), name=scope.name,
        )  # fmt: skip


def default(scope: CodeScope) -> Iterator[CodeQuestion]:
    """What a parameter is without an argument."""
    given = scope.node.args
    named = [*given.posonlyargs, *given.args]
    pairs = list(zip(named[len(named) - len(given.defaults) :], given.defaults, strict=True))
    pairs += [(x, y) for x, y in zip(given.kwonlyargs, given.kw_defaults, strict=True) if y]
    for parameter, value in pairs:
        text = shown(value)
        if text is not None and isinstance(value, ast.Constant):
            texts = scope.module.constants
            wrong = [x for x in texts if len(x) <= 30 and _differs(x, text)]
            yield from made(
                "default", parameter,
                marked("{name} is called without {parameter}. What is {parameter} then?"),
                marked("That is its default, made once when def ran."),
                text, wrong, name=scope.name, parameter=parameter.arg,
            )  # fmt: skip


def _differs(one: str, other: str) -> bool:
    """Whether two constants are told apart by ==, too: True is 1."""
    return bool(ast.literal_eval(one) != ast.literal_eval(other))


def raises(scope: CodeScope) -> Iterator[CodeQuestion]:
    """Which exception a function raises itself."""
    own = [x for x in scope.nodes if isinstance(x, ast.Raise) and raised_name(x)]
    mine = {raised_name(x) for x in own}
    for node in own[:1]:
        others = [x for x in scope.module.exceptions if x not in mine]
        yield from made(
            "raises", node, marked("Which of these does {name} raise itself?"),
            marked("Line {line} raises it; who calls {name} has to expect it."),
            raised_name(node) or "", others, name=scope.name, line=str(node.lineno),
        )  # fmt: skip


def caught(scope: CodeScope) -> Iterator[CodeQuestion]:
    """Which exception a try catches."""
    for node in scope.nodes:
        if not isinstance(node, ast.Try):
            continue
        kinds = [kind for x in node.handlers for kind in caught_kinds(x)]
        mine = [x.id for x in kinds if isinstance(x, ast.Name)]
        named = {own_name(x) for x in mine}
        if mine and len(mine) == len(kinds) and not {"Exception", "BaseException"} & named:
            others = [x for x in scope.module.exceptions if not named & scope.module.kinds_of(x)]
            yield from made(
                "caught", node, marked("Which exception does the try in line {line} name to be caught?"),
                marked("Its except names it. What is neither named nor derived from what is goes on to the caller."),
                mine[0], others, line=str(node.lineno),
            )  # fmt: skip


def star(scope: CodeScope) -> Iterator[CodeQuestion]:
    """What *args and **kwargs are inside."""
    for parameter, right in (
        (scope.node.args.vararg, marked("A tuple")),
        (scope.node.args.kwarg, marked("A dict")),
    ):
        if parameter is not None:
            yield from worded(
                "star", parameter, marked("What is {parameter} inside {name}?"),
                marked("* gathers what is left by place in a tuple, ** what is left by name in a dict."),
                right, [marked("A list"), marked("A set"), marked("A string")],
                name=scope.name, parameter=parameter.arg,
            )  # fmt: skip
            return


def calls(scope: CodeScope) -> Iterator[CodeQuestion]:
    """Which function of the file a function calls."""
    used = {x.id for x in scope.nodes if isinstance(x, ast.Name)}
    attributes = {x.attr for x in scope.nodes if isinstance(x, ast.Attribute)}
    called = [x for x in scope.nodes if isinstance(x, ast.Call) and isinstance(x.func, ast.Name)]
    if scope.plain and called and isinstance(called[0].func, ast.Name):
        names = (x.name for x in scope.module.scopes)
        wrong = [x for x in names if x not in used and x not in attributes and x != scope.name]
        yield from made(
            "calls", called[0], marked("Which of these does {name} call?"),
            marked("Line {line} calls it."), called[0].func.id, wrong,
            name=scope.name, line=str(called[0].lineno),
        )  # fmt: skip


def attribute(scope: CodeScope) -> Iterator[CodeQuestion]:
    """Which attribute of its object a method touches."""
    if not scope.parameters or scope.parameters[0] != "self" or not scope.plain:
        return
    mine = attributes_of(scope.nodes)
    everywhere = scope.module.attributes
    if mine:
        yield from made(
            "attribute", scope.node, marked("Which of these does {name} use on self?"),
            marked("{name} reads, sets or calls it; the others belong to other parts of the file."),
            mine[0], [x for x in (*everywhere, *scope.bound) if x not in mine], name=scope.name,
        )  # fmt: skip


def parameter(scope: CodeScope) -> Iterator[CodeQuestion]:
    """Which name the caller hands over."""
    mine = [x for x in scope.parameters if x not in {"self", "cls"}]
    others = (x for each in scope.module.scopes for x in (*each.parameters, *each.bound))
    if mine:
        wrong = [x for x in (*scope.bound, *scope.outside, *others) if x not in scope.parameters]
        yield from made(
            "parameter", scope.node, marked("Which of these does who calls {name} hand over?"),
            marked("It stands among the parameters of {name}."), mine[0],
            [x for x in wrong if x not in {"self", "cls"}], name=scope.name,
        )  # fmt: skip


PLAIN: Final[tuple[Kind, ...]] = (
    raises, caught, default, star, outside, binds, calls, attribute, parameter,
)  # fmt: skip
"""What only who wrote it knows at once."""
