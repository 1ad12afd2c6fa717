"""A file of code as the judges of questions see it: its tree, and what the compiler makes of it."""

import ast
import dis
import symtable
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import CodeType

from bot.domain.explain.found import CodeQuestion

Function = ast.FunctionDef | ast.AsyncFunctionDef
Verdict = Callable[[str], bool]
"""Whether an option is a right answer."""


@dataclass
class Source:
    """A file of code, its tree, and what the compiler makes of it."""

    text: str
    path: Path

    def function(self, question: CodeQuestion) -> Function:
        """The function that a question is about: the innermost that has its line, and its name."""
        name = question.values.get("name")
        around = [
            each
            for each in ast.walk(self.tree)
            if isinstance(each, Function)
            and each.lineno <= question.line <= (each.end_lineno or 0)
            and name in {None, each.name}
        ]
        return max(around, key=lambda each: each.lineno)

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def lines(self) -> list[bytes]:
        return [each.encode() for each in self.text.split("\n")]

    @cached_property
    def codes(self) -> dict[tuple[str, int], CodeType]:
        """The compiled functions, by name and first line."""
        found, waiting = {}, [compile(self.text, str(self.path), "exec", dont_inherit=True)]
        while waiting:
            code = waiting.pop()
            waiting += [each for each in code.co_consts if isinstance(each, CodeType)]
            found[code.co_name, code.co_firstlineno] = code
        return found

    @cached_property
    def tables(self) -> dict[tuple[str, int], symtable.Function]:
        """The compiler's tables of names, by name and line."""
        found: dict[tuple[str, int], symtable.Function] = {}
        waiting = [symtable.symtable(self.text, str(self.path), "exec")]
        while waiting:
            table = waiting.pop()
            waiting += table.get_children()
            if isinstance(table, symtable.Function):
                found[table.get_name(), table.get_lineno()] = table
        return found

    def code(self, node: Function) -> CodeType:
        return self.codes[node.name, min(each.lineno for each in (node, *node.decorator_list))]

    def names(self, node: Function) -> symtable.Function:
        table = self.tables.get((node.name, node.lineno))
        first = min(each.lineno for each in (node, *node.decorator_list))
        return table or self.tables[node.name, first]

    def spelled(self, node: Function, *operations: str) -> Iterator[tuple[dis.Instruction, str]]:
        """The instructions whose names begin so, each with the source it was made from."""
        for each in dis.get_instructions(self.code(node)):
            at = each.positions
            if not each.opname.startswith(operations) or at is None or at.lineno is None:
                continue
            assert at.end_lineno is not None
            rows = self.lines[at.lineno - 1 : at.end_lineno]
            if at.lineno == at.end_lineno:
                yield each, rows[0][at.col_offset : at.end_col_offset].decode()
            else:
                yield each, b"\n".join([rows[0][at.col_offset :], *rows[1:]]).decode()
