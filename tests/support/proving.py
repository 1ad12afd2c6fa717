"""Proves the answers of recall questions by running them, hundreds in a few seconds (12.1).

One process imports what they need and forks off a child for each run: isolated, in a folder of its
own, ended after a while. `python tests/support/proving.py FILE...` tells what does not hold.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, permutations
from pathlib import Path
from typing import Final

from bot.domain.recall.question import (
    AnyQuestion,
    BugQuestion,
    EstimateQuestion,
    OrderQuestion,
    PredictQuestion,
)

SECONDS_MOST: Final = 10
ORDERS_MOST: Final = 6
"""How many allowed orders are run, and how many forbidden ones, evenly taken from all."""

_ENVIRONMENT: Final = {
    name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST"))
} | {
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}
"""Nothing of the tests' own surroundings, no plugin of theirs, and nobody's settings of Git."""

_RUNNER: Final = Path(__file__).with_name("running.py")


@dataclass(frozen=True)
class Ran:
    """What became of a run."""

    status: int
    out: str
    err: str

    @property
    def last(self) -> str:
        """Its last line on standard error."""
        return (self.err.strip().splitlines() or [f"status {self.status}"])[-1]


@dataclass(frozen=True)
class Run:
    """A program, and what is wrong with what became of it; None where it holds."""

    source: str
    judge: Callable[[Ran], str | None]


def unproved(questions: Sequence[AnyQuestion]) -> list[str]:
    """A line for each answer that does not hold."""
    runs = [(each, run) for each in questions for run in _runs(each)]
    results = _run_all([run.source for _, run in runs])
    told = [
        f"{each.id}: {said}"
        for (each, run), result in zip(runs, results, strict=True)
        if (said := run.judge(result))
    ]
    return [*told, *(f"{each.id}: {said}" for each in questions for said in _orders(each))]


def _runs(question: AnyQuestion) -> Iterator[Run]:
    match question:
        case PredictQuestion():
            source = f"{question.code}\n{question.runs or ''}"
            yield Run(source, lambda ran: _prints(ran, question.answer))
        case BugQuestion(test=str(test), fails_with=str(word)):
            yield Run(f"{question.code}\n{test}", lambda ran: _fails(ran, word))
            yield Run(f"{question.fix}\n{test}", _passes)
        case BugQuestion() if question.mutants:
            for place, mutant in enumerate(question.mutants):
                yield Run(_on(mutant, question.code), _passes)
                yield Run(_on(mutant, question.fix), _fails if place else _passes)
        case EstimateQuestion(proof=str(proof)):
            yield Run(f"{proof}\nprint(answer)", lambda ran: _within(ran, question.within))
            return
    if question.proof is not None:
        yield Run(question.proof, _passes)


def _on(mutant: str, test: str) -> str:
    name = test.partition("def ")[2].partition("(")[0]
    return f"import pytest\n{mutant}\n{test}\n{name}()"


def _passes(ran: Ran) -> str | None:
    return f"should pass: {ran.last}" if ran.status else None


def _fails(ran: Ran, word: str = "") -> str | None:
    if not ran.status:
        return "should fail, and passes"
    return None if word in ran.err else f"should fail with {word}: {ran.last}"


def _prints(ran: Ran, answer: str) -> str | None:
    if ran.out.strip() == answer.strip():
        return None
    return f"answers {answer!r}, but prints {ran.out.strip()!r} ({ran.last})"


def _within(ran: Ran, within: Sequence[float]) -> str | None:
    try:
        value = float(ran.out.splitlines()[-1])
    except (ValueError, IndexError):
        return f"computes no number: {ran.last}"
    low, high = within
    return None if low <= value <= high else f"computes {value:g}, not within {low:g} to {high:g}"


def _orders(question: AnyQuestion) -> Iterator[str]:
    """What is wrong with the orders that a question allows and forbids."""
    if not isinstance(question, OrderQuestion) or question.check is None:
        return
    every = list(permutations(question.ids))
    right, wrong = (
        [x for x in every if question.allows(x) is allowed] for allowed in (True, False)
    )
    works = _python_orders if question.check == "python" else _git_orders
    for order, ok in works(question, _some(right)):
        if not ok:
            yield f"allows {' '.join(order)}, which does not work"
    if wrong and all(ok for _, ok in works(question, _some(wrong))):
        yield "forbids orders that all work"


def _some(orders: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    step = max(1, len(orders) // ORDERS_MOST)
    return list(islice(orders, 0, None, step))[:ORDERS_MOST]


def _python_orders(
    question: OrderQuestion, orders: Sequence[tuple[str, ...]]
) -> list[tuple[tuple[str, ...], bool]]:
    texts = {each.id: each.text for each in question.steps}
    sources = [
        "\n".join([question.code or "", *(texts[each] for each in order), question.test or ""])
        for order in orders
    ]
    return [(order, not ran.status) for order, ran in zip(orders, _run_all(sources), strict=True)]


def _git_orders(
    question: OrderQuestion, orders: Sequence[tuple[str, ...]]
) -> list[tuple[tuple[str, ...], bool]]:
    texts = {each.id: each.text for each in question.steps}
    return [(order, _git([texts[each] for each in order])) for order in orders]


def _git(steps: Sequence[str]) -> bool:
    """Whether a.py, but not secrets.env, arrives at the branch main of a bare repository."""
    with tempfile.TemporaryDirectory() as home:
        place = Path(home)
        (place / "w").mkdir()
        (place / "w" / "secrets.env").write_text("x")
        (place / "w" / "a.py").write_text("1")
        who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@x", "GIT_COMMITTER_NAME": "a"}
        env = os.environ | who | {"GIT_COMMITTER_EMAIL": "a@x", "HOME": home}
        bare = str(place / "r.git")

        def run(*words: str) -> str:
            done = subprocess.run(
                words, env=env, capture_output=True, text=True, timeout=20, check=False
            )
            return done.stdout

        run("git", "init", "-q", "--bare", "-b", "main", bare)
        script = "\n".join(each.replace("URL", bare) for each in steps)
        subprocess.run(
            ["sh", "-c", script],
            cwd=place / "w",
            env=env,
            capture_output=True,
            timeout=20,
            check=False,
        )
        names = run("git", "--git-dir", bare, "ls-tree", "-r", "--name-only", "main").split()
    return "a.py" in names and "secrets.env" not in names


def _run_all(sources: Sequence[str]) -> list[Ran]:
    """What became of each program; all are run by one process."""
    if not sources:
        return []
    done = subprocess.run(
        [sys.executable, "-I", str(_RUNNER), str(SECONDS_MOST)],
        env=_ENVIRONMENT,
        input=json.dumps(sources),
        capture_output=True,
        text=True,
        timeout=60 + len(sources) * SECONDS_MOST,
        check=True,
    )
    return [Ran(*each) for each in json.loads(done.stdout)]


def main() -> None:
    """Tell what does not hold in some files."""
    from bot.roadmaps.questions import read_questions

    files = [read_questions(Path(each)) for each in sys.argv[1:]]
    told = unproved([each for file in files for each in file.questions])
    sys.stdout.write("\n".join(told) + "\n" if told else "all proved\n")
    sys.exit(bool(told))


if __name__ == "__main__":
    main()
