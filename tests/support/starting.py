"""A learner's project, begun from the starter of `modern`, and its checks run as a learner would."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.roadmaps.files import Roadmaps
from bot.roadmaps.starters import write_starter
from support import parcel_service
from support.processes import PATIENCE

PYTHON: Final = f"{sys.executable} -S"
SERVICE: Final = f"{PYTHON} {Path(parcel_service.__file__).resolve()}"
_NOBODY: Final = {
    "GIT_AUTHOR_NAME": "me",
    "GIT_AUTHOR_EMAIL": "me@example.org",
    "GIT_COMMITTER_NAME": "me",
    "GIT_COMMITTER_EMAIL": "me@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
_LINE: Final = re.compile(r"parcels week \d\d: (?:ok|not yet) · \S.*\n")


@dataclass(frozen=True)
class Project:
    """A project in a folder. A check that is run prints one line, and its status fits."""

    folder: Path

    @classmethod
    def begun(cls, folder: Path) -> "Project":
        """What `waymark roadmap starter modern DIR` writes."""
        write_starter(Roadmaps().starter("modern"), folder)
        return cls(folder)

    def set(self, **lines: str) -> None:
        """Fill in lines of [tool.parcels]; a value is TOML."""
        file = self.folder / "pyproject.toml"
        rows = file.read_text("utf-8").splitlines()
        for name, value in lines.items():
            (place,) = (n for n, row in enumerate(rows) if row.startswith(f"{name} = "))
            rows[place] = f"{name} = {value}"
        file.write_text("\n".join(rows), encoding="utf-8")

    def write(self, **files: str) -> None:
        """Write pages and modules; `docs__load_md` is docs/load.md."""
        for name, text in files.items():
            path = self.folder / re.sub(r"_(md|py|lock)$", r".\1", name.replace("__", "/"))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def git(self, *words: str) -> str:
        """Run git in it."""
        return subprocess.run(
            ["git", *words],
            cwd=self.folder,
            env={**os.environ, **_NOBODY},
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE,
        ).stdout

    def commit(self) -> str:
        """Commit all there is; the commit."""
        if not (self.folder / ".git").exists():
            self.git("init", "--quiet", "--initial-branch=main")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--no-verify", "--message", "on")
        return self.git("rev-parse", "HEAD").strip()

    def run(self, week: int, asked: str = "check()", url: str = "", **environment: str) -> str:
        """Run a check, perhaps with smaller numbers; what stands behind its week."""
        program = (
            "import sys; sys.path[:0] = ['checks']; "
            f"import proof, week_{week:02} as it; proof.run({week}, lambda: it.{asked})"
        )
        return self._line(week, ["-c", program], url, environment)

    def script(self, week: int, *words: str, url: str = "", **environment: str) -> str:
        """The same as the learner runs it: the script, with the numbers of its week."""
        return self._line(week, [f"checks/week_{week:02}.py", *words], url, environment)

    def _line(self, week: int, words: list[str], url: str, extra: dict[str, str]) -> str:
        nowhere = "http://127.0.0.1:9"
        done = subprocess.run(
            [sys.executable, "-S", *words],
            cwd=self.folder,
            env={**os.environ, **_NOBODY, "PARCELS_URL": url or nowhere, **extra},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=5 * PATIENCE,
        )
        assert _LINE.fullmatch(done.stdout), (done.stdout, done.stderr)
        assert not done.stderr, done.stderr
        said = done.stdout.removeprefix(f"parcels week {week:02}: ").strip()
        assert done.returncode == (0 if said.startswith("ok · ") else 1), said
        return said
