"""A new kind of message is a type error wherever somebody has to decide about it (promise 4.1)."""

import shutil
import subprocess
import sys
from pathlib import Path

from support.messages import ROOT

DECIDES = ("bot/domain/nudges/decide.py", "bot/domain/nudges/due.py", "bot/domain/delivery.py")


def test_a_new_kind_cannot_fall_through(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "bot" / "domain", tmp_path / "bot" / "domain")
    for name in ("__init__.py", "errors.py"):
        shutil.copy(ROOT / "bot" / name, tmp_path / "bot" / name)
    kinds = tmp_path / "bot" / "domain" / "delivery.py"
    text = kinds.read_text(encoding="utf-8")
    kinds.write_text(
        text.replace("    NOTICE =", '    NEW = "new"\n    NOTICE ='), encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-incremental", "--config-file=", *DECIDES],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    wrong = {line.partition(":")[0] for line in done.stdout.splitlines() if "assert_never" in line}
    assert wrong == set(DECIDES), done.stdout + done.stderr
    assert "Literal[MessageKind.NEW]" in done.stdout
