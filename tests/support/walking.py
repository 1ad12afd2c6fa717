"""The guides as they are walked: every command of a page in a shell, in a folder made for it."""

import asyncio
import os
import re
import signal
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from support.messages import ROOT
from support.processes import PATIENCE

GUIDES: Final = ROOT / "docs" / "guide"
SHELL: Final = frozenset({"console", "sh", "bash", "shell"})
FENCE: Final = re.compile(
    r"^(?P<indent> *)```(?P<language>[\w-]*)\n(?P<body>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
MARK: Final = re.compile(r"<!-- (not run: (?P<reason>\w+)|(?P<fails>fails)) -->\s*\Z")
HEREDOC: Final = re.compile(r"<<'(\w+)'")
TO_ITS_END: Final = 8 * PATIENCE
"""Seconds within which a command ends: the longest fetches every package there is."""


@dataclass(frozen=True)
class Step:
    """A command with the output that is shown below it."""

    command: str
    shown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: its section, what it holds, and whether and how it is run.

    `reason` says why it is not run, where it is marked so; it `fails` where its last command does.
    """

    section: str
    language: str
    text: str
    reason: str = ""
    fails: bool = False

    @property
    def steps(self) -> list[Step]:
        """The commands: what follows `$ `, with the lines of a here-document."""
        steps: list[Step] = []
        lines = iter(self.text.splitlines())
        for line in lines:
            if not line.startswith("$ "):
                assert steps, f"{self.section}: output before any command"
                steps[-1] = Step(steps[-1].command, (*steps[-1].shown, line))
                continue
            command = [line.removeprefix("$ ")]
            while command[-1].endswith("\\"):
                command.append(next(lines))
            if ends := HEREDOC.search(line):
                command += _until(lines, ends[1])
            steps.append(Step("\n".join(command)))
        return steps


def _until(lines: Iterator[str], end: str) -> Iterator[str]:
    for line in lines:
        yield line
        if line == end:
            return
    raise AssertionError(f"no {end} ends the here-document")


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in their order."""
    text = page.read_text(encoding="utf-8")
    found = []
    for each in FENCE.finditer(text):
        before = text[: each.start()]
        mark = MARK.search(before)
        indent = each["indent"]
        body = "\n".join(line.removeprefix(indent) for line in each["body"].splitlines())
        found.append(
            Block(
                section=re.findall(r"^## (.*)$", before, re.MULTILINE)[-1],
                language=each["language"],
                text=body,
                reason=(mark["reason"] or "") if mark else "",
                fails=bool(mark and mark["fails"]),
            )
        )
    return found


def agrees(shown: tuple[str, ...], output: str) -> bool:
    """Whether what a page shows below a command is what came; `...` stands for any lines."""
    if not shown:
        return True
    parts = [r"(?:.*\n)*?" if line == "..." else f"{re.escape(line)}\n" for line in shown]
    return re.fullmatch("".join(parts), output) is not None


class Walk:
    """A host's shell: it keeps its folder and what was exported, from command to command.

    `stands_for` says what is there in place of what a page names: a folder, a token, an address.
    """

    def __init__(self, home: Path, stands_for: Mapping[str, str], env: Mapping[str, str]) -> None:
        self.folder = home
        self._state = home / ".state"
        self._stands_for = stands_for
        kept = {
            "PIP_CACHE_DIR": str(Path.home() / ".cache" / "pip")
        }  # each package is fetched once
        self._env = {**kept, **_plain(), "HOME": str(home), **env}
        self.log = ""

    def here(self, text: str) -> str:
        """A text of the page as it is on this machine."""
        for written, ours in self._stands_for.items():
            text = text.replace(written, ours)
        return text

    async def run(self, block: Block) -> str:
        """Run all of a block; what its last command said. A service is left running."""
        output = ""
        steps = block.steps
        for number, step in enumerate(steps):
            fails = block.fails and number == len(steps) - 1
            code, output = await self.do(step.command)
            assert (code != 0) == fails, f"{step.command}\n{output}"
            assert agrees(step.shown, output), f"{step.command}\n{output}"
        return output

    async def do(self, command: str) -> tuple[int, str]:
        """One command, to its end: its status, and what it said."""
        process = await self._begun(command, asyncio.subprocess.PIPE)
        try:
            async with asyncio.timeout(TO_ITS_END):
                said, _ = await process.communicate()
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        output = said.decode("utf-8", "replace")
        self.log += f"$ {command}\n{output}"
        return process.returncode or 0, output

    @asynccontextmanager
    async def serving(self, command: str, *, killed: bool = False) -> AsyncIterator[None]:
        """A service that is started by a command, until the end of the block; it ends well.

        Or it is `killed` there, with no time for anything.
        """
        with (self.folder / "service.log").open("ab") as log:
            process = await self._begun(command, log.fileno())
        try:
            yield
            os.killpg(process.pid, signal.SIGKILL if killed else signal.SIGINT)
            async with asyncio.timeout(3 * PATIENCE):
                code = await process.wait()
            assert killed or code == 0, self.service_log
        except AssertionError as error:
            error.add_note(self.service_log)
            raise
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

    @property
    def service_log(self) -> str:
        """What services wrote."""
        return (self.folder / "service.log").read_text(encoding="utf-8")

    def also(self, written: str, ours: str) -> None:
        """A further thing that stands for what a page names."""
        self._stands_for = {**self._stands_for, written: ours}

    async def _begun(self, command: str, out: int) -> asyncio.subprocess.Process:
        script = "\n".join(
            [
                f'test ! -e "{self._state}" || . "{self._state}"',
                self.here(command),
                "status=$?",
                f'{{ export -p; printf "cd %q\\n" "$PWD"; umask -p; }} > "{self._state}"',
                "exit $status",
            ]
        )
        return await asyncio.create_subprocess_exec(
            *("bash", "-c", script),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=out,
            stderr=asyncio.subprocess.STDOUT,
            cwd=self.folder,
            env=self._env,
            start_new_session=True,
        )


def _plain() -> dict[str, str]:
    """What a shell of this machine has: no settings of ours, and nothing of a virtual environment."""
    ours = re.compile(r"WAYMARK_|PYTHON|VIRTUAL_ENV|MAKE|MFLAGS")
    return {key: value for key, value in os.environ.items() if not ours.match(key)}
