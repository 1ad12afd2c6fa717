"""The dialogs: what a learner types and exactly what comes back.

Lines that begin with `> ` are typed; what follows is the answer. `pytest --rewrite` writes the
answers anew.
"""

from datetime import datetime
from pathlib import Path

import pytest

from support.terminal import terminal

DIALOGS = sorted(Path(__file__).parent.rglob("*.txt"))


@pytest.mark.parametrize("path", DIALOGS, ids=lambda path: path.stem)
async def test_dialog(
    path: Path, tmp_path: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    golden = path.read_text(encoding="utf-8")
    title, *typed = [line for line in golden.splitlines() if line.startswith(("# ", "> "))]
    begins = datetime.fromisoformat(title.rsplit(" ", 1)[1])
    out = [title]
    async with terminal(tmp_path / "dialog.db", begins) as opened:
        for line in typed:
            answer = await opened.screen(line.removeprefix("> "))
            out += ["", line, *([answer] if answer else []), *capsys.readouterr().err.splitlines()]
    played = "\n".join(out) + "\n"
    if request.config.getoption("--rewrite"):
        path.write_text(played, encoding="utf-8")
    assert "\nwaymark: " not in played, "what is typed is what the screen offers"
    assert played == golden or request.config.getoption("--rewrite")
