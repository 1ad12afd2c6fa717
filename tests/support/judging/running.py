"""Judges that run pieces of the code in question, as the product never does."""

import ast
import builtins
import inspect
from typing import Any

from bot.domain.explain.found import CodeQuestion
from support.judging.source import Function, Source, Verdict

PROBE = "the_one_that_is_raised"


class Anything(dict[str, Any]):
    """A namespace in which every name means something."""

    def __missing__(self, name: str) -> Any:
        return getattr(builtins, name, Stub(name))


class Stub:
    """What nothing is known of: it takes all that is done to it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __getattr__(self, name: str) -> "Stub":
        if name.startswith("__"):
            raise AttributeError(name)
        return Stub(f"{self.name}.{name}")

    def __call__(self, *_: object, **__: object) -> "Stub":
        return self

    def __getitem__(self, _: object) -> "Stub":
        return self

    def __or__(self, _: object) -> "Stub":
        return self

    __ror__ = __add__ = __mul__ = __sub__ = __or__


def defined(node: Function) -> Any:
    """The head of a function, really defined: the defaults are worked out, its body does nothing."""
    head = ast.FunctionDef(node.name, node.args, [ast.Return(ast.Name("_got", ast.Load()))], [])
    for each in ast.walk(head):
        if isinstance(each, ast.arg):
            each.annotation = None
    body = ast.unparse(ast.fix_missing_locations(ast.Module([head], [])))
    space = Anything()
    exec(compile(body, "head", "exec"), {}, space)
    return space[node.name]


def shared(_: Source, question: CodeQuestion, node: Function) -> Verdict:
    """Two calls, really made: is it one object?"""
    parameter = question.values["parameter"]
    given = inspect.signature(defined(node)).parameters[parameter].default
    space = {"given": given}
    exec(f"def probe({parameter}=given): return {parameter}", space)
    probe: Any = space["probe"]
    first, second = probe(), probe()
    said = {
        "The same object as the first call": first is second,
        "A new one": first is not second,
        "None": second is None,
    }
    return said.__getitem__


def default(_: Source, question: CodeQuestion, node: Function) -> Verdict:
    found = inspect.signature(defined(node)).parameters[question.values["parameter"]].default
    return lambda option: bool(ast.literal_eval(option) == found)


def star(_: Source, question: CodeQuestion, node: Function) -> Verdict:
    """What is gathered, really gathered."""
    name, vararg = question.values["parameter"], node.args.vararg
    marks = "*" if vararg and vararg.arg == name else "**"
    space: dict[str, Any] = {}
    exec(f"def probe({marks}{name}): return {name}", space)
    probe: Any = space["probe"]
    kind = {"tuple": "A tuple", "dict": "A dict"}[type(probe()).__name__]
    return lambda option: option == kind


def last(_: Source, question: CodeQuestion, node: Function) -> Verdict:
    """The try, really run, and left in every way: its simple statements note that they ran."""
    line = int(question.values["line"])
    (found,) = (x for x in ast.walk(node) if isinstance(x, ast.Try) and x.lineno == line)
    lasts = set()
    ways = 1 + sum(len(block) for block in blocks(found))
    for raises_at in range(ways + 1):
        for handled in (True, False):
            ran: list[str] = []
            run_try(found, ran, raises_at, handled=handled)
            lasts.add(ran[-1])
    return lambda option: lasts == {option}


def blocks(found: ast.Try) -> list[list[ast.stmt]]:
    return [found.body, *(each.body for each in found.handlers), found.orelse]


def run_try(found: ast.Try, ran: list[str], raises_at: int, *, handled: bool) -> None:
    def step(text: str) -> None:
        ran.append(text)
        if len(ran) == raises_at:
            raise ArithmeticError

    def noting(block: list[ast.stmt], call: str) -> list[ast.stmt]:
        return [ast.parse(f"{call}({ast.unparse(each)!r})").body[0] for each in block] or [
            ast.Pass()
        ]

    kind = "ArithmeticError" if handled else "KeyError"
    handlers = [
        ast.ExceptHandler(ast.Name(kind, ast.Load()), None, noting(each.body, "step"))
        for each in found.handlers
    ]
    body, ends = noting(found.body, "step"), noting(found.finalbody, "note")
    orelse = noting(found.orelse, "step") if found.orelse and handlers else []
    probe = ast.fix_missing_locations(ast.Module([ast.Try(body, handlers, orelse, ends)], []))
    try:
        exec(compile(probe, "try", "exec"), {"step": step, "note": ran.append})
    except ArithmeticError:
        return


def caught(source: Source, question: CodeQuestion, node: Function) -> Verdict:
    """Each exception really raised: is it caught there?"""
    line = int(question.values["line"])
    (found,) = (x for x in ast.walk(node) if isinstance(x, ast.Try) and x.lineno == line)
    types = [ast.unparse(each.type) for each in found.handlers if each.type]
    space = hierarchy(source)
    clauses = [f"except {each}: caught = True" for each in types]
    tried = "\n".join((f"try: raise {PROBE}", *clauses, "except BaseException: caught = False"))
    for each in ast.walk(ast.parse("\n".join(types))):
        if isinstance(each, ast.Name):
            space.setdefault(each.id, type(each.id, (Exception,), {}))

    def stops(option: str) -> bool:
        kind = space.setdefault(option, type(option, (Exception,), {}))
        space[PROBE] = type(option, (kind,), {"__init__": lambda _: None})
        exec(tried, space)
        return bool(space["caught"])

    return stops


def hierarchy(source: Source) -> dict[str, Any]:
    """The exceptions that a file may mean: Python's own, and those it defines."""
    space: dict[str, Any] = {
        name: each
        for name, each in vars(builtins).items()
        if isinstance(each, type) and issubclass(each, BaseException)
    }
    for each in ast.walk(source.tree):
        if isinstance(each, ast.ClassDef):
            bases = [space[x.id] for x in each.bases if isinstance(x, ast.Name) and x.id in space]
            if bases:
                space[each.name] = type(each.name, tuple(bases[:1]), {})
    return space
