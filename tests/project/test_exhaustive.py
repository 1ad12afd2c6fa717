"""A new kind of message is a type error wherever somebody has to decide about it (promise 4.1)."""

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from bot.domain.delivery import MessageKind
from bot.features.menu import FEATURES
from support.messages import ROOT

DECIDES = {
    "bot/domain/delivery.py": 1,
    "bot/domain/nudges/due.py": 2,
    "bot/domain/nudges/decide.py": 1,
    "bot/features/nudges/prompts.py": 1,
}
"""Where a kind of message has to be decided about, and how often."""

SKIP = ("--follow-imports=skip", "--explicit-package-bases", "--namespace-packages")
"""Only these modules are looked at: the test is quick."""

NOBODYS = {
    MessageKind.REPLY,
    MessageKind.GROUP_BOARD,
    MessageKind.GROUP_DIGEST,
    MessageKind.NOTICE,
}
"""No feature makes these by their kind: answers, a group's messages, and notices of many makers."""


def test_every_kind_has_a_maker() -> None:
    made = {nudge.kind for feature in FEATURES for nudge in feature.nudges if not nudge.maker}
    assert made == set(MessageKind) - NOBODYS


def test_a_new_kind_cannot_fall_through(tmp_path: Path) -> None:
    for name in DECIDES:
        copy = tmp_path / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, copy)
    kinds = tmp_path / "bot" / "domain" / "delivery.py"
    text = kinds.read_text(encoding="utf-8")
    kinds.write_text(
        text.replace("    NOTICE =", '    NEW = "new"\n    NOTICE ='), encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-incremental", "--config-file=", *SKIP, *DECIDES],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    wrong = Counter(
        line.partition(":")[0] for line in done.stdout.splitlines() if "assert_never" in line
    )
    assert wrong == DECIDES, done.stdout + done.stderr
    assert "Literal[MessageKind.NEW]" in done.stdout
