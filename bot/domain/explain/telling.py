"""The kinds of questions about what surprises people, or tells most of their code (13.1)."""

import ast
from collections.abc import Iterator
from typing import Final

from bot.domain.explain.found import CodeQuestion
from bot.domain.explain.kinds import Kind, is_generator, is_simple, made, worded
from bot.domain.explain.scope import (
    CodeScope,
    blocks_of,
    own_nodes,
    shown,
)
from bot.domain.words import marked

_BLOCKING: Final = {
    "time.sleep", "requests.get", "requests.post", "requests.put", "requests.delete",
    "requests.request", "urllib.request.urlopen", "subprocess.run", "subprocess.check_output",
    "os.system", "input",
}  # fmt: skip
_CHANGES: Final = {"append", "extend", "insert", "remove", "clear", "sort", "reverse", "update",
                   "pop", "popitem", "setdefault", "add", "discard"}  # fmt: skip
_ENDS: Final = (ast.Return, ast.Raise, ast.Continue, ast.Break)


def shared(scope: CodeScope) -> Iterator[CodeQuestion]:
    """A default that all calls share."""
    given = scope.node.args
    named = [*given.posonlyargs, *given.args]
    for parameter, value in zip(
        named[len(named) - len(given.defaults) :], given.defaults, strict=True
    ):
        if isinstance(value, ast.List | ast.Dict | ast.Set):
            yield from worded(
                "shared", parameter,
                marked("{name} is called twice without {parameter}. What does the second call get?"),
                marked("A default is made once, when def runs; every call without {parameter} shares it."),
                marked("The same object as the first call"), [marked("A new one"), marked("None")],
                name=scope.name, parameter=parameter.arg,
            )  # fmt: skip


def falls_off(scope: CodeScope) -> Iterator[CodeQuestion]:
    """What comes back when no return is reached."""
    returns = [x for x in scope.nodes if isinstance(x, ast.Return) and x.value is not None]
    last = scope.node.body[-1]
    # A call that ends there, a branch or a loop that may end: nothing behind it returns.
    runs_out = isinstance(last, ast.Expr | ast.Assign | ast.AugAssign | ast.AnnAssign) or (
        isinstance(last, ast.For) and not last.orelse
    )
    if not returns or not runs_out or is_generator(scope):
        return
    values = [text for x in returns if x.value and (text := shown(x.value)) and text != "None"]
    yield from made(
        "falls-off", scope.node,
        marked("What does {name} return when its last line is reached and none of its returns?"),
        marked("A function that runs off its end returns None."),
        "None", [*values, *(x for x in scope.parameters if x != "self")], name=scope.name,
    )  # fmt: skip


def last(scope: CodeScope) -> Iterator[CodeQuestion]:
    """What runs last where there is a finally."""
    for node in scope.nodes:
        if isinstance(node, ast.Try) and node.finalbody and is_simple(node.finalbody[-1]):
            others = [*node.body, *(y for x in node.handlers for y in x.body), *node.orelse]
            right = shown(node.finalbody[-1])
            wrong = [text for x in others if is_simple(x) and (text := shown(x))]
            if right is not None and right not in wrong:
                yield from made(
                    "last", node,
                    marked("However the try in line {line} is left: which of these runs last?"),
                    marked("finally runs last, after a return and after an exception, too."),
                    right, wrong, line=str(node.lineno),
                )  # fmt: skip


def unreachable(scope: CodeScope) -> Iterator[CodeQuestion]:
    """Which line is never reached."""
    lists = [scope.node.body, *(block for x in scope.nodes for block in blocks_of(x))]
    wrong = [text for x in _always_reached(scope.node.body) if (text := shown(x))]
    for block in lists:
        text = next((text for x in _behind_end(block) if (text := shown(x))), None)
        if text is not None and text not in wrong:
            yield from made(
                "unreachable", block[0], marked("Which of these lines of {name} is never reached?"),
                marked("What stands behind a return, raise, break or continue of its block never runs."),
                text, wrong, name=scope.name,
            )  # fmt: skip
            return


def _behind_end(block: list[ast.stmt]) -> Iterator[ast.stmt]:
    ends = [place for place, x in enumerate(block) if isinstance(x, _ENDS)]
    return (x for x in block[ends[0] + 1 :] if is_simple(x)) if ends else iter(())


def _always_reached(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements with which a function begins, up to the first that may not be passed."""
    for node in body:
        if is_simple(node) and not _is_text(node):
            yield node
        if not is_simple(node) or isinstance(node, _ENDS):
            return


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def blocking(scope: CodeScope) -> Iterator[CodeQuestion]:
    """Which call blocks an async function."""
    if not isinstance(scope.node, ast.AsyncFunctionDef):
        return
    awaited = [x.value for x in scope.nodes if isinstance(x, ast.Await)]
    calls = [x for x in scope.nodes if isinstance(x, ast.Call)]
    bad = [x for x in calls if shown(x.func) in _BLOCKING and x not in awaited]
    if len(bad) == 1 and (right := shown(bad[0])):
        wrong = [text for x in awaited if (text := shown(x))]
        yield from made(
            "blocking", bad[0], marked("Which call keeps every other task waiting while {name} runs it?"),
            marked("It does not await, so the event loop stands still; use its async form or a thread."),
            right, wrong, name=scope.name,
        )  # fmt: skip


def generator(scope: CodeScope) -> Iterator[CodeQuestion]:
    """What calling a generator function does."""
    if (
        is_generator(scope)
        and isinstance(scope.node, ast.FunctionDef)
        and not scope.node.decorator_list
    ):
        yield from worded(
            "generator", scope.node, marked("What does calling {name} do, before anything asks for a value?"),
            marked("A function with yield makes a generator; its lines run when values are asked for."),
            marked("It makes a generator; no line of it runs"),
            [marked("It runs up to the first yield"), marked("It runs to its end and returns a list")],
            name=scope.name,
        )  # fmt: skip


def coroutine(scope: CodeScope) -> Iterator[CodeQuestion]:
    """What calling an async function does."""
    if (
        isinstance(scope.node, ast.AsyncFunctionDef)
        and not is_generator(scope)
        and not scope.node.decorator_list
    ):
        yield from worded(
            "coroutine", scope.node, marked("What does calling {name} without await do?"),
            marked("The call only makes a coroutine; await, or a task, runs it."),
            marked("It makes a coroutine; no line of it runs"),
            [marked("It runs up to the first await"), marked("It runs in a thread of its own")], name=scope.name,
        )  # fmt: skip


def changed(scope: CodeScope) -> Iterator[CodeQuestion]:
    """An argument that is changed for the caller, too."""
    rebound = {
        x.id for x in scope.nodes if isinstance(x, ast.Name) and isinstance(x.ctx, ast.Store)
    }
    for node in scope.nodes:
        match node:
            case ast.Expr(
                value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr))
            ) if attr in _CHANGES:
                pass
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()):
                pass
            case _:
                continue
        if name in scope.parameters and name not in rebound and name not in {"self", "cls"}:
            yield from worded(
                "changed", node, marked("This changes {parameter}. Who sees that?"),
                marked("{parameter} is a name for the caller's own object; nothing was copied."),
                marked("The caller, too: it is the same object"),
                [marked("Only {name}: it has a copy"), marked("Nobody: the change is lost at the return")],
                name=scope.name, parameter=name, line=str(getattr(node, "lineno", 1)),
            )  # fmt: skip
            return


def late(scope: CodeScope) -> Iterator[CodeQuestion]:
    """A function made in a loop that looks at the loop's name."""
    for loop in scope.nodes:
        if not (isinstance(loop, ast.For) and isinstance(loop.target, ast.Name)):
            continue
        for node in own_nodes(loop.body):
            if isinstance(node, ast.Lambda) and _reads(node, loop.target.id):
                yield from worded(
                    "late", node,
                    marked("The functions made in line {line} are called after the loop. What is {target} in them?"),
                    marked("A function looks a name up when it is called, not when it is made."),
                    marked("In all of them what it was last"),
                    [marked("In each what it was when that one was made"), marked("Nothing: a NameError")],
                    line=str(node.lineno), target=loop.target.id,
                )  # fmt: skip
                return


def _reads(node: ast.Lambda, name: str) -> bool:
    own = {x.arg for x in (*node.args.args, *node.args.kwonlyargs, *node.args.posonlyargs)}
    return name not in own and any(
        isinstance(x, ast.Name) and x.id == name for x in ast.walk(node.body)
    )


TELLING: Final[tuple[Kind, ...]] = (
    shared, unreachable, blocking, late, changed, generator, coroutine, falls_off, last,
)  # fmt: skip
"""What surprises people; these come first."""
