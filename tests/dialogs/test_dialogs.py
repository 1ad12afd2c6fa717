"""The dialogs: what a learner types and exactly what comes back.

Lines that begin with `> ` are typed; what follows is the answer. `pytest -m '' --rewrite`
writes all answers anew.
"""

import re
from pathlib import Path

import pytest

from support.terminal import played

DIALOGS = sorted(Path(__file__).parent.rglob("*.txt"))

LONG = re.compile(
    "persona-.*|complete-2025|engineer|europe-jobs|group-fortnight|islands|learners-guide|modern|recall"
)
"""Those that take a second and more, or tell of another roadmap what a short one tells of ours."""

PLAYED = [
    pytest.param(each, marks=pytest.mark.soak if LONG.fullmatch(each.stem) else ())
    for each in DIALOGS
]


@pytest.mark.parametrize("path", PLAYED, ids=lambda path: path.stem)
async def test_dialog(
    path: Path, tmp_path: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    golden = path.read_text(encoding="utf-8")
    now = await played(golden, tmp_path / "dialog.db", lambda: capsys.readouterr().err)
    if request.config.getoption("--rewrite"):
        path.write_text(now, encoding="utf-8")
    assert "\nwaymark: " not in now, "what is typed is what the screen offers"
    assert now == golden or request.config.getoption("--rewrite")
