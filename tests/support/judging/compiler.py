"""Judges that go by the compiler: its bytecode, and its tables of names."""

import ast
import builtins
import dis
import re
from collections.abc import Callable

from bot.domain.explain.found import CodeQuestion
from support.judging.source import Function, Source, Verdict

KNOWN_TO_BLOCK = {"time", "requests", "urllib", "subprocess", "os", "input"}


def unreachable(source: Source, _: CodeQuestion, node: Function) -> Verdict:
    """The compiler leaves out what is never reached."""
    kept = {line for *_, line in source.code(node).co_lines() if line}

    def never(option: str) -> bool:
        same = [x for x in ast.walk(node) if isinstance(x, ast.stmt) and ast.unparse(x) == option]
        assert same
        return any(kept.isdisjoint(range(x.lineno, (x.end_lineno or 0) + 1)) for x in same)

    return never


def blocking(source: Source, _: CodeQuestion, node: Function) -> Verdict:
    """A call of a plain function that the bytecode does not await."""
    awaited = {
        ast.unparse(ast.parse(text.removeprefix("await").strip(), mode="eval"))
        for _, text in source.spelled(node, "GET_AWAITABLE")
    }

    def blocks(option: str) -> bool:
        called = ast.parse(option, mode="eval").body
        assert isinstance(called, ast.Call)
        return (
            option not in awaited and ast.unparse(called.func).partition(".")[0] in KNOWN_TO_BLOCK
        )

    return blocks


def late(source: Source, question: CodeQuestion, _: Function) -> Verdict:
    """By the compiler's table of the lambda: the loop's name is free in it, or its own."""
    target, line = question.values["target"], question.line
    tables = [each for (name, at), each in source.tables.items() if (name, at) == ("lambda", line)]
    free = any(target in each.get_frees() or target in each.get_globals() for each in tables)
    own = any(target in each.get_parameters() for each in tables)
    said = {
        "In all of them what it was last": free,
        "In each what it was when that one was made": own and not free,
        "Nothing: a NameError": not (free or own),
    }
    return said.__getitem__


def changed(source: Source, question: CodeQuestion, node: Function) -> Verdict:
    """The name is never bound to anything but what the caller handed over."""
    name = question.values["parameter"]
    bound = any(
        name in (each.argval if isinstance(each.argval, tuple) else (each.argval,))
        for each in dis.get_instructions(source.code(node))
        if each.opname.startswith(("STORE_FAST", "STORE_DEREF", "STORE_NAME"))
    )
    its_own = name in source.names(node).get_parameters() and not bound
    return lambda option: its_own is option.startswith("The caller, too")


def flagged(flag: int, beginning: str) -> Callable[[Source, CodeQuestion, Function], Verdict]:
    def maker(source: Source, _: CodeQuestion, node: Function) -> Verdict:
        has = bool(source.code(node).co_flags & flag)
        return lambda option: has and option.startswith(beginning)

    return maker


def falls_off(source: Source, _: CodeQuestion, node: Function) -> Verdict:
    """There is a return in the bytecode that no return of the source made, and it gives None."""
    spelled = list(source.spelled(node, "RETURN_"))
    implied = [each for each, text in spelled if not text.startswith("return")]
    return lambda option: bool(implied) and ast.unparse(ast.parse(option)) == "None"


def raises(source: Source, _: CodeQuestion, node: Function) -> Verdict:
    """What the function's own instructions raise, as it is spelled."""
    spelled = {text for _, text in source.spelled(node, "RAISE_VARARGS")}
    names = {found[1] for text in spelled if (found := re.match(r"raise\s+(\w+)", text))}
    return names.__contains__


def binds(source: Source, _: CodeQuestion, node: Function) -> Verdict:
    table = source.names(node)
    return lambda option: option in table.get_locals() and option not in table.get_parameters()


def outside(source: Source, _: CodeQuestion, node: Function) -> Verdict:
    table = source.names(node)
    known = {*table.get_globals(), *table.get_frees()}
    return lambda option: option in known and not hasattr(builtins, option)


def parameter(source: Source, _: CodeQuestion, node: Function) -> Verdict:
    return {*source.names(node).get_parameters()}.__contains__


def calls(source: Source, _: CodeQuestion, node: Function) -> Verdict:
    """The names that it loads; a text that is spelled like a function is not one."""
    loaded = {
        str(each.argval)
        for each in dis.get_instructions(source.code(node))
        if each.opname.startswith("LOAD_") and each.opcode not in dis.hasconst
    }
    return loaded.__contains__


def attribute(source: Source, _: CodeQuestion, node: Function) -> Verdict:
    """What the instructions that deal with attributes were made from."""
    spelled = source.spelled(node, "LOAD_ATTR", "LOAD_METHOD", "STORE_ATTR", "DELETE_ATTR")
    used = {str(each.argval) for each, text in spelled if re.match(r"self\s*\.\s*\w+$", text)}
    return used.__contains__
