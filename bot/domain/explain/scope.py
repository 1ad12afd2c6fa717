"""Finding one's way in a syntax tree: functions, their own nodes, the names they bind (13.1)."""

import ast
import builtins
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef

_SCOPES: Final = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef,
    ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp,
)  # fmt: skip
BUILTINS: Final = frozenset(dir(builtins))
_PLAIN: Final = (int, str, bool, float, type(None))
LONG: Final = 30
SHOWN_MOST: Final = 60
"""Characters of code in an option."""


def own_nodes(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """All nodes of some statements in the order of the code, without those of functions inside."""
    waiting: list[ast.AST] = list(reversed(body))
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, _SCOPES):
            waiting.extend(reversed(list(_evaluated(node))))


def _evaluated(node: ast.AST) -> Iterator[ast.AST]:
    """The children of a node, but for the annotation of a local name, which is never looked at."""
    aside = node.annotation if isinstance(node, ast.AnnAssign) else None
    return (each for each in ast.iter_child_nodes(node) if each is not aside)


@dataclass(frozen=True)
class CodeScope:
    """One function of a module, and what can be told about it without running it."""

    node: Function
    module: "Module"

    @property
    def name(self) -> str:
        """Its name."""
        return self.node.name

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Its own nodes."""
        return tuple(own_nodes(self.node.body))

    @cached_property
    def plain(self) -> bool:
        """Whether its names are all its own: no function, class or comprehension inside."""
        return not any(isinstance(each, _SCOPES) for each in self.nodes)

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of its parameters."""
        given = self.node.args
        named = [*given.posonlyargs, *given.args, *given.kwonlyargs]
        return tuple(x.arg for x in (*named, *filter(None, (given.vararg, given.kwarg))))

    @cached_property
    def declared(self) -> frozenset[str]:
        """Names that it declares global or nonlocal."""
        declaring = (x for x in self.nodes if isinstance(x, ast.Global | ast.Nonlocal))
        return frozenset(name for each in declaring for name in each.names)

    @cached_property
    def bound(self) -> tuple[str, ...]:
        """The local names that it binds, but for its parameters."""
        names = [name for node in self.nodes for name in _bindings(node)]
        own = dict.fromkeys(x for x in names if x not in self.declared)
        return tuple(x for x in own if x not in self.parameters)

    @cached_property
    def outside(self) -> tuple[str, ...]:
        """The names that it uses and that come from outside, builtins left out."""
        loads = (
            x.id for x in self.nodes if isinstance(x, ast.Name) and isinstance(x.ctx, ast.Load)
        )
        own = {*self.bound, *self.parameters} - self.declared
        return tuple(dict.fromkeys(x for x in loads if x not in own and x not in BUILTINS))


def _bindings(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(ctx=ast.Store() | ast.Del()):
            yield node.id
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield node.name
        case ast.alias():
            yield node.asname or node.name.partition(".")[0]
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
            yield name
        case ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
            yield name
        case _:
            return


@dataclass(frozen=True)
class Module:
    """A whole file of Python."""

    tree: ast.Module
    text: str = ""

    @cached_property
    def every(self) -> tuple[ast.AST, ...]:
        """All of its nodes."""
        return tuple(ast.walk(self.tree))

    @cached_property
    def scopes(self) -> tuple[CodeScope, ...]:
        """Its functions, in the order of the code."""
        found = (x for x in self.every if isinstance(x, ast.FunctionDef | ast.AsyncFunctionDef))
        return tuple(CodeScope(x, self) for x in sorted(found, key=lambda each: each.lineno))

    @cached_property
    def constants(self) -> tuple[str, ...]:
        """Its short constants as they are written."""
        found = (x.value for x in self.every if isinstance(x, ast.Constant))
        plain = (x for x in found if type(x) in _PLAIN and (type(x) is not str or len(x) <= LONG))
        return tuple(dict.fromkeys(text for x in plain if len(text := _repr(x)) <= LONG))

    @cached_property
    def attributes(self) -> tuple[str, ...]:
        """The attributes of self that are used anywhere."""
        return attributes_of(self.every)

    @cached_property
    def bases(self) -> dict[str, tuple[str, ...]]:
        """The classes of the file, each with the plain names that it is derived from."""
        found = (x for x in self.every if isinstance(x, ast.ClassDef))
        return {x.name: tuple(y.id for y in x.bases if isinstance(y, ast.Name)) for x in found}

    def kinds_of(self, exception: str) -> frozenset[str]:
        """What an exception is, as far as the file and Python tell: itself, and what it comes from."""
        known, waiting = set[str](), [exception]
        while waiting:
            name = waiting.pop()
            builtin = getattr(builtins, name, None)
            more = builtin.__mro__ if isinstance(builtin, type) else ()
            waiting += [x for x in self.bases.get(name, ()) if x not in known]
            known |= {name, *(x.__name__ for x in more)}
        return frozenset(known)

    @cached_property
    def exceptions(self) -> tuple[str, ...]:
        """The names of exceptions that are raised or caught anywhere."""
        raised = (raised_name(x) for x in self.every if isinstance(x, ast.Raise))
        caught = (
            name for x in self.every if isinstance(x, ast.ExceptHandler) for name in caught_names(x)
        )
        return tuple(dict.fromkeys(name for name in (*raised, *caught) if name))


def _repr(value: object) -> str:
    """A constant as it is written; one of too many digits as too long a text."""
    try:
        return repr(value)
    except ValueError:
        return " " * (LONG + 1)


def attributes_of(nodes: Iterable[ast.AST]) -> tuple[str, ...]:
    """The attributes of self that some nodes use."""
    found = (x for x in nodes if isinstance(x, ast.Attribute))
    mine = (x.attr for x in found if isinstance(x.value, ast.Name) and x.value.id == "self")
    return tuple(dict.fromkeys(mine))


def raised_name(node: ast.Raise) -> str | None:
    """The exception of `raise Name(...)`."""
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return raised.id if isinstance(raised, ast.Name) and raised.id[:1].isupper() else None


def own_name(exception: str) -> str:
    """What an exception calls itself: IOError is OSError."""
    return str(getattr(getattr(builtins, exception, None), "__name__", exception))


def caught_names(node: ast.ExceptHandler) -> tuple[str, ...]:
    """The exceptions that a handler names."""
    return tuple(x.id for x in caught_kinds(node) if isinstance(x, ast.Name))


def caught_kinds(node: ast.ExceptHandler) -> list[ast.expr | None]:
    """What a handler catches, as it is written."""
    return [*node.type.elts] if isinstance(node.type, ast.Tuple) else [node.type]


def shown(node: ast.AST) -> str | None:
    """Code in one line as it may stand in an option; None where it is too long for one."""
    try:
        text = ast.unparse(node)
    except (RecursionError, ValueError):
        return None
    return text if "\n" not in text and len(text) <= SHOWN_MOST else None


def blocks_of(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """The blocks of statements directly inside a node."""
    for name in ("body", "orelse", "finalbody"):
        block = getattr(node, name, None)
        if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
            yield block
