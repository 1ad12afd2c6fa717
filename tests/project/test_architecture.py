"""What holds for all the code: its arrows, its one clock, and its words that can be translated."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from bot.features.menu import FEATURES
from support import messages as gettext
from support.code import all_nodes, modules
from support.messages import ROOT

OPEN_CLOCKS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today",
    "time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.ctime", "time.strftime",
}  # fmt: skip

ERRORS = {"CoachError", "UnsureDayError", "SteeringError"}
"""What carries a message to the learner."""

READ_FOREIGN_WORDS = {"adapters/telegram/webhook.py"}
"""Where a platform's JSON is read, which may lack anything."""

MAY_TAKE_VARIABLES = {"bot/chat/translate.py"}
"""Where a message is handed on; elsewhere it stands in the call, or was `marked`."""


def calls() -> Iterator[tuple[str, ast.Call, str]]:
    """Every call with its place and the last part of the called name."""
    for name, nodes in all_nodes():
        for node in nodes:
            if isinstance(node, ast.Call):
                called = node.func
                last = called.attr if isinstance(called, ast.Attribute) else ast.unparse(called)
                yield f"{name}:{node.lineno}", node, last


def literals(node: ast.Call) -> list[str]:
    return [
        each.value
        for each in node.args
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    ]


def placeholders(template: str) -> set[str]:
    fields = list(Formatter().parse(template))
    assert all(not spec and not conversion for _, _, spec, conversion in fields), template
    return {name for _, name, _, _ in fields if name is not None}


@pytest.fixture(scope="module")
def extracted() -> set[str]:
    """Every message that Babel finds."""
    return {message for message, _ in gettext.extracted()}


def test_arrows() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_one_clock() -> None:
    readings = {each.rpartition(".")[2] for each in OPEN_CLOCKS}
    looking = [
        f"{name}:{node.lineno}"
        for name, nodes in all_nodes()
        if name != "bot/runtime/clock.py"
        for node in nodes
        if isinstance(node, ast.Attribute) and node.attr in readings
        if ast.unparse(node) in OPEN_CLOCKS
    ]
    assert looking == []


def test_no_name_of_the_clock_is_imported_alone() -> None:
    """`from time import time` would get past the test above."""
    taken = [
        f"{name}: {alias.name}"
        for name, nodes in all_nodes()
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module == "time"
        for alias in node.names
        if alias.name not in {"monotonic", "perf_counter", "sleep"}
    ]
    assert taken == []


def test_no_dice_without_a_seed() -> None:
    """Replaying a history gives the same result: the domain has nothing to draw from (2.9)."""
    for name, nodes in all_nodes():
        if not name.startswith("bot/domain/"):
            continue
        for node in nodes:
            if isinstance(node, ast.Import):
                assert not {alias.name for alias in node.names} & {
                    "random",
                    "secrets",
                    "uuid",
                    "os",
                }
            if isinstance(node, ast.ImportFrom) and node.module in {
                "random",
                "secrets",
                "uuid",
                "os",
            }:
                assert [alias.name for alias in node.names] == ["Random"], name
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Random":
                assert node.args, name


def test_the_domain_reads_no_file_and_no_network() -> None:
    for name, nodes in all_nodes():
        if name.startswith("bot/domain/"):
            for node in nodes:
                if isinstance(node, ast.Call):
                    assert ast.unparse(node.func) not in {"open", "print", "input"}, name


def test_every_message_is_found(extracted: set[str]) -> None:
    """What the code hands over as a message, Babel finds."""
    assert len(extracted) > 150
    for place, node, last in calls():
        if last in {"say", "line", "marked", "plural", *ERRORS}:
            assert set(literals(node)) <= extracted, place


def is_marked(message: ast.expr, place: str) -> bool:
    """Whether a text is marked, there or in a table of its module whose texts all are."""
    if not isinstance(message, ast.Subscript):
        return isinstance(message, ast.Call) and ast.unparse(message.func) == "marked"
    name = ast.unparse(message.value)
    tables = (
        each.value
        for each in modules()[place.partition(":")[0]].body
        if isinstance(each, ast.AnnAssign) and ast.unparse(each.target) == name
    )
    return any(
        isinstance(table, ast.Dict) and all(is_marked(each, place) for each in table.values)
        for table in tables
    )


def test_messages_stand_where_they_are_found() -> None:
    """No call builds a message: an f-string, a sum or a variable that was never marked."""
    for place, node, last in calls():
        if place.partition(":")[0] in MAY_TAKE_VARIABLES or not node.args:
            continue
        if last in {"marked", *ERRORS} or (last == "option" and len(node.args) > 1):
            message = node.args[1 if last == "option" else 0]
            handed_on = place.startswith("bot/chat/arguments.py")
            found = isinstance(message, ast.Constant) or is_marked(message, place)
            assert found or handed_on, place
        if last in {"say", "line", "plural"}:
            assert not isinstance(node.args[0], ast.JoinedStr | ast.BinOp | ast.IfExp), place


def test_what_looks_like_a_message_is_one(extracted: set[str]) -> None:
    """A text with a {placeholder} that Babel does not find would stay English."""
    for name, nodes in all_nodes():
        if not name.startswith(("bot/features/", "bot/domain/")):
            continue
        in_f_strings = {
            id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in ast.walk(node)
        }
        for node in nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                looks = re.search(r"{[a-z_]+}", node.value) and id(node) not in in_f_strings
                assert not looks or node.value in extracted, f"{name}:{node.lineno}"


def test_placeholders_are_filled() -> None:
    """A message names what it is given, and is given what it names."""
    checked = 0
    for place, node, last in calls():
        texts = literals(node)
        if last not in {"say", "line", "plural", *ERRORS} or not texts:
            continue
        if any(keyword.arg is None for keyword in node.keywords):
            continue
        given = {keyword.arg for keyword in node.keywords}
        wanted = [placeholders(text) for text in texts[: 2 if last == "plural" else 1]]
        if last == "plural":
            given.add("n")
            assert wanted[0] | {"n"} == wanted[1] | {"n"}, place
            wanted = [each | {"n"} for each in wanted]
        assert all(each == given for each in wanted), (place, wanted, given)
        checked += 1
    assert checked > 100


def test_messages_can_be_translated(extracted: set[str]) -> None:
    for message in extracted:
        assert placeholders(message) is not None
        assert all(name.isidentifier() for name in placeholders(message)), message
        assert message == message.strip(), message
        assert "\n" not in message, message
        assert "  " not in message, message


def test_every_command_describes_itself(extracted: set[str]) -> None:
    for command in (each for feature in FEATURES for each in feature.commands):
        assert command.summary in extracted
        assert command.example.startswith(f"/{command.name}")
        for option in command.options:
            assert option.help in extracted


A_COMMAND = re.compile(r"(?<![\w/.}])/(\w[\w-]*)")
"""A command as it is typed, anywhere in a text; no part of an address or of a media type."""


def names_in(module: ast.Module, names: set[str]) -> list[str]:
    """The strings of a module that are one of `names`, or have such a command anywhere in them."""
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
            if text.strip().lower() in names or names & set(A_COMMAND.findall(text.lower())):
                found.append(f"{node.lineno}: {text}")
    return found


def registered() -> set[str]:
    """The name of every command and action, and of every sub-command."""
    commands = [each for feature in FEATURES for each in feature.commands]
    actions = {each.name for feature in FEATURES for each in feature.actions}
    subs = {sub.name for each in commands for sub in each.sub_commands}
    return {each.name for each in commands} | actions | subs


def test_adapters_name_no_command() -> None:
    """What a command is, and where, is said once: by the command (promise 8)."""
    names = registered()
    assert {"group", "today", "tick", "minutes"} <= names
    for name, module in modules().items():
        if name.startswith("adapters/"):
            assert names_in(module, names) == [], name


@pytest.mark.parametrize(
    "source",
    [
        "'group'",
        "'/group start'",
        "x == 'tick'",
        "f'/today {x}'",
        "say.line('I can only read text. What to do now: /today')",
        "f'{name}, or begin again (/start).'",
        "'Press it, or write `/today`'",
    ],
)
def test_a_command_that_is_named_is_found(source: str) -> None:
    assert names_in(ast.parse(source), registered())


@pytest.mark.parametrize("source", ["'application/today'", "'the week is done'", "f'/{name}'"])
def test_what_names_no_command_is_let_be(source: str) -> None:
    assert names_in(ast.parse(source), registered()) == []


def test_no_missing_key_is_swallowed() -> None:
    """A LookupError is a mistake of ours until somebody says precisely what is missing."""
    broad = {"LookupError", "KeyError", "IndexError"}
    for name, nodes in all_nodes():
        if not name.startswith(("bot/", "adapters/")) or name in READ_FOREIGN_WORDS:
            continue
        for node in nodes:
            if isinstance(node, ast.ExceptHandler) and node.type is not None:
                caught = {ast.unparse(each) for each in ast.walk(node.type)}
                assert not caught & broad, f"{name}:{node.lineno}"


def test_what_is_sqlites_stays_in_its_dialect() -> None:
    """No dialect of SQLAlchemy, pragma or way to begin a transaction outside of one folder."""
    found = []
    for name, nodes in all_nodes():
        if name.startswith("bot/storage/dialect/"):
            continue
        for node in nodes:
            if isinstance(node, ast.ImportFrom | ast.Import):
                names = {getattr(node, "module", None) or "", *(each.name for each in node.names)}
                found += [name for each in names if each.startswith("sqlalchemy.dialects")]
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                continue
            if re.search(r"\bPRAGMA\b|\bBEGIN IMMEDIATE\b", node.value):
                found.append(f"{name}:{node.lineno}")
    assert found == []


def test_sizes() -> None:
    """Nine functions in ten have fewer than 20 lines."""
    functions: list[ast.FunctionDef | ast.AsyncFunctionDef] = []
    for _, nodes in all_nodes():
        functions += [n for n in nodes if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    lengths = sorted((each.end_lineno or 0) - each.lineno + 1 for each in functions)
    assert lengths[len(lengths) * 9 // 10] < 20


def test_tests_are_no_packages() -> None:
    """An `__init__.py` there would shadow what is tested."""
    assert list((ROOT / "tests").rglob("__init__.py")) == []
